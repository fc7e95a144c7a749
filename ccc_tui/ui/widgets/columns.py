"""The columns of a table: how wide they are, and which of them fit."""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any, Final, NamedTuple

from ccc_tui.ui.formatting import measure

GAP: Final = 2
# Widths are taken from this many rows; wider texts further down are cut.
_MEASURED_ROWS: Final = 1_000
_READABLE: Final = 10


class TableColumn(NamedTuple):
    """One column: its title, and how it gets its text from a row."""

    title: str
    value: Callable[[Any], str]  # shown as it is, never as markup
    style: Callable[[Any], str] = lambda _row: ""  # the tone of a row's cell
    right: bool = False  # whether the text is aligned to the right
    max_width: int = 60
    middle: bool = False  # whether a text that is too long is cut in its middle, as ids are
    copy_value: Callable[[Any], str] | None = None  # the text to copy, where it is not the one that is shown
    id: str = ""  # of the list's column; empty where it can be neither filtered nor sorted
    mark: str = ""  # behind the title: which way the rows are sorted by it

    @property
    def heading(self) -> str:
        """The title, and how the rows are sorted."""
        return f"{self.title} {self.mark}" if self.mark else self.title


class ColumnLayout:
    """Widths of columns, and how far a person scrolled to the right."""

    def __init__(self) -> None:
        self._titles: list[str] = []
        self._widths: list[int] = []
        self._first = 0

    def has_titles(self, columns: Sequence[TableColumn]) -> bool:
        """Return whether these are the columns that are laid out."""
        return self._titles == [column.title for column in columns]

    def fit(self, columns: Sequence[TableColumn], rows: Sequence[Any]) -> None:
        """Make the columns wide enough for these rows.

        Columns only grow while pages are turned: nothing jumps, and less is sent.
        """
        if not self.has_titles(columns):
            self._titles = [column.title for column in columns]
            self._widths = [0] * len(columns)
            self._first = 0
        for index, column in enumerate(columns):
            # Many rows have the same text.
            texts = {column.heading, *(column.value(row) for row in islice(rows, _MEASURED_ROWS))}
            widths = (measure(text, column.max_width) for text in texts)
            self._widths[index] = max(self._widths[index], *widths)

    def visible(self, room: int) -> list[tuple[int, int]]:
        """Return the columns that fit into so many cells, with their widths: the first, then those scrolled to."""
        shown: list[tuple[int, int]] = []
        for index, width in enumerate(self._widths):
            if index and index <= self._first:
                continue
            gap = GAP if shown else 0
            fits = width + gap <= room
            # The last one that is shown may be cut, as long as something of it can be read.
            if not fits and shown and room - gap < _READABLE:
                break
            taken = width if fits else max(1, room - gap)
            shown.append((index, taken))
            room -= taken + gap
        return shown

    def hidden(self, room: int) -> tuple[int, int]:
        """Return how many columns are hidden at the left, between the first and the others, and at the right."""
        visible = self.visible(room)
        right = len(self._widths) - 1 - visible[-1][0] if visible else 0
        return len(self._widths) - len(visible) - right, right

    def scroll_to(self, column: int, room: int) -> None:
        """Scroll as far as needed to see a column."""
        for first in range(len(self._widths)):
            self._first = first
            if any(index == column for index, _width in self.visible(room)):
                break
