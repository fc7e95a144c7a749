"""How counts, times and long ids are written on the screen."""

from datetime import UTC, datetime
from typing import Final

from rich.cells import cell_len, set_cell_size

from ccc_tui.i18n import _, ngettext

ABSENT: Final = "—"
_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR
_YEAR: Final = 365 * _DAY


def number(value: int | None) -> str:
    """Return a count with its thousands apart, or the dash of what was not sent."""
    return ABSENT if value is None else f"{value:,}"


def clock(moment: datetime) -> str:
    """Return the local time of day."""
    return moment.astimezone().strftime("%H:%M:%S")


def local(moment: datetime) -> str:
    """Return the local date and time."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def age(moment: datetime, now: datetime | None = None) -> str:
    """Return how long ago a moment was, in its largest unit."""
    seconds = int(((now or datetime.now(UTC)) - moment).total_seconds())
    if seconds < _MINUTE:
        return _("less than a minute")
    if seconds < _HOUR:
        count = seconds // _MINUTE
        return ngettext("{n} minute", "{n} minutes", count).format(n=count)
    if seconds < _DAY:
        count = seconds // _HOUR
        return ngettext("{n} hour", "{n} hours", count).format(n=count)
    if seconds < _YEAR:
        count = seconds // _DAY
        return ngettext("{n} day", "{n} days", count).format(n=count)
    count = seconds // _YEAR
    return ngettext("{n} year", "{n} years", count).format(n=count)


def fit(text: str, width: int) -> str:
    """Return the text in exactly so many cells, cut at its end where it is longer."""
    return set_cell_size(cut(text, width), width)


def cut(text: str, width: int) -> str:
    """Return the text in at most so many cells; an ellipsis says that more was there."""
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return "…"[:width]
    return set_cell_size(text, width - 1).rstrip() + "…"


def cut_middle(text: str, width: int) -> str:
    """Return an id in at most so many cells: its beginning and its end tell most."""
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return "…"[:width]
    tail = (width - 1) // 2
    end = text[-tail:] if tail else ""
    while cell_len(end) > tail:
        end = end[1:]
    return set_cell_size(text, width - 1 - cell_len(end)).rstrip() + "…" + end


def wrap(text: str, width: int) -> list[str]:
    """Return the text in lines of at most so many cells, broken at spaces where there are any."""
    if width < 2:  # noqa: PLR2004 - the widest character
        return [text[:1]]
    lines: list[str] = []
    while cell_len(text) > width:
        head = _head(text, width)
        space = head.rfind(" ")
        if space > 0 and text[len(head) : len(head) + 1] != " ":
            head = head[:space]
        lines.append(head.rstrip())
        text = text[len(head) :].lstrip()
    return [*lines, text]


def _head(text: str, width: int) -> str:
    """Return as much of the beginning as fits into so many cells."""
    low, high = 1, min(len(text), width * 4)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if cell_len(text[:middle]) <= width else (low, middle - 1)
    return text[:low]
