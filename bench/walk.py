"""10,000 numbers over a link with a latency of 50 ms: this program and a loop with the official SDK."""

from typing import Final

from bench.processes import DASHBOARD, SDK, run, simulator
from bench.report import Effort, Figure, in_turns

_ROWS: Final = 10_000
_INSTANCE: Final = "large-000"
_USER: Final = "admin@large-000"
_OURS: Final = (
    *(*DASHBOARD, "numbers", "--all", "--rate", "0", "--output", "jsonl"),
    *("--instance", _INSTANCE, "--user", _USER),
)


def measure(effort: Effort) -> list[Figure]:
    """Measure whole processes, each of which prints every row."""
    with simulator("--scale", "large", "--latency-ms", "50") as environ:

        def walk(*command: str) -> float:
            cost = run(*command, environ=environ)
            if (rows := len(cost.output.splitlines())) != _ROWS:
                raise RuntimeError(f"{rows} rows came instead of {_ROWS}")
            return cost.wall

        ours, theirs = in_turns((1, 3, 3)[effort], lambda: walk(*_OURS), lambda: walk(*SDK, "walk", _INSTANCE, _USER))
    return [Figure(f"{_ROWS:,} rows in pages of 100 at 50 ms", "s", ours, "SDK, page after page", theirs, 1)]
