"""Bars of how long calls took, in eighths of a cell."""

from collections.abc import Sequence
from statistics import median
from typing import Final

from ccc_tui.ui.glyphs import IS_ASCII

_EIGHTHS: Final = " ▏▎▍▌▋▊▉█"
_HEIGHTS: Final = "▁▂▃▄▅▆▇█"
# Longer ones are cut, so that one call that hung does not flatten all others.
_MOST_MEDIANS: Final = 8


def scale(latencies: Sequence[float]) -> float:
    """Return the seconds that fill a bar."""
    return min(max(latencies), _MOST_MEDIANS * median(latencies)) if latencies else 0.0


def bar(seconds: float | None, full: float, cells: int) -> str:
    """Return a bar; one that is cut ends in an arrow."""
    if not seconds or not full:
        return ""
    if seconds > full:
        return ("#" * (cells - 1) + ">") if IS_ASCII else "█" * (cells - 1) + "▸"
    eighths = max(1, round(seconds / full * cells * 8))
    if IS_ASCII:
        return "#" * max(1, eighths // 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def sparkline(latencies: Sequence[float]) -> str:
    """Return a bar for each; nothing in ASCII."""
    full = scale(latencies)
    if IS_ASCII or not full:
        return ""
    last = len(_HEIGHTS) - 1
    return "".join(_HEIGHTS[min(last, round(seconds / full * last))] for seconds in latencies)
