"""Rows sorted by a column, as its kind says; rows without a value are last in both directions."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ccc_tui.resources.filtering import columns_named, no_column, shown_text
from ccc_tui.resources.folding import fold
from ccc_tui.resources.table import Column, Kind, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ccc_tui.resources.filtering import Problem


class Sort(NamedTuple):
    """By which column rows are sorted, and which way."""

    column: str  # its id
    reverse: bool = False

    def __str__(self) -> str:
        """Return it as `parse_sort` reads it."""
        return f"{'-' * self.reverse}{self.column}"


def parse_sort(text: str, columns: Sequence[Column[Any]]) -> Sort | Problem:
    """Return what is meant by the name of a column, which a minus before it reverses."""
    name = text.removeprefix("-")
    named = columns_named(name, columns)
    return Sort(named[0].id, text.startswith("-")) if named else no_column(name, columns)


def sort_rows(rows: Sequence[Row], sort: Sort, columns: Sequence[Column[Row]]) -> Sequence[Row]:
    """Return the rows sorted; equal ones keep their order, in both directions."""
    column = next((column for column in columns if column.id == sort.column), None)
    if column is None:
        return rows
    key = _key_of(column)
    present: list[tuple[Any, Row]] = []
    absent: list[Row] = []
    for row in rows:
        if (value := key(row)) is None:
            absent.append(row)
        else:
            present.append((value, row))
    present.sort(key=lambda pair: pair[0], reverse=sort.reverse)
    return [*(row for _value, row in present), *absent]


def _key_of(column: Column[Row]) -> Callable[[Row], Any]:
    """Return the function that gives what a row is sorted by; None where it has no value."""
    value = column.value
    match column.kind:
        case Kind.COUNT:
            return lambda row: found if isinstance(found := value(row), int | float) else None
        case Kind.TIME:
            return lambda row: found if isinstance(found := value(row), datetime) else None
        case Kind.FLAG:
            return lambda row: found if isinstance(found := value(row), bool) else None
        case _:
            return lambda row: chinese_order(text) if (text := shown_text(column, row)) else None


def chinese_order(text: str) -> bytes:
    """Return what a text is sorted by.

    GB 2312 has the 3,755 most used characters in the order of their pinyin, then 3,008 by radical; the others are last.
    """
    folded = fold(text)
    return folded.encode() if folded.isascii() else _chinese_order(folded)


@lru_cache(maxsize=20_000)
def _chinese_order(text: str) -> bytes:
    return b"".join(map(_order_of_character, text))


@lru_cache(maxsize=10_000)
def _order_of_character(character: str) -> bytes:
    try:
        return character.encode("gb2312")
    except UnicodeEncodeError:
        # GB 2312 ends before 0xFE. A lone surrogate, which no cleaned text has, must not raise.
        return b"\xff" + character.encode("gb18030", "replace")
