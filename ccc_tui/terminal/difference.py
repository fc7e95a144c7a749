"""What to send so that the terminal shows what is wanted: the changed cells, in few bytes."""

import re
from itertools import compress, groupby
from operator import is_not, ne, not_, or_
from typing import Final

from ccc_tui.terminal.clusters import Unsure
from ccc_tui.terminal.cursor_motion import motion
from ccc_tui.terminal.screen import UNKNOWN, Screen
from ccc_tui.terminal.style import DEFAULT, Style, transition

_CHANGED: Final = re.compile(rb"\x01\x01*+")  # a search is fast if it begins with a plain character

# In one look, so many cells of one byte are never dearer to write than to jump over, and more cells always are.
_NEVER_DEARER: Final = 4
_NEAR: Final = re.compile(rb"\x01\x01*+(?:\x00{1,%d}\x01++)*+" % _NEVER_DEARER)
_BLANKS: Final = re.compile(" {5,}")  # fewer are never dearer to write than to erase

# Unchanged cells between two changes are written again where that is cheaper than jumping over them. With
# more cells than this it never is: a jump (CUF) takes four or five bytes, and what else it takes is a
# change of look.
_BRIDGED_AT_MOST: Final = 12

# A wide character is two cells, and no terminal gives a code point more: how far a cluster can reach.
_WIDEST: Final = 2


class Difference:
    """Knows what the terminal shows, and brings it to what is wanted.

    Args:
        wanted: The screen to show.
        colored_erase: Whether the terminal erases with the pen's background ("bce").
    """

    def __init__(self, wanted: Screen, *, colored_erase: bool) -> None:
        self.wanted = wanted
        self.shown = Screen(wanted.columns, wanted.rows)
        self.pen: Style | None = None
        self._colored_erase = colored_erase
        self._out: list[str] = []

    def paint(self) -> str:
        """Everything that brings the shown screen to the wanted one."""
        for row in sorted(self.wanted.touched):
            self._paint_row(row)
        self.wanted.touched.clear()
        return self._sent()

    def settle(self, pen: Style) -> str:
        """Put cursor and pen where the program believes them to be, before something is sent through."""
        wanted = self.wanted
        if wanted.row is not None:
            row, column = wanted.row, wanted.column
            if (row, column) == (self.shown.row, self.shown.column):
                pass
            elif column == wanted.columns:
                # The state after writing the last column cannot be had in another way than by writing it.
                column -= 1
                while column and wanted.text[row][column] == "":
                    column -= 1
                self._write(row, column, wanted.columns)
            else:
                self._move(row, column)
        self._turn(pen)
        return self._sent()

    def place(self, row: int, column: int) -> str:
        """Move the cursor."""
        self._move(row, column)
        return self._sent()

    def forget(self, *, pen: bool = True) -> None:
        """Know nothing about the terminal's screen and cursor, and unless that is said, about its pen."""
        self.shown.resize(self.wanted.columns, self.wanted.rows)
        if pen:
            if self.pen is not None and self.pen.link:
                self._out.append(transition(self.pen, DEFAULT))
            self.pen = None

    def _sent(self) -> str:
        text = "".join(self._out)
        self._out.clear()
        return text

    def _paint_row(self, row: int) -> None:
        wanted, shown = self.wanted, self.shown
        text, styles = wanted.text[row], wanted.styles[row]
        old_text, old_styles = shown.text[row], shown.styles[row]
        if styles != old_styles:
            changed = bytearray(map(or_, map(ne, text, old_text), map(is_not, styles, old_styles)))
        elif text != old_text:
            changed = bytearray(map(ne, text, old_text))
        else:
            return
        if row in wanted.unsure or row in shown.unsure:
            _spread(changed, text, old_text)
            shown.unsure.add(row)
            if Unsure not in map(type, text):
                wanted.unsure.discard(row)
                shown.unsure.discard(row)
        tail = self._tail(row, changed)
        self._paint_changed(row, changed, tail)
        if tail < wanted.columns:
            self._move(row, max(tail, changed.find(1, tail)))
            self._turn(styles[tail])
            self._out.append("\x1b[K")
        shown.text[row] = text.copy()
        shown.styles[row] = styles.copy()

    def _paint_changed(self, row: int, changed: bytearray, tail: int) -> None:
        """Write what changed before a column."""
        text, shown = self.wanted.text[row], self.shown
        for near in _NEAR.finditer(changed, 0, tail):
            start, end = _whole(text, *near.span())
            run = self._one_run(row, changed, start, end)
            if not run:
                for part in _CHANGED.finditer(changed, *near.span()):
                    start, end = _whole(text, *part.span())
                    self._write(row, self._bridge(row, start), end)
            elif (first := self._bridge(row, start)) < start:
                self._write(row, first, end)
            else:
                self._move(row, start)
                self._turn(self.wanted.styles[row][start])
                self._out.append(run)
                shown.column = end

    def _one_run(self, row: int, changed: bytearray, start: int, end: int) -> str:
        """The text between two columns, if all of it is best written in one go, also what did not change."""
        styles = self.wanted.styles[row][start:end]
        if styles.count(styles[0]) < len(styles) or row in self.shown.unsure:
            return ""
        cells = self.wanted.text[row][start:end]
        text = "".join(cells)
        if "     " in text or UNKNOWN in text:
            return ""
        if text.isascii() or "".join(compress(cells, map(not_, changed[start:end]))).isascii():
            return text
        return ""

    def _tail(self, row: int, changed: bytearray) -> int:
        """The column from which erasing the rest of the line (EL) is cheaper than writing it."""
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
        """Where to begin, so that a change further right is reached in the fewest bytes."""
        column = self.shown.column
        gap = start - column
        if self.shown.row != row or not 0 < gap <= _BRIDGED_AT_MOST or self.pen is None:
            return start
        text, styles = self.wanted.text[row], self.wanted.styles[row]
        if gap > _NEVER_DEARER and styles[start] is self.pen:
            return start
        between = text[column:start]
        if between[0] == "" or UNKNOWN in between or (row in self.shown.unsure and Unsure in map(type, between)):
            return start
        jump = len(motion(row, column, row, start)) + len(transition(self.pen, styles[start]))
        run = "".join(between)
        cost = len(run) if run.isascii() else len(run.encode())
        pen = self.pen
        for style in styles[column : start + 1]:
            if style is not pen:
                cost += len(transition(pen, style))
                pen = style
        return column if cost <= jump else start

    def _write(self, row: int, start: int, end: int) -> None:
        """Write the cells of one row from start to end."""
        text, styles = self.wanted.text[row], self.wanted.styles[row]
        careful = row in self.shown.unsure
        for style, group in groupby(styles[start:end]):
            stop = start + len([*group])
            self._move(row, start)
            self._turn(style)
            cells = text[start:stop]
            if careful and Unsure in map(type, cells):
                self._write_unsure(row, start, stop)
            else:
                self._write_run(start, cells, style, last=stop == end)
            start = stop

    def _write_run(self, start: int, cells: list[str], style: Style, *, last: bool) -> None:
        """Write cells of one look, the cursor and the pen being there. Long blanks are erased (ECH)."""
        out, shown = self._out, self.shown
        run = "".join(cells)
        done = 0
        if "     " in run and self._erases(style):
            layout = run if run.isascii() else "".join([" " if cell == " " else "x" for cell in cells])
            for blank in _BLANKS.finditer(layout):
                begin, finish = blank.span()
                length = finish - begin
                erase = f"\x1b[{length}X"
                to_end = last and finish == len(cells)
                skip = "" if to_end else f"\x1b[{length}C"
                if len(erase) + len(skip) + to_end >= length:
                    continue
                out.append("".join(cells[done:begin]))
                out.append(erase + skip)
                done = begin if to_end else finish
                if to_end:
                    shown.column = start + begin
                    return
        out.append(run if not done else "".join(cells[done:]))
        shown.column = start + len(cells)

    def _write_unsure(self, row: int, start: int, stop: int) -> None:
        """Write cells of one look of which some may be wider or narrower for the terminal.

        Each such cluster gets blank ground first, in case it is narrower, and the cursor is addressed after
        it, so that what follows overwrites what it covers too much.
        """
        text = self.wanted.text[row]
        column = start
        while column < stop:
            cell = text[column]
            end = column + 1
            while end < stop and text[end] == "":
                end += 1
            self._move(row, column)
            if type(cell) is Unsure:
                self._out.append(" " * (end - column))
                self.shown.column = end
                self._move(row, column)
                self._out.append(cell)
                self.shown.row = None
            else:
                self._out.append(cell or "")
                self.shown.column = end
            column = end

    def _move(self, row: int, column: int) -> None:
        shown = self.shown
        if shown.row != row or shown.column != column:
            known = shown.column if shown.column < shown.columns else None
            self._out.append(motion(shown.row, known, row, column))
            shown.row, shown.column = row, column

    def _turn(self, pen: Style) -> None:
        if pen is not self.pen:
            self._out.append(transition(self.pen, pen))
            self.pen = pen


def _whole(text: list[str], start: int, end: int) -> tuple[int, int]:
    """The columns of the characters that have a cell between two columns."""
    while text[start] == "":
        start -= 1
    while end < len(text) and text[end] == "":
        end += 1
    return start, end


def _spread(changed: bytearray, *lines: list[str]) -> None:
    """Around a cluster of unsure width that changes or is touched, everything it may cover changes."""
    wanted = lines[0]
    zones = [
        (column, min(column + max(_WIDEST * len(cell), 1), len(changed)))
        for line in lines
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
