"""Asks for the ids of a user."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from ccc_tui.cloud.text import clean
from ccc_tui.i18n import _
from ccc_tui.ui.dialogs.dialog import Dialog, Field, Hint
from ccc_tui.ui.panes.outbound import Ids


class UserDialog(Dialog["Ids | None"]):
    """Asks for the ids of a user, as ListOutboundNumbersOfUser takes them."""

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
            yield Hint(_("enter ask · tab next field · esc cancel"))

    def on_mount(self) -> None:
        """Begin where something is missing."""
        self.query_one("#user" if self._suggested.instance_id else "#instance").focus()

    def on_input_submitted(self) -> None:
        """Ask, if both ids are there."""
        instance_id, user_id, groups = (clean(field.value).strip() for field in self.query(Input))
        if not instance_id or not user_id:
            self.query_one("#problem", Static).update(_("Both the instance id and the user id are required."))
            return
        skill_groups = tuple(group.strip() for group in groups.replace("，", ",").split(",") if group.strip())
        self.dismiss(Ids(instance_id, user_id, skill_groups))
