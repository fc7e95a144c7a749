"""Bars: in eighths, scaled to the longest, never wider than their room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ccc_tui.ui import bars
from ccc_tui.ui.bars import Bar, bar, bar_entries


@pytest.mark.parametrize(
    ("value", "longest", "drawn"),
    [(0, 8, ""), (8, 8, "████████"), (4, 8, "████"), (1, 1000, "▏"), (5, 12, "███▍"), (20, 8, "████████"), (3, 0, "")],
)
def test_a_bar_has_eighths_of_cells(value: int, longest: int, drawn: str) -> None:
    assert bar(value, longest, 8) == drawn


@pytest.mark.parametrize(("value", "drawn"), [(0, ""), (1, "#"), (50, "####"), (100, "########")])
def test_a_bar_in_ascii(value: int, drawn: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bars, "needs_ascii", lambda: True)
    assert bar(value, 100, 8) == drawn


def test_labels_bars_and_figures_stand_under_each_other() -> None:
    entries = bar_entries([Bar("both", 41), Bar("out", 14), Bar("17 others", 1227, others=True)], 40, 8, "usage")
    lines = ["".join(span.text for span in entry.spans) for entry in entries]
    assert lines == ["both      ████████ 41", "out       ██▊ 14", "17 others 1,227"]
    assert [entry.copied for entry in entries] == ["41", "14", "1,227"]


@given(
    st.lists(st.tuples(st.text(max_size=20), st.integers(0, 99_999)), min_size=1, max_size=5),
    st.integers(14, 60),
    st.integers(1, 16),
)
def test_no_line_is_wider_than_its_room(pairs: list[tuple[str, int]], room: int, cells: int) -> None:
    for entry in bar_entries([Bar(*pair) for pair in pairs], room, cells, "any"):
        assert cell_len("".join(span.text for span in entry.spans)) <= room
