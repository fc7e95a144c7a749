"""`ResourcePane`: a list in the dashboard, in one of four states: loading, empty, loaded, failed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from textual import on
from textual.containers import Vertical
from textual.message import Message

from ccc_tui.i18n import _, ngettext
from ccc_tui.resources.table import PageRequest, Scope, ScopeKind
from ccc_tui.ui import formatting
from ccc_tui.ui.cells import table_columns
from ccc_tui.ui.list_state import ListState, loading, no_instances
from ccc_tui.ui.segments import Segment
from ccc_tui.ui.widgets.line import Line
from ccc_tui.ui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Hashable, Sequence

    from textual.app import ComposeResult

    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.cloud.call_log import Call
    from ccc_tui.resources.table import Resource
    from ccc_tui.ui.widgets.columns import TableColumn

Row = TypeVar("Row")


class ResourcePane(Vertical, Generic[Row]):
    """Shows one list of a scope: a heading, the rows, and how much of what they are.

    Args:
        resource: the list.
        client: returns the client, connected when it is first needed.
        state: the state of the list that these rows come with, where they are segment of another one.
    """

    DEFAULT_CLASSES = "pane"

    class Changed(Message):
        """The pane shows something else: the tabs' counts may be others."""

    @dataclass
    class Selected(Message):
        """A row was selected."""

        pane: ResourcePane[Any]
        row: Any

    def __init__(
        self,
        resource: Resource[Row],
        client: Callable[[], Awaitable[CallCenterClient]],
        state: ListState[Any] | None = None,
    ) -> None:
        super().__init__(id=resource.id)
        self.resource = resource
        self.scope = Scope()
        self.state: ListState[Any] = state or ListState(self, self.update_rows)
        self.client = client
        self.rows: Sequence[Row] = ()
        self.remark = ""  # on rows that deserve attention
        # Where the cursor was in each scope: the row's key, and its position in case the row is gone.
        self._cursors: dict[Hashable, tuple[Hashable, int]] = {}

    def compose(self) -> ComposeResult:
        yield Line(classes="heading")
        yield RowTable()
        yield Line(classes="footer")

    @property
    def table(self) -> RowTable:
        """The table of rows."""
        return self.query_one(RowTable)

    def current_rows(self) -> Sequence[Row]:
        """Return the rows to show now."""
        held = self.resource.held(self.scope) if self.resource.held is not None else None
        if held is not None:
            return held
        return self.state.page.rows if self.state.page is not None and self._is_chosen else ()

    @property
    def count(self) -> int | None:
        """How many rows the list has; None where that is not known."""
        return len(self.current_rows()) if self.is_loaded else None

    @property
    def is_loaded(self) -> bool:
        """Whether there is a reply, with rows or without."""
        return self._is_chosen and self.state.page is not None

    @property
    def _is_chosen(self) -> bool:
        """Whether what the list needs has been chosen."""
        match self.resource.scope:
            case ScopeKind.INSTANCE:
                return self.scope.instance is not None or self.scope.instance_id is not None
            case ScopeKind.USER:
                return self.scope.user is not None
            case _:
                return True

    # What is loaded

    def set_scope(self, scope: Scope) -> None:
        """Show the list of this scope; it is loaded when the pane is shown, unless it came with the call center."""
        same = scope.key() == self.scope.key()
        self.scope = scope
        if not same and not self._is_held:
            self.state.requests.cancel()
            self.state.page = self.state.failure = None
        self.update_rows()

    def show(self) -> None:
        """Load what was not loaded while the pane was hidden."""
        state = self.state
        is_new = state.page is None and state.failure is None and not state.requests.is_running
        if is_new and not self._is_held:
            self.reload()
        self.update_rows()

    @property
    def _is_held(self) -> bool:
        return self.resource.held is not None

    def reload(self) -> None:
        """Load the rows again, or continue what failed."""
        if self._is_chosen:
            self.state.requests.start(self._load)

    def cancel(self) -> bool:
        """Cancel what is under way; return whether there was anything."""
        return self.state.requests.cancel()

    async def _load(self) -> None:
        client = await self.client()
        await self.state.load(lambda: self.resource.load(client, self.scope, PageRequest()))

    # What is shown

    def is_from(self, call: Call) -> bool:
        """Return whether the call is the one that failed, or else the one that brought the rows."""
        failure, page = self.state.failure, self.state.page
        if failure is not None:
            return call.number == failure.call
        return page is not None and call.request_id is not None and bool(call.request_id == page.request_id)

    def update_rows(self) -> None:
        """Show what is known now."""
        if not self.is_mounted or not self.display:
            return
        heading, footer, table = (self.query_one(".heading", Line), self.query_one(".footer", Line), self.table)
        rows = self.current_rows()
        if rows is not self.rows:
            self.rows, self.remark = rows, self.resource.footer(rows)
        left, right = self.heading()
        if heading.display != bool(left):
            heading.display = bool(left)
        heading.show(left, (Segment(right, 1),))
        table.say(() if rows else self.notice())
        table.show(self.columns(rows), rows, cursor=self._cursor(rows))
        footer.set_class(self.is_warning(), "-warning")
        segments = (*self.summary(), *self._hidden_columns()) if self.is_loaded else ()
        footer.show(segments, self.age() if self.is_loaded else ())
        self.post_message(self.Changed())

    def columns(self, rows: Sequence[Row]) -> Sequence[TableColumn]:
        """Return the table's columns."""
        return table_columns(self.resource, rows)

    def heading(self) -> tuple[str, str]:
        """Return the left and the right words above the table; there is no line where the left ones are empty."""
        return "", ""

    def notice(self) -> Sequence[str]:
        """Return what stands in the place of rows where there are none."""
        if not self.is_loaded:
            return self.state.notice() or (loading() if self._is_chosen else self.prompt())
        empty = _(self.resource.empty).format(name=self.scope.user_name or "")
        return ["", f"{empty}"]

    def prompt(self) -> Sequence[str]:
        """Return what is said before the scope was chosen."""
        return no_instances() if self.state.page is not None else loading()

    def summary(self) -> Sequence[Segment]:
        """Return how much of what is shown."""
        count = len(self.rows)
        singular, plural = self.resource.row_name
        segments = [Segment(ngettext(singular, plural, count).format(n=formatting.number(count)), 3)]
        if self.remark:
            segments.append(Segment(self.remark, 1))
        return segments

    def age(self) -> Sequence[Segment]:
        """Return how old the rows are."""
        return self.state.age()

    def is_warning(self) -> bool:
        """Whether the footer says something that must not be overlooked."""
        return self.state.failure is not None or bool(self.is_loaded and self.remark)

    def _hidden_columns(self) -> Sequence[Segment]:
        """Say how many columns are hidden, where there is room for it; the table's heading says it shortly."""
        hidden = self.table.hidden_columns if self.table.rows else 0
        if not hidden:
            return ()
        more = ngettext("+{n} column: → shows it", "+{n} columns: → shows them", hidden)
        return [Segment(more.format(n=hidden), 8)]

    # The cursor

    def _cursor(self, rows: Sequence[Row]) -> int:
        """Return where the cursor's row stands now; where it stood, if it is gone."""
        key, position = self._cursors.get(self.cursor_scope(), (None, 0))
        if position < len(rows) and self.resource.key(rows[position]) == key:
            return position
        return next((index for index, row in enumerate(rows) if self.resource.key(row) == key), position)

    def cursor_scope(self) -> Hashable:
        """Return what the cursor's place is remembered for."""
        return self.scope.key()

    def put_cursor(self, position: int) -> None:
        """Put the cursor on a row."""
        rows = self.current_rows()
        if position < len(rows):
            self._cursors[self.cursor_scope()] = (self.resource.key(rows[position]), position)
        self.update_rows()

    def forget_cursor(self) -> None:
        """Begin at the top when other rows are shown."""
        self._cursors.pop(self.cursor_scope(), None)

    @on(RowTable.Highlighted)
    def _highlighted(self, event: RowTable.Highlighted) -> None:
        event.stop()
        if event.row < len(self.rows):
            self._cursors[self.cursor_scope()] = (self.resource.key(self.rows[event.row]), event.row)

    @on(RowTable.Selected)
    def _selected(self, event: RowTable.Selected) -> None:
        event.stop()
        if event.row < len(self.rows):
            self.post_message(self.Selected(self, self.rows[event.row]))

    @on(RowTable.Resized)
    def _resized(self, event: RowTable.Resized) -> None:
        """Wrap and cut for the new width."""
        event.stop()
        self.update_rows()

    # Copying

    def text_to_copy(self, *, whole_row: bool) -> str | None:
        """Return the cell under the cursor, or its row as JSON; None where there is none."""
        if not whole_row:
            return self.table.cell
        row = self.table.row
        return None if row is None else json.dumps(self.resource.document(row), ensure_ascii=False)
