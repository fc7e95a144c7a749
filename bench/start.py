"""How long programs take until they paint, and until the data is on the screen."""

import sys

from bench.processes import DASHBOARD, MINIMAL, SAME_LIBRARIES, SDK, run, simulator
from bench.report import Effort, Figure, in_turns
from bench.terminal import Moment, Terminal

_APP, _LIBRARIES, _SCRIPT = "minimal Textual app", "same with libraries", "SDK's script prints"


def measure(effort: Effort) -> list[Figure]:
    """Measure whole processes, from their start."""
    with simulator() as environ:
        found = in_turns(
            (3, 11, 25)[effort],
            lambda: _seen(MINIMAL, "Shanghai"),
            lambda: _seen((*DASHBOARD, "--demo"), "Call centers", "as of"),
            lambda: _seen((*SDK, "list"), "done", environ=environ),
            lambda: _seen(DASHBOARD, "as of", environ=environ),
            lambda: _seen(SAME_LIBRARIES, "Shanghai"),
        )
        versions, python = in_turns(
            len(found[0]), lambda: run(*DASHBOARD, "--version").cpu, lambda: run(sys.executable, "-c", "pass").cpu
        )
    minimal, sdk, tcp, libraries = ([run[-1] for run in found[at]] for at in (0, 2, 3, 4))
    paint, demo = ([run[at] for run in found[1]] for at in (0, 1))
    return [
        *_both("first paint", paint, _APP, minimal, 1.2),
        *_both("demo data", demo, _APP, minimal, 1.6),
        *_both("demo data", demo, _LIBRARIES, libraries),
        *_both("demo data", demo, _SCRIPT, sdk, 1),
        *_both("data over TCP", tcp, _SCRIPT, sdk),
        Figure("--version, CPU", "s", versions, target=0.15),
        Figure("--version, CPU", "s", versions, "python -c pass", python),
    ]


def _seen(command: tuple[str, ...], *expected: str, environ: dict[str, str] | None = None) -> list[Moment]:
    with Terminal(*command, environ=environ) as terminal:
        return terminal.watch(*expected)


def _both(
    name: str, ours: list[Moment], peer: str, theirs: list[Moment], target: float | None = None
) -> tuple[Figure, Figure]:
    wall, cpu = ([[1000 * moment[at] for moment in moments] for moments in (ours, theirs)] for at in (0, 1))
    return (
        Figure(f"{name}, time", "ms", wall[0], peer, wall[1], target),
        Figure(f"{name}, CPU", "ms", cpu[0], peer, cpu[1]),
    )
