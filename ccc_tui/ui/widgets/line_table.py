"""`LineTable`: lines of words and bars with a cursor, in the place of a table."""

from collections.abc import Sequence
from typing import Any, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from ccc_tui.ui.formatting import truncate
from ccc_tui.ui.glyphs import CURSOR
from ccc_tui.ui.lines import GAP, Entry, Span, TextLine, nearest
from ccc_tui.ui.widgets.columns import TableColumn
from ccc_tui.ui.widgets.row_table import RowTable

# A line has two entries at most.
COLUMNS: Final = (TableColumn("1", lambda _line: ""), TableColumn("2", lambda _line: ""))


class LineTable(RowTable):
    """Lines under one that stays at the top. The cursor passes over titles and blank lines."""

    def __init__(self) -> None:
        super().__init__()
        self._heading: tuple[Span, ...] = ()

    def update_heading(self, spans: tuple[Span, ...]) -> None:
        """Show these words above the lines."""
        if spans != self._heading:
            self._heading = spans
            self.refresh()

    def show_lines(self, lines: Sequence[TextLine], *, cursor: int = 0) -> None:
        """Show these lines."""
        self.update(COLUMNS, lines, cursor=nearest(lines, cursor))

    @property
    def hidden_columns(self) -> int:
        return 0

    @property
    def room(self) -> int:
        """Cells for words."""
        return self._room

    @property
    def entry(self) -> Entry | None:
        """What is under the cursor."""
        line: TextLine | None = self.row
        return None if line is None else line.under(self.cursor_column)

    @property
    def cell(self) -> str | None:
        return None if self.entry is None else self.entry.copied

    # Drawing

    def _heading_line(self, width: int, base: Style) -> Strip:
        margin = width - self._room - 1
        segments = [Segment(" " * margin, base), *self._drawn(self._heading, width - margin, base, None)]
        return Strip(segments).adjust_cell_length(width, base)

    def _row_line(self, index: int, width: int, base: Style) -> Strip:
        line: TextLine = self.rows[index]
        is_cursor, margin = index == self.cursor_row, width - self._room
        under = line.under(self.cursor_column) if is_cursor and self.has_focus else None
        mark = CURSOR if is_cursor and line.under(0) is not None else " "
        segments, filled = [Segment(f"{' ' * (margin - 2)}{mark}", base)], margin - 1
        for number, entry in enumerate(line.entries):
            if entry is None:
                continue
            start = margin + (line.second if number else 0) - entry.is_title
            is_last = number == len(line.entries) - 1
            end = width if is_last else margin + line.second - GAP
            segments.append(Segment(" " * (start - filled), base))
            drawn = self._drawn(entry.spans, end - start, base, entry.cursor if entry is under else None)
            segments += drawn
            filled = start + sum(cell_len(segment.text) for segment in drawn)
        return Strip(segments).adjust_cell_length(width, base)

    def _drawn(self, spans: Sequence[Span], room: int, base: Style, reversed_span: int | None) -> list[Segment]:
        """Return the spans in at most so many cells, one of them reversed."""
        segments: list[Segment] = []
        for number, span in enumerate(spans):
            text = truncate(span.text, room) if room > 0 else ""
            room -= cell_len(text)
            style = base + self.tone(span.tone)
            if number == reversed_span:
                shown = text.rstrip()
                segments += [Segment(shown, base + self.tone("cursor")), Segment(text[len(shown) :], base)]
            else:
                segments.append(Segment(text, style))
        return segments

    # Moving

    def validate_cursor_row(self, row: int) -> int:
        return nearest(self.rows, row) if self.rows else 0

    def watch_cursor_column(self) -> None:
        self.refresh_row(self.cursor_row)

    def _move(self, rows: int) -> None:
        """Move to the next line with something in the cursor's column."""
        if not self.rows:
            super()._move(rows)
            return
        forward = rows > 0
        target = max(0, min(self.cursor_row + rows, len(self.rows) - 1))
        ahead = range(target, len(self.rows)) if forward else range(target, -1, -1)
        back = range(target, self.cursor_row, -1) if forward else range(target, self.cursor_row)
        for index in (*ahead, *back):
            if index != self.cursor_row and self.rows[index].at(self.cursor_column) is not None:
                self.cursor_row = index
                return

    def action_cursor_left(self) -> None:
        self._go_to_column(0)

    def action_cursor_right(self) -> None:
        self._go_to_column(1)

    def _go_to_column(self, column: int) -> None:
        line: Any = self.row
        if line is not None and len(line.entries) > 1 and line.at(column) is not None:
            self.cursor_column = column

    def _keep_cursor_in_sight(self) -> bool:
        """Scroll as little as needed; titles above the cursor's line stay in sight, and so do words at the end."""
        height = max(1, self.scrollable_content_region.height - 1)
        first = last = self.cursor_row
        while first > 0 and self.rows[first - 1].under(0) is None:
            first -= 1
        if all(line.under(0) is None for line in self.rows[last + 1 : last + 1 + height]):
            last = min(len(self.rows) - 1, last + height) if self.rows else 0
        top = round(self.scroll_target_y)
        wanted = min(max(top, last - height + 1), max(first, self.cursor_row - height + 1))
        wanted = max(0, min(wanted, self.cursor_row))
        if wanted == top:
            return False
        self.scroll_to(y=wanted, animate=False, immediate=True)
        return True
