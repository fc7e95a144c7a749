"""`LinesPane`: a pane of words and bars; `enter` opens what a line is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ccc_tui.i18n import _
from ccc_tui.ui.formatting import format_count
from ccc_tui.ui.lines import Entry, Span, nearest
from ccc_tui.ui.panes.base import ResourcePane
from ccc_tui.ui.widgets.line_table import COLUMNS, LineTable

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from ccc_tui.resources.table import Resource
    from ccc_tui.ui.lines import TextLine
    from ccc_tui.ui.panes.base import GetClient
    from ccc_tui.ui.places import Place
    from ccc_tui.ui.segments import Segment
    from ccc_tui.ui.states import ListState
    from ccc_tui.ui.widgets.columns import TableColumn

_MORE: Final = object()


class LinesPane(ResourcePane[Any]):
    """Shows lines that are made of the call centers. They are made again for another size."""

    def __init__(self, resource: Resource[Any], client: GetClient, state: ListState) -> None:
        super().__init__(resource, client, state)
        self.table = self.lines = LineTable()
        self._made_for: Hashable = None
        self._made_of: Sequence[object] = ()
        self._made: Sequence[TextLine] = ()
        self._all_shown_of: Hashable = None

    def source(self) -> Sequence[object]:
        """Return what the lines are made of, compared by identity; nothing where nothing is loaded."""
        raise NotImplementedError

    def make_lines(self, width: int, height: int) -> Sequence[TextLine]:
        """Return the lines for a table of this size."""
        raise NotImplementedError

    def title(self) -> tuple[Span, ...]:
        """Return the words above the lines."""
        raise NotImplementedError

    def opened(self) -> Place | None:
        """Return what `enter` opens from the line under the cursor; the line that stands for more opens here."""
        entry = self.lines.entry
        if entry is None or entry.opens is not _MORE:
            return None if entry is None else entry.opens
        self._all_shown_of = None if self.shows_all else self.scope.key()
        self._made_for = None
        self.update_rows()
        return None

    @property
    def shows_all(self) -> bool:
        """Whether the person asked for more than there was room for."""
        return self._all_shown_of == self.scope.key()

    def shortened(self, groups: Sequence[Sequence[Entry]], room: int, count: int) -> list[Entry]:
        """Return as many groups of lines as there is room for; one more line shows the rest, or hides it again.

        Args:
            groups: the first ones.
            room: how many there is room for.
            count: how many groups there are.
        """
        if count <= room:
            return [entry for group in groups for entry in group]
        shown = groups if self.shows_all else groups[: room - 1]
        hidden = count - len(shown)
        said = _("and {n} more").format(n=format_count(hidden)) if hidden else _("fewer")
        more = Entry((Span("  "), Span(said, "muted")), _("more"), said, _MORE, 1, "more")
        return [*(entry for group in shown for entry in group), more]

    # What a list does

    @property
    def count(self) -> int | None:
        return None

    def current_rows(self) -> Sequence[TextLine]:
        source, size = self.source(), self.table.size
        wanted = (*map(id, source), size)
        if not source:
            self._made_for, self._made_of, self._made = None, (), ()
        elif self._made_for != wanted:
            # Before the first layout there is no size.
            self._made_for, self._made_of = wanted, source  # kept, or its address might be that of another one
            self._made = self.make_lines(max(self.lines.room, 20), max(size.height - 1, 10))
        return self._made

    def update_rows(self) -> None:
        self.lines.update_heading(self.title() if self.current_rows() else ())
        super().update_rows()

    def update_words(self) -> None:
        self._made_for = None
        super().update_words()

    def columns(self, _rows: Sequence[TextLine]) -> Sequence[TableColumn]:
        return COLUMNS

    def summary(self) -> Sequence[Segment]:
        return ()

    def document(self, _row: TextLine) -> dict[str, Any]:
        entry = self.lines.entry
        return {} if entry is None else {entry.label: entry.copied}

    def _cursor(self, rows: Sequence[Any]) -> int:
        return nearest(rows, super()._cursor(rows))
