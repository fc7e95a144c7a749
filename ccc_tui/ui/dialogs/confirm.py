"""Asks yes or no."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from ccc_tui.i18n import _
from ccc_tui.ui.dialogs.dialog import Dialog, Hint


class ConfirmDialog(Dialog["bool | None"]):
    """Asks a question; only `y` says yes, so that no key pressed twice does."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("y", "yes", show=False), Binding("n", "dismiss", show=False)]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -small"):
            yield Static(self._question, markup=False)
            yield Hint(_("y yes · n no"))

    def action_yes(self) -> None:
        """Say yes."""
        self.dismiss(True)  # noqa: FBT003 - the result
