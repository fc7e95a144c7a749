"""A screen for widgets that are tested alone."""

from typing import ClassVar

from textual.screen import Screen

from ccc_tui.ui.tones import TONE_CLASSES


class TonedScreen(Screen[None]):
    """A screen that knows the tones."""

    COMPONENT_CLASSES: ClassVar[set[str]] = TONE_CLASSES
