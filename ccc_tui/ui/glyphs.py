"""Signs beside words, in what the terminal can show."""

import locale
from typing import Final, NamedTuple

from ccc_tui.resources.table import Sign


class Glyphs(NamedTuple):
    """One set of signs, each one cell wide. None stands alone: a word always says the same."""

    running: str = "●"
    changing: str = "◐"
    stopped: str = "○"
    gone: str = "×"
    unknown: str = "·"
    attention: str = "!"
    done: str = "✓"
    failed: str = "✗"
    both: str = "⇄"
    outbound: str = "→"
    inbound: str = "←"
    cursor: str = "▌"


UNICODE: Final = Glyphs()
ASCII: Final = Glyphs(
    running="*",
    changing="~",
    stopped="o",
    gone="x",
    unknown=".",
    done="+",
    failed="x",
    both="=",
    outbound=">",
    inbound="<",
    cursor="|",
)


def for_terminal() -> Glyphs:
    """Return the set that the person's locale can show."""
    encoding = locale.getpreferredencoding(do_setlocale=False).lower().replace("-", "")
    return UNICODE if encoding in {"utf8", "gb18030", "gbk", "gb2312"} else ASCII


GLYPHS: Final = for_terminal()

_BY_SIGN: Final = {
    Sign.RUNNING: GLYPHS.running,
    Sign.CHANGING: GLYPHS.changing,
    Sign.STOPPED: GLYPHS.stopped,
    Sign.RELEASED: GLYPHS.gone,
    Sign.UNKNOWN: GLYPHS.unknown,
    Sign.ATTENTION: GLYPHS.attention,
    Sign.OK: GLYPHS.done,
    Sign.FAILED: GLYPHS.failed,
    Sign.BOTH: GLYPHS.both,
    Sign.OUTBOUND: GLYPHS.outbound,
    Sign.INBOUND: GLYPHS.inbound,
}


def glyph(sign: Sign) -> str:
    """Return how a sign looks in this terminal."""
    return _BY_SIGN[sign]
