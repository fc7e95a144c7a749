"""`Line`: one line of text at the left, and one at the right if there is room."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.widget import Widget

from ccc_tui.ui import words


class Line(Widget):
    """One line that repaints only when its words change."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self.left = Text()
        self.right = ""

    def show(self, left: str | Text, right: str = "") -> None:
        """Show these words; a string is never read as markup."""
        text = left if isinstance(left, Text) else Text(left)
        if (text, right) != (self.left, self.right):
            self.left, self.right = text, right
            self.refresh()

    def render(self) -> Text:
        """Return the line; what is at the right gives way first."""
        width = self.size.width
        line = self.left.copy()
        line.no_wrap = True
        room = width - cell_len(line.plain) - 3
        right = words.cut(self.right, room) if room >= min(len(self.right), 12) else ""
        if right:
            line.append(" " * (width - cell_len(line.plain) - cell_len(right) - 1))
            line.append(right)
        elif cell_len(line.plain) > width:
            line.truncate(width, overflow="ellipsis")
        return line
