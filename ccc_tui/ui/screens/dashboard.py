"""The one screen: call centers at the left, the lists of the selected one at the right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import on
from textual.containers import Horizontal
from textual.geometry import Size
from textual.screen import Screen

from ccc_tui.cloud.operation import Priority
from ccc_tui.i18n import _
from ccc_tui.resources import OUTBOUND_NUMBERS, RESOURCES
from ccc_tui.resources.table import ScopeKind
from ccc_tui.ui.actions import bindings
from ccc_tui.ui.panes.base import ResourcePane
from ccc_tui.ui.panes.centers import CallCenters
from ccc_tui.ui.panes.outbound import Ids, OutboundPane
from ccc_tui.ui.panes.overview import OverviewPane
from ccc_tui.ui.panes.paged import PagedPane
from ccc_tui.ui.widgets.detail_pane import DetailPane
from ccc_tui.ui.widgets.instance_tree import InstanceTree
from ccc_tui.ui.widgets.key_bar import KeyBar
from ccc_tui.ui.widgets.line import Line
from ccc_tui.ui.widgets.row_table import RowTable
from ccc_tui.ui.widgets.status_line import StatusLine
from ccc_tui.ui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.models import Instance, User
    from ccc_tui.cloud.call_log import Call
    from ccc_tui.resources.table import Resource
    from ccc_tui.session import Session
    from ccc_tui.settings import Settings
    from ccc_tui.ui.widgets.instance_tree import Place

# Below this the screen shows nothing but what it needs; below the next, tree and pane take turns.
_SMALLEST: Final = Size(40, 8)
_SIDE_BY_SIDE: Final = 72
_WIDE_TREE: Final = 100
# Which list a node of the tree stands for; all others stand for the call center.
_LIST_OF: Final = {
    "admins": "admins",
    "admin": "admins",
    "numbers": "phone_numbers",
    "number": "phone_numbers",
    "more": "phone_numbers",
}


class DashboardScreen(Screen[None]):
    """Lays out tree and panes, and shows in the panes what is selected in the tree.

    Args:
        settings: what the person has chosen.
        open_session: returns the session, made when it is first needed.
    """

    # The keys of a paged pane work from the tree, too.
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("screen"),
        *(replace(binding, action=f"turn_pages('{binding.id}')") for binding in bindings("pages")),
    ]

    def __init__(self, settings: Settings, open_session: Callable[[], Awaitable[Session]]) -> None:
        super().__init__()
        self._settings = settings
        self._open_session = open_session
        self._session: Session | None = None
        self.centers = CallCenters(self._client)
        self._outbound = OutboundPane(OUTBOUND_NUMBERS, self._client, settings.page_size)
        tabs = [self._make_pane(resource) for resource in RESOURCES if resource.tab is not None]
        self._detail = DetailPane([OverviewPane(self._client, self.centers.state), *tabs])
        self._place: Place | None = None
        self._shown: tuple[object, object] = (None, None)

    def _make_pane(self, resource: Resource[Any]) -> ResourcePane[Any]:
        if resource is OUTBOUND_NUMBERS:
            return self._outbound
        if resource.paged:
            return PagedPane(resource, self._client, self._settings.page_size)
        return ResourcePane(resource, self._client, self.centers.state if resource.held else None)

    def compose(self) -> ComposeResult:
        self._fit(self.app.size)
        yield TopLine(id="top")
        with Horizontal(id="body"):
            yield self.centers
            yield self._detail
        yield StatusLine(id="status")
        yield KeyBar(self._settings.keys, id="keys")
        yield Line(id="too-small")

    def on_mount(self) -> None:
        """Paint first, then load."""
        self.centers.border_title = _("Call centers")
        self.query_one("#too-small", Line).show(_("needs 40×8 or more"))
        self._update()
        self.call_after_refresh(self.centers.reload)

    @property
    def pane(self) -> ResourcePane[Any]:
        """The pane that is shown."""
        return self._detail.current

    @property
    def is_loading(self) -> bool:
        """Whether a request is under way."""
        return any(state.requests.is_running for state in (self.centers.state, *(p.state for p in self._detail.panes)))

    async def _client(self) -> CallCenterClient:
        if self._session is None:
            self._session = await self._open_session()
            self._session.client.call_log.subscribe(self._call_changed)
            self._update()
        return self._session.client

    def _call_changed(self, call: Call) -> None:
        """Show each step of each call that a person waits for; not of pages loaded ahead."""
        if not self.is_attached:
            return
        for state in (self.centers.state, *(pane.state for pane in self._detail.panes)):
            state.requests.observe(call)
        if call.priority is Priority.PERSON or (call.cause is not None and self._outbound.progress is not None):
            self.query_one(StatusLine).show_call(call)

    # What is shown

    def _update(self) -> None:
        """Show what has changed in the tree, everywhere else."""
        if self._session is not None:
            self.query_one(TopLine).show_state(self._session, self.centers.totals, demo=self._settings.demo)
        self.pane.update_rows()
        self._update_title()

    def _update_title(self) -> None:
        instance = self._place.instance if self._place else None
        counts = [self._count(pane, instance) for pane in self._detail.panes]
        self._detail.show_title((instance.name if instance else "") or "", counts)

    def _count(self, pane: ResourcePane[Any], instance: Instance | None) -> int | None:
        # Beside the name of a call center stand numbers of that one only.
        return pane.count if pane is not self._outbound or self._outbound.is_of(instance) else None

    async def _show_tab(self, resource_id: str) -> None:
        pane = next(pane for pane in self._detail.panes if pane.resource.id == resource_id)
        await self._detail.switch(pane)
        self._update_title()
        self.refresh_bindings()

    def _set_scope(self, instance: Instance | None) -> None:
        """Show the lists of a call center; the outbound numbers stay those of the user."""
        scope = self.centers.scope_of(instance)
        for pane in self._detail.panes:
            if pane.resource.scope is ScopeKind.INSTANCE:
                pane.set_scope(scope)

    # What happens

    @on(CallCenters.Changed)
    def _centers_changed(self) -> None:
        self._update()

    @on(CallCenters.Loaded)
    async def _centers_loaded(self) -> None:
        first = self._place is None
        with self.app.batch_update():
            if (page := self.centers.state.page) is not None:
                self.centers.show(page.rows)
                if first:
                    self.centers.open_instance(self.centers.find(self._settings.instance))
                self._place = self.centers.place
            self._set_scope(self._place.instance if self._place else None)
            chosen = self._settings
            if first and chosen.instance and chosen.user:
                await self.open_user(Ids(chosen.instance, chosen.user, chosen.skill_groups), chosen.page)
            self.pane.show()
            self._update()

    @on(ResourcePane.Changed)
    def _pane_changed(self) -> None:
        self._update_title()
        self._show_call_of_page()

    def _show_call_of_page(self) -> None:
        """Show the call that failed or brought the page: of the calls in flight, another one may have ended last."""
        state = self.pane.state
        same = self._shown[0] is state.page and self._shown[1] is state.failure
        if self._session is None or state.requests.is_running or same:
            return
        self._shown = (state.page, state.failure)
        for call in self._session.client.call_log:
            if self.pane.is_from(call):
                self.query_one(StatusLine).show_call(call)

    @on(InstanceTree.Highlighted)
    async def _highlighted(self, event: InstanceTree.Highlighted) -> None:
        place, before = event.place, self._place
        self._place = place
        if before is not None and before.path == place.path:
            return  # the same one, on another line since something above it was opened
        self._set_scope(place.instance)
        await self._show_tab(_LIST_OF.get(place.kind, "overview"))
        if place.kind in {"admin", "number"}:
            self.pane.put_cursor(place.position)

    @on(InstanceTree.Selected)
    async def _selected(self, event: InstanceTree.Selected) -> None:
        self._place = event.place
        if event.place.kind == "admin":
            await self._open_admin(event.place.instance, event.place.admin)
        else:
            self.pane.table.focus()

    @on(ResourcePane.Selected)
    async def _row_selected(self, event: ResourcePane.Selected) -> None:
        if event.pane.resource.id == "admins" and self._place is not None:
            await self._open_admin(self._place.instance, event.row)

    async def _open_admin(self, instance: Instance, user: User) -> None:
        self._outbound.open_admin(instance, user)
        await self._show_outbound()

    async def open_user(self, ids: Ids, page: int = 1) -> None:
        """Show the outbound numbers of a user, from a page on."""
        self._outbound.open_user(ids, page)
        await self._show_outbound()

    async def _show_outbound(self) -> None:
        await self._show_tab(OUTBOUND_NUMBERS.id)
        self._outbound.table.focus()

    # Layout

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new size."""
        self._fit(event.size)
        self._update_title()

    def _fit(self, size: Size) -> None:
        """Choose the layout for a window of this size."""
        tiny = size.width < _SMALLEST.width or size.height < _SMALLEST.height
        self.set_class(tiny, "-tiny")
        self.set_class(size.width < _SIDE_BY_SIDE, "-narrow")
        self.set_class(size.width < _WIDE_TREE, "-normal")
        self._take_turns()

    def _take_turns(self) -> None:
        # Only where that shows something: a class of the screen makes Textual look at every widget again.
        self.set_class(self.has_class("-narrow") and isinstance(self.focused, RowTable), "-in-pane")

    def on_descendant_focus(self) -> None:
        """In a narrow window, tree and pane take turns."""
        self._take_turns()

    # Actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Turn pages where there are some; drop keys that come before the panes are mounted."""
        del parameters
        return self.is_mounted and (action != "turn_pages" or isinstance(self.pane, PagedPane))

    def action_turn_pages(self, action: str) -> None:
        """Do in the pane what a key for pages does."""
        getattr(self.pane, f"action_{action}")()

    def action_refresh(self) -> None:
        """Load what is shown again, or continue what failed."""
        (self.centers if self.pane.resource.held else self.pane).reload()

    def action_back(self) -> None:
        """Cancel what is loading; else go back to the tree."""
        cancelled = [self.centers.state.requests.cancel(), *(pane.cancel() for pane in self._detail.panes)]
        if not any(cancelled):
            self.centers.focus()

    def action_next_pane(self) -> None:
        """Go to the other side."""
        (self.centers if isinstance(self.focused, RowTable) else self.pane.table).focus()

    async def action_show_tab(self, number: int) -> None:
        """Show a tab."""
        await self._show_tab(self._detail.panes[number - 1].resource.id)
        self.pane.table.focus()

    def action_choose_user(self) -> None:
        """Ask for the ids of a user."""
        from ccc_tui.ui.dialogs.user import UserDialog

        def chosen(ids: Ids | None) -> None:
            if ids is not None:
                self.call_later(self.open_user, ids)

        instance = self._place.instance if self._place else None
        known = (instance and (instance.instance_id or instance.domain_name)) or ""
        if self._session is not None:
            self.app.push_screen(UserDialog(self._outbound.suggested_ids(known)), chosen)

    def action_calls(self) -> None:
        """Show the calls of this session."""
        from ccc_tui.ui.screens.calls import CallsScreen

        if self._session is not None:
            self.app.push_screen(CallsScreen(self._client))

    def action_help(self) -> None:
        """Show the keys that work here."""
        from ccc_tui.ui.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen(self.active_bindings, self._settings.keys))
