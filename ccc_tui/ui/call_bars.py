"""Bars of how long calls took."""

from collections.abc import Sequence
from statistics import median
from typing import Final

from ccc_tui.ui.bars import bar
from ccc_tui.ui.glyphs import CLOSED, needs_ascii

_HEIGHTS: Final = "▁▂▃▄▅▆▇█"
# Longer ones are cut, so that one call that hung does not flatten all others.
_MOST_MEDIANS: Final = 8
# Parts of a second.
_FINE: Final = 10_000


def scale(latencies: Sequence[float]) -> float:
    """Return the seconds that fill a bar."""
    return min(max(latencies), _MOST_MEDIANS * median(latencies)) if latencies else 0.0


def latency_bar(seconds: float | None, full: float, cells: int) -> str:
    """Return a bar; one that is cut ends in an arrow."""
    if not seconds or not full:
        return ""
    if seconds > full:
        return bar(1, 1, cells - 1) + CLOSED
    return bar(max(1, round(seconds * _FINE)), max(1, round(full * _FINE)), cells)


def sparkline(latencies: Sequence[float]) -> str:
    """Return a bar for each; nothing in ASCII."""
    full = scale(latencies)
    if needs_ascii() or not full:
        return ""
    last = len(_HEIGHTS) - 1
    return "".join(_HEIGHTS[min(last, round(seconds / full * last))] for seconds in latencies)
