"""A screen as a grid of cells, with a cursor."""

from collections.abc import Sequence
from typing import Final

from rich.cells import cell_len

from ccc_tui.terminal.clusters import Unsure, cells
from ccc_tui.terminal.style import DEFAULT, Style

UNKNOWN: Final = "\0"


class Screen:
    """Rows of characters and rows of styles.

    A cell holds its character; an empty string continues the wide character to its left; UNKNOWN is not known, on the
    wanted screen because something was sent through that is not understood, on the shown one because nothing was sent
    yet. The cursor is not known while `row` is None; `column` equals `columns` after the last column was written.
    `wraps` says whether text goes on in the next line there. What is written here becomes UNKNOWN on `outdates`.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.rows = rows
        self.row: int | None = None
        self.column = 0
        self.wraps = True
        self.drawn = 0
        self.text: list[list[str]] = []
        self.styles: list[list[Style]] = []
        self.touched: set[int] = set()
        self.unsure: set[int] = set()
        self.outdates: Screen | None = None
        self.forget()

    def resize(self, columns: int, rows: int) -> None:
        """Take another size; what the terminal makes of what it showed is not known."""
        self.columns, self.rows = columns, rows
        self.forget()

    def forget(self) -> None:
        """Know nothing about the cells and the cursor."""
        self.text = [[UNKNOWN] * self.columns for _ in range(self.rows)]
        self.styles = [[DEFAULT] * self.columns for _ in range(self.rows)]
        self.row = None
        self.touched.clear()
        self.unsure.clear()

    def move(self, row: int, column: int) -> None:
        """Put the cursor somewhere, within the edges."""
        self.row = min(max(row, 0), self.rows - 1)
        self.column = min(max(column, 0), self.columns - 1)

    def put(self, text: str, style: Style) -> str:
        """Write text at the cursor; return what could not be written, since terminals differ in what would happen.

        The place is not known, or something other than narrow characters meets the right edge.
        """
        if self.row is None:
            return text
        clusters: Sequence[str] = text if text.isascii() else cells(text)
        if not clusters:
            return self._join(self.row, text, style)
        unsure = clusters is not text and Unsure in map(type, clusters)
        if self.column + len(clusters) > self.columns:
            if self.wraps or unsure or "" in clusters:
                return text
            # Without autowrap every further character replaces the one in the last column.
            clusters = [*clusters[: max(self.columns - self.column - 1, 0)], clusters[-1]]
            self.column = min(self.column, self.columns - 1)
        self.lay(clusters, [style] * len(clusters), unsure=unsure)
        return ""

    def lay(self, clusters: Sequence[str], styles: Sequence[Style], *, unsure: bool) -> None:
        """Write cells at the cursor, whose place is known and has room for them."""
        if self.row is None or not clusters:
            return
        line, start = self.text[self.row], self.column
        end = start + len(clusters)
        if line[start] == "":
            _halve(line, start)
        if end < self.columns and line[end] == "":
            _halve(line, end)
        line[start:end] = clusters
        self.styles[self.row][start:end] = styles
        if self.outdates is not None:
            self.outdates.text[self.row][start:end] = [UNKNOWN] * len(clusters)
        self.column = end
        self.drawn += 1
        self.touched.add(self.row)
        if unsure:
            self.unsure.add(self.row)

    def _join(self, row: int, text: str, style: Style) -> str:
        """Write text that begins with something drawn together with the character before the cursor."""
        line = self.text[row]
        before = whole(line, self.column - 1, self.column)[0]
        if not self.column or line[before] == UNKNOWN:
            return text
        length = 1
        while length < len(text) and cell_len(text[length]) == 0:
            length += 1
        line[before] = Unsure(line[before] + text[:length])
        self.touched.add(row)
        self.unsure.add(row)
        return self.put(text[length:], style) if length < len(text) else ""


def whole(line: list[str], start: int, end: int) -> tuple[int, int]:
    """Return the columns of the characters that have a cell between two columns."""
    while line[start] == "":
        start -= 1
    while end < len(line) and line[end] == "":
        end += 1
    return start, end


def _halve(line: list[str], column: int) -> None:
    """Blank the wide character around a column: terminals do not agree on what half of one is."""
    start, end = whole(line, column, column + 1)
    line[start:end] = [" "] * (end - start)
