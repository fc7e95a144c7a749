"""`Dialog`: a screen above others; and its inputs."""

from typing import Any, ClassVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, ScreenResultType
from textual.widgets import Input, Static

from ccc_tui.styles import style_sheet
from ccc_tui.ui.tones import TONE_CLASSES


class Dialog(ModalScreen[ScreenResultType]):
    """A screen that is closed by escape, without a result."""

    CSS_PATH = style_sheet("dialogs.tcss")
    COMPONENT_CLASSES: ClassVar[set[str]] = TONE_CLASSES
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", show=False)]

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close once: a second key or click while it closes would close the screen below as well."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()


class Field(Input):
    """An input without a blinking cursor: over SSH each blink would be sent."""

    def __init__(self, value: str, **options: Any) -> None:
        super().__init__(value, compact=True, select_on_focus=False, **options)
        self.cursor_blink = False


class Hint(Static):
    """A line about the keys of a dialog."""

    DEFAULT_CLASSES = "hint"

    def __init__(self, text: str) -> None:
        super().__init__(text, markup=False)
