"""Resident memory after many page turns and focus changes."""

from typing import Final

from bench.bytes import BROWSING
from bench.effort import Effort
from bench.figures import Figure, Target, compared
from bench.processes import memory
from bench.terminal import QUIET, Terminal

_SECTION: Final = "memory"
_WITHIN: Final = Target(1.05)
_LAST_PAGE: Final = 100
_TURN: Final = 0.012  # silence after which the next page is turned


def measure(effort: Effort) -> list[Figure]:
    """Measure the memory of one running program."""
    with Terminal(*BROWSING) as terminal:
        terminal.settle("as of", quiet=4 * QUIET)
        few = effort.pages // 10
        _turn(terminal, 0, few)
        after_few = memory(terminal.process.pid)
        _turn(terminal, few, effort.pages)
        after_many = memory(terminal.process.pid)
        for _ in range(effort.focuses):
            terminal.press("\t")
            terminal.settle(quiet=_TURN)
        after_focuses = memory(terminal.process.pid)
    return [
        compared(
            _SECTION,
            f"after {effort.pages:,} page turns",
            "MB",
            [after_many],
            [after_few],
            peer=f"after {few:,}",
            target=_WITHIN,
        ),
        compared(
            _SECTION,
            f"and {effort.focuses:,} focus changes",
            "MB",
            [after_focuses],
            [after_many],
            peer="before them",
            target=_WITHIN,
        ),
    ]


def _turn(terminal: Terminal, begin: int, end: int) -> None:
    """Turn pages one by one, to the last one that the service serves and back."""
    for number in range(begin, end):
        forward = number // (_LAST_PAGE - 1) % 2 == 0
        terminal.press("]" if forward else "[")
        terminal.settle(quiet=_TURN)
    round_trip = 2 * (_LAST_PAGE - 1)
    page = 1 + min(end % round_trip, round_trip - end % round_trip)
    terminal.settle(f"page {page} of")
