"""Asks for the ids of a user."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from ccc_tui.cloud.text import clean
from ccc_tui.i18n import _
from ccc_tui.styles import style_sheet
from ccc_tui.ui.dialogs.dialog import Dialog
from ccc_tui.ui.dialogs.field import Field
from ccc_tui.ui.panes.outbound import Ids

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class UserDialog(Dialog["Ids | None"]):
    """Asks for the ids of a user, as ListOutboundNumbersOfUser takes them."""

    CSS_PATH = style_sheet("dialogs.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(self, suggested: Ids) -> None:
        super().__init__()
        self._suggested = suggested

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = _("Whose outbound numbers?")
            yield Static(_("Instance id"), markup=False)
            yield Field(self._suggested.instance_id, id="instance", placeholder="ccc-test")
            yield Static(_("User id"), markup=False)
            yield Field(self._suggested.user_id, id="user", placeholder="user-test@ccc-test")
            yield Static(_("Skill group ids, separated by commas; empty for all"), markup=False)
            yield Field(", ".join(self._suggested.skill_groups), id="groups", placeholder="skg-default@ccc-test")
            yield Static("", id="problem", markup=False)
            yield Static(_("enter ask · tab next field · esc cancel"), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Begin where something is missing."""
        self.query_one("#user" if self._suggested.instance_id else "#instance").focus()

    def on_input_submitted(self) -> None:
        """Ask, if both ids are there."""
        instance_id, user_id, groups = (
            clean(self.query_one(f"#{name}", Input).value).strip() for name in ("instance", "user", "groups")
        )
        if not instance_id or not user_id:
            self.query_one("#problem", Static).update(_("Both the instance id and the user id are required."))
            return
        skill_groups = tuple(group.strip() for group in groups.replace("，", ",").split(",") if group.strip())
        self.dismiss(Ids(instance_id, user_id, skill_groups))

    def action_cancel(self) -> None:
        """Ask nothing."""
        self.dismiss(None)
