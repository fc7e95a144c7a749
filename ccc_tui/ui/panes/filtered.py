"""`FilteredPane`: rows that can be filtered and sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic

from textual import on
from textual.containers import Vertical

from ccc_tui.callcenter.page import Row
from ccc_tui.i18n import _
from ccc_tui.ui.formatting import format_count
from ccc_tui.ui.row_view import RowView
from ccc_tui.ui.segments import Segment
from ccc_tui.ui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.resources.sorting import Sort
    from ccc_tui.resources.table import Column


class FilteredPane(Vertical, Generic[Row]):
    """Shows those of its rows that match a filter, in the order of a column."""

    def __init__(self, columns: Sequence[Column[Row]], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.view: RowView[Row] = RowView(columns)
        self.table = RowTable()

    def current_rows(self) -> Sequence[Row]:
        """Return the rows there are now; `shown_rows` are those of them that the filter leaves, sorted."""
        raise NotImplementedError

    def update_rows(self) -> None:
        """Show what is known now."""
        raise NotImplementedError

    @property
    def filter_text(self) -> str:
        """The filter; empty for none."""
        return self.view.filter_text

    @property
    def sort(self) -> Sort | None:
        """By which column the rows are sorted; None for the service's order."""
        return self.view.sort

    @property
    def shown_rows(self) -> Sequence[Row]:
        """The rows that the filter leaves, sorted."""
        rows = self.current_rows()
        return self.view.rows(rows) if self.view.changes_rows and self.can_filter else rows

    @property
    def can_filter(self) -> bool:
        """Whether the rows are of the list's own kind."""
        return bool(self.view.columns)

    def set_filter(self, text: str) -> None:
        """Show only the rows that match; all where the text is empty."""
        if text != self.view.filter_text:
            self.view.filter_text = text
            self.update_rows()

    def prepare_filter(self) -> None:
        """Do what the first key of a filter would wait for; runs in a thread."""
        self.view.prepare(self.rows_to_filter())

    def rows_to_filter(self) -> Sequence[Row]:
        """Return the rows that a filter would search; they may be more than are shown without one."""
        return self.current_rows()

    def matched(self, words: str) -> str:
        """Return how many rows match, of what these words say."""
        n = format_count(len(self.shown_rows))
        return _("{filter}  {n} of {rows}").format(filter=self.view.filter_words, n=n, rows=words)

    def filter_scope(self) -> str:
        """Return which rows are searched."""
        return format_count(len(self.current_rows()))

    def filter_remark(self) -> Sequence[Segment]:
        """Return how much matches, and what else can be done."""
        n = format_count(len(self.shown_rows))
        counts = _("{n} of {rows}").format(n=n, rows=self.filter_scope()) if self.filter_text else ""
        return [Segment(self.view.problem, 1), Segment(counts, 2), *self.filter_hints()]

    def filter_hints(self) -> Sequence[Segment]:
        """Return what else can be done where a filter is typed."""
        return [Segment(_("enter keeps"), 4), Segment(_("esc clears"), 3)]

    def no_match(self) -> Sequence[str]:
        words = _("No row matches {filter}").format(filter=self.view.filter_words)
        return ["", " · ".join(filter(None, (words, self.view.problem))), _("esc shows all rows")]

    def action_sort(self) -> None:
        """Sort by the column under the cursor; by the next one where that is done, and at the end by none."""
        table = self.table
        if not table.columns or not self.can_filter:
            return
        if table.columns[table.cursor_column].mark:
            if table.cursor_column == len(table.columns) - 1:
                self.view.sort, table.cursor_column = None, 0
                self._show_sorted()
                return
            table.cursor_column += 1
        self.view.sort_by(table.columns[table.cursor_column].id)
        self._show_sorted()

    def action_sort_backwards(self) -> None:
        """Sort the other way round."""
        table = self.table
        if table.columns and self.can_filter:
            sort = self.view.sort
            name = sort.column if sort is not None else table.columns[table.cursor_column].id
            self.view.sort_by(name, reverse=sort is None or not sort.reverse)
            self._show_sorted()

    @on(RowTable.HeadingSelected)
    def _heading_selected(self, event: RowTable.HeadingSelected) -> None:
        """Sort by it, then backwards, then no more."""
        event.stop()
        sort = self.view.sort
        if sort is not None and sort.column == event.column.id and sort.reverse:
            self.view.sort = None
        elif self.can_filter:
            self.view.sort_by(event.column.id, reverse=bool(event.column.mark))
        self._show_sorted()

    def _show_sorted(self) -> None:
        self.update_rows()
