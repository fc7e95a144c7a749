"""Signs beside words, in what the terminal can show."""

import locale
from typing import Final, NamedTuple


class Glyphs(NamedTuple):
    """One set of signs, each one cell wide. None stands alone: a word always says the same."""

    running: str = "●"
    changing: str = "◐"
    stopped: str = "○"
    gone: str = "×"
    unknown: str = "·"
    attention: str = "!"
    failed: str = "✗"
    both: str = "⇄"
    outbound: str = "→"
    inbound: str = "←"
    cursor: str = "▌"
    border: str = "round"


UNICODE: Final = Glyphs()
ASCII: Final = Glyphs(
    running="*",
    changing="~",
    stopped="o",
    gone="x",
    unknown=".",
    failed="x",
    both="=",
    outbound=">",
    inbound="<",
    cursor="|",
    border="ascii",
)


def for_terminal() -> Glyphs:
    """Return the set that the person's locale can show."""
    encoding = locale.getpreferredencoding(do_setlocale=False).lower().replace("-", "")
    return UNICODE if encoding in {"utf8", "gb18030", "gbk", "gb2312"} else ASCII


GLYPHS: Final = for_terminal()

_BY_STATUS: Final = {
    "running": GLYPHS.running,
    "normal": GLYPHS.running,
    "creating": GLYPHS.changing,
    "stopped": GLYPHS.stopped,
    "released": GLYPHS.gone,
}


def for_status(status: str | None) -> str:
    """Return the sign of an instance's state."""
    return _BY_STATUS.get((status or "").lower(), GLYPHS.unknown)
