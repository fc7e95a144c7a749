"""A text to be selected by hand, where no way leads to the clipboard."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from ccc_tui.i18n import _
from ccc_tui.ui.dialogs.dialog import Dialog, Hint


class ShownText(Dialog[None]):
    """Shows the text from edge to edge, so that nothing else is selected with it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q,y", "dismiss", show=False)]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="plain"):
            yield Hint(_("The clipboard is not available here: select the text with shift and the mouse. esc closes."))
            yield Static(self._text, markup=False)
