"""Signs beside words. Each is one cell wide, and a word always says the same.

Where a terminal cannot show them, or draws them two cells wide, `AsciiFilter` puts others in their places.
"""

from __future__ import annotations

import locale
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.filter import LineFilter

from ccc_tui.resources.table import Sign

if TYPE_CHECKING:
    from textual.color import Color

_SIGNS: Final = {
    Sign.RUNNING: "●",
    Sign.CHANGING: "◐",
    Sign.STOPPED: "○",
    Sign.RELEASED: "×",
    Sign.UNKNOWN: "?",
    Sign.ATTENTION: "!",
    Sign.NOTICE: "·",
    Sign.OK: "✓",
    Sign.FAILED: "✗",
    Sign.BOTH: "⇄",
    Sign.OUTBOUND: "→",
    Sign.INBOUND: "←",
}
CURSOR: Final = "▌"
CLOSED: Final = "▸"  # a node of the tree
OPENED: Final = "▾"
ROOT: Final = "◆"
ASCENDING: Final = "↑"  # beside the heading of the sorted column
DESCENDING: Final = "↓"
# The tone of each sign at the beginning of a text, before a blank.
_TONES: Final = {"●": "ok", "✓": "ok", "◐": "hold", "!": "warn", "✗": "bad"}
_IN_ASCII: Final = {
    **dict(zip("●◐○×✓✗⇄→←▌▸▾◆", "*~ox+x=><|>v*", strict=True)),
    **dict(zip("│┃─━·…–—‹›↑↓⇧", "|#-=-.--<>^v^", strict=True)),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯", "+"),
    **dict.fromkeys("█▉▊▋▍▎▏▁▂▃▄▅▆▇▀", "#"),
}
_ASCII: Final = str.maketrans(_IN_ASCII)


def glyph(sign: Sign) -> str:
    """Return how a sign looks."""
    return _SIGNS[sign]


def tone_of(text: str) -> str:
    """Return the tone of the sign that a text begins with; nothing where it begins with none."""
    return _TONES.get(text[:1], "") if text[1:2] in {" ", ""} else ""


def needs_ascii() -> bool:
    """Return whether the locale's characters have none of these signs."""
    encoding = locale.getpreferredencoding(do_setlocale=False).lower().replace("-", "")
    return encoding not in {"utf8", "gb18030", "gbk", "gb2312"}


class AsciiFilter(LineFilter):
    """Draws signs, frames and dashes in ASCII; each takes one cell, as before."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments of a line with other signs."""
        del background
        return [Segment(text.translate(_ASCII), style, control) for text, style, control in segments]
