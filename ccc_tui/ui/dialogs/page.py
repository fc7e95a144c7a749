"""Asks for a page number."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from ccc_tui.i18n import _
from ccc_tui.ui.dialogs.dialog import Dialog, Field, Hint

# More than any page number has; Python refuses to read numbers of thousands of digits.
_MOST_DIGITS = 9


class PageDialog(Dialog["int | None"]):
    """Asks for a page number."""

    def __init__(self, page: int, last_page: int) -> None:
        super().__init__()
        self._page = page
        self._last_page = last_page

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = _("Go to page 1–{last}").format(last=self._last_page)
            yield Field("", placeholder=str(self._page), restrict=r"[0-9]*", max_length=_MOST_DIGITS)
            yield Hint(_("enter go · esc cancel"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go there; a number beyond the last page goes to the last."""
        self.dismiss(int(event.value) if event.value else None)
