"""`ResourcePane`: a list in the dashboard, in one of four states: loading, empty, loaded, failed."""

from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from ccc_tui.callcenter.page import Page, Row
from ccc_tui.i18n import _, ngettext
from ccc_tui.resources.table import PageRequest, Resource, Scope, ScopeKind
from ccc_tui.ui import formatting, states
from ccc_tui.ui.actions import bindings
from ccc_tui.ui.cells import table_columns
from ccc_tui.ui.changes import Changes
from ccc_tui.ui.panes.marked import MarkedPane
from ccc_tui.ui.privacy import is_masked
from ccc_tui.ui.segments import Lines, Segment, warning
from ccc_tui.ui.states import ListState
from ccc_tui.ui.widgets.columns import TableColumn
from ccc_tui.ui.widgets.line import Line
from ccc_tui.ui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.models import Instance

# Returns the client, connected when it is first needed. Importing its module takes longer than the first paint.
GetClient: TypeAlias = "Callable[[], Awaitable[CallCenterClient]]"


class ResourcePane(MarkedPane[Row]):
    """Shows one list of a scope: a heading, the rows, and how many they are.

    Args:
        resource: the list.
        client: returns the client.
        state: the state of the list that these rows come with, where they are a part of another one.
    """

    DEFAULT_CLASSES = "pane"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("list", "order")]

    class Changed(Message):
        """The pane shows something else: the tabs' counts may be others."""

    @dataclass
    class Selected(Message):
        """A row was selected."""

        pane: "ResourcePane[Any]"
        row: Any

    def __init__(self, resource: Resource[Row], client: GetClient, state: ListState | None = None) -> None:
        super().__init__(resource)
        self.state = state or ListState(self, self.update_rows)
        self.client = client
        self._heading, self._footer = Line(classes="heading"), Line(classes="footer")
        self.rows: Sequence[Row] = ()  # those on the screen
        self._source: Sequence[Row] = ()  # those that they were chosen from
        self.remark = ""  # on rows that deserve attention
        self.changes = Changes()  # by automatic refreshes
        self.stays = False  # whether updates leave the cursor's row on its line of the screen
        # Where the cursor was in each scope: the row's key, and its position in case the row is gone.
        self._cursors: dict[Hashable, tuple[Hashable, int]] = {}

    def compose(self) -> ComposeResult:
        yield self._heading
        yield from self.body()
        yield self._footer

    def body(self) -> ComposeResult:
        """Compose what stands between heading and footer."""
        yield self.table

    def current_rows(self) -> Sequence[Row]:
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
        self._drop_filter(scope)
        if scope.key() != self.scope.key():
            self.changes.clear()
            if self.resource.held is None:
                self._begin(scope)
        self.scope = scope
        self.update_rows()

    def _drop_filter(self, scope: Scope) -> None:
        """Show all rows of another call center or user; the first one has the filter that was given at the start."""
        before = (self.scope.instance or self.scope.instance_id, self.scope.user)
        if any(before) and self.scope.key()[:2] != scope.key()[:2]:
            self.view.filter_text = ""

    def _begin(self, scope: Scope) -> None:
        """Drop what was loaded for another scope."""
        self._drop_filter(scope)
        self.state.cancel()
        self.changes.clear()
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

    # Refreshing in the background: ccc_tui.ui.refreshing

    async def load_again(self) -> Page[Row] | None:
        """Return the page that is shown as it is now; None where that is not one call."""
        return await self._load_page() if self.resource.held is None else None

    def accept(self, page: Page[Row]) -> None:
        """Take a page in the place of the one that is shown."""
        self.state.page = page

    def leave(self) -> None:
        """Forget what was marked when another pane is shown."""
        self.changes.clear()

    async def aclose(self) -> None:
        """Cancel all requests, and let go of what was loaded."""
        self.state.cancel()
        self.state.page, self.scope, self.rows, self.table.rows = None, Scope(), (), ()

    def update_words(self) -> None:
        """Show everything in the language that is spoken now."""
        self.rows = ()
        self.update_rows()
        self.table.refresh()

    # What is shown

    def update_rows(self) -> None:
        if not self.is_mounted or not self.display:
            return
        heading, table = self._heading, self.table
        source = self.current_rows()
        if source is not self._source:
            self._source, self.remark = source, self.resource.footer(source)
            self.marks.renew(source)
        self.marks.show(self.scope)
        self.rows = rows = self.shown_rows
        left, right = self.heading()
        if heading.display != bool(left):
            heading.display = bool(left)
        heading.update(left, (Segment(right, 1),))
        table.update_notice(() if rows else self.no_match() if source else self.notice())
        columns = self.changes.marked(self.columns(source), self.key)
        columns = [column._replace(mark=self.view.mark(column.id)) for column in columns]
        hits = self.view.hits if self.view.filter_text and self.can_filter else None
        table.update(columns, rows, cursor=self._cursor(rows), hits=hits, stays=self.stays)
        self.update_footer()
        self.post_message(self.Changed())

    def update_footer(self) -> None:
        """Show how much is shown, and how old it is."""
        if not self.is_mounted or not self.display:
            return
        footer = self._footer
        news = Segment(self.changes.summary(), 2)
        if self.is_loaded:
            segments = (*self._marked(), *self.summary(), news, *self._personal())
            footer.update(segments, self.age())
        else:
            footer.update(())

    def columns(self, rows: Sequence[Row]) -> Sequence[TableColumn]:
        """Return the table's columns."""
        return table_columns(self.resource, rows, lambda: is_masked(self))

    def heading(self) -> tuple[str, str]:
        """Return the left and the right words above the table; there is no line where the left ones are empty."""
        return "", ""

    def notice(self) -> Lines:
        """Return what stands in the place of rows where there are none."""
        if not self.is_loaded:
            return self.state.notice(self.hint(), optional=self.resource.optional) or (
                states.loading() if self._is_chosen else self.prompt()
            )
        return [states.empty(_(self.resource.empty).format(name=self.scope.user_name or ""))]

    def hint(self) -> str:
        """Return what else can be done about a failure."""
        return ""

    def prompt(self) -> Lines:
        """Return what is said before the scope was chosen."""
        if self.state.page is None:
            return states.loading()
        return [
            states.empty(_("This access key has no call centers.")),
            _("The list belongs to the user whose key signs the request: ccc-tui doctor shows whose key that is."),
            _("r refresh"),
        ]

    def summary(self) -> Sequence[Segment]:
        """Return how much is shown."""
        count = len(self._source)
        words = ngettext(*self.resource.row_name, count).format(n=formatting.format_count(count))
        if self.view.filter_text and self.can_filter:
            return [Segment(self.matched(words)), warning(self.remark, 1)]
        return [Segment(words, 3), warning(self.remark, 1)]

    def age(self) -> Sequence[Segment]:
        """Return how old the rows are."""
        return self.state.age()

    def _personal(self) -> Sequence[Segment]:
        """Say whether personal data is masked, where there is room for it."""
        if not self.table.rows or not any(column.personal for column in self.resource.columns):
            return ()
        return [Segment(_("v shows personal data") if is_masked(self) else _("personal data shown, v masks it"), 9)]

    # The cursor

    def _cursor(self, rows: Sequence[Row]) -> int:
        """Return where the cursor's row stands now; where it stood, if it is gone."""
        key, position = self._cursors.get(self.scope.key(), (None, 0))
        if position < len(rows) and self.key(rows[position]) == key:
            return position
        instead = 0 if self.view.filter_text else position
        return next((index for index, row in enumerate(rows) if self.key(row) == key), instead)

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
        if self.changes and event.row < len(self.rows) and self.changes.see(self.key(self.rows[event.row])):
            self.table.refresh_row(event.row)
            self.update_footer()

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
