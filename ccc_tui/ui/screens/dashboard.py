"""The one screen: call centers at the left, the lists of the selected one at the right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import on

from ccc_tui.resources import ADMINS, PHONE_NUMBERS, SKILL_GROUPS, USERS
from ccc_tui.ui.actions import bindings
from ccc_tui.ui.history import History, Step
from ccc_tui.ui.panes.base import ResourcePane
from ccc_tui.ui.panes.centers import CallCenters
from ccc_tui.ui.panes.detail import DetailPane
from ccc_tui.ui.panes.lines_pane import LinesPane
from ccc_tui.ui.panes.overview import FIELDS
from ccc_tui.ui.places import HOME
from ccc_tui.ui.refreshing import AgeClock, AutoRefresh
from ccc_tui.ui.requests import observe
from ccc_tui.ui.screens.split import SplitScreen
from ccc_tui.ui.widgets.instance_tree import InstanceTree
from ccc_tui.ui.widgets.key_bar import KeyBar
from ccc_tui.ui.widgets.row_table import RowTable
from ccc_tui.ui.widgets.rule import Rule

if TYPE_CHECKING:
    from textual.binding import BindingType

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.callcenter.page import Page
    from ccc_tui.resources.table import Resource
    from ccc_tui.session import Session
    from ccc_tui.settings import Settings
    from ccc_tui.ui.panes.base import GetClient
    from ccc_tui.ui.places import Place
    from ccc_tui.ui.states import ListState
    from ccc_tui.ui.view import View

# Seconds after which a list is loaded where the cursor of the tree stays: it may pass many call centers.
_LOAD_AFTER: Final = 0.25
# Which list a node of the tree stands for; all others keep the tab.
_LIST_OF: Final[dict[str, Resource[Any]]] = {
    **dict.fromkeys(("admins", "admin"), ADMINS),
    **dict.fromkeys(("numbers", "number", "more"), PHONE_NUMBERS),
}
# Lists that are loaded when their node is selected.
_LOADED_BY: Final[dict[str, Resource[Any]]] = {"users": USERS, "groups": SKILL_GROUPS}


class DashboardScreen(SplitScreen):
    """Shows in the panes what is selected in the tree."""

    AUTO_FOCUS = ""  # the tree, once it is there
    # The keys for the order and the pages of a pane work from the tree, too.
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("screen"),
        *(replace(binding, action=f"in_pane('{binding.id}')") for binding in bindings("order", "pages")),
    ]

    def __init__(self, settings: Settings, client: GetClient, page: Page[Instance] | None = None) -> None:
        centers = CallCenters(client, page)
        super().__init__(settings, centers, DetailPane(client, centers.state, settings.page_size, self.remember_step))
        self._session: Session | None = None
        self._is_loaded = False  # whether there were call centers once
        self._is_wanted = False  # whether the call center to begin with has not been found yet
        self._history = History()
        self.refresher = AutoRefresh(self, settings.refresh)
        self.age = AgeClock(self)

    def on_mount(self) -> None:
        """Paint first, then load."""
        self._name_parts()
        self.centers.focus()
        self.pane.update_rows()
        self._update_frame()
        self.call_later(self.centers.reload)
        self.refresher.schedule()

    def follow(self, session: Session, settings: Settings) -> None:
        """Show where the data comes from, and each call; open what the settings name."""
        self._session, self._settings = session, settings
        self._top.update_session(session, demo=settings.demo)
        session.client.call_log.subscribe(observe)
        self.detail.page_size = settings.page_size

    def update_words(self) -> None:
        """Show everything in the language that is spoken now."""
        self._name_parts()
        self.centers.update_words()
        for pane in self.detail.panes:
            pane.update_words()
        if self._session is not None:
            self._top.update_session(self._session, demo=self._settings.demo)
            self._top.update_totals(self.centers.totals)
        self._status.notify_key("")
        self._update_frame()
        self.refresh_bindings()
        self.query_one(KeyBar).on_resize()

    async def aclose(self) -> None:
        """Cancel all requests, and let go of what was loaded: Textual keeps its first screen."""
        self.centers.state.cancel()
        self._session = self._place = self.centers.state.page = None
        self.centers.clear()
        for pane in self.detail.panes:
            await pane.aclose()

    @property
    def view(self) -> View | None:
        """What is shown, as options name it; None before anything was."""
        if self.centers.state.page is None:
            return None
        view = self.detail.view(None if self._place is None else self._place.found)
        if self.centers.filter_text and not self.detail.tab and not view.filter:
            # Where no tab is named, the filter is that of the tree.
            return view._replace(tab=None, filter=self.centers.filter_text)
        return view

    @property
    def _states(self) -> list[ListState]:
        return [self.centers.state, *(pane.state for pane in self.detail.panes)]

    @property
    def is_loading(self) -> bool:
        """Whether a request is under way."""
        return any(state.is_running for state in self._states)

    @property
    def is_slow(self) -> bool:
        """Whether a request has been under way for so long that it can be stopped by a key."""
        return any(state.is_slow for state in self._states)

    # Selection

    @on(CallCenters.Changed)
    def _centers_changed(self) -> None:
        self.pane.update_rows()
        self._rule.update_title(self.centers.title())

    @on(CallCenters.Loaded)
    async def show_centers(self) -> None:
        """Show the call centers that were loaded, and what is selected of them."""
        first, chosen = not self._is_loaded, self._settings
        with self.app.batch_update():
            if (page := self.centers.state.page) is not None:
                self._top.update_totals(self.centers.totals)
                if first and not self.detail.names_a_list(chosen):
                    self.centers.set_filter(chosen.filter or "")
                self.centers.update(page.rows)
                self._is_loaded = True
                if (first and chosen.instance) or self._is_wanted:
                    self.centers.open_instance(self.centers.find(chosen.instance) or 0)
                    # An API version that has not answered yet may know it.
                    is_found = not chosen.instance or self.centers.find(chosen.instance) is not None
                    self._is_wanted = page.is_waiting and not is_found
                self._place = self.centers.place or HOME
                self.detail.home = self.centers.at_home
            self.detail.set_scope(self.centers.scope_of(self._place.found if self._place else None))
            if not first:
                await self.detail.show_tab(self.detail.tab)
            elif problem := await self.detail.open_chosen(chosen):
                self.notify_key(problem)
            self._update_frame()

    @on(ResourcePane.Changed)
    def _pane_changed(self) -> None:
        self._update_frame()
        self.refresh_bindings()
        self.age.follow()

    @on(InstanceTree.Highlighted)
    async def _highlighted(self, event: InstanceTree.Highlighted) -> None:
        place, before = event.place, self._place
        self._place, self._is_wanted = place, False
        self._update_position()
        if before is not None and before.path == place.path:
            return  # the same one, on another line since something above it was opened
        await self._show_place(place, self.detail.tab, load_after=_LOAD_AFTER)

    async def _show_place(self, place: Place, tab: int, *, load_after: float = 0.0) -> None:
        """Show the list that a place stands for, at its row; of others, this tab."""
        self.detail.home = place.kind == "home"
        self.detail.set_scope(self.centers.scope_of(place.found))
        resource = _LIST_OF.get(place.kind)
        await self.detail.show_tab(tab if resource is None else self.detail.tab_of(resource), load_after=load_after)
        if place.kind in {"admin", "number"}:
            self.pane.put_cursor(place.position)

    @on(ResourcePane.Selected)
    async def _line_selected(self, event: ResourcePane.Selected) -> None:
        if isinstance(event.pane, LinesPane) and (place := event.pane.opened()) is not None:
            await self.open_place(place)

    async def open_place(self, place: Place) -> None:
        """Put the tree's cursor on a call center, and show its overview, or the list of its admins or numbers."""
        self.remember_step()
        self.centers.open_instance(place.index)
        self._place = self.centers.place
        await self._show_place(place, tab=0)
        self.pane.table.focus()
        self._update_frame()

    async def open_found(self, place: Place) -> None:
        """Open a call center, or the outbound numbers of an admin."""
        await self.open_place(place)
        if place.kind == "admin":
            await self.detail.open_admin(place.instance, place.admin)

    @on(InstanceTree.Selected)
    async def _selected(self, event: InstanceTree.Selected) -> None:
        self.remember_step()
        self._place = event.place
        if event.place.kind == "admin":
            await self.detail.open_admin(event.place.instance, event.place.admin)
            return
        if event.place.kind in _LOADED_BY:
            await self.detail.switch(self.detail.pane_of(_LOADED_BY[event.place.kind]))
        self.pane.table.focus()

    def _here(self) -> Step:
        path = (self._place or HOME).path
        return Step(path, self.detail.tab, isinstance(self.focused, RowTable))

    def remember_step(self) -> None:
        """Remember where a person goes on from."""
        self._history.push(self._here())

    @on(Rule.Clicked)
    async def _title_clicked(self, event: Rule.Clicked) -> None:
        if event.tab < 0:
            self.centers.focus()
        else:
            await self.action_show_tab(event.tab + 1)

    # Actions

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Turn pages where there are some; drop keys that come before the panes are mounted."""
        if not self.is_mounted or action != "in_pane":
            return self.is_mounted
        name = str(parameters[0])
        return hasattr(self.pane, f"action_{name}") and self.pane.check_action(name, ())

    async def action_in_pane(self, action: str) -> None:
        """Do in the pane what a key does there."""
        await self.pane.run_action(action)

    def action_refresh(self) -> None:
        """Load what is shown again, or continue what failed."""
        (self.centers if self.pane.resource.held else self.pane).reload()

    def action_inspect(self) -> None:
        """Inspect the row under the cursor; from the tree, the call center that it shows."""
        from ccc_tui.ui.screens.inspector import inspect

        if self._session is not None:
            pane = self.pane if isinstance(self.focused, RowTable) else self.detail.pane_of(FIELDS)
            inspect(self, pane, self._session, self._settings, self.centers)

    async def action_back(self) -> None:
        """Cancel what is loading; else clear the filter, then the marks; else go one step back, at last to the tree."""
        cancelled = [self.centers.state.cancel(), *(pane.cancel() for pane in self.detail.panes)]
        if any(cancelled):
            return
        if (filtered := self._in_focus).filter_text:
            filtered.set_filter("")
        elif self.pane.unmark():
            return
        elif self.has_class("-zoom"):
            self.action_zoom()
        elif (step := self._history.back(self._here())) is not None:
            self.centers.go_to(step.path)
            await self.detail.show_tab(step.tab)
            (self.pane.table if step.in_pane else self.centers).focus()
        else:
            self.centers.focus()

    @property
    def _in_focus(self) -> CallCenters | ResourcePane[Any]:
        """The side that has the focus."""
        return self.pane if isinstance(self.focused, RowTable) else self.centers

    async def action_filter(self) -> None:
        """Filter the side that has the focus."""
        from ccc_tui.ui.filter_prompt import ask_filter

        await ask_filter(self, self._in_focus)

    async def action_show_tab(self, number: int) -> None:
        """Show a tab; the focus stays on its side, unless the window shows one only."""
        self.remember_step()
        in_pane = isinstance(self.focused, RowTable) or self.has_class("-narrow")
        await self.detail.show_tab(number - 1)
        if in_pane:
            self.pane.table.focus()

    def action_home(self) -> None:
        """Go to all call centers."""
        self.remember_step()
        self.centers.go_home()
