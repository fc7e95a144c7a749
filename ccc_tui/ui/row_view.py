"""`RowView`: which rows of a list are shown, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic

from ccc_tui.callcenter.page import Row
from ccc_tui.i18n import _
from ccc_tui.ui.formatting import truncate
from ccc_tui.ui.glyphs import ASCENDING, DESCENDING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ccc_tui.resources.filtering import Filter, Matcher
    from ccc_tui.resources.sorting import Sort
    from ccc_tui.resources.table import Column
    from ccc_tui.ui.hits import Hits

# Cells of a filter in lines that say other things, too.
_LONGEST: Final = 24


class RowView(Generic[Row]):
    """Filters and sorts rows; the same rows in give the same rows out, so that nothing is done twice.

    Args:
        columns: those of the list.
        free: ids of the columns that a word without a column searches; all if left out.
    """

    def __init__(self, columns: Sequence[Column[Row]], free: Collection[str] | None = None) -> None:
        self.columns = columns
        self.filter_text = ""
        self.sort: Sort | None = None
        self._free = free
        self._known_matcher: Matcher[Row] | None = None
        self._wanted: Filter | None = None
        self._sorted: tuple[Sequence[Row], Sort | None, Sequence[Row]] = ((), None, ())
        self._shown: tuple[Sequence[Row], Filter | None, Sequence[Row]] = ((), None, ())

    @property
    def changes_rows(self) -> bool:
        """Whether there is a filter or an order of one's own."""
        return bool(self.filter_text) or self.sort is not None

    @property
    def _matcher(self) -> Matcher[Row]:
        if self._known_matcher is None:
            from ccc_tui.resources.filtering import Matcher

            self._known_matcher = Matcher(self.columns, self._free)
        return self._known_matcher

    @property
    def wanted(self) -> Filter | None:
        """The filter; None where there is none."""
        if not self.filter_text:
            return None
        if self._wanted is None or self._wanted.text != self.filter_text:
            self._wanted = self._matcher.parse(self.filter_text)
        return self._wanted

    @property
    def hits(self) -> Hits | None:
        """What is to be underlined."""
        from ccc_tui.ui.hits import Hits

        return None if self.wanted is None else Hits(self.wanted, self.columns)

    def prepare(self, rows: Sequence[Row]) -> None:
        """Do what the first key of a filter would wait for; runs in a thread."""
        self._matcher.prepare(rows)

    def rows(self, source: Sequence[Row]) -> Sequence[Row]:
        """Return the rows to show."""
        wanted = self.wanted
        if self._sorted[0] is not source or self._sorted[1] != self.sort:
            self._sorted = (source, self.sort, self._in_order(source))
        rows = self._sorted[2]
        if self._shown[0] is not rows or self._shown[1] != wanted:
            self._shown = (rows, wanted, rows if wanted is None else self._matcher.matching(rows, wanted))
        return self._shown[2]

    def _in_order(self, rows: Sequence[Row]) -> Sequence[Row]:
        if self.sort is None:
            return rows
        from ccc_tui.resources.sorting import sort_rows

        return sort_rows(rows, self.sort, self.columns)

    # Sorting

    def sort_by(self, column_id: str, *, reverse: bool = False) -> None:
        """Sort by a column."""
        from ccc_tui.resources.sorting import Sort

        if any(column.id == column_id for column in self.columns):
            self.sort = Sort(column_id, reverse)

    def sort_as(self, text: str) -> str:
        """Sort as a text says, such as ``-province``; return what is wrong with it."""
        from ccc_tui.resources.sorting import Sort, parse_sort

        found = parse_sort(text, self.columns)
        if not isinstance(found, Sort):
            return found.words
        self.sort = found
        return ""

    def mark(self, column_id: str) -> str:
        """Return the arrow beside the heading of a column."""
        if self.sort is None or self.sort.column != column_id:
            return ""
        return DESCENDING if self.sort.reverse else ASCENDING

    # Words

    @property
    def filter_words(self) -> str:
        """The filter, as it is named in a line of words."""
        return f"/{truncate(self.filter_text, _LONGEST)}"

    @property
    def problem(self) -> str:
        """What is wrong with the filter."""
        return "" if self.wanted is None else " · ".join(problem.words for problem in self.wanted.problems)

    @property
    def sort_words(self) -> str:
        """By which column the rows are sorted, and which way."""
        column: Any = next((each for each in self.columns if self.sort and each.id == self.sort.column), None)
        return "" if column is None else f"{_(column.title)} {self.mark(column.id)}"
