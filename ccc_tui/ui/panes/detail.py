"""`DetailPane`: the panes beside the tree, one of them shown; their tabs stand in the rule above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from textual import on
from textual.containers import Container

from ccc_tui.i18n import _
from ccc_tui.resources import ADMINS, OUTBOUND_NUMBERS, PHONE_NUMBERS, RESOURCES, SKILL_GROUPS, USERS
from ccc_tui.resources.table import Resource, Scope, ScopeKind
from ccc_tui.ui.panes.base import ResourcePane
from ccc_tui.ui.panes.everywhere import ALL_ADMINS, ALL_NUMBERS, EverywherePane, Located
from ccc_tui.ui.panes.home import HomePane
from ccc_tui.ui.panes.lines_pane import LinesPane
from ccc_tui.ui.panes.outbound import Ids, OutboundPane
from ccc_tui.ui.panes.overview import OverviewPane
from ccc_tui.ui.panes.paged import PagedPane
from ccc_tui.ui.panes.searched import SearchedPane
from ccc_tui.ui.view import View
from ccc_tui.ui.widgets.rule import Tab

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.timer import Timer

    from ccc_tui.callcenter.models import Instance, User
    from ccc_tui.memory import Memory
    from ccc_tui.settings import Settings
    from ccc_tui.ui.panes.base import GetClient
    from ccc_tui.ui.states import ListState

# Lists that come with their call centers: at home, these are shown of all of them.
_EVERYWHERE: Final = ((ADMINS, ALL_ADMINS), (PHONE_NUMBERS, ALL_NUMBERS))


class DetailPane(Container):
    """Shows one of several panes.

    Args:
        client: returns the client.
        centers: the state of the list of call centers, which some lists come with.
        page_size: rows of a page.
        leaving: called before a row opens another pane.
    """

    def __init__(
        self, client: GetClient, centers: ListState, page_size: int, leaving: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(id="pane")
        self._leaving = leaving

        def pane(resource: Resource[Any]) -> ResourcePane[Any]:
            if resource.paged:
                return (SearchedPane if resource.searchable else PagedPane)(resource, client, page_size)
            return ResourcePane(resource, client, centers if resource.held else None)

        self._page_size = page_size
        self.scope = Scope()  # the call center whose lists are shown
        self.outbound = OutboundPane(OUTBOUND_NUMBERS, client, page_size)
        self.panes: list[ResourcePane[Any]] = [OverviewPane(client, centers)]  # in the order of their tabs
        for resource in RESOURCES:
            if resource.tab is not None:
                self.panes.append(self.outbound if resource is OUTBOUND_NUMBERS else pane(resource))
        # What the tabs show of all call centers, by the pane that they show of one.
        self._at_home: dict[ResourcePane[Any], ResourcePane[Any]] = {self.panes[0]: HomePane(client, centers)}
        for resource, everywhere in _EVERYWHERE:
            if resource.held is not None:
                pane_everywhere = EverywherePane(everywhere, resource.held, client, centers)
                self._at_home[self.pane_of(resource)] = pane_everywhere
        self._waiting: Timer | None = None  # until a pane is loaded
        self.home = True  # whether all call centers are looked at
        self.tab = 0  # the position of the current one
        self.current = self._at_home[self.panes[0]]

    @property
    def page_size(self) -> int:
        """Rows of a page, where nothing has been loaded yet."""
        return self._page_size

    @page_size.setter
    def page_size(self, size: int) -> None:
        self._page_size = size
        for pane in self.panes:
            if isinstance(pane, PagedPane) and not pane.is_loaded:
                pane.page_size = size

    def compose(self) -> ComposeResult:
        yield self.current  # the others when they are first shown: each costs a twentieth of the start

    def set_scope(self, scope: Scope) -> None:
        """Show the lists of a call center; the outbound numbers stay those of the user."""
        is_same = scope.key() == self.scope.key()
        self.scope = scope
        for pane in self.panes:
            if pane.resource.scope is ScopeKind.INSTANCE:
                # What is searched for stays while the call centers are loaded again.
                part = pane.scope if is_same else scope
                pane.set_scope(scope._replace(search=part.search, skill_group_ids=part.skill_group_ids))

    def pane_of(self, resource: Resource[Any]) -> ResourcePane[Any]:
        """Return the pane of a list."""
        return next(pane for pane in self.panes if pane.resource is resource)

    def pane_at(self, tab: int) -> ResourcePane[Any]:
        """Return the pane that a tab shows now."""
        pane = self.panes[tab]
        return self._at_home.get(pane, pane) if self.home else pane

    def tab_of(self, resource: Resource[Any]) -> int:
        """Return the position of the tab of a list."""
        return self.panes.index(self.pane_of(resource))

    async def show_tab(self, tab: int, *, load_after: float = 0.0) -> None:
        """Show what a tab shows now; see `switch`."""
        self.tab = tab
        await self.switch(self.pane_at(tab), load_after=load_after)

    async def switch(self, pane: ResourcePane[Any], *, load_after: float = 0.0) -> None:
        """Show another pane; not before this widget is mounted, nor after it is removed.

        Args:
            pane: the pane.
            load_after: seconds after which to load what has to be loaded, if the pane is shown still.
        """
        if not self.is_mounted or not self.is_attached:
            return
        if pane in self.panes:
            self.tab = self.panes.index(pane)
        if pane is not self.current:
            self.current.leave()
            self.current.display = False
            self.current = pane
            pane.display = True
            if not pane.is_attached:
                await self.mount(pane)
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        if load_after and pane.resource.held is None:
            pane.update_rows()
            self._waiting = self.set_timer(load_after, pane.show)
        else:
            pane.show()

    async def open_admin(self, instance: Instance, user: User) -> None:
        """Show the outbound numbers of an admin."""
        self.outbound.open_admin(instance, user)
        await self.switch(self.outbound)
        self.outbound.table.focus()

    async def open_user(self, ids: Ids, page: int = 1) -> None:
        """Show the outbound numbers of a user, from a page on."""
        self.outbound.open_user(ids, page)
        await self.switch(self.outbound)
        self.outbound.table.focus()

    @staticmethod
    def names_a_list(chosen: Settings) -> bool:
        """Return whether the settings name a list to open; else their filter is that of the tree."""
        return bool(chosen.tab or (chosen.instance and chosen.user))

    async def open_chosen(self, chosen: Settings) -> str:
        """Open the user or the tab that the settings name, filtered and sorted; return what is wrong with the order."""
        tabs = {pane.resource.tab.id: pane for pane in self.panes if pane.resource.tab is not None}
        pane = tabs.get(chosen.tab or "")
        if isinstance(pane, PagedPane) and pane is not self.outbound:
            if chosen.skill_groups and pane.resource.by_group:
                pane.set_scope(pane.scope._replace(skill_group_ids=chosen.skill_groups))
            pane.wanted_page = chosen.page
        if chosen.instance and chosen.user:
            pane = self.outbound
            pane.open_user(Ids(chosen.instance, chosen.user, chosen.skill_groups), chosen.page)
        tab = self.tab if pane is None else self.panes.index(pane)
        shown = self.pane_at(tab)
        problem = shown.view.sort_as(chosen.sort) if chosen.sort else ""
        if self.names_a_list(chosen):
            shown.set_filter(chosen.filter or "")
        await self.show_tab(tab)
        if self.current is self.outbound and chosen.user:
            self.outbound.table.focus()
        return problem

    def view(self, instance: Instance | None) -> View:
        """Return what is shown, as options name it: a pane, and the call center that it is about."""
        pane = self.current
        ids = self.outbound.scope.user if pane is self.outbound else None
        found = None if instance is None else instance.instance_id or instance.domain_name
        return View(
            instance=found if ids is None else ids.instance_id,
            user=None if ids is None else ids.user_id,
            skill_groups=pane.scope.skill_group_ids,
            tab=None if pane.resource.tab is None else pane.resource.tab.id,
            page=pane.wanted_page if isinstance(pane, PagedPane) else 1,
            page_size=pane.page_size if isinstance(pane, PagedPane) else self.page_size,
            filter=pane.filter_text,
            sort="" if pane.sort is None else str(pane.sort),
        )

    def choose_user(self, memory: Memory) -> None:
        """Ask for the ids of a user, and show the outbound numbers.

        Args:
            memory: the users that were typed before.
        """
        from ccc_tui.ui.dialogs.user import UserDialog

        def chosen(ids: Ids | None) -> None:
            if ids is not None:
                memory.add_user(ids.instance_id, ids.user_id)
                self._leaving()
                self.call_later(self.open_user, ids)

        suggested = self.outbound.suggested_ids(self.scope.instance)
        typed = [Ids(user.instance, user.user) for user in memory.users]
        self.app.push_screen(UserDialog(suggested, typed), chosen)

    def _opens(self, pane: ResourcePane[Any], row: Any) -> bool:
        """Return whether a row stands for another list; lines open what they are about in the dashboard."""
        resource = pane.resource
        return (
            isinstance(pane, LinesPane)
            or resource is ALL_ADMINS
            or (resource is ADMINS and self.scope.instance is not None)
            or (resource is USERS and bool(row.user_id))
            or (resource is SKILL_GROUPS and bool(row.skill_group_id))
            or (pane is self.outbound and row in self.outbound.offered)
        )

    @on(ResourcePane.Selected)
    async def _selected(self, event: ResourcePane.Selected) -> None:
        if event.pane is not self.current or not any(row is event.row for row in event.pane.rows):
            return  # keys typed ahead have gone on to another call center, of which this row is not
        if not self._opens(event.pane, event.row):
            await self.screen.run_action("inspect")
            return
        self._leaving()
        if isinstance(event.row, Located):
            await self.open_admin(event.row.instance, event.row.row)
        elif event.pane.resource is ADMINS and self.scope.instance is not None:
            await self.open_admin(self.scope.instance, event.row)
        elif event.pane.resource is USERS:
            self.outbound.open_listed(self.scope, event.row)
            await self.switch(self.outbound)
            self.outbound.table.focus()
        elif event.pane.resource is SKILL_GROUPS:
            users = self.pane_of(USERS)
            users.set_scope(self.scope._replace(skill_group_ids=(event.row.skill_group_id,)))
            await self.switch(users)
            users.table.focus()
        elif event.pane is self.outbound:
            self.outbound.try_ids(event.row)

    def tabs(self) -> list[Tab]:
        """Return the tabs, with how many rows they have."""
        found = []
        for position, pane in enumerate(self.panes):
            shown, tab = self.pane_at(position), pane.resource.tab
            title = "" if tab is None else _(tab.title)
            found.append(Tab(str(position + 1), title, shown.count_in(self.scope.instance)))
        return found
