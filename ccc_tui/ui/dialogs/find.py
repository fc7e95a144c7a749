"""Asks for a text to find."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from ccc_tui.cloud.text import clean
from ccc_tui.i18n import _
from ccc_tui.ui.dialogs.dialog import Dialog, Field, Hint


class FindDialog(Dialog["str | None"]):
    """Asks for a text; an empty one finds the row's id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = _("Find")
            yield Field(self._text)
            yield Hint(_("enter find, empty: the row's id · then n N · esc cancel"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Find it."""
        self.dismiss(clean(event.value))
