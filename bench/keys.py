"""How long a key takes to change the screen, and what a repaint costs."""

import os
import sys
from typing import Final

from bench.bytes import BROWSING, DOWN
from bench.effort import Effort
from bench.figures import Figure, Target, compared, interleaved
from bench.terminal import QUIET, Moment, Terminal

_SECTION: Final = "keys"
_NO_SLOWER: Final = Target(1.0)
_REPAINT: Final = Target(1.3)
_REPAINTS: Final = 300
_KINDS: Final = {
    "row down in the table": (DOWN, "\x1b[A"),
    "page turn": ("]", "["),
    "tab": ("3", "2"),
    "focus": ("\t", "\t"),
}


def measure(effort: Effort) -> list[Figure]:
    """Measure keys and repaints."""
    return [*key_to_paint(effort.keys), *repaint(effort.repaints)]


def key_to_paint(keys: int) -> list[Figure]:
    """Press each key in three running programs in turn: as it is, for slow links, and with the stock driver."""
    programs = {
        name: Terminal(*BROWSING, "--low-bandwidth", choice)
        for name, choice in (("frugal", "auto"), ("slow link", "on"), ("stock", "off"))
    }
    times: dict[str, list[Moment]] = {}
    try:
        for terminal in programs.values():
            terminal.settle("as of", quiet=4 * QUIET)
            for key in ("]", "[", "1", "4"):  # what is loaded on first use
                terminal.press(key)
                terminal.settle()
        for kind, pair in _KINDS.items():
            for turn in range(keys):
                for name, terminal in programs.items():
                    terminal.press(pair[turn % 2])
                    times.setdefault(f"{kind} {name}", []).append(terminal.settle())
    finally:
        for terminal in programs.values():
            terminal.close()
    return [
        compared(
            _SECTION,
            f"{kind}, {words}",
            "ms",
            [1000 * moment[at] for moment in times[f"{kind} {name}"]],
            [1000 * moment[at] for moment in times[f"{kind} stock"]],
            peer="stock driver",
            target=target,
        )
        for kind in _KINDS
        for name, words, at, target in (
            ("frugal", "key to paint", 0, _NO_SLOWER),
            ("frugal", "CPU", 1, None),
            ("slow link", "low bandwidth", 0, None),
        )
    ]


def repaint(rounds: int) -> list[Figure]:
    """Measure the processor time of a number of repaints of a full table."""
    found = interleaved({name: lambda name=name: _repaints(name) for name in ("frugal", "stock")}, rounds)  # type: ignore[misc]  # mypy takes no default for what captures a name
    return [
        compared(
            _SECTION,
            "CPU of a repaint",
            "ms",
            found["frugal"],
            found["stock"],
            peer="stock driver",
            target=_REPAINT,
            note=f"a full table of changed rows, {_REPAINTS} times; Textual's own work is in both",
        )
    ]


def _repaints(driver: str) -> float:
    """Return the milliseconds of processor time of one repaint, as the program itself measures them."""
    reader, writer = os.pipe()
    command = (sys.executable, "-m", "bench.programs.repaint", driver, str(_REPAINTS), str(writer))
    with Terminal(*command, environ={"TEXTUAL_FPS": "500"}, pass_fds=(writer,)) as terminal:
        os.close(writer)
        terminal.drain()
        with os.fdopen(reader) as report:
            return float(report.readline())
