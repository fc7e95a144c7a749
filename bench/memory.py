"""Resident memory after many page turns and focus changes."""

from typing import Final

from bench.bytes import BROWSING
from bench.processes import memory
from bench.report import Effort, Figure
from bench.terminal import QUIET, Terminal

_LAST_PAGE: Final = 100
_TURN: Final = 0.012  # silence after which the next key is pressed
_WITHIN: Final = 1.05


def measure(effort: Effort) -> list[Figure]:
    """Measure the memory of one running program."""
    pages, focuses = (300, 1000, 1000)[effort], (200, 1000, 10_000)[effort]
    few, few_focuses = pages // 10, focuses // 10
    with Terminal(*BROWSING) as terminal:

        def after(keys: list[str]) -> list[float]:
            for key in keys:
                terminal.press(key)
                terminal.catch_up(_TURN)
            return [memory(terminal.process.pid)]

        terminal.settle("as of", quiet=4 * QUIET)
        # To the last page that the service serves, and back.
        turns = ["[" if number // (_LAST_PAGE - 1) % 2 else "]" for number in range(pages)]
        after_few, after_many = after(turns[:few]), after(turns[few:])
        terminal.settle(f"page {1 + turns.count(']') - turns.count('[')} of")  # no key was lost
        after_few_focuses, after_focuses = (after(["\t"] * n) for n in (few_focuses, focuses - few_focuses))
    return [
        Figure(f"after {pages:,} page turns", "MB", after_many, f"after {few:,}", after_few, _WITHIN),
        Figure(
            f"and {focuses:,} focus changes", "MB", after_focuses, f"after {few_focuses:,}", after_few_focuses, _WITHIN
        ),
    ]
