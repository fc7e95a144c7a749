"""Texts of any length and script in lines of so many cells."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from ccc_tui.ui import formatting

TEXTS = st.text(st.sampled_from("ab 客户é\u0301\u200d👩ü-"), max_size=400)
WIDTHS = st.integers(2, 40)


@given(TEXTS, WIDTHS)
@example("a \u200d\u200da客", 2)
def test_wrapping_loses_nothing_but_blanks_and_no_line_is_too_long(text: str, width: int) -> None:
    lines = formatting.wrap(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


@given(TEXTS, WIDTHS)
@example("\u200d\u200d客a", 2)
@example("客\u200d客\u200d客", 3)
def test_what_is_cut_fits_and_what_fits_is_not_cut(text: str, width: int) -> None:
    for cut in (formatting.truncate(text, width), formatting.truncate_middle(text, width)):
        assert cell_len(cut) <= width
        assert (cut == text) == formatting.fits(text, width) or cut.count("…") == 1


@pytest.mark.parametrize("character", ["x", "客", "é", "\u0301", "客 "])
def test_each_character_is_measured_a_few_times_however_long_the_text(
    character: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = 0

    def counting(text: str) -> int:
        nonlocal measured
        measured += len(text)
        return cell_len(text)

    monkeypatch.setattr(formatting, "cell_len", counting)
    text = character * 50_000
    formatting.wrap(text, 60)
    formatting.truncate(text, 60)
    formatting.truncate_middle(text, 60)
    assert measured < 100 * len(text)
