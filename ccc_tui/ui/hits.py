"""Where a filter's terms stand in the texts on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ccc_tui.resources.filtering import Filter
    from ccc_tui.resources.table import Column


class Hits(NamedTuple):
    """What is underlined in the cells of a list."""

    wanted: Filter
    columns: Sequence[Column[Any]]

    def spans(self, column_id: str, row: Any, text: str) -> list[tuple[int, int]]:
        """Return which characters of a cell's text match, as starts and ends."""
        column = next((column for column in self.columns if column.id == column_id), None)
        if column is None:
            return []
        return sorted({span for term in self.wanted.terms for span in _spans(term, column, row, text)})


def _spans(term: Any, column: Column[Any], row: Any, text: str) -> Iterator[tuple[int, int]]:
    from ccc_tui.resources.filtering import alternatives, spellings
    from ccc_tui.resources.folding import fold_with_places

    if term.op not in {"~", ":"} or not term.value or (term.columns is not None and column not in term.columns):
        return
    folded, places = fold_with_places(text)
    start = folded.find(term.value)
    if start < 0:
        # What was typed is its pinyin, or what the service calls it; of a list's items this is one of several.
        is_list = isinstance(column.value(row), list | tuple)
        cell = spellings(column, text) if is_list else alternatives(column, row)
        if any(term.value in known if term.op == "~" else term.value == known for known in cell):
            yield 0, len(text)
    while start >= 0:
        end = start + len(term.value)
        yield places[start], places[end - 1] + 1
        start = folded.find(term.value, end)
