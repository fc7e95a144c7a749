"""A secret is told to nobody who does not ask for it by name."""

import copy
import json
import pickle
from collections.abc import Callable

import pytest
from rich.pretty import pretty_repr

from ccc_tui.cloud.secret import Secret

WORD = "s3cret-of-an-access-key"


@pytest.mark.parametrize("show", [str, repr, ascii, "{}".format, "{!r:>60}".format, pretty_repr])
def test_no_way_of_showing_it_shows_it(show: Callable[[object], str]) -> None:
    for holder in (Secret(WORD), [Secret(WORD)], {"key": Secret(WORD)}):
        assert WORD[:4] not in show(holder)
        assert "***" in show(holder)


@pytest.mark.parametrize("write", [pickle.dumps, copy.deepcopy, json.dumps, vars])
def test_it_is_not_written_anywhere(write: Callable[[object], object]) -> None:
    with pytest.raises(TypeError):
        write(Secret(WORD))


def test_it_is_revealed_where_that_is_meant() -> None:
    assert Secret(WORD).reveal() == WORD


def test_it_says_whether_there_is_one() -> None:
    assert Secret(WORD)
    assert not Secret("")
    assert (str(Secret("")), repr(Secret(""))) == ("", "Secret('')")


def test_equal_secrets_are_equal() -> None:
    assert Secret(WORD) == Secret(WORD) != Secret("other")
    assert len({Secret(WORD), Secret(WORD)}) == 1
    assert Secret(WORD) != WORD
