"""A terminal to judge by: pyte, with what it lacks.

What is different from pyte, and why:

- Text is cut into clusters with rich's tables, so that the emulator agrees with Textual about widths; two
  letters of a flag are one. pyte stops drawing at a zero width joiner, and gives every code point a width of
  its own. `Disagreeing` does the latter.
- Overwriting or erasing one half of a wide character blanks the other, as VTE does; pyte leaves the half.
- A character that does not fit at the right edge without autowrap is not drawn, as in tmux; pyte draws beyond
  it.
- Dim, overline, double underline, conceal, unknown attributes and hyperlinks are kept; pyte drops them.
- Control sequences with ``<`` and device control strings are skipped; pyte prints parts of them.
- Erasing a display colors all of it; pyte skips cells that were never written.
"""

import re
from typing import Any, Final, NamedTuple

import pyte
from rich.cells import cell_len, split_graphemes

_LINK: Final = re.compile(r"\x1b\]8;([^\x07\x1b]*)(?:\x07|\x1b\\)")
_UNKNOWN_TO_PYTE: Final = re.compile(r"\x1b\[[<=>][\d;]*[a-z]|\x1b\([A-Z0-9]|\x1bP[^\x1b]*\x1b\\|[\x0e\x0f]")
_COLON_SGR: Final = re.compile(r"\x1b\[([\d;:]*:[\d;:]*)m")
_FLAG_LETTER: Final = re.compile("[\U0001f1e6-\U0001f1ff]")
_ATTRIBUTES: Final = {
    **dict.fromkeys((1, 2), 22),
    3: 23,
    **dict.fromkeys((4, 21), 24),
    **dict.fromkeys((5, 6), 25),
    7: 27,
    8: 28,
    9: 29,
    **dict.fromkeys((51, 52), 54),
    53: 55,
}


class Cell(NamedTuple):
    """One cell. The names of pyte's fields, as far as pyte uses them."""

    data: str = " "
    fg: str = "default"
    bg: str = "default"
    attributes: frozenset[str] = frozenset()
    link: str = ""


class Emulator(pyte.Screen):  # type: ignore[misc]  # pyte has no types
    """A screen that is fed with what a terminal receives."""

    def __init__(self, columns: int, rows: int) -> None:
        super().__init__(columns, rows)
        self._stream = pyte.Stream(self, strict=False)
        self._before: str | None = None
        self._no_room_at: tuple[int, int] | None = None

    @property
    def default_char(self) -> Cell:
        return Cell()

    def reset(self) -> None:
        super().reset()
        self.cursor.attrs = Cell()

    def feed(self, data: str) -> None:
        """Show what a terminal shows."""
        data = _UNKNOWN_TO_PYTE.sub("", data)
        data = _COLON_SGR.sub(lambda found: "\x1b[" + found[1].replace(":", ";777") + "m", data)
        for position, part in enumerate(_LINK.split(data)):
            if position % 2:
                self.cursor.attrs = self.cursor.attrs._replace(link=part.strip(";"))
            else:
                self._stream.feed(part)

    def cells(self) -> list[list[Cell]]:
        """The screen, row by row."""
        return [[self.buffer[row][column] for column in range(self.columns)] for row in range(self.lines)]

    def lines_of_text(self) -> list[str]:
        """The characters, row by row."""
        return ["".join(cell.data for cell in row) for row in self.cells()]

    def select_graphic_rendition(self, *parameters: int, **_: Any) -> None:
        """Set the pen, with every attribute under its number."""
        pen = self.cursor.attrs
        waiting = list(parameters or (0,))
        while waiting:
            code = waiting.pop(0)
            if code == 0:
                pen = Cell(link=pen.link)
            elif code in _ATTRIBUTES:
                pen = pen._replace(attributes=pen.attributes | {str(code)})
            elif code in _ATTRIBUTES.values():
                off = {str(on) for on, end in _ATTRIBUTES.items() if end == code}
                pen = pen._replace(attributes=pen.attributes - off)
            elif code in {38, 48}:
                length = 2 if waiting[0] == 5 else 4
                value = ",".join(map(str, waiting[:length]))
                del waiting[:length]
                pen = pen._replace(fg=value) if code == 38 else pen._replace(bg=value)
            elif code in (*range(30, 40), *range(90, 98)):
                pen = pen._replace(fg="default" if code == 39 else str(code))
            elif code in (*range(40, 50), *range(100, 108)):
                pen = pen._replace(bg="default" if code == 49 else str(code))
            else:
                pen = pen._replace(attributes=pen.attributes | {f"unknown {code}"})
        self.cursor.attrs = pen

    def clusters(self, text: str) -> list[tuple[str, int]]:
        """What is drawn as one, with its width."""
        spans, _ = split_graphemes(text)
        found: list[tuple[str, int]] = []
        for start, end, width in spans:
            cluster = text[start:end]
            if found and _FLAG_LETTER.fullmatch(found[-1][0]) and _FLAG_LETTER.match(cluster):
                found[-1] = (found[-1][0] + cluster, found[-1][1] + width)
            else:
                found.append((cluster, width))
        return found

    def draw(self, data: str) -> None:
        """Draw text at the cursor."""
        wraps = pyte.modes.DECAWM in self.mode
        for cluster, width in self.clusters(data):
            if width == 0:
                # What joins a character that found no room goes with it, also when it comes a moment later.
                if self._no_room_at != (self.cursor.y, self.cursor.x):
                    self._combine(cluster)
                continue
            if self.cursor.x + width > self.columns:
                if wraps:
                    self.carriage_return()
                    self.linefeed()
                elif width == 1:
                    self.cursor.x = self.columns - 1
                else:
                    self._no_room_at = (self.cursor.y, self.cursor.x)
                    continue
            self._no_room_at = None
            line, start, end = self.buffer[self.cursor.y], self.cursor.x, self.cursor.x + width
            self._halve(start)
            self._halve(end)
            line[start] = self.cursor.attrs._replace(data=cluster)
            for column in range(start + 1, end):
                line[column] = self.cursor.attrs._replace(data="")
            self.cursor.x = end

    def _combine(self, mark: str) -> None:
        line, column = self.buffer[self.cursor.y], self.cursor.x - 1
        while column > 0 and line[column].data == "":
            column -= 1
        if column >= 0:
            line[column] = line[column]._replace(data=line[column].data + mark)

    def _halve(self, column: int) -> None:
        """Blank the wide character of which this is a later half."""
        line = self.buffer[self.cursor.y]
        if column >= self.columns or line[column].data != "":
            return
        start = column
        while line[start].data == "":
            start -= 1
        end = column
        while end < self.columns and line[end].data == "":
            end += 1
        for place in range(start, end):
            line[place] = line[place]._replace(data=" ")

    def erase_characters(self, count: int | None = None) -> None:
        self._halve(self.cursor.x)
        self._halve(self.cursor.x + (count or 1))
        super().erase_characters(count)

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:
        self._halve(self.cursor.x + (how == 1))
        super().erase_in_line(how, private)

    def erase_in_display(self, how: int = 0, *_: Any, **__: Any) -> None:
        rows = {0: range(self.cursor.y + 1, self.lines), 1: range(self.cursor.y)}.get(how, range(self.lines))
        for row in rows:
            for column in range(self.columns):
                self.buffer[row][column] = self.cursor.attrs
        if how in {0, 1}:
            self.erase_in_line(how)


class Disagreeing(Emulator):
    """A terminal that draws every code point by itself, and thinks that emoji are narrow."""

    def clusters(self, text: str) -> list[tuple[str, int]]:
        return [
            (character, 1 if "\u2300" <= character < "\u2c00" or character >= "\U0001f000" else cell_len(character))
            for character in text
        ]
