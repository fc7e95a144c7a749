"""`DetailPane`: the panes beside the tree, one of them shown; the frame's title names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len
from textual import on
from textual.containers import Container
from textual.content import Content

from ccc_tui.i18n import _
from ccc_tui.resources import ADMINS, OUTBOUND_NUMBERS, RESOURCES, SKILL_GROUPS, USERS
from ccc_tui.resources.table import Resource, Scope, ScopeKind
from ccc_tui.ui.formatting import format_count, truncate
from ccc_tui.ui.panes.base import ResourcePane
from ccc_tui.ui.panes.outbound import Ids, OutboundPane
from ccc_tui.ui.panes.overview import OverviewPane
from ccc_tui.ui.panes.paged import PagedPane

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from ccc_tui.callcenter.models import Instance, User
    from ccc_tui.ui.panes.base import GetClient
    from ccc_tui.ui.states import ListState

# The width beside the panes before they have been laid out.
_BESIDE: Final = 36
# Corners and the dashes beside a title.
_FRAME: Final = 6
_SHORTEST_NAME: Final = 8


class DetailPane(Container):
    """Shows one of several panes.

    Args:
        client: returns the client.
        centers: the state of the list of call centers, which some lists come with.
        page_size: rows of a page.
    """

    def __init__(self, client: GetClient, centers: ListState, page_size: int) -> None:
        super().__init__(id="pane")

        def pane(resource: Resource[Any]) -> ResourcePane[Any]:
            if resource.paged:
                return PagedPane(resource, client, page_size)
            return ResourcePane(resource, client, centers if resource.held else None)

        self.scope = Scope()  # the call center whose lists are shown
        self.outbound = OutboundPane(OUTBOUND_NUMBERS, client, page_size)
        self.panes: list[ResourcePane[Any]] = [OverviewPane(client, centers)]  # in the order of their tabs
        for resource in RESOURCES:
            if resource.tab is not None:
                self.panes.append(self.outbound if resource is OUTBOUND_NUMBERS else pane(resource))
        self.current = self.panes[0]
        self._title: Content | None = None

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

    async def switch(self, pane: ResourcePane[Any]) -> None:
        """Show another pane; not before this widget is mounted, nor after it is removed."""
        if not self.is_mounted or not self.is_attached:
            return
        if pane is not self.current:
            self.current.display = False
            self.current = pane
            pane.display = True
            if not pane.is_attached:
                await self.mount(pane)
        pane.show()
        self.update_title()
        self.screen.refresh_bindings()

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

    def choose_user(self) -> None:
        """Ask for the ids of a user, and show the outbound numbers."""
        from ccc_tui.ui.dialogs.user import UserDialog

        def chosen(ids: Ids | None) -> None:
            if ids is not None:
                self.call_later(self.open_user, ids)

        self.app.push_screen(UserDialog(self.outbound.suggested_ids(self.scope.instance)), chosen)

    @on(ResourcePane.Selected)
    async def _selected(self, event: ResourcePane.Selected) -> None:
        if event.pane.resource is ADMINS and self.scope.instance is not None:
            await self.open_admin(self.scope.instance, event.row)
        elif event.pane.resource is USERS and event.row.user_id:
            self.outbound.open_listed(self.scope, event.row)
            await self.switch(self.outbound)
            self.outbound.table.focus()
        elif event.pane.resource is SKILL_GROUPS and event.row.skill_group_id:
            users = self.pane_of(USERS)
            users.set_scope(self.scope._replace(skill_group_ids=(event.row.skill_group_id,)))
            await self.switch(users)
            users.table.focus()
        elif event.pane is self.outbound and event.row in self.outbound.offered:
            self.outbound.try_ids(event.row)
        else:
            await self.screen.run_action("inspect")

    @on(ResourcePane.Changed)
    def update_title(self) -> None:
        """Show the tabs, the current one marked, with their counts; before them the call center's name."""
        instance = self.scope.instance
        name = (instance and instance.name) or ""
        room = (self.size.width or self.app.size.width - _BESIDE) - _FRAME
        content = Content()
        for shortened in range(3):
            labels = [
                (self._label(position, pane, shortened), "reverse" if pane is self.current else "")
                for position, pane in enumerate(self.panes, 1)
            ]
            room_for_name = room - sum(cell_len(label) for label, _style in labels)
            content = Content.assemble(truncate(name, max(_SHORTEST_NAME, room_for_name - 1)), " ", *labels)
            if content.cell_length <= room:
                break
        if self._title is None or not content.is_same(self._title):
            self.border_title = self._title = content

    def _label(self, position: int, pane: ResourcePane[Any], shortened: int) -> str:
        """Return the number of a tab, its title, how many rows it has; of the others first the title is left out."""
        tab, count = pane.resource.tab, pane.count_in(self.scope.instance)
        is_other = pane is not self.current
        title = "" if tab is None or (is_other and shortened > 0) else _(tab.title)
        rows = "" if count is None or (is_other and shortened > 1) else format_count(count)
        return f" {' '.join(filter(None, (str(position), title, rows)))} "
