"""The one screen: call centers at the left, the lists of the selected one at the right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import on
from textual.containers import Horizontal
from textual.geometry import Size
from textual.screen import Screen

from ccc_tui.i18n import _
from ccc_tui.resources import ADMINS, PHONE_NUMBERS, SKILL_GROUPS, USERS
from ccc_tui.ui.actions import bindings
from ccc_tui.ui.panes.base import ResourcePane
from ccc_tui.ui.panes.centers import CallCenters
from ccc_tui.ui.panes.detail import DetailPane
from ccc_tui.ui.panes.outbound import Ids
from ccc_tui.ui.panes.overview import FIELDS
from ccc_tui.ui.panes.paged import PagedPane
from ccc_tui.ui.widgets.instance_tree import InstanceTree
from ccc_tui.ui.widgets.key_bar import KeyBar
from ccc_tui.ui.widgets.line import Line
from ccc_tui.ui.widgets.row_table import RowTable
from ccc_tui.ui.widgets.status_line import StatusLine
from ccc_tui.ui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from ccc_tui.resources.table import Resource
    from ccc_tui.session import Session
    from ccc_tui.settings import Settings
    from ccc_tui.ui.panes.base import GetClient
    from ccc_tui.ui.widgets.instance_tree import Place

# Below this the screen shows nothing but what it needs; below the next, tree and pane take turns.
_SMALLEST: Final = Size(40, 8)
_SIDE_BY_SIDE: Final = 72
_WIDE_TREE: Final = 100
# Which list a node of the tree stands for; all others stand for the overview.
_LIST_OF: Final[dict[str, Resource[Any]]] = {
    **dict.fromkeys(("admins", "admin"), ADMINS),
    **dict.fromkeys(("numbers", "number", "more"), PHONE_NUMBERS),
}
# Lists that are loaded when their node is selected.
_LOADED_BY: Final[dict[str, Resource[Any]]] = {"users": USERS, "groups": SKILL_GROUPS}


class DashboardScreen(Screen[None]):
    """Lays out tree and panes, and shows in the panes what is selected in the tree."""

    # The keys of a paged pane work from the tree, too.
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("screen"),
        *(replace(binding, action=f"turn_pages('{binding.id}')") for binding in bindings("pages")),
    ]

    def __init__(self, settings: Settings, client: GetClient) -> None:
        super().__init__()
        self._settings = settings
        self._top, self._status = TopLine(id="top"), StatusLine(id="status")
        self.centers = CallCenters(client)
        self.detail = DetailPane(client, self.centers.state, settings.page_size)
        self._place: Place | None = None

    def compose(self) -> ComposeResult:
        self._fit(self.app.size)
        yield self._top
        with Horizontal(id="body"):
            yield self.centers
            yield self.detail
        yield self._status
        yield KeyBar(self._settings.keys, id="keys")
        yield Line(id="too-small")

    def on_mount(self) -> None:
        """Paint first, then load."""
        self.centers.border_title = _("Call centers")
        self.query_one("#too-small", Line).update(_("needs 40×8 or more"))
        self.pane.update_rows()
        self.detail.update_title()
        self.call_after_refresh(self.centers.reload)

    def follow(self, session: Session) -> None:
        """Show where the data comes from, and each call."""
        self._top.update_session(session, demo=self._settings.demo)
        self._status.follow(session.client.call_log)

    @property
    def pane(self) -> ResourcePane[Any]:
        """The pane that is shown."""
        return self.detail.current

    @property
    def is_loading(self) -> bool:
        """Whether a request is under way."""
        return self.centers.state.is_running or any(pane.state.is_running for pane in self.detail.panes)

    # Selection

    @on(CallCenters.Changed)
    def _centers_changed(self) -> None:
        self.pane.update_rows()

    @on(CallCenters.Loaded)
    async def _centers_loaded(self) -> None:
        first, chosen = self._place is None, self._settings
        with self.app.batch_update():
            if (page := self.centers.state.page) is not None:
                self._top.update_totals(self.centers.totals)
                self.centers.update(page.rows)
                if first:
                    self.centers.open_instance(self.centers.find(chosen.instance))
                self._place = self.centers.place
            self.detail.set_scope(self.centers.scope_of(self._place.instance if self._place else None))
            if first and chosen.instance and chosen.user:
                await self.detail.open_user(Ids(chosen.instance, chosen.user, chosen.skill_groups), chosen.page)
            self.pane.show()
            self.detail.update_title()

    @on(ResourcePane.Changed)
    def _pane_changed(self) -> None:
        self._status.show_call_of(self.pane.state)

    @on(InstanceTree.Highlighted)
    async def _highlighted(self, event: InstanceTree.Highlighted) -> None:
        place, before = event.place, self._place
        self._place = place
        if before is not None and before.path == place.path:
            return  # the same one, on another line since something above it was opened
        self.detail.set_scope(self.centers.scope_of(place.instance))
        await self.detail.switch(self.detail.pane_of(_LIST_OF.get(place.kind, FIELDS)))
        if place.kind in {"admin", "number"}:
            self.pane.put_cursor(place.position)

    @on(InstanceTree.Selected)
    async def _selected(self, event: InstanceTree.Selected) -> None:
        self._place = event.place
        if event.place.kind == "admin":
            await self.detail.open_admin(event.place.instance, event.place.admin)
            return
        if event.place.kind in _LOADED_BY:
            await self.detail.switch(self.detail.pane_of(_LOADED_BY[event.place.kind]))
        self.pane.table.focus()

    # Layout

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new size."""
        self._fit(event.size)
        self.detail.update_title()

    def _fit(self, size: Size) -> None:
        """Choose the layout for a window of this size."""
        self.set_class(size.width < _SMALLEST.width or size.height < _SMALLEST.height, "-tiny")
        self.set_class(size.width < _SIDE_BY_SIDE, "-narrow")
        self.set_class(size.width < _WIDE_TREE, "-normal")
        self.on_descendant_focus()

    def on_descendant_focus(self) -> None:
        """In a narrow window, tree and pane take turns."""
        # Only where that shows something: a class of the screen makes Textual look at every widget again.
        self.set_class(self.has_class("-narrow") and isinstance(self.focused, RowTable), "-in-pane")

    # Actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Turn pages where there are some; drop keys that come before the panes are mounted."""
        if action != "turn_pages":
            return self.is_mounted
        return self.is_mounted and isinstance(self.pane, PagedPane) and self.pane.check_action(str(parameters[0]), ())

    def action_turn_pages(self, action: str) -> None:
        """Do in the pane what a key for pages does."""
        getattr(self.pane, f"action_{action}")()

    def action_refresh(self) -> None:
        """Load what is shown again, or continue what failed."""
        (self.centers if self.pane.resource.held else self.pane).reload()

    def action_inspect(self) -> None:
        """Inspect the row under the cursor; from the tree, the call center that it shows."""
        from ccc_tui.ui.screens.inspector import InspectorScreen

        session: Session | None = getattr(self.app, "session", None)
        if session is not None:
            pane = self.pane if isinstance(self.focused, RowTable) else self.detail.pane_of(FIELDS)
            subject = pane.subject(session.client.call_log)
            self.app.push_screen(InspectorScreen(session, self._settings, subject))

    def action_back(self) -> None:
        """Cancel what is loading; else go back to the tree."""
        cancelled = [self.centers.state.cancel(), *(pane.cancel() for pane in self.detail.panes)]
        if not any(cancelled):
            self.centers.focus()

    def action_next_pane(self) -> None:
        """Go to the other side."""
        (self.centers if isinstance(self.focused, RowTable) else self.pane.table).focus()

    async def action_show_tab(self, number: int) -> None:
        """Show a tab."""
        await self.detail.switch(self.detail.panes[number - 1])
        self.pane.table.focus()
