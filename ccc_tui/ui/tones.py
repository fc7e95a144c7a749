"""Tones: what the style sheet says of the color tokens, for widgets that draw their lines themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from rich.style import Style
from textual.widget import Widget

from ccc_tui.ui.glyphs import tone_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HIT: Final = Style(underline=True)
# The component classes of a screen that has toned widgets: if each widget had them, Textual would make and style a node
# for each tone of each widget, at the start and whenever the focus moves.
TONE_CLASSES: Final = {
    "tone--changed",
    "tone--muted",
    "tone--frame",
    "tone--accent",
    "tone--ok",
    "tone--hold",
    "tone--warn",
    "tone--urgent",
    "tone--bad",
    "tone--strong",
    "tone--title",
    "tone--cursor",
}


class Toned(Widget):
    """A widget that paints in the tones of its screen, and signs in theirs."""

    def tone(self, name: str) -> Style:
        """Return the style of a tone; the empty one changes nothing."""
        return self.screen.get_component_rich_style(f"tone--{name}", partial=True) if name else Style.null()

    def painted(self, text: str, tone: str = "") -> Iterator[tuple[str, Style]]:
        """Yield a text in pieces with their styles: the sign that it begins with has its own."""
        style = self.tone(tone)
        if text and (sign := tone_of(text)):
            yield text[0], style + self.tone(sign)
            text = text[1:]
        if text:
            yield text, style


def with_hits(text: str, style: Style, spans: Sequence[tuple[int, int]]) -> list[Segment]:
    """Return a text in pieces, those that a filter hits underlined."""
    pieces: list[Segment] = []
    position = 0
    for start, end in spans:
        if start >= position:
            pieces += [Segment(text[position:start], style), Segment(text[start:end], style + _HIT)]
            position = end
    pieces.append(Segment(text[position:], style))
    return [piece for piece in pieces if piece.text]
