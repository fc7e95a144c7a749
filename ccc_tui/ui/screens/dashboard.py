"""The one screen: call centers at the left, what is known of one at the right."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.containers import Horizontal
from textual.geometry import Size

from ccc_tui.cloud.budget import Urgency
from ccc_tui.cloud.errors import CloudError
from ccc_tui.cloud.text import clean
from ccc_tui.i18n import _
from ccc_tui.ui.actions import bindings
from ccc_tui.ui.screens.call_centers import CallCenters
from ccc_tui.ui.screens.large import collect_garbage_again
from ccc_tui.ui.screens.pages import turn_pages
from ccc_tui.ui.screens.questions import Questions
from ccc_tui.ui.screens.settled import SettledScreen
from ccc_tui.ui.widgets.detail_pane import TABS, DetailPane
from ccc_tui.ui.widgets.instance_tree import InstanceTree, Place
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

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.cloud.journal import Call
    from ccc_tui.connect import Connection
    from ccc_tui.settings import Settings
    from ccc_tui.ui.actions import Where
    from ccc_tui.ui.screens.ask import Ids
    from ccc_tui.ui.screens.outbound import Outbound
    from ccc_tui.ui.views.view import View


# Below this the screen shows nothing but what it needs; below the next, tree and pane take turns.
_SMALLEST: Final = Size(40, 8)
_SIDE_BY_SIDE: Final = 72
_WIDE_TREE: Final = 100
# What is looked at in the tree, and where it is shown; everything else in the overview.
_TAB_OF: Final = {
    "admins": "admins",
    "admin": "admins",
    "numbers": "numbers",
    "number": "numbers",
    "more": "numbers",
}


class DashboardScreen(SettledScreen):
    """Owns what is known, and is the only one that changes its widgets."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("screen", "outbound")]

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._connection: Connection | None = None
        self._outbound: Outbound | None = None
        self._place: Place | None = None
        self._tab = "overview"
        self._asked = False
        self._cursors: dict[tuple[object, str], int] = {}
        self._questions = Questions(self, self._changed)
        self._centers = CallCenters(self._questions)

    def compose(self) -> ComposeResult:
        self._fit(self.app.size)
        yield TopLine(id="top")
        with Horizontal(id="body"):
            yield InstanceTree(id="tree")
            yield DetailPane(id="pane")
        yield StatusLine(id="status")
        yield KeyBar(id="keys")
        yield Line(id="too-small")

    def on_mount(self) -> None:
        """Paint first, then ask."""
        self.query_one("#tree").border_title = _("Call centers")
        self.query_one("#too-small", Line).show(_("needs 40×8 or more"))
        self.render_pane()
        self.call_later(self.call_after_refresh, self._begin)  # where the window is too narrow for the table

    # What is asked

    def _begin(self) -> None:
        """Ask for the first data, once."""
        if not self._asked:
            self._asked = True
            self.settle()
            self.action_refresh()

    @property
    def is_loading(self) -> bool:
        """Whether a question is under way."""
        return self._questions.is_waiting("instances") or self._questions.is_waiting("outbound")

    def ask(self, group: str, question: Callable[[], Awaitable[None]]) -> None:
        """Ask in the background; a new question of the same group takes the place of the one before."""

        async def answered() -> None:
            await question()
            if group == "outbound":
                self._show_call_of_page()

        self._questions.ask(group, answered)

    async def _connect(self) -> Connection:
        if self._connection is None:
            connection = await self.app.connect()  # type: ignore[attr-defined]
            # Only now: what it needs was imported with the connection, in a thread.
            from ccc_tui.ui.screens.outbound import Outbound

            self._connection = connection
            self._outbound = Outbound(connection.directory, self._settings.page_size)
            connection.directory.journal.listen(self._call_moved)
        return self._connection

    async def _load_instances(self) -> None:
        centers, tree = self._centers, self.query_one(InstanceTree)
        first = centers.found is None
        try:
            connection = await self._connect()
            await centers.load(connection.directory)
        except CloudError as error:
            centers.failure = error
            self._render_top()
            self._open_user()  # whom a key may ask for that may not list call centers
            return
        finally:
            collect_garbage_again()
        with self.app.batch_update():
            tree.show(centers.found.instances if centers.found else ())
            self._render_top()
            if first:
                tree.open_instance(centers.position_of(self._settings))
            self._place = tree.place
            if first:
                self._open_user()
            self.render_pane()
            # The tree's new size is announced by a message: with it, all of this is one frame instead of two.
            await asyncio.sleep(0)
        await centers.let_go()

    def _open_user(self) -> None:
        """Show the user of the command line, once."""
        chosen = self._settings
        if chosen.instance and chosen.user and self._outbound is not None and self._outbound.key is None:
            self._show_user(chosen.instance, chosen.user, chosen.skill_groups, chosen.page)

    def _show_user(
        self, instance_id: str, user_id: str, skill_groups: tuple[str, ...], page: int = 1
    ) -> None:
        from ccc_tui.callcenter.identity import UserKey

        outbound = self._outbound
        if outbound is None:
            return
        self._tab = "outbound"
        self.query_one(RowTable).focus()
        # They may have been pasted, here or on the command line.
        key, groups = UserKey(clean(instance_id), clean(user_id)), tuple(map(clean, skill_groups))
        self.ask("outbound", lambda: outbound.open(key, skill_groups=groups, page=page))

    def _show_admin(self, instance: Instance, position: int) -> None:
        outbound = self._outbound
        if outbound is None:
            return
        self._tab = "outbound"
        self.query_one(RowTable).focus()
        self.ask("outbound", lambda: outbound.open_admin(instance, instance.admins[position]))

    # What is shown

    def _call_moved(self, call: Call) -> None:
        """Show each step of each call that a person waits for, and of a walk; not of a page fetched ahead."""
        if not self.is_attached:
            return
        walking = self._outbound is not None and self._outbound.progress is not None
        if call.urgency is Urgency.PERSON or walking:
            self.query_one(StatusLine).show_call(call)
        self._questions.call_moved(call)

    def _show_call_of_page(self) -> None:
        """Show the call that failed or brought the page: of calls in flight, another one may have ended last."""
        if self._connection is None or self._outbound is None:
            return
        for call in self._connection.directory.journal:
            if self._outbound.is_from(call):
                self.query_one(StatusLine).show_call(call)

    def _changed(self) -> None:
        """Show what a question under way has come to."""
        self._render_top()
        self.render_pane()

    def _render_top(self) -> None:
        if self._connection is not None:
            self.query_one(TopLine).show_state(
                self._connection, self._centers.summary, demo=self._settings.demo
            )

    def _view(self) -> View:
        """Return what the pane shows now."""
        if self._tab == "outbound" and self._outbound is not None:
            return self._outbound.view(
                self._questions.loading("outbound"), self._questions.asking("outbound")
            )
        return self._centers.view(self._tab, self._place, self.query_one(RowTable).size.width)

    def render_pane(self) -> None:
        """Show what is known now."""
        pane = self.query_one(DetailPane)
        pane.show(self._view(), cursor=self._cursors.get(self._cursor_key(), 0))
        instance = self._place.instance if self._place else None
        outbound = self._outbound
        counts = {
            "admins": len(instance.admins) if instance else None,
            "numbers": len(instance.phone_numbers) if instance else None,
            # Beside the name of a call center stand numbers of that one only.
            "outbound": outbound.shown.total
            if outbound and outbound.shown and outbound.is_of(instance)
            else None,
        }
        pane.title(instance.name or "" if instance else "", self._tab, counts)
        self._render_keys()

    def _render_keys(self) -> None:
        in_outbound = self._tab == "outbound"
        places: tuple[Where, ...] = ("rows", "screen", "outbound") if in_outbound else ("rows", "screen")
        self.query_one(KeyBar).show_keys(places, self._settings.keys)

    def _cursor_key(self) -> tuple[object, str]:
        if self._tab == "outbound":
            return (self._outbound.key if self._outbound else None, "outbound")
        return (self._place.path[0] if self._place else None, self._tab)

    def _forget_cursor(self) -> None:
        self._cursors.pop(self._cursor_key(), None)

    # What the person does

    @on(InstanceTree.Looked)
    def _look(self, event: InstanceTree.Looked) -> None:
        place, before = event.place, self._place
        self._place = place
        if before is not None and before.path == place.path:
            return  # the same one, on another line since something above it was opened
        self._tab = _TAB_OF.get(place.kind, "overview")
        if place.kind in {"admin", "number"}:
            self._cursors[self._cursor_key()] = place.position
        self.render_pane()

    @on(InstanceTree.Chosen)
    def _choose(self, event: InstanceTree.Chosen) -> None:
        self._place = event.place
        if event.place.kind == "admin":
            self._show_admin(event.place.instance, event.place.position)
            return
        self.query_one(RowTable).focus()
        self.render_pane()

    @on(RowTable.Moved)
    def _moved(self, event: RowTable.Moved) -> None:
        self._cursors[self._cursor_key()] = event.row

    @on(RowTable.Opened)
    def _opened(self, event: RowTable.Opened) -> None:
        if self._tab == "admins" and self._place is not None:
            self._show_admin(self._place.instance, event.row)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new size."""
        self._fit(event.size)

    @on(RowTable.Resized)
    def _wrap_again(self) -> None:
        """Wrap and cut for the new width, now that the table has it; at the start, ask for what it shall show."""
        self._begin()
        self.render_pane()

    def _fit(self, size: Size) -> None:
        """Choose the layout for a window of this size; Textual's own breakpoints would paint once more at the start."""
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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Pages can be turned where there are pages."""
        del parameters
        return self._tab == "outbound" if action == "pages" else True

    def action_refresh(self) -> None:
        """Ask again for what is shown, or continue what failed."""
        outbound = self._outbound
        if self._tab == "outbound" and outbound is not None:
            if not outbound.is_loading_all:
                self.ask("outbound", lambda: outbound.refresh(self.render_pane))
        else:
            self.ask("instances", self._load_instances)

    def action_back(self) -> None:
        """Stop what is loading; else go back to the tree."""
        if not self._questions.stop():
            self.query_one(InstanceTree).focus()
        elif self._outbound is not None:
            self._outbound.stop()

    def action_next_pane(self) -> None:
        """Go to the other pane."""
        to_tree = isinstance(self.focused, RowTable)
        (self.query_one(InstanceTree) if to_tree else self.query_one(RowTable)).focus()

    def action_tab(self, tab: str) -> None:
        """Show a tab."""
        if tab in TABS:
            self._tab = tab
            self.query_one(RowTable).focus()
            self.render_pane()

    def action_pages(self, command: str) -> None:
        """Turn the pages of tab 4, or change what is on them."""
        if self._outbound is not None:
            self._forget_cursor()
            turn_pages(self, self._outbound, command)

    def action_choose_user(self) -> None:
        """Ask for the ids of a user."""
        from ccc_tui.ui.screens.ask import AskUser, Ids

        outbound = self._outbound
        if outbound is None:
            return

        def answered(ids: Ids | None) -> None:
            if ids is not None:
                self._show_user(ids.instance_id, ids.user_id, ids.skill_groups)

        instance = self._place.instance if self._place else None
        self.app.push_screen(AskUser(Ids.suggested(outbound, instance)), answered)

    async def action_copy_cell(self) -> None:
        """Copy the cell, or the id of the node."""
        from ccc_tui.ui.screens.copying import copy, text_to_copy

        await copy(self, text_to_copy(self, whole_row=False))

    async def action_copy_row(self) -> None:
        """Copy the row, or the node, as JSON."""
        from ccc_tui.ui.screens.copying import copy, text_to_copy

        await copy(self, text_to_copy(self, whole_row=True))

    def action_help(self) -> None:
        """Show the keys that work here."""
        from ccc_tui.ui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self._settings.keys, in_outbound=self._tab == "outbound"))
