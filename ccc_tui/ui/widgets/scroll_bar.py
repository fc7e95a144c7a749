"""A scroll bar of one thin line: Textual's own are reversed blanks, as the cursor is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment, Segments
from rich.style import Style
from textual.scrollbar import ScrollBar, ScrollBarRender

if TYPE_CHECKING:
    from typing import Any


class ThinBar(ScrollBarRender):
    """Draws the part in sight as a line, and no track."""

    @classmethod
    def render_bar(cls, *arguments: Any, **named: Any) -> Segments:
        """Return what Textual draws, with a line in the place of blocks; clicks and drags work as there."""
        drawn = super().render_bar(*arguments, **named)
        return Segments([_thin(segment) for segment in drawn.segments], new_lines=drawn.new_lines)


def _thin(segment: Segment) -> Segment:
    style = segment.style
    if style is None or segment.control or segment.text == "\n":
        return segment
    is_thumb = style.meta.get("@mouse.down") == "grab"
    color = style.color if is_thumb else None
    return Segment(("┃" if is_thumb else " ") * len(segment.text), Style(color=color, meta=style.meta or None))


def use_thin_bars() -> None:
    """Draw all scroll bars so."""
    ScrollBar.renderer = ThinBar
