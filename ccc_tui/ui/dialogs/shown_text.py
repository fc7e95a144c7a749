"""A text to be selected by hand, where no way leads to the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from ccc_tui.i18n import _
from ccc_tui.styles import style_sheet
from ccc_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class ShownText(Dialog[None]):
    """Shows the text from edge to edge, so that nothing else is selected with it."""

    CSS_PATH = style_sheet("dialogs.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q,y", "dismiss", show=False)]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="plain"):
            yield Static(
                _("The clipboard is not available here: select the text with shift and the mouse. esc closes."),
                classes="hint",
                markup=False,
            )
            yield Static(self._text, markup=False)
