"""Signs beside words, in what the terminal can show. Each is one cell wide, and a word always says the same."""

import locale
from typing import Final

from ccc_tui.resources.table import Sign

IS_ASCII: Final = locale.getpreferredencoding(do_setlocale=False).lower().replace("-", "") not in {
    *("utf8", "gb18030", "gbk", "gb2312")
}
# In Unicode, and in ASCII.
_SIGNS: Final = {
    Sign.RUNNING: "●*",
    Sign.CHANGING: "◐~",
    Sign.STOPPED: "○o",
    Sign.RELEASED: "×x",
    Sign.UNKNOWN: "·.",
    Sign.ATTENTION: "!!",
    Sign.OK: "✓+",
    Sign.FAILED: "✗x",
    Sign.BOTH: "⇄=",
    Sign.OUTBOUND: "→>",
    Sign.INBOUND: "←<",
}
CURSOR: Final = "▌|"[IS_ASCII]
CLOSED: Final = "▶+"[IS_ASCII]  # a node of the tree
OPENED: Final = "▼-"[IS_ASCII]


def glyph(sign: Sign) -> str:
    """Return how a sign looks in this terminal."""
    return _SIGNS[sign][IS_ASCII]
