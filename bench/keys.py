"""How long a key takes to change the screen."""

from contextlib import ExitStack
from typing import Final

from bench.bytes import BROWSING, DOWN, STOCK
from bench.report import Figure, in_turns
from bench.terminal import QUIET, Moment, Terminal

_KINDS: Final = {
    "row down in the table": (DOWN, "\x1b[A"),
    "page turn": ("]", "["),
    "tab": ("3", "2"),
    "focus": ("\t", "\t"),
}


def measure(*, quick: bool) -> list[Figure]:
    """Press each key in two running programs in turn: as it is, and with Textual's own driver."""
    figures = []
    with ExitStack() as stack:
        ours, theirs = (stack.enter_context(Terminal(*command)) for command in (BROWSING, STOCK))
        for terminal in (ours, theirs):
            terminal.settle("as of", quiet=4 * QUIET)
            for key in ("]", "[", "1", "4"):  # what is loaded on first use
                _press(terminal, key)
        for kind, keys in _KINDS.items():
            pairs = in_turns(
                3 if quick else 13,
                *(
                    lambda terminal=terminal, key=key: _press(terminal, key)
                    for key in keys
                    for terminal in (ours, theirs)
                ),
            )
            own, stock = pairs[0] + pairs[2], pairs[1] + pairs[3]
            for at, what, target in ((0, "key to paint", 1), (1, "CPU", None)):
                own_ms, stock_ms = ([1000 * moment[at] for moment in moments] for moments in (own, stock))
                figures.append(Figure(f"{kind}, {what}", "ms", own_ms, "stock driver", stock_ms, target))
    return figures


def _press(terminal: Terminal, key: str) -> Moment:
    terminal.press(key)
    return terminal.settle()
