"""`Line`: one line of words at the left, and at the right."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget

from ccc_tui.ui.formatting import truncate
from ccc_tui.ui.segments import Segment, arrange

# Fewer cells than this tell nothing.
_SHORTEST = 8


class Line(Widget):
    """One line that repaints only when its words change."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, classes=classes)
        self.left: Text | Sequence[Segment] = ()
        self.right: Sequence[Segment] = ()

    def update(self, left: str | Text | Sequence[Segment], right: Sequence[Segment] = ()) -> None:
        """Show these words, a margin before them; a string is never read as markup."""
        left = (Segment(left),) if isinstance(left, str) else left
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.refresh()

    def render(self) -> Text:
        """Return the line; segments that do not fit are dropped."""
        width = self.size.width
        if isinstance(self.left, Text):
            line = self.left.copy()
            line.no_wrap = True
            line.truncate(width, overflow="ellipsis")
            return line
        left, right = arrange(self.left, self.right, width - 1)
        room = width - 1 - (cell_len(left) + 2 if left else 0)
        right = truncate(right, room) if room >= min(_SHORTEST, cell_len(right)) else ""
        text = truncate(f" {left}" if left else "", width)
        if right:
            # A margin at the right, too, if there is room for one.
            margin = 1 if room > cell_len(right) else 0
            text += " " * (width - cell_len(text) - cell_len(right) - margin) + right
        return Text(text, no_wrap=True)
