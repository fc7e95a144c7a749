"""Personal data in raw replies: masked by the names of fields, whatever else stands there, in linear time."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccc_tui.resources.masked_text import masked_text
from ccc_tui.resources.masking import Masked
from ccc_tui.resources.personal import masked

PERSON = {"UserId": "u@a", "Phone": "13812345678", "Email": "wang@example.com", "RamId": "201234567890123456"}
_TEXTS = st.text(max_size=12)
_DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | _TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize("indent", [None, 2])
def test_json(indent: int | None) -> None:
    text = json.dumps({"Data": [PERSON | {"Mobile": 13812345678, "Name": 'a "Phone": "x" [b'}]}, indent=indent)
    shown = masked_text(text)
    assert isinstance(shown, Masked)
    person = json.loads(shown)["Data"][0]
    assert person == {
        "UserId": "u@a",
        "Phone": "138****5678",
        "Email": "w***@example.com",
        "RamId": "2012****3456",
        "Mobile": "138****5678",
        "Name": 'a "Phone": "x" [b',
    }


def test_lists_of_texts() -> None:
    assert json.loads(masked_text('{"Names": ["a[", "b"], "Phone": ["13812345678", "13812345679"]}')) == {
        "Names": ["a[", "b"],
        "Phone": ["138****5678", "138****5679"],
    }


def test_xml() -> None:
    shown = masked_text("<User><Name>Phone</Name><Phone>13812345678</Phone><Email/><Mobile></Mobile></User>")
    assert shown == "<User><Name>Phone</Name><Phone>138****5678</Phone><Email/><Mobile></Mobile></User>"


@pytest.mark.parametrize("cut", range(1, 22))
def test_a_reply_that_was_cut(cut: int) -> None:
    text = '{"Phone": "13812345678'[:-cut] if cut < 12 else '{"Phone": "13812345678"}'[:cut]
    assert "3812345" not in masked_text(text)


@given(_DOCUMENTS)
def test_what_is_not_personal_stays_as_it_was_sent(document: object) -> None:
    text = json.dumps(document, ensure_ascii=False)
    if masked(document) == document:
        assert masked_text(text) == text


@pytest.mark.parametrize(
    "text",
    ["{" + '\\"' * 90_000, '{"' + "\\" * 190_000, "<" + "a" * 190_000, '{"Phone":[' * 19_000, '{"a"' + " " * 190_000],
    ids=["quotes", "backslashes", "name", "lists", "blanks"],
)
def test_a_hostile_reply_takes_no_longer_than_others(text: str) -> None:
    started = time.perf_counter()
    masked_text(text)
    assert time.perf_counter() - started < 5, "quadratic would be minutes"
