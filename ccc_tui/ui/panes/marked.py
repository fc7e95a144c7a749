"""`MarkedPane`: rows that can be marked, and copied with those that are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccc_tui.callcenter.page import Row
from ccc_tui.i18n import _
from ccc_tui.resources.table import Scope
from ccc_tui.ui import formatting
from ccc_tui.ui.marks import Marks
from ccc_tui.ui.panes.filtered import FilteredPane
from ccc_tui.ui.privacy import is_masked
from ccc_tui.ui.row_documents import rows_as_json
from ccc_tui.ui.segments import Segment

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from ccc_tui.resources.table import Resource


class MarkedPane(FilteredPane[Row]):
    """Shows the rows of a list, those that are marked with a sign.

    Args:
        resource: the list.
    """

    def __init__(self, resource: Resource[Row]) -> None:
        super().__init__(resource.columns, id=resource.id)
        self.resource = resource
        self.scope = Scope()
        self.marks = Marks(self.key)
        self.table.is_marked = self.marks.__contains__

    def key(self, row: Any) -> Hashable:
        """Return what identifies a row that is shown."""
        return self.resource.key(row)

    def action_mark(self) -> None:
        """Mark or unmark the row under the cursor."""
        if self.table.row is not None and self.resource.columns and not self.screen.is_modal:
            self.marks.toggle(self.scope, self.table.row)
            self.table.refresh_cursor_row()
            self.update_rows()

    def action_unmark(self) -> None:
        """Clear all marks."""
        self.unmark()

    def unmark(self) -> bool:
        """Clear all marks; return whether there were any."""
        if not self.marks.clear():
            return False
        self.table.draw_again()
        return True

    def _marked(self) -> Sequence[Segment]:
        count = len(self.marks)
        return [Segment(_("{n} marked").format(n=formatting.format_count(count)), 2)] if count else []

    def text_to_copy(self, *, whole_row: bool) -> str | None:
        """Return the cell under the cursor, or its row and those that are marked as JSON; None where there is none."""
        if not whole_row:
            return self.table.cell
        rows = self.marks.rows or ([] if self.table.row is None else [self.table.row])
        return rows_as_json([self.document(row) for row in rows], masked=is_masked(self)) if rows else None

    def document(self, row: Any) -> dict[str, Any]:
        """Return a row that is shown, for JSON."""
        return self.resource.document(row)
