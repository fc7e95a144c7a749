r"""Reads what Textual writes, and draws it on a screen instead of sending it.

Textual's vocabulary is small: CUP, SGR, text and line feeds draw; everything else is for the terminal itself.
The names are those of ECMA-48 and of xterm's "ctlseqs".
"""

import re
from typing import Final, Protocol

from ccc_tui.terminal.screen import Screen
from ccc_tui.terminal.stretch import read
from ccc_tui.terminal.style import DEFAULT, Style, apply, linked

# Looks and text, which is nearly all that Textual writes: read together, since taking them one by one is slow.
_STRETCH: Final = r"(?:\x1b\[[0-9;]*+m|[^\x00-\x1f\x7f-\x9f]++)"
_TOKEN: Final = re.compile(
    rf"\x1b\[([0-9]*+)(?:;([0-9]*+))?H({_STRETCH}*+)"  # CUP, its row 1 and column 2, and 3: what is written there
    rf"|({_STRETCH}++)"  # 4: what is written where the cursor is
    r"|(\n|\r|\x08)"  # 5: movements
    r"|\x1b\]8;([^\x00-\x1f\x7f-\x9f]*)(?:\x07|\x1b\\)"  # 6: OSC 8, a hyperlink
    r"|(\x1b\[[0-?]*[ -/]*[@-~]"  # 7: another control sequence,
    r"|\x1b\][^\x1b\x07]*(?:\x07|\x1b\\)"  # an operating system command,
    r"|\x1b[PX^_][^\x1b]*(?:\x1b[^\\][^\x1b]*)*\x1b\\"  # another control string,
    r"|\x1b[ -/]*[0-OQ-WYZ\\`-~]"  # an escape sequence,
    r"|[\x00-\x1a\x1c-\x1f\x7f-\x9f])"  # or a control character
    r"|(\x1b(?:\[[0-?]*[ -/]*|[ -/]*|[\]PX^_][^\x1b\x07]*\x1b?)\Z)"  # 8: the beginning of one
    r"|([\s\S])"  # 9: nonsense
)
_PIECE: Final = re.compile(r"\x1b\[([0-9;]*+)m|([^\x1b]++)")
_PLACED, _TEXT, _MOVE, _LINK, _CONTROL, _BEGINNING = 3, 4, 5, 6, 7, 8

# A sequence that is longer than this without an end is no sequence.
_UNFINISHED_AT_MOST: Final = 200_000


class Sink(Protocol):
    """Where everything goes that draws nothing the parser understands."""

    def control(self, sequence: str) -> None:
        """Take a control function, unchanged."""

    def unknown(self, text: str) -> None:
        """Take something after which screen and cursor are not known."""


class Parser:
    """Feeds a screen. The pen is the look of the text that is written next."""

    def __init__(self, screen: Screen, sink: Sink) -> None:
        self.pen: Style = DEFAULT
        self._screen = screen
        self._sink = sink
        self._unfinished = ""

    @property
    def is_at_rest(self) -> bool:
        """Whether no sequence is unfinished, and no look is left on."""
        return self.pen is DEFAULT and not self._unfinished

    def feed(self, data: str) -> None:
        """Read data; an unfinished sequence at its end waits for the rest."""
        if self._unfinished:
            data, self._unfinished = self._unfinished + data, ""
        for token in _TOKEN.finditer(data):
            kind = token.lastindex
            if kind == _PLACED:
                row, column, stretch = token.group(1, 2, 3)
                self._screen.move(int(row or 1) - 1, int(column or 1) - 1)
                if stretch:
                    self._draw(stretch)
            elif kind == _TEXT:
                self._draw(token[0])
            else:
                self._take(kind, token)

    def _draw(self, stretch: str) -> None:
        """Draw text in its looks."""
        run = read(stretch) if self.pen is DEFAULT else None
        if run is not None and self._screen.lay(*run):
            return
        for parameters, text in _PIECE.findall(stretch):
            if not text:
                self.pen = apply(self.pen, parameters)
            elif rest := self._screen.put(text, self.pen):
                self._sink.unknown(rest)

    def _take(self, kind: int | None, token: re.Match[str]) -> None:
        """Take what is rarer than looks, places and text."""
        if kind == _MOVE:
            self._step(token[0])
        elif kind == _LINK:
            link = token[_LINK]
            self.pen = linked(self.pen, "" if link == ";" else link)
        elif kind == _CONTROL:
            self._control(token[0])
        elif kind == _BEGINNING and len(token[0]) < _UNFINISHED_AT_MOST:
            self._unfinished = token[0]
        else:
            self._sink.unknown(token[0])

    def _step(self, character: str) -> None:
        """Move by a control character. The terminal line turns LF into CR LF, as for every program."""
        screen = self._screen
        row, column = screen.row, screen.column
        if row is None or (character == "\n" and row == screen.rows - 1):
            self._sink.unknown(character)
        elif character == "\n":
            screen.move(row + 1, 0)
        elif character == "\r":
            screen.move(row, 0)
        elif column < screen.columns:
            screen.move(row, column - 1)
        else:
            self._sink.unknown(character)

    def _control(self, sequence: str) -> None:
        """Pass a control function on; SGR of an unusual form still belongs to the pen."""
        if sequence.endswith("m") and sequence.startswith("\x1b[") and sequence[2] in ":;0123456789":
            self.pen = apply(self.pen, sequence[2:-1])
        else:
            self._sink.control(sequence)
