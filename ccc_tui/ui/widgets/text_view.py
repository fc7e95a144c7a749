"""`TextView`: lines of text with a cursor. Only the lines that are seen are highlighted and drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ccc_tui.ui.actions import bindings
from ccc_tui.ui.documents import cut, highlight
from ccc_tui.ui.glyphs import CURSOR
from ccc_tui.ui.lines import Span
from ccc_tui.ui.tones import Toned

# Cells of the cursor's mark.
MARGIN: Final = 1
# Keys of tables that mean nothing here: lines have no columns, and open nothing.
_WITHOUT: Final = frozenset({"cursor_left", "cursor_right", "open"})
# Longer texts are highlighted once for all of their lines.
_LONG: Final = 2_000


class TextLine(NamedTuple):
    """One line as it is drawn.

    Attributes:
        text: what `y` copies; the line shows all of it, or a part.
        language: of the text, for highlighting; or its tone.
        before: what stands before the text.
        start: first character that is shown.
        end: where the line ends; None for the end of the text.
        after: what stands after it.
    """

    text: str
    language: str = ""
    before: tuple[Span, ...] = ()
    start: int = 0
    end: int | None = None
    after: tuple[Span, ...] = ()


class TextView(Toned, ScrollView, can_focus=True):
    """Shows lines that are already as narrow as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [each for each in bindings("rows") if each.id not in _WITHOUT]

    cursor: reactive[int] = reactive(0, repaint=False, init=False)

    @dataclass
    class Moved(Message):
        """The cursor is on another line."""

        line: int

    class Resized(Message):
        """Lines must be wrapped anew."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: Sequence[TextLine] = ()
        self.document = ""  # what `Y` copies
        self._long: tuple[str, list[Span]] | None = None
        self._base = Style.null()

    def update(self, lines: Sequence[TextLine], document: str, *, cursor: int = 0) -> None:
        """Show other lines."""
        self.lines, self.document, self._long = lines, document, None
        self.virtual_size = Size(self.size.width, len(lines))
        self.set_reactive(TextView.cursor, self.validate_cursor(cursor))
        self._keep_cursor_in_sight()
        self.refresh()
        self.post_message(self.Moved(self.cursor))

    @property
    def room(self) -> int:
        """Cells for text."""
        return max(1, (self.scrollable_content_region.width or self.size.width) - 2 * MARGIN)

    def find(self, text: str, step: int, *, here: bool = False, first: int = 0) -> bool:
        """Go to the next line that has the text, or to the one before; return whether there is one.

        Args:
            text: in any case of letters.
            step: 1 or -1.
            here: whether the line of the cursor is looked at first.
            first: the first line that counts.
        """
        wanted = text.casefold()
        if not wanted:
            return False
        count = len(self.lines)
        for distance in range(0 if here else 1, count + 1):
            index = (self.cursor + step * distance) % count
            if index < first:
                continue
            line = self.lines[index]
            shown = "".join(span.text for span in line.before) + line.text[line.start : line.end]
            if wanted in shown.casefold():
                self.cursor = index
                return True
        return False

    def text_to_copy(self, *, whole_row: bool) -> str | None:
        """Return the text of the line under the cursor, or all of the document."""
        if whole_row:
            return self.document or None
        return self.lines[self.cursor].text if self.lines else None

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        self._base = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        width, base = self.scrollable_content_region.width, self._base
        index = self.scroll_offset.y + y
        if index >= len(self.lines):
            return Strip.blank(width, base)
        mark = Segment(CURSOR, base + self.tone("title")) if index == self.cursor else Segment(" ", base)
        spans = self._spans(self.lines[index])
        segments = [mark, *(Segment(span.text, base + self.tone(span.tone)) for span in spans if span.text)]
        return Strip(segments).adjust_cell_length(width, base)

    def _spans(self, line: TextLine) -> Iterable[Span]:
        end = len(line.text) if line.end is None else line.end
        return (*line.before, *cut(self._highlighted(line), line.start, end), *line.after)

    def _highlighted(self, line: TextLine) -> Iterable[Span]:
        if len(line.text) <= _LONG:
            return highlight(line.text, line.language)
        if self._long is None or self._long[0] is not line.text:
            self._long = (line.text, list(highlight(line.text, line.language)))
        return self._long[1]

    # Moving

    def validate_cursor(self, line: int) -> int:
        return max(0, min(line, len(self.lines) - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        if not self._keep_cursor_in_sight():
            for line in (before, now):
                y = line - self.scroll_offset.y
                if 0 <= y < self.size.height:
                    self.refresh(Region(0, y, 1, 1))
        self.post_message(self.Moved(now))

    def _keep_cursor_in_sight(self) -> bool:
        """Scroll if the cursor is out of sight; return whether it was."""
        top = round(self.scroll_target_y)
        wanted = min(max(top, self.cursor - max(1, self.size.height) + 1), self.cursor)
        if wanted == top:
            return False
        self.scroll_to(y=wanted, animate=False, immediate=True)
        return True

    def on_resize(self, event: events.Resize) -> None:
        self.virtual_size = Size(event.size.width, len(self.lines))
        self.post_message(self.Resized())

    def on_click(self, event: events.Click) -> None:
        self.cursor = self.scroll_offset.y + event.y

    def action_cursor_up(self) -> None:
        self.cursor -= 1

    def action_cursor_down(self) -> None:
        self.cursor += 1

    def action_page_up(self) -> None:
        self.cursor -= max(1, self.size.height - 1)

    def action_page_down(self) -> None:
        self.cursor += max(1, self.size.height - 1)

    def action_top(self) -> None:
        self.cursor = 0

    def action_bottom(self) -> None:
        self.cursor = len(self.lines) - 1
