"""Small questions: the ids of a user, the number of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from ccc_tui.cloud.text import clean
from ccc_tui.i18n import _
from ccc_tui.styles import style_sheet
from ccc_tui.ui.dialog import Dialog

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.ui.screens.outbound import Outbound

# More than any page number has; Python refuses to read numbers of thousands of digits.
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Ids:
    """Whose numbers, and of which skill groups; all of them when there are none."""

    instance_id: str
    user_id: str
    skill_groups: tuple[str, ...] = ()

    @classmethod
    def suggested(cls, outbound: Outbound, instance: Instance | None) -> Ids:
        """Return those that are shown, else what is known of the call center in the tree."""
        if outbound.key is not None:
            return cls(outbound.key.instance_id, outbound.key.user_id, outbound.skill_groups)
        return cls(
            (instance and (instance.instance_id or instance.domain_name)) or "", "", outbound.skill_groups
        )


class _Field(Input):
    """An input without a blinking cursor: over SSH each blink would be sent."""

    def __init__(self, value: str, *, id: str, placeholder: str = "") -> None:  # noqa: A002 - Textual's name for it
        super().__init__(value, placeholder=placeholder, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False


class AskUser(Dialog["Ids | None"]):
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
            yield _Field(self._suggested.instance_id, id="instance", placeholder="ccc-test")
            yield Static(_("User id"), markup=False)
            yield _Field(self._suggested.user_id, id="user", placeholder="user-test@ccc-test")
            yield Static(_("Skill group ids, separated by commas; empty for all"), markup=False)
            yield _Field(
                ", ".join(self._suggested.skill_groups), id="groups", placeholder="skg-default@ccc-test"
            )
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
            self.query_one("#problem", Static).update(_("Both the instance id and the user id are needed."))
            return
        skill_groups = tuple(group.strip() for group in groups.replace("，", ",").split(",") if group.strip())
        self.dismiss(Ids(instance_id, user_id, skill_groups))

    def action_cancel(self) -> None:
        """Ask nothing."""
        self.dismiss(None)


class AskPage(Dialog["int | None"]):
    """Asks for a page number."""

    CSS_PATH = style_sheet("dialogs.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(self, page: int, last_page: int) -> None:
        super().__init__()
        self._page = page
        self._last_page = last_page

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = _("Go to page 1–{last}").format(last=self._last_page)
            field = _Field("", id="page", placeholder=str(self._page))
            field.restrict = r"[0-9]*"
            field.max_length = _MOST_DIGITS
            yield field
            yield Static(_("enter go · esc cancel"), classes="hint", markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go there; a number beyond the last page goes to the last."""
        self.dismiss(int(event.value) if event.value else None)

    def action_cancel(self) -> None:
        """Stay."""
        self.dismiss(None)
