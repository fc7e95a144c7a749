"""500 call centers with 200 numbers each in the tree."""

import json
import sys
from typing import Final

from bench.processes import DASHBOARD, MINIMAL, memory, run, simulator
from bench.report import Effort, Figure, in_turns
from bench.terminal import Terminal

_NO_LONGER: Final = 250


def measure(effort: Effort) -> list[Figure]:
    """Measure the gaps of the event loop, the time until the tree is there, and the memory."""
    rounds, opened = (1, 3, 3)[effort], (5, 20, 20)[effort]
    with simulator("--scale", "large") as environ:

        def start(*command: str, expected: str) -> tuple[float, float]:
            with Terminal(*command, environ=environ) as terminal:
                return terminal.watch(expected)[0].wall, memory(terminal.process.pid)

        def gaps() -> tuple[float, float]:
            command = (sys.executable, "-m", "bench.programs.large_tree", str(opened))
            loading, opening = json.loads(run(*command, environ=environ).output)
            return loading, opening

        found = in_turns(
            rounds,
            lambda: start(*DASHBOARD, expected="100,000 numbers"),
            lambda: start(*MINIMAL, expected="Shanghai"),
            gaps,
        )
    (walls, megabytes), (_, small), (loading, opening) = (zip(*pairs, strict=True) for pairs in found)
    return [
        Figure("gap of the event loop while loading", "ms", loading, target=_NO_LONGER),
        Figure("gap while opening nodes", "ms", opening, target=_NO_LONGER),
        Figure("start to tree", "s", walls),
        Figure("memory with the tree", "MB", megabytes, "minimal Textual app", small),
    ]
