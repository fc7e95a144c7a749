"""Text cut into cells: the short way for usual characters is right for each of them."""

import pytest
from rich.cells import cell_len

from ccc_tui.terminal import clusters
from ccc_tui.terminal.clusters import Unsure, cells

USUAL = [chr(code) for code in range(0x20, 0x10000) if clusters._USUAL.fullmatch(chr(code))]


def test_usual_characters_have_the_width_that_textual_gives_them_and_all_terminals_agree() -> None:
    assert len(USUAL) > 20_000
    for character in USUAL:
        width = cell_len(character)
        assert cells(character) == (character, *[""] * (width - 1)), hex(ord(character))
        assert clusters._agreed(character, width), hex(ord(character))


@pytest.mark.parametrize("character", ["\u0301", "\u200d", "\u2764", "\N{MAN}", "\U0001f1e8", "\u3099", "\u302a"])
def test_characters_that_join_others_or_are_disputed_are_not_usual(character: str) -> None:
    assert not clusters._USUAL.fullmatch(character)


def test_a_row_of_usual_and_other_characters() -> None:
    assert cells("a中·文") == ("a", "中", "", "·", "文", "")
    family = "\N{MAN}\u200d\N{GIRL}"
    cut = cells(f"中{family}a")
    assert cut == ("中", "", family, "", "a")
    assert [type(cell) for cell in cut] == [str, str, Unsure, str, str]


def test_what_is_drawn_with_the_character_before_it_takes_no_cell() -> None:
    assert cells("\u0301a") == ()
