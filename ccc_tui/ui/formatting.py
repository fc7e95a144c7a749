"""How counts, times and long texts are written on the screen."""

from datetime import UTC, datetime
from typing import Final

from rich.cells import cell_len, chop_cells

from ccc_tui.i18n import NN_, _, ngettext

ABSENT: Final = "—"
# Characters looked at for each cell to fill: some, such as combining marks, take none.
_CHARACTERS_A_CELL: Final = 4
_UNITS: Final = (
    (365 * 24 * 3600, NN_("{n} year", "{n} years")),
    (24 * 3600, NN_("{n} day", "{n} days")),
    (3600, NN_("{n} hour", "{n} hours")),
    (60, NN_("{n} minute", "{n} minutes")),
)


def format_count(value: int | None) -> str:
    """Return a count with separators between thousands; a dash for None."""
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
    for length, words in _UNITS:
        if seconds >= length:
            return ngettext(*words, seconds // length).format(n=seconds // length)
    return _("less than a minute")


def truncate(text: str, width: int) -> str:
    """Return the text in at most so many cells; an ellipsis says that more was there."""
    if fits(text, width):
        return text
    if width <= 1:
        return "…"[:width]
    return _shortened(text[: _CHARACTERS_A_CELL * width], "", width)


def truncate_middle(text: str, width: int) -> str:
    """Return an id in at most so many cells: its beginning and its end tell most."""
    if fits(text, width) or width <= 1:
        return truncate(text, width)
    tail = (width - 1) // 2
    return _shortened(text[: _CHARACTERS_A_CELL * width], text[-tail:] if tail else "", width)


def fits(text: str, width: int) -> bool:
    """Return whether the text fits into so many cells. Does not measure a text that is far too long for them."""
    return len(text) <= max(1, width) * _CHARACTERS_A_CELL and cell_len(text) <= width


def measure(text: str, at_most: int) -> int:
    """Return how many cells the text takes, or `at_most` where it takes more."""
    return cell_len(text) if fits(text, at_most) else at_most


def wrap(text: str, width: int) -> list[str]:
    """Return the text in lines of at most so many cells, broken at spaces where there are any.

    Takes time in proportion to the text: each line looks only at the characters that may stand in it.
    """
    if width < 2:  # noqa: PLR2004 - the widest character
        return [text[:1]]
    lines: list[str] = []
    start = 0
    window = width * _CHARACTERS_A_CELL
    while not fits(line := text[start : start + window + 1], width):
        head = (chop_cells(line[:window], width) or [line[:window]])[0]
        space = head.rfind(" ")
        if space > 0 and line[len(head) : len(head) + 1] != " ":
            head = head[:space]
        # Characters that join others make a text wider or narrower where it is cut.
        while len(head) > 1 and cell_len(head.rstrip()) > width:
            head = head[:-1]
        lines.append(head.rstrip())
        start += len(head)
        while start < len(text) and text[start].isspace():
            start += 1
    return [*lines, text[start:]]


def _shortened(head: str, tail: str, width: int) -> str:
    """Return both around an ellipsis, each cut until all fits. Characters that join others are measured with them."""
    room = (width - 1) // 2
    while cell_len(tail) > room:
        tail = tail[1:]
    head = _head(head, width - 1 - cell_len(tail))
    while cell_len(shown := f"{head.rstrip()}…{tail}") > width and (head or tail):
        head, tail = (head[:-1], tail) if head else (head, tail[1:])
    return shown


def _head(text: str, width: int) -> str:
    """Return as much of the beginning as fits into so many cells."""
    low, high = 1, min(len(text), width * _CHARACTERS_A_CELL)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if cell_len(text[:middle]) <= width else (low, middle - 1)
    return text[:low]
