"""How long whole processes take until something, and until the data, is on the screen."""

import sys
from typing import Final

from bench.effort import Effort
from bench.figures import Figure, Target, compared
from bench.processes import DASHBOARD, MINIMAL, SDK, connected, run, simulator
from bench.terminal import Moment, Terminal

_SECTION: Final = "start"
_PAINTED: Final = "Call centers"
_DATA: Final = "as of"
_FIRST_PAINT: Final = Target(1.15)
_DEMO: Final = Target(1.5)
_NOT_LATER: Final = Target(1.0)
_VERSION_SECONDS: Final = Target(0.15, "value")


def measure(effort: Effort) -> list[Figure]:
    """Measure the start."""
    times: dict[str, list[Moment]] = {name: [] for name in ("minimal", "sdk", "paint", "demo", "tcp")}
    version, python = [], []
    with simulator() as address:
        environ = connected(address)
        for _ in range(effort.starts):
            times["minimal"] += _seen(MINIMAL, "Shanghai")
            paint, demo = _seen((*DASHBOARD, "--demo"), _PAINTED, _DATA)
            times["paint"].append(paint)
            times["demo"].append(demo)
            times["sdk"] += _seen((*SDK, "list"), "done", environ=environ)
            times["tcp"] += _seen(DASHBOARD, _DATA, environ=environ)
            version.append(run(*DASHBOARD, "--version").cpu)
            python.append(run(sys.executable, "-c", "pass").cpu)
    return [
        *_both("first paint", times["paint"], times["minimal"], "minimal Textual app", _FIRST_PAINT),
        *_both("demo data", times["demo"], times["minimal"], "minimal Textual app", _DEMO),
        *_both("demo data", times["demo"], times["sdk"], "SDK's script prints", _NOT_LATER),
        *_both("data over TCP", times["tcp"], times["sdk"], "SDK's script prints", None),
        compared(_SECTION, "--version, CPU", "s", version, python, peer="python -c pass", target=_VERSION_SECONDS),
    ]


def _seen(command: tuple[str, ...], *expected: str, environ: dict[str, str] | None = None) -> list[Moment]:
    with Terminal(*command, environ=environ) as terminal:
        return terminal.watch(*expected)


def _both(name: str, ours: list[Moment], theirs: list[Moment], peer: str, target: Target | None) -> list[Figure]:
    return [
        compared(
            _SECTION,
            f"{name}, {kind}",
            "ms",
            [1000 * moment[at] for moment in ours],
            [1000 * moment[at] for moment in theirs],
            peer=peer,
            target=target if kind == "time" else None,
        )
        for at, kind in enumerate(("time", "CPU"))
    ]
