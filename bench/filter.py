"""How long a key of a filter takes to change the screen, over all rows of a long list."""

from functools import partial
from typing import Final

from bench.bytes import BROWSING, DOWN, ESCAPE
from bench.report import Effort, Figure
from bench.terminal import QUIET, Terminal

_NO_LONGER: Final = 50
_TEXTS: Final = ("beijing", "tianjin")


def measure(effort: Effort) -> list[Figure]:
    """Load all pages, and type filters that match part of them; the peer is a key that moves the cursor."""
    first: list[float] = []
    next_keys: list[float] = []
    moves: list[float] = []
    with Terminal(*BROWSING, "--page-size", "100") as terminal:
        terminal.settle("as of", quiet=4 * QUIET)
        terminal.press("A")
        terminal.settle(" loaded · ", quiet=4 * QUIET)
        for text in _TEXTS * (1, 3, 8)[effort]:
            moves += map(partial(_milliseconds, terminal), (DOWN, DOWN, DOWN))
            terminal.press("/")
            terminal.settle("/", quiet=4 * QUIET)
            begun, rest = text[0], text[1:]
            first.append(_milliseconds(terminal, begun))
            next_keys += map(partial(_milliseconds, terminal), rest)
            terminal.press(ESCAPE)
            terminal.settle()
    return [
        Figure("first key, key to paint", "ms", first, target=_NO_LONGER),
        Figure("each further key, key to paint", "ms", next_keys, target=_NO_LONGER),
        Figure("further key beside a row down", "ms", next_keys, "row down", moves),
    ]


def _milliseconds(terminal: Terminal, key: str) -> float:
    terminal.press(key)
    return 1000 * terminal.settle().wall
