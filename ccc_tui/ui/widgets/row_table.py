"""A table that draws only the rows it shows.

Textual's DataTable keeps every cell and measures every row: 10,000 rows hold the event loop for most of a second.
This one asks its columns for the text of a row when the row comes into sight, so its cost does not grow with the list.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ccc_tui.resources.table import Sign
from ccc_tui.ui.actions import bindings
from ccc_tui.ui.formatting import truncate, truncate_middle, wrap
from ccc_tui.ui.glyphs import CURSOR, glyph
from ccc_tui.ui.segments import Segment as Words
from ccc_tui.ui.tones import Toned, with_hits
from ccc_tui.ui.widgets.columns import GAP, ColumnLayout, TableColumn

if TYPE_CHECKING:
    from ccc_tui.ui.hits import Hits

# The line beside the table, the cursor and a blank.
_MARGIN: Final = 3


class RowTable(Toned, ScrollView, can_focus=True):
    """Rows under headings, with a cursor; or a notice where there are no rows."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("rows")]

    cursor_row: reactive[int] = reactive(0, repaint=False, init=False)
    cursor_column: reactive[int] = reactive(0, repaint=False, init=False)

    @dataclass
    class Highlighted(Message):
        """The cursor is on another row."""

        row: int

    class Resized(Message):
        """The table has another size, or shows other columns."""

    @dataclass
    class Selected(Message):
        """A row was selected."""

        row: int

    @dataclass
    class HeadingSelected(Message):
        """The heading of a column was clicked."""

        column: TableColumn

    def __init__(self) -> None:
        super().__init__()
        self.columns: Sequence[TableColumn] = ()
        self.rows: Sequence[Any] = ()
        self.notice: Sequence[str | Words] = ()
        self.hits: Hits | None = None
        self._layout = ColumnLayout()
        self._notice_top = 0
        self._wrapped: tuple[int, list[Words]] | None = None
        self._base = Style.null()
        self.is_marked: Callable[[Any], bool] = lambda _row: False

    # What it shows

    def update(
        self,
        columns: Sequence[TableColumn],
        rows: Sequence[Any],
        *,
        cursor: int = 0,
        hits: "Hits | None" = None,
        stays: bool = False,
    ) -> None:
        """Show these rows, what a filter hits underlined; where there are none, the notice.

        The cursor's row `stays` on its line of the screen.
        """
        same_columns = self._layout.has_titles(columns)
        same_marks = [column.mark for column in columns] == [column.mark for column in self.columns]
        if same_columns and same_marks and rows == self.rows and cursor == self.cursor_row and hits == self.hits:
            return
        self.hits = hits
        if not same_columns:
            self.set_reactive(RowTable.cursor_column, 0)
        self.columns = columns
        self.rows = rows
        self._layout.fit(columns, rows)
        self.virtual_size = Size(self.size.width, len(rows) + 1 if rows else 0)
        before = self.cursor_row
        self.set_reactive(RowTable.cursor_row, self.validate_cursor_row(cursor))
        if not stays:
            self._keep_cursor_in_sight()
        elif self.cursor_row != before:
            self.scroll_to(y=self.scroll_target_y + self.cursor_row - before, animate=False, immediate=True)
        self.refresh()

    def draw_again(self) -> None:
        """Draw the same rows whose texts or marks are others now."""
        self._layout.fit(self.columns, self.rows)
        self.refresh()
        self.post_message(self.Resized())

    def update_notice(self, lines: Sequence[str | Words]) -> None:
        """Show these lines where there are no rows; segments have a tone."""
        if list(lines) != list(self.notice):
            self.notice = lines
            self._wrapped = None
            self._notice_top = 0
            if not self.rows:
                self.refresh()

    @property
    def _room(self) -> int:
        """Cells for columns."""
        return self.scrollable_content_region.width - _MARGIN

    @property
    def hidden_columns(self) -> int:
        """How many columns are hidden at the right."""
        return self._layout.hidden(self._room)[1]

    @property
    def cell(self) -> str | None:
        """The text under the cursor, whole."""
        if not self.rows or not self.columns:
            return None
        column = self.columns[self.cursor_column]
        return (column.copy_value or column.value)(self.rows[self.cursor_row])

    @property
    def row(self) -> Any:
        """The row under the cursor, or None."""
        return self.rows[self.cursor_row] if self.rows else None

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        # Computing the style costs as much as a line, and all lines have the same.
        self._base = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        base = self._base
        if not self.rows:
            return self._notice_line(y, width, base)
        if y == 0:
            return self._heading_line(width, base)
        row = self.scroll_offset.y + y - 1
        if row >= len(self.rows):
            return Strip.blank(width, base)
        return self._row_line(row, width, base)

    def _notice_lines(self, width: int) -> list[Words]:
        """Return the notice wrapped; kept, because each line of a frame asks for it."""
        if self._wrapped is None or self._wrapped[0] != width:
            lines = [Words(line) if isinstance(line, str) else line for line in self.notice]
            parts = [(part, line.tone) for line in lines for part in wrap(line.text, max(1, width - 2))]
            self._wrapped = (width, [Words(part, tone=tone) for part, tone in parts])
        return self._wrapped[1]

    def _notice_line(self, y: int, width: int, base: Style) -> Strip:
        lines = self._notice_lines(width)[self._notice_top :]
        if y >= len(lines):
            return Strip.blank(width, base)
        pieces = self.painted(lines[y].text, lines[y].tone)
        segments = [Segment(" ", base), *(Segment(text, base + style) for text, style in pieces)]
        return Strip(segments).adjust_cell_length(width, base)

    def _heading_line(self, width: int, base: Style) -> Strip:
        style = base + self.tone("muted")
        cells = [
            _aligned(truncate(column.heading, room), room, right=column.right)
            for column, room in ((self.columns[index], room) for index, room in self._layout.visible(self._room))
        ]
        line = Strip([Segment(" " * _MARGIN + (" " * GAP).join(cells), style)]).adjust_cell_length(width, style)
        left, right = self._layout.hidden(self._room)
        if not left and not right:
            return line
        hint = " " + " ".join([f"← +{left}"] * bool(left) + [f"+{right} →"] * bool(right))
        return Strip([*line.crop(0, width - cell_len(hint)), Segment(hint, style)]).adjust_cell_length(width, style)

    def _row_line(self, index: int, width: int, base: Style) -> Strip:
        """Draw a row. The cursor is a mark and one cell: a bar would be sent twice for each step."""
        row = self.rows[index]
        is_cursor = index == self.cursor_row
        focused = is_cursor and self.has_focus
        sign = glyph(Sign.OK) if self.is_marked(row) else CURSOR if is_cursor else " "
        segments = [Segment(f" {sign} ", base)]
        for number, room in self._layout.visible(self._room):
            column = self.columns[number]
            text = (truncate_middle if column.middle else truncate)(column.value(row), room)
            blanks = Segment(" " * (room - cell_len(text)), base)
            spans = self.hits.spans(column.id, row, text) if self.hits is not None else ()
            is_cell = focused and number == self.cursor_column
            if is_cell or spans:
                cell = with_hits(text, base + self.tone("cursor" if is_cell else column.style(row)), spans)
            else:
                cell = [Segment(piece, base + style) for piece, style in self.painted(text, column.style(row))]
            segments += [blanks, *cell] if column.right else [*cell, blanks]
            segments.append(Segment(" " * GAP, base))
        return Strip(segments).adjust_cell_length(width, base)

    # Moving

    def validate_cursor_row(self, row: int) -> int:
        return max(0, min(row, len(self.rows) - 1))

    def validate_cursor_column(self, column: int) -> int:
        return max(0, min(column, len(self.columns) - 1))

    def watch_cursor_row(self, before: int, now: int) -> None:
        if not self._keep_cursor_in_sight():
            self.refresh_row(before)
            self.refresh_row(now)
        self.post_message(self.Highlighted(now))

    def watch_cursor_column(self) -> None:
        if any(index == self.cursor_column for index, _room in self._layout.visible(self._room)):
            self.refresh_row(self.cursor_row)
            return
        self._layout.scroll_to(self.cursor_column, self._room)
        self.refresh()
        self.post_message(self.Resized())

    def watch_has_focus(self, value: bool) -> None:  # noqa: FBT001 - Textual calls it
        """Only the cursor row tells whether the table has the focus."""
        self.refresh_row(self.cursor_row)
        super().watch_has_focus(value)

    def refresh_cursor_row(self) -> None:
        """Draw the row under the cursor again, and nothing else."""
        self.refresh_row(self.cursor_row)

    def refresh_row(self, row: int) -> None:
        """Draw a row again, if it is in sight."""
        y = row + 1 - self.scroll_offset.y
        if 0 < y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def _keep_cursor_in_sight(self) -> bool:
        """Scroll as little as needed; return whether that was needed."""
        height = max(1, self.scrollable_content_region.height - 1)
        top = round(self.scroll_target_y)
        wanted = min(max(top, self.cursor_row - height + 1), self.cursor_row)
        if wanted == top:
            return False
        self.scroll_to(y=wanted, animate=False, immediate=True)
        return True

    def on_resize(self, event: events.Resize) -> None:
        self.virtual_size = Size(event.size.width, len(self.rows) + 1 if self.rows else 0)
        self._keep_cursor_in_sight()
        self.post_message(self.Resized())

    def on_click(self, event: events.Click) -> None:
        row = self.scroll_offset.y + event.y - 1
        if self.rows and event.y == 0 and (column := self._column_at(event.x)) is not None:
            self.post_message(self.HeadingSelected(column))
        if not self.rows or not 0 <= row < len(self.rows) or event.y == 0:
            return
        if row == self.cursor_row:
            self.action_open()
        else:
            self.cursor_row = row

    def _column_at(self, x: int) -> TableColumn | None:
        """Return the column that is drawn there."""
        start = _MARGIN
        for index, room in self._layout.visible(self._room):
            if start <= x < start + room + GAP:
                return self.columns[index]
            start += room + GAP
        return None

    def _move(self, rows: int) -> None:
        """Move the cursor; where there are no rows, a notice that is too long for the window."""
        if self.rows:
            self.cursor_row += rows
            return
        last = max(0, len(self._notice_lines(self.size.width)) - self.size.height)
        self._notice_top = max(0, min(self._notice_top + rows, last))
        self.refresh()

    def action_cursor_up(self) -> None:
        self._move(-1)

    def action_cursor_down(self) -> None:
        self._move(1)

    def action_cursor_left(self) -> None:
        self.cursor_column -= 1

    def action_cursor_right(self) -> None:
        self.cursor_column += 1

    def action_page_up(self) -> None:
        self._move(-max(1, self.size.height - 2))

    def action_page_down(self) -> None:
        self._move(max(1, self.size.height - 2))

    def action_top(self) -> None:
        self._move(-max(self.cursor_row, self._notice_top))

    def action_bottom(self) -> None:
        self._move(len(self.rows) or len(self._notice_lines(self.size.width)))

    def action_open(self) -> None:
        if self.rows:
            self.post_message(self.Selected(self.cursor_row))


def _aligned(text: str, width: int, *, right: bool) -> str:
    padding = " " * max(0, width - cell_len(text))
    return padding + text if right else text + padding
