"""Tones: what the style sheet says of the color tokens, for widgets that draw their lines themselves."""

from typing import ClassVar, Final

from rich.style import Style
from textual.widget import Widget

TONES: Final = ("muted", "accent", "ok", "hold", "warn", "bad", "strong", "cursor")


class Toned(Widget):
    """A widget that knows the tones."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"tone--{tone}" for tone in TONES}

    def tone(self, name: str) -> Style:
        """Return the style of a tone; the empty one changes nothing."""
        return self.get_component_rich_style(f"tone--{name}", partial=True) if name else Style.null()
