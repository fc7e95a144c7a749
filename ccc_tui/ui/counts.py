"""Rows counted by what a column says: as bars, each with the filter that finds its rows."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ccc_tui.i18n import _, ngettext
from ccc_tui.ui.bars import Bar
from ccc_tui.ui.formatting import ABSENT, format_count

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD: Final = re.compile(r'[^\s":=~!<>]+')


def count_values(rows: Sequence[Any], column: str) -> Counter[str]:
    """Return how many rows have each value of a column; those without one have an empty text."""
    return Counter(getattr(row, column) or "" for row in rows)


def count_bars(counts: Counter[str], column: str, most: int | None = None) -> list[Bar]:
    """Return a bar for each value, the most frequent first; one line for all beyond `most`."""
    counted = counts.most_common()
    shown = counted[:most]
    bars = [Bar(value or ABSENT, n, opens=f"{column}:{_quoted(value)}") for value, n in shown]
    if rest := counted[len(shown) :]:
        said = ngettext("{n} other", "{n} others", len(rest)).format(n=format_count(len(rest)))
        bars.append(Bar(said, sum(n for _value, n in rest), others=True))
    return bars


class Coverage(NamedTuple):
    """How much of a list is counted: in words, and whether it is only a part; and what can be done about that."""

    words: str = ""
    is_part: bool = False
    advice: str = ""


def coverage(loaded: int, total: int | None, page: int | None) -> Coverage:
    """Return how much of a list is counted.

    Args:
        loaded: rows that are loaded.
        total: rows that there are; None where the service does not say.
        page: the page, where the rows of one page are all that is loaded.
    """
    n, of = format_count(loaded), format_count(total)
    if total is not None and loaded >= total:
        return Coverage(ngettext("all {n} row", "all {n} rows", loaded).format(n=n))
    if page is None:
        return Coverage(_("{n} of {total} loaded").format(n=n, total=of), is_part=True)
    said = _("{n} of {total}: page {page} only").format(n=n, total=of, page=page)
    return Coverage(said, is_part=True, advice=_("A loads all"))


def _quoted(value: str) -> str:
    """Return a value as a filter has it: in quotes where it is no single word."""
    return value if _WORD.fullmatch(value) else f'"{value.replace(chr(34), chr(34) * 2)}"'
