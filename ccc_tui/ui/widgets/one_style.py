"""`OneStyle`: for widgets of many lines that ask for their own style once a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.style import Style
    from textual.geometry import Region
    from textual.strip import Strip
    from textual.widget import Widget
else:
    Widget = object  # Textual takes style sheets and component classes from the first widget among the bases


class OneStyle(Widget):
    """Finding out its style takes a widget as long as drawing a line, and all its lines have the same."""

    _style_of_this_frame: Style | None = None

    @property
    def rich_style(self) -> Style:
        """The style of the widget, as Rich knows it."""
        return self._style_of_this_frame or super().rich_style

    def render_lines(self, crop: Region) -> list[Strip]:
        self._style_of_this_frame = super().rich_style
        try:
            return super().render_lines(crop)
        finally:
            self._style_of_this_frame = None
