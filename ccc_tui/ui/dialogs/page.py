"""Asks for a page number."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from ccc_tui.i18n import _
from ccc_tui.styles import style_sheet
from ccc_tui.ui.dialogs.dialog import Dialog
from ccc_tui.ui.dialogs.field import Field

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

# More than any page number has; Python refuses to read numbers of thousands of digits.
_MOST_DIGITS = 9


class PageDialog(Dialog["int | None"]):
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
            field = Field("", id="page", placeholder=str(self._page))
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
