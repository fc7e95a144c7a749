"""Read what Textual writes, and draw it on a screen instead of sending it.

CUP, SGR, text and line feeds draw; everything else is for the terminal itself. The names are those of ECMA-48 and of
xterm's "ctlseqs".
"""

import re
from collections.abc import Callable
from typing import Final

from ccc_tui.terminal.screen import Screen
from ccc_tui.terminal.style import DEFAULT, Style, apply

_TOKEN: Final = re.compile(
    r"\x1b\[((?:[0-9:;][0-?]*+[ -/]*+)?)m"  # 1: SGR
    r"|([^\x00-\x1f\x7f-\x9f]++)"  # 2: text
    r"|\x1b\[([0-9]*+)(?:;([0-9]*+))?(H)"  # 5: CUP, its row 3 and column 4
    r"|(\n|\r|\x08)"  # 6: movements
    r"|\x1b\]8;([^\x00-\x1f\x7f-\x9f]*)(?:\x07|\x1b\\)"  # 7: OSC 8, a hyperlink
    r"|(\x1b\[[0-?]*[ -/]*[@-~]"  # 8: another control sequence,
    r"|\x1b\][^\x1b\x07]*(?:\x07|\x1b\\)"  # an operating system command,
    r"|\x1b[PX^_][^\x1b]*(?:\x1b[^\\][^\x1b]*)*\x1b\\"  # another control string,
    r"|\x1b[ -/]*[0-OQ-WYZ\\`-~]"  # an escape sequence,
    r"|[\x00-\x1a\x1c-\x1f\x7f-\x9f])"  # or a control character
    r"|(\x1b(?:\[[0-?]*[ -/]*|[ -/]*|[\]PX^_][^\x1b\x07]*\x1b?)\Z)"  # 9: the beginning of one
    r"|([\s\S])"  # 10: nonsense
)
_SGR, _TEXT, _PLACE, _MOVE, _LINK, _CONTROL, _BEGINNING = 1, 2, 5, 6, 7, 8, 9

# A longer sequence without an end is no sequence.
_UNFINISHED_AT_MOST: Final = 200_000


class Parser:
    """Draw on a screen. `style` is that of the text that is written next.

    Args:
        screen: what is drawn on.
        control: takes control functions that do not draw, unchanged.
        unknown: takes something after which screen and cursor are not known.
    """

    def __init__(self, screen: Screen, control: Callable[[str], object], unknown: Callable[[str], object]) -> None:
        self.style: Style = DEFAULT
        self._screen = screen
        self._control = control
        self._unknown = unknown
        self._unfinished = ""

    @property
    def is_at_rest(self) -> bool:
        """Whether no sequence is unfinished, and no style is left on."""
        return self.style is DEFAULT and not self._unfinished

    def feed(self, data: str) -> None:
        """Read data; an unfinished sequence at its end waits for the rest."""
        data, self._unfinished = self._unfinished + data, ""
        for token in _TOKEN.finditer(data):
            kind = token.lastindex
            if kind == _SGR:
                self.style = apply(self.style, token[_SGR])
            elif kind == _TEXT:
                if rest := self._screen.put(token[_TEXT], self.style):
                    self._unknown(rest)
            elif kind == _PLACE:
                self._screen.move(int(token[3] or 1) - 1, int(token[4] or 1) - 1)
            elif kind == _MOVE:
                self._step(token[0])
            elif kind == _LINK:
                self.style = self.style.linked("" if token[_LINK] == ";" else token[_LINK])
            elif kind == _CONTROL:
                self._control(token[0])
            elif kind == _BEGINNING and len(token[0]) < _UNFINISHED_AT_MOST:
                self._unfinished = token[0]
            else:
                self._unknown(token[0])

    def _step(self, character: str) -> None:
        """Move by a control character. The terminal line turns LF into CR LF, as for every program."""
        screen = self._screen
        row, column = screen.row, screen.column
        if row is not None and character == "\n" and row < screen.rows - 1:
            screen.move(row + 1, 0)
        elif row is not None and character == "\r":
            screen.move(row, 0)
        elif row is not None and character == "\b" and column < screen.columns:
            screen.move(row, column - 1)
        else:
            self._unknown(character)
