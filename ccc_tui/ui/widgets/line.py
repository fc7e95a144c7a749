"""`Line`: one line of words at the left, and at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget

from ccc_tui.ui import formatting
from ccc_tui.ui.segments import Segment, arrange

if TYPE_CHECKING:
    from collections.abc import Sequence

# Fewer cells than this tell nothing.
_SHORTEST = 8


class Line(Widget):
    """One line that repaints only when its words change."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self._left: Text | Sequence[Segment] = ()
        self._right: Sequence[Segment] = ()

    def show(self, left: str | Text | Sequence[Segment], right: str | Sequence[Segment] = ()) -> None:
        """Show these words, a margin before them; a string is never read as markup."""
        shown = (
            (Segment(left),) if isinstance(left, str) else left,
            (Segment(right),) if isinstance(right, str) else right,
        )
        if shown != (self._left, self._right):
            self._left, self._right = shown
            self.refresh()

    def render(self) -> Text:
        """Return the line; what does not fit gives way."""
        width = self.size.width
        if isinstance(self._left, Text):
            line = self._left.copy()
            line.no_wrap = True
            line.truncate(width, overflow="ellipsis")
            return line
        left, right = arrange(self._left, self._right, width - 1)
        room = width - 1 - (cell_len(left) + 2 if left else 0)
        right = formatting.cut(right, room) if room >= min(_SHORTEST, cell_len(right)) else ""
        text = formatting.cut(f" {left}" if left else "", width)
        if right:
            # A margin at the right, too, if there is room for one.
            margin = 1 if room > cell_len(right) else 0
            text += " " * (width - cell_len(text) - cell_len(right) - margin) + right
        return Text(text, no_wrap=True)
