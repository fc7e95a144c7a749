"""Asks for the ids of a user."""

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from ccc_tui.cloud.text import clean
from ccc_tui.i18n import _
from ccc_tui.ui.dialogs.dialog import Dialog, Field, Hint
from ccc_tui.ui.panes.outbound import Ids


class UserDialog(Dialog["Ids | None"]):
    """Asks for the ids of a user, as ListOutboundNumbersOfUser takes them.

    Args:
        suggested: what the fields begin with.
        typed: users that were typed before, newest first; the right arrow key completes them.
    """

    def __init__(self, suggested: Ids, typed: Sequence[Ids] = ()) -> None:
        super().__init__()
        self._suggested = suggested
        self._instances = dict.fromkeys(ids.instance_id for ids in typed)
        self._users = dict.fromkeys(ids.user_id for ids in typed)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = _("Whose outbound numbers?")
            yield Static(_("Instance id"), markup=False)
            suggester = _suggester(self._instances)
            yield Field(self._suggested.instance_id, id="instance", placeholder="ccc-test", suggester=suggester)
            yield Static(_("User id"), markup=False)
            suggester = _suggester(self._users)
            yield Field(self._suggested.user_id, id="user", placeholder="user-test@ccc-test", suggester=suggester)
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


def _suggester(texts: Iterable[str]) -> SuggestFromList:
    return SuggestFromList(texts, case_sensitive=False)
