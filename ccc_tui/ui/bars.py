"""Bars in eighths of a cell, scaled to the longest; the figure stands behind."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len

from ccc_tui.ui.formatting import format_count, truncate
from ccc_tui.ui.glyphs import needs_ascii
from ccc_tui.ui.lines import Entry, Opens, Span

_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
_FULL: Final = "█"
# Cells of the longest bar: each costs three bytes.
SHORT: Final = 8
LONG: Final = 16
_WIDE: Final = 80  # from this width of a pane on, bars are long
_SHORTEST_LABEL: Final = 4
_READABLE: Final = 12
_SHORTEST_BAR: Final = 5


class Bar(NamedTuple):
    """One bar: what is counted, and how many there are.

    Attributes:
        label: what is counted.
        value: how many; None where that is not known.
        sign: a sign before the label.
        opens: what `enter` opens.
        others: whether it stands for the rest, which has no bar.
    """

    label: str
    value: int | None
    sign: str = ""
    opens: Opens = None
    others: bool = False


def bar(value: int, longest: int, cells: int) -> str:
    """Return a bar of at most so many cells; something is seen of any value above 0."""
    if value <= 0 or longest <= 0 or cells <= 0:
        return ""
    if needs_ascii():
        return "#" * max(1, round(min(value, longest) * cells / longest))
    eighths = max(1, round(min(value, longest) * cells * 8 / longest))
    return (_FULL * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()


def bar_cells(width: int) -> int:
    """Return how many cells the longest bar of a pane of this width takes."""
    return LONG if width >= _WIDE else SHORT


def bar_entries(bars: Sequence[Bar], room: int, cells: int, key: str) -> list[Entry]:
    """Return a line for each bar, in at most so many cells: sign and label, bar, figure."""
    if not bars:
        return []
    figures = [format_count(each.value) for each in bars]
    longest = max((each.value or 0 for each in bars if not each.others), default=0)
    widest = max(cell_len(each.sign) + cell_len(each.label) for each in bars)
    # A label may be cut to a few characters, then the bars give way.
    around = 2 + max(
        (cell_len(figure) for each, figure in zip(bars, figures, strict=True) if not each.others), default=0
    )
    label_room = min(widest, max(_READABLE, room - around - cells), room - around - _SHORTEST_BAR)
    label_room = max(_SHORTEST_LABEL, label_room)
    cells = max(1, min(cells, room - around - label_room))
    entries = []
    for number, (each, figure) in enumerate(zip(bars, figures, strict=True)):
        label = truncate(each.label, label_room - cell_len(each.sign))
        blanks = " " * (label_room - cell_len(each.sign) - cell_len(label) + 1)
        drawn = "" if each.others else bar(each.value or 0, longest, cells)
        tone = "muted" if each.others or not each.value else ""
        spans = (
            Span(each.sign, "muted" if each.others else ""),
            Span(label, tone),
            Span(blanks),
            Span(drawn, "accent"),
            Span(f" {figure}" if drawn else figure, tone),
        )
        entries.append(Entry(spans, each.label, figure, each.opens, 1, (key, number)))
    return entries
