"""Chooses among the skill groups of a user."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical

from ccc_tui.i18n import _
from ccc_tui.resources import USER_GROUPS
from ccc_tui.ui.dialogs.dialog import Dialog, Hint
from ccc_tui.ui.panes.base import ResourcePane
from ccc_tui.ui.panes.paged import PagedPane

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from ccc_tui.resources.table import Scope
    from ccc_tui.ui.panes.base import GetClient

_PAGE_SIZE = 100


class GroupsDialog(Dialog["tuple[str, ...] | None"]):
    """Shows the skill groups of a user; its result is the ids of those chosen, none for all."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("0", "choose_all", show=False)]

    def __init__(self, client: GetClient, scope: Scope) -> None:
        super().__init__()
        self._pane = PagedPane(USER_GROUPS, client, _PAGE_SIZE)
        self._pane.scope = scope

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = _("Numbers of which skill group?")
            yield self._pane
            yield Hint(_("enter this one · 0 all · esc cancel"))

    def on_mount(self) -> None:
        """Load them."""
        self._pane.table.focus()
        self._pane.show()

    @on(ResourcePane.Selected)
    def _selected(self, event: ResourcePane.Selected) -> None:
        event.stop()
        if event.row.skill_group_id:
            self.dismiss((event.row.skill_group_id,))

    def action_choose_all(self) -> None:
        """Show the numbers of all skill groups."""
        self.dismiss(())
