"""Asks what the service shall search for."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from ccc_tui.cloud.text import clean
from ccc_tui.i18n import _
from ccc_tui.ui.dialogs.dialog import Dialog, Field, Hint


class SearchDialog(Dialog["str | None"]):
    """Asks for a text; an empty one shows the whole list again."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = _("Search: {list}").format(list=self._title)
            yield Field(self._text)
            yield Hint(_("enter search, empty: all · esc cancel"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Search for the text."""
        self.dismiss(clean(event.value).strip())
