"""`ResourcePane`: a list in the dashboard, in one of four states: loading, empty, loaded, failed."""

import json
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from ccc_tui.callcenter.page import Page, Row
from ccc_tui.i18n import _, ngettext
from ccc_tui.resources.table import PageRequest, Resource, Scope, ScopeKind
from ccc_tui.ui import formatting, states
from ccc_tui.ui.cells import table_columns
from ccc_tui.ui.segments import Segment
from ccc_tui.ui.states import ListState
from ccc_tui.ui.widgets.columns import TableColumn
from ccc_tui.ui.widgets.line import Line
from ccc_tui.ui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.models import Instance
    from ccc_tui.cloud.call_log import CallLog
    from ccc_tui.ui.inspection import RowSubject

# Returns the client, connected when it is first needed. Importing its module takes longer than the first paint.
GetClient: TypeAlias = "Callable[[], Awaitable[CallCenterClient]]"


class ResourcePane(Vertical, Generic[Row]):
    """Shows one list of a scope: a heading, the rows, and how many they are.

    Args:
        resource: the list.
        client: returns the client.
        state: the state of the list that these rows come with, where they are a part of another one.
    """

    DEFAULT_CLASSES = "pane"

    class Changed(Message):
        """The pane shows something else: the tabs' counts may be others."""

    @dataclass
    class Selected(Message):
        """A row was selected."""

        pane: "ResourcePane[Any]"
        row: Any

    def __init__(self, resource: Resource[Row], client: GetClient, state: ListState | None = None) -> None:
        super().__init__(id=resource.id)
        self.resource = resource
        self.scope = Scope()
        self.state = state or ListState(self, self.update_rows)
        self.client = client
        self.table = RowTable()
        self._heading, self._footer = Line(classes="heading"), Line(classes="footer")
        self.rows: Sequence[Row] = ()
        self.remark = ""  # on rows that deserve attention
        # Where the cursor was in each scope: the row's key, and its position in case the row is gone.
        self._cursors: dict[Hashable, tuple[Hashable, int]] = {}

    def compose(self) -> ComposeResult:
        yield self._heading
        yield self.table
        yield self._footer

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

    def count_in(self, _instance: "Instance | None") -> int | None:
        """Return the count to show beside the name of a call center."""
        return self.count

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
        if scope.key() != self.scope.key() and self.resource.held is None:
            self._begin(scope)
        self.scope = scope
        self.update_rows()

    def _begin(self, scope: Scope) -> None:
        """Drop what was loaded for another scope."""
        self.state.cancel()
        self.scope = scope
        self.state.page = self.state.failure = None

    def show(self) -> None:
        """Load what was not loaded while the pane was hidden."""
        state = self.state
        if self.resource.held is None and not (state.page or state.failure or state.is_running):
            self.reload()
        self.update_rows()

    def reload(self) -> None:
        """Load the rows again, or continue what failed."""
        if self._is_chosen:
            self.state.start(self._load)

    def cancel(self) -> bool:
        """Cancel what is under way; return whether there was anything."""
        return self.state.cancel()

    async def _load(self) -> None:
        await self.state.load(self._load_page())

    async def _load_page(self) -> Page[Row]:
        return await self.resource.load(await self.client(), self.scope, PageRequest())

    # What is shown

    def update_rows(self) -> None:
        """Show what is known now."""
        if not self.is_mounted or not self.display:
            return
        heading, table, footer = self._heading, self.table, self._footer
        rows = self.current_rows()
        if rows is not self.rows:
            self.rows, self.remark = rows, self.resource.footer(rows)
        left, right = self.heading()
        if heading.display != bool(left):
            heading.display = bool(left)
        heading.update(left, (Segment(right, 1),))
        table.update_notice(() if rows else self.notice())
        table.update(self.columns(rows), rows, cursor=self._cursor(rows))
        footer.set_class(self.is_warning(), "-warning")
        segments = (*self.summary(), *self._hidden_columns()) if self.is_loaded else ()
        footer.update(segments, self.age() if self.is_loaded else ())
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
            return self.state.notice(self.hint(), optional=self.resource.optional) or (
                states.loading() if self._is_chosen else self.prompt()
            )
        return ["", _(self.resource.empty).format(name=self.scope.user_name or "")]

    def hint(self) -> str:
        """Return what else can be done about a failure."""
        return ""

    def prompt(self) -> Sequence[str]:
        """Return what is said before the scope was chosen."""
        if self.state.page is None:
            return states.loading()
        return [
            "",
            _("This access key has no call centers."),
            _("The list belongs to the user whose key signs the request: ccc-tui doctor shows whose key that is."),
            _("r refresh"),
        ]

    def summary(self) -> Sequence[Segment]:
        """Return how much is shown."""
        count = len(self.rows)
        words = ngettext(*self.resource.row_name, count).format(n=formatting.format_count(count))
        return [Segment(words, 3), Segment(self.remark, 1)]

    def age(self) -> Sequence[Segment]:
        """Return how old the rows are."""
        return self.state.age()

    def is_warning(self) -> bool:
        """Whether the footer says something that must not be overlooked."""
        return self.state.failure is not None or bool(self.is_loaded and self.remark)

    def _hidden_columns(self) -> Sequence[Segment]:
        """Say how many columns are hidden, where there is room for it; the table's heading says it shortly."""
        hidden = self.table.hidden_columns if self.table.rows else 0
        more = ngettext("+{n} column: → shows it", "+{n} columns: → shows them", hidden)
        return [Segment(more.format(n=hidden), 8)] if hidden else []

    # The cursor

    def key(self, row: Any) -> Hashable:
        """Return what identifies a row that is shown."""
        return self.resource.key(row)

    def _cursor(self, rows: Sequence[Row]) -> int:
        """Return where the cursor's row stands now; where it stood, if it is gone."""
        key, position = self._cursors.get(self.scope.key(), (None, 0))
        if position < len(rows) and self.key(rows[position]) == key:
            return position
        return next((index for index, row in enumerate(rows) if self.key(row) == key), position)

    def put_cursor(self, position: int) -> None:
        """Put the cursor on a row."""
        self._remember_cursor(self.current_rows(), position)
        self.update_rows()

    def forget_cursor(self) -> None:
        """Begin at the top when other rows are shown."""
        self._cursors.pop(self.scope.key(), None)

    def _remember_cursor(self, rows: Sequence[Row], position: int) -> None:
        if position < len(rows):
            self._cursors[self.scope.key()] = (self.key(rows[position]), position)

    @on(RowTable.Highlighted)
    def _highlighted(self, event: RowTable.Highlighted) -> None:
        event.stop()
        self._remember_cursor(self.rows, event.row)

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
        return None if row is None else json.dumps(self.document(row), ensure_ascii=False)

    # Inspecting

    def subject(self, call_log: "CallLog") -> "RowSubject":
        """Return what is to be inspected: the row under the cursor, and the calls that brought it."""
        from ccc_tui.ui.inspection import RowSubject, calls_of

        failure = self.state.failure
        failed = failure.call if failure is not None and not self.rows else None
        calls = calls_of(call_log, self.request_ids(), failed)
        name, rows, position = _(self.resource.title), self.rows, self.table.cursor_row
        return RowSubject(name, rows, position, self.document, calls, call_log, self.page_number, self.put_cursor)

    def request_ids(self) -> Sequence[str]:
        """Return the RequestIds of the replies that brought what is shown."""
        return self.state.page.request_ids if self.state.page is not None else ()

    @property
    def page_number(self) -> int | None:
        """The page that is shown, where there are several."""
        return None

    def document(self, row: Any) -> dict[str, Any]:
        """Return a row that is shown, for JSON."""
        return self.resource.document(row)
