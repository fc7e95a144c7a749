"""Filter texts, such as ``成都 carrier:电信 province~si usage!=in``: what they mean, and which rows match.

All terms of a text must match. docs/filtering.md describes the language.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple

from ccc_tui.i18n import _
from ccc_tui.resources.folding import area_code, fold, spellings_of_person, spellings_of_place
from ccc_tui.resources.table import Column, Kind, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

_QUOTED: Final = r'"(?:[^"]|"")*"'
_TERM: Final = re.compile(
    rf'\s*(?:(?P<name>{_QUOTED}|[^\s":=~!<>]+)(?P<op>!=|!~|>=|<=|[:=~<>]))?(?P<value>{_QUOTED}|"[^"]*|\S+|)'
)
_NUMBER: Final = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?", re.ASCII)
_TIME: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?: \d\d(?::\d\d(?::\d\d)?)?)?)?)?", re.ASCII)
_CODE: Final = re.compile(r"0\d{2,3}", re.ASCII)
_ORDERS: Final = {">": gt, "<": lt, ">=": ge, "<=": le}
# Between the texts of a row: the texts are clean, so that none has it.
_BETWEEN: Final = "\0"
_CLOSE: Final = 0.6
# Rows that are remembered beyond those that are shown, such as those of the pages around.
_SPARE: Final = 5_000


class Problem(NamedTuple):
    """What is wrong with a term: there is no such column, or a comparison that the column does not allow."""

    text: str
    near: str | None = None  # the id of a column that may have been meant

    @property
    def words(self) -> str:
        """What is wrong, and what may have been meant."""
        return (
            _("{problem}; did you mean {name}?").format(problem=self.text, name=self.near) if self.near else self.text
        )


class Term(NamedTuple):
    """One condition.

    Attributes:
        columns: those of which one must match; None for the whole row.
        op: how the value is compared; ``~`` is part of it.
        value: folded.
    """

    columns: tuple[Column[Any], ...] | None
    op: str
    value: str


class Filter(NamedTuple):
    """A filter text that was understood, or as much of it as could be."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    problems: tuple[Problem, ...] = ()

    def narrows(self, other: Filter) -> bool:
        """Return whether every row that matches this matches the other one, as far as the texts tell."""
        return len(self.terms) >= len(other.terms) and all(map(_is_stricter, self.terms, other.terms))


def _is_stricter(term: Term, other: Term) -> bool:
    if term == other:
        return True
    # An area code also matches numbers that do not begin with it.
    extends = term.op == other.op == "~" and other.value in term.value and not _CODE.fullmatch(term.value)
    return extends and term.columns == other.columns


def quote(text: str) -> str:
    """Return a filter text that finds exactly this in any column."""
    return '"' + fold(text).replace('"', '""') + '"'


def parse(text: str, columns: Sequence[Column[Any]]) -> Filter:
    """Return what a filter text means; what cannot be understood is among its problems, and never raises."""
    terms: list[Term] = []
    problems: list[Problem] = []
    for found in _TERM.finditer(fold(text).replace(_BETWEEN, " ")):
        name, op, value = found["name"], found["op"], found["value"]
        is_quoted = value.startswith('"')
        if is_quoted:
            value = _unquoted(value)
        if name is None:
            if value:
                terms.append(Term(None, "~", value))
            continue
        named = columns_named(_unquoted(name), columns)
        if not named:
            problems.append(no_column(_unquoted(name), columns))
            terms.append(Term(None, "~", f"{_unquoted(name)}{op}{value}"))
        elif not value and not is_quoted:
            continue  # it is being typed
        elif problem := _wrong_order(op, value, named):
            problems.append(problem)
        else:
            terms.append(Term(named, ":" if op == "=" else op, value))
    return Filter(text, tuple(terms), tuple(problems))


def columns_named(name: str, columns: Sequence[Column[Any]]) -> tuple[Column[Any], ...]:
    """Return the columns with this id; else those with this title, in either language, or this other name."""
    wanted = _bare(name)
    if by_id := tuple(column for column in columns if _bare(column.id) == wanted):
        return by_id
    return tuple(column for column in columns if wanted in map(_bare, _names(column)))


def no_column(name: str, columns: Sequence[Column[Any]]) -> Problem:
    """Return that there is no such column, and which may have been meant."""
    names = {_bare(known): column.id for column in columns for known in (column.id, *_names(column))}
    near = get_close_matches(_bare(name), names, 1, _CLOSE)
    return Problem(_("no column {name}").format(name=name), names[near[0]] if near else None)


def _names(column: Column[Any]) -> tuple[str, ...]:
    return (column.title, _(column.title), *column.aliases)


def _bare(name: str) -> str:
    return fold(name).replace(" ", "").replace("_", "").replace("-", "")


def _unquoted(text: str) -> str:
    if not text.startswith('"'):
        return text
    return text[1 : -1 if len(text) > 1 and text.endswith('"') else None].replace('""', '"')


def _wrong_order(op: str, value: str, columns: tuple[Column[Any], ...]) -> Problem | None:
    """Return what is wrong with a comparison by size."""
    if op not in _ORDERS:
        return None
    title = _(columns[0].title)
    kinds = {column.kind for column in columns}
    if not kinds <= {Kind.COUNT, Kind.TIME}:
        return Problem(_("{column} has no order: use : or ~").format(column=title))
    known = _TIME if Kind.TIME in kinds else _NUMBER
    return (
        None
        if known.fullmatch(value.replace(",", ""))
        else Problem(_("{column} cannot be compared with {value}").format(column=title, value=value))
    )


# Texts of rows


def shown_text(column: Column[Any], row: Any) -> str | None:
    """Return the text of a cell; a list's items are separated by commas."""
    value = column.value(row) if column.words is None else None
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or None
    return column.text(row)


def spellings(column: Column[Any], text: str) -> tuple[str, ...]:
    """Return how a text can be typed without its characters: the pinyin of places and persons."""
    if column.kind is Kind.PLACE and not text.isascii():
        return spellings_of_place(text)
    if column.kind is Kind.PERSON and not text.isascii():
        return spellings_of_person(text)
    return ()


def alternatives(column: Column[Any], row: Any) -> tuple[str, ...]:
    """Return every text, folded, by which a cell is known; none where the service sent no value."""
    text, value = shown_text(column, row), column.value(row)
    if text is None or value is None:
        return ()
    texts = [*map(str, value)] if isinstance(value, list | tuple) else [text, str(value)]
    if isinstance(value, bool):
        texts.append("yes" if value else "no")
    spelled = [spelling for each in dict.fromkeys(texts) for spelling in spellings(column, each)]
    return tuple(dict.fromkeys((*map(fold, texts), *spelled)))


class Matcher(Generic[Row]):
    """Finds the rows that match, and remembers their texts: each row is folded once.

    Args:
        columns: those of the list.
        free: ids of the columns that a term without a column searches; all if left out.
    """

    def __init__(self, columns: Sequence[Column[Row]], free: Collection[str] | None = None) -> None:
        self.columns = columns
        self._free = [column for column in columns if free is None or column.id in free]
        self._numbers = [column for column in columns if column.kind is Kind.NUMBER][:1]
        self._places = [column for column in reversed(columns) if column.kind is Kind.PLACE]
        # By `id()`; the row is kept too, so that no other row gets its number.
        self._texts: dict[int, tuple[Row, str]] = {}
        self._worded: dict[tuple[int, str], tuple[Row, tuple[str, ...]]] = {}
        # By column and value, where the text of a cell follows from its value: many rows have the same.
        self._of_value: dict[tuple[str, Any], tuple[str, ...]] = {}
        self._last: tuple[Sequence[Row], Filter, list[Row]] | None = None
        self._codes: tuple[Sequence[Row], dict[str, set[str]]] | None = None

    def prepare(self, rows: Sequence[Row]) -> None:
        """Fold the rows that are not known yet; may run in a thread while nothing else is asked."""
        for row in rows:
            known = self._texts.get(id(row))
            if known is None or known[0] is not row:
                self._text(row)

    def parse(self, text: str) -> Filter:
        """Return what a filter text means for these columns."""
        return parse(text, self.columns)

    def matching(self, rows: Sequence[Row], wanted: Filter) -> Sequence[Row]:
        """Return the rows that match, in their order; a text that was extended looks at the last matches only."""
        if not wanted.terms:
            return rows
        source = rows
        if self._last is not None and self._last[0] is rows and wanted.narrows(self._last[1]):
            source = self._last[2]
        found = list(source)
        for term in wanted.terms:
            test = self._test(term, rows)
            found = [row for row in found if test(row)]
        self._last = (rows, wanted, found)
        if len(self._texts) > 2 * len(rows) + _SPARE:
            self._forget_all_but(rows)
        return found

    def _forget_all_but(self, rows: Sequence[Row]) -> None:
        kept = {id(row) for row in rows}
        self._texts = {key: entry for key, entry in self._texts.items() if key in kept}
        self._worded = {key: entry for key, entry in self._worded.items() if key[0] in kept}
        self._of_value.clear()

    def _test(self, term: Term, rows: Sequence[Row]) -> Callable[[Row], bool]:
        value, columns, places = term.value, term.columns, self._places_of(term.value, rows)
        if columns is None:
            text, texts = self._text, self._texts

            def in_row(row: Row) -> bool:
                known = texts.get(id(row))
                found = known[1] if known is not None and known[0] is row else text(row)
                return value in found or (bool(places) and self._place(row) in places)

            return in_row
        test, is_any = _comparison(term)

        def in_columns(row: Row) -> bool:
            found = any(test(column, row, self._cell(column, row)) for column in columns)
            if not found and places and any(column.kind is Kind.PLACE for column in columns):
                found = self._place(row) in places
            return found is is_any

        return in_columns

    def _text(self, row: Row) -> str:
        """Return all that a term without a column searches in a row."""
        texts: list[str] = []
        for column in self._free:
            texts += self._cell(column, row)
        joined = _BETWEEN.join(texts)
        self._texts[id(row)] = (row, joined)
        return joined

    def _cell(self, column: Column[Row], row: Row) -> tuple[str, ...]:
        """Return the texts of a cell, those by which people know it first."""
        if column.words is None:
            value = column.value(row)
            if value is None or isinstance(value, str):
                key = (column.id, value)
                if (found := self._of_value.get(key)) is None:
                    found = self._of_value[key] = alternatives(column, row)
                return found
        known = self._worded.get((id(row), column.id))
        if known is not None and known[0] is row:
            return known[1]
        found = alternatives(column, row)
        self._worded[id(row), column.id] = (row, found)
        return found

    # Area codes: numbers that have one tell it of their city, for numbers of that city that have none.

    def _places_of(self, value: str, rows: Sequence[Row]) -> set[str]:
        """Return the places whose area code this is."""
        if not self._numbers or not self._places or not _CODE.fullmatch(value):
            return set()
        if self._codes is None or self._codes[0] is not rows:
            number, codes = self._numbers[0].value, dict[str, set[str]]()
            for row in rows:
                if (code := area_code(number(row) or "")) and (place := self._place(row)):
                    codes.setdefault(code, set()).add(place)
            self._codes = (rows, codes)
        return self._codes[1].get(value, set())

    def _place(self, row: Row) -> str | None:
        """Return the nearest place that is known of a row: its city rather than its province."""
        for column in self._places:
            if place := column.value(row):
                return str(place)
        return None


def _comparison(term: Term) -> tuple[Callable[[Column[Any], Any, tuple[str, ...]], bool], bool]:
    """Return the test of a cell, and whether it must hold for one of the columns or for none."""
    value, op = term.value, term.op
    if op in {"~", "!~"}:
        return (lambda _column, _row, cell: any(value in text for text in cell)), op == "~"
    if op in {":", "!="}:
        if not value:
            return (lambda _column, _row, cell: not cell), op == ":"
        return (lambda column, _row, cell: _equals(column, value, cell)), op == ":"
    order = _ORDERS[op]
    number = float(value.replace(",", "")) if _NUMBER.fullmatch(value.replace(",", "")) else None

    def in_order(column: Column[Any], row: Any, cell: tuple[str, ...]) -> bool:
        if column.kind is Kind.TIME:
            return bool(cell) and bool(order(cell[0][: len(value)], value))
        count = column.value(row)
        return number is not None and isinstance(count, int | float) and bool(order(count, number))

    return in_order, True


def _equals(column: Column[Any], value: str, cell: tuple[str, ...]) -> bool:
    if column.kind is Kind.TIME:  # a day names all its times
        return any(text.startswith(value) for text in cell)
    return value in cell
