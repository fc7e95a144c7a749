"""How long a key takes to change the screen."""

from contextlib import ExitStack
from functools import partial
from typing import Final

from bench.bytes import BROWSING, DOWN, STOCK
from bench.report import Effort, Figure, in_turns
from bench.terminal import QUIET, Moment, Terminal

_KINDS: Final = {
    "row down in the table": (DOWN, "\x1b[A"),
    "page turn": ("]", "["),
    "tab": ("3", "2"),
    "focus": ("\t", "\t"),
}


def measure(effort: Effort) -> list[Figure]:
    """Press each key in running programs in turn: as it is, for slow links, and with Textual's own driver."""
    figures = []
    with ExitStack() as stack:
        commands = (BROWSING, (*BROWSING, "--low-bandwidth", "on"), STOCK)
        terminals = [stack.enter_context(Terminal(*command)) for command in commands]
        for terminal in terminals:
            terminal.settle("as of", quiet=4 * QUIET)
            for key in ("]", "[", "1", "4"):  # what is loaded on first use
                _press(terminal, key)
        for kind, keys in _KINDS.items():
            presses = [partial(_press, terminal, key) for key in keys for terminal in terminals]
            found = in_turns((3, 13, 25)[effort], *presses)
            own, slow_link, stock = (found[at] + found[at + len(terminals)] for at in range(len(terminals)))
            for moments, at, what, target in (
                (own, 0, "key to paint", 1),
                (own, 1, "CPU", None),
                (slow_link, 0, "low bandwidth", None),
            ):
                ours, theirs = ([1000 * moment[at] for moment in those] for those in (moments, stock))
                figures.append(Figure(f"{kind}, {what}", "ms", ours, "stock driver", theirs, target))
    return figures


def _press(terminal: Terminal, key: str) -> Moment:
    terminal.press(key)
    return terminal.settle()
