"""100,000 phone numbers in the tree."""

import json
import sys
from typing import Final

from bench.effort import Effort
from bench.figures import Figure, Target, compared
from bench.processes import DASHBOARD, MINIMAL, connected, memory, run, simulator
from bench.terminal import Terminal

_SECTION: Final = "large"
_NO_LONGER: Final = Target(250, "value")
_SHOWN: Final = "100,000 numbers"


def measure(effort: Effort) -> list[Figure]:
    """Measure the gaps of the event loop, the time until the tree is there, and the memory."""
    rounds = max(1, effort.walks)
    walls, megabytes, small, loading, opening = [], [], [], [], []
    with simulator("--scale", "large") as address:
        environ = connected(address)
        for _ in range(rounds):
            with Terminal(*DASHBOARD, environ=environ) as terminal:
                walls.append(terminal.watch(_SHOWN)[0].wall)
                megabytes.append(memory(terminal.process.pid))
            with Terminal(*MINIMAL) as terminal:
                terminal.settle("Shanghai")
                small.append(memory(terminal.process.pid))
            command = (sys.executable, "-m", "bench.programs.large_tree", str(effort.opened))
            gaps = json.loads(run(*command, environ=environ).output)
            loading.append(gaps["loading"])
            opening.append(gaps["opening"])
    note = "the longest time in which no key could be handled; asked every millisecond"
    return [
        compared(_SECTION, "gap of the event loop while loading", "ms", loading, target=_NO_LONGER, note=note),
        compared(_SECTION, "gap while opening nodes", "ms", opening, target=_NO_LONGER, note=note),
        compared(_SECTION, "start to tree", "s", walls),
        compared(_SECTION, "memory with the tree", "MB", megabytes, small, peer="minimal Textual app"),
    ]
