"""The bytes that bring the terminal from the shown screen to the wanted one: the changed cells, in few bytes."""

import re
from itertools import groupby
from operator import is_not, ne, or_
from typing import Final

from ccc_tui.terminal.clusters import Unsure
from ccc_tui.terminal.cursor_motion import motion
from ccc_tui.terminal.screen import UNKNOWN, Screen, whole
from ccc_tui.terminal.style import DEFAULT, Style, transition

_CHANGED: Final = re.compile(rb"\x01\x01*+")  # a search is fast if it begins with a plain character
_BLANKS: Final = re.compile(" {5,}")  # fewer are never dearer to write than to erase

# Unchanged cells between two changes are written again where that is cheaper than jumping over them. A jump (CUF) takes
# four or five bytes, and perhaps a change of style: 13 cells are always dearer.
_BRIDGED_AT_MOST: Final = 12

# Cells per code point at most: how far a cluster can reach.
_WIDEST: Final = 2


class Difference:
    """Know what the terminal shows, its cursor and the style it writes in (None: not known), and change that.

    `colored_erase` says whether the terminal erases with the current background color ("bce").
    """

    def __init__(self, wanted: Screen, *, colored_erase: bool) -> None:
        self.wanted = wanted
        self.shown = Screen(wanted.columns, wanted.rows)
        self.style: Style | None = None
        self._colored_erase = colored_erase
        self._out: list[str] = []

    def paint(self, *, follow_cursor: bool) -> str:
        """Return what brings the shown screen, and perhaps the cursor, to the wanted one."""
        for row in sorted(self.wanted.touched):
            self._paint_row(row)
        wanted, shown = self.wanted, self.shown
        wanted.touched.clear()
        if follow_cursor and wanted.row is not None and (shown.row, shown.column) != (wanted.row, wanted.column):
            self._move(wanted.row, min(wanted.column, wanted.columns - 1))
        return self._sent()

    def settle(self, style: Style) -> str:
        """Put cursor and style where the program believes them to be, before something is sent through."""
        wanted = self.wanted
        row, column = wanted.row, wanted.column
        if row is not None and (row, column) != (self.shown.row, self.shown.column):
            if column == wanted.columns:
                # The state after writing the last column can only be reached by writing it.
                self._write(row, whole(wanted.text[row], column - 1, column)[0], column)
            else:
                self._move(row, column)
        self._turn(style)
        return self._sent()

    def forget(self, *, style: bool = True) -> None:
        """Forget the terminal's screen and cursor, and unless told otherwise its style."""
        self.shown.resize(self.wanted.columns, self.wanted.rows)
        if style:
            if self.style is not None and self.style.link:
                self._out.append(transition(self.style, DEFAULT))
            self.style = None

    def _sent(self) -> str:
        text = "".join(self._out)
        self._out.clear()
        return text

    def _paint_row(self, row: int) -> None:
        wanted, shown = self.wanted, self.shown
        text, styles = wanted.text[row], wanted.styles[row]
        old_text, old_styles = shown.text[row], shown.styles[row]
        if text == old_text and styles == old_styles:
            return
        changed = bytearray(map(or_, map(ne, text, old_text), map(is_not, styles, old_styles)))
        if row in wanted.unsure or row in shown.unsure:
            _spread(changed, text, old_text)
            shown.unsure.add(row)
            if Unsure not in map(type, text):
                wanted.unsure.discard(row)
                shown.unsure.discard(row)
        tail = self._tail(row, changed)
        for part in _CHANGED.finditer(changed, 0, tail):
            start, end = whole(text, *part.span())
            self._write(row, self._bridge(row, start), end)
        if tail < wanted.columns:
            self._move(row, max(tail, changed.find(1, tail)))
            self._turn(styles[tail])
            self._out.append("\x1b[K")
        shown.text[row] = text.copy()
        shown.styles[row] = styles.copy()

    def _tail(self, row: int, changed: bytearray) -> int:
        """Return the column from which erasing the rest of the line (EL) is cheaper than writing it."""
        text, styles = self.wanted.text[row], self.wanted.styles[row]
        columns = len(text)
        style = styles[-1]
        if text[-1] != " " or not self._erases(style):
            return columns
        tail = columns - 1
        while tail and text[tail - 1] == " " and styles[tail - 1] is style:
            tail -= 1
        first, last = changed.find(1, tail), changed.rfind(1, tail)
        return tail if first >= 0 and last - first >= len("\x1b[K") else columns

    def _erases(self, style: Style) -> bool:
        return style.erasable and (self._colored_erase or not style.background)

    def _bridge(self, row: int, start: int) -> int:
        """Return where to begin to write, so that a change further right is reached in the fewest bytes."""
        column = self.shown.column
        gap = start - column
        if self.shown.row != row or not 0 < gap <= _BRIDGED_AT_MOST or self.style is None:
            return start
        text, styles = self.wanted.text[row], self.wanted.styles[row]
        between = text[column:start]
        if between[0] == "" or UNKNOWN in between or (row in self.shown.unsure and Unsure in map(type, between)):
            return start
        jump = len(motion(row, column, row, start)) + len(transition(self.style, styles[start]))
        cost = len("".join(between).encode())
        current = self.style
        for style in styles[column : start + 1]:
            if style is not current:
                cost += len(transition(current, style))
                current = style
        return column if cost <= jump else start

    def _write(self, row: int, start: int, end: int) -> None:
        """Write the cells of one row from start to end."""
        text, styles = self.wanted.text[row], self.wanted.styles[row]
        for style, group in groupby(styles[start:end]):
            stop = start + len([*group])
            self._move(row, start)
            self._turn(style)
            cells = text[start:stop]
            if row in self.shown.unsure and Unsure in map(type, cells):
                self._write_unsure(row, start, stop)
            else:
                self._write_run(start, cells, style, last=stop == end)
            start = stop

    def _write_run(self, start: int, cells: list[str], style: Style, *, last: bool) -> None:
        """Write cells of one style at the cursor. Long blanks are erased (ECH)."""
        run = "".join(cells)
        done = 0
        if "     " in run and self._erases(style):
            layout = run if run.isascii() else "".join([" " if cell == " " else "x" for cell in cells])
            for blank in _BLANKS.finditer(layout):
                begin, finish = blank.span()
                length = finish - begin
                to_end = last and finish == len(cells)
                erase = f"\x1b[{length}X" + ("" if to_end else f"\x1b[{length}C")
                if len(erase) + to_end >= length:
                    continue
                self._out.append("".join(cells[done:begin]) + erase)
                done = finish
                if to_end:
                    self.shown.column = start + begin
                    return
        self._out.append("".join(cells[done:]) if done else run)
        self.shown.column = start + len(cells)

    def _write_unsure(self, row: int, start: int, stop: int) -> None:
        """Write cells of one style of which some may be wider or narrower for the terminal.

        Each such cluster gets blank ground first, in case it is narrower, and the cursor is addressed after it, so that
        what follows overwrites what it covers too much.
        """
        text = self.wanted.text[row]
        for column in range(start, stop):
            cell = text[column]
            if column > start and cell == "":
                continue
            end = column + 1
            while end < stop and text[end] == "":
                end += 1
            self._move(row, column)
            if type(cell) is Unsure:
                self._out.append(" " * (end - column))
                self.shown.column = end
                self._move(row, column)
                self.shown.row = None
            else:
                self.shown.column = end
            self._out.append(cell)

    def _move(self, row: int, column: int) -> None:
        shown = self.shown
        if shown.row != row or shown.column != column:
            known = shown.column if shown.column < shown.columns else None
            self._out.append(motion(shown.row, known, row, column))
            shown.row, shown.column = row, column

    def _turn(self, style: Style) -> None:
        if style is not self.style:
            self._out.append(transition(self.style, style))
            self.style = style


def _spread(changed: bytearray, wanted: list[str], shown: list[str]) -> None:
    """Around a cluster of unsure width that changes or is touched, everything it may cover changes."""
    zones = [
        (column, min(column + max(_WIDEST * len(cell), 1), len(changed)))
        for line in (wanted, shown)
        for column, cell in enumerate(line)
        if isinstance(cell, Unsure)
    ]
    grown = True
    while grown:
        grown = False
        for start, end in zones:
            if 1 in changed[start:end] and 0 in changed[start:end]:
                for column in range(start, end):
                    known = wanted[column] != UNKNOWN
                    grown |= known and not changed[column]
                    changed[column] |= known
