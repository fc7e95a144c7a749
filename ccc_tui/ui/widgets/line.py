"""`Line`: one line of words at the left, and at the right."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from ccc_tui.ui.formatting import truncate
from ccc_tui.ui.segments import Segment, arrange, joined
from ccc_tui.ui.tones import Toned

# Fewer cells than this tell nothing.
_SHORTEST = 8


class Line(Toned):
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
        line = self._side(left, width - 1)
        room = width - 1 - (line.cell_len + 2 if left else 0)
        if right and room >= min(_SHORTEST, cell_len(joined(right))):
            said = self._side(right, room)
            # A margin at the right, too, if there is room for one.
            margin = 1 if room > said.cell_len else 0
            line.append(" " * (width - 1 - line.cell_len - said.cell_len - margin))
            line.append(said)
        return Text(" ", no_wrap=True).append(line)

    def _side(self, segments: Sequence[Segment], room: int) -> Text:
        """Return segments beside one another; the last one is cut where it does not fit."""
        line = Text(no_wrap=True)
        for place, segment in enumerate(segments):
            if place:
                line.append(truncate(segment.between, room - line.cell_len))
            for piece, style in self.painted(truncate(segment.text, room - line.cell_len), segment.tone):
                line.append(piece, style)
        return line
