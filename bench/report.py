"""Figures, the table that shows them, and their JSON."""

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from importlib.metadata import version
from statistics import median
from typing import Final, TypeVar

from rich.console import Console
from rich.table import Table

Result = TypeVar("Result")

_WIDTH: Final = 140
_DIGITS: Final = 6
_VERDICTS: Final = {True: "met", False: "MISSED", None: ""}


class Effort(IntEnum):
    """How often measurements are repeated: an index into the numbers of each section."""

    QUICK = 0
    USUAL = 1
    FULL = 2


@dataclass(frozen=True)
class Figure:
    """Repeated measurements beside those of a peer, with a target for the ratio, or for the value without a peer."""

    name: str
    unit: str
    ours: Sequence[float]
    peer: str = ""
    theirs: Sequence[float] = ()
    target: float | None = None

    @property
    def ratio(self) -> float | None:
        """The ratio of the medians; None without a peer."""
        return _ratio(median(self.ours), median(self.theirs)) if self.theirs else None

    @property
    def ratio_of_least(self) -> float | None:
        """The ratio of the minima; None without a peer."""
        return _ratio(min(self.ours), min(self.theirs)) if self.theirs else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met, by the minima, since disturbances only add; None without a target."""
        measured = self.ratio_of_least if self.theirs else min(self.ours)
        return None if self.target is None or measured is None else measured <= self.target


def in_turns(repetitions: int, *runs: Callable[[], Result]) -> list[list[Result]]:
    """Run each in turn, round after round, so that a busy machine is busy for all of them."""
    rounds = [[run() for run in runs] for _ in range(repetitions)]
    return [list(results) for results in zip(*rounds, strict=True)]


def print_table(section: str, figures: Sequence[Figure], console: Console | None = None) -> None:
    """Print the figures of a section."""
    table = Table(title=f"\n{section}", title_justify="left", box=None)
    for heading in ("", "ours", "least", "peer", "peer is", "ratio", "of least", "target", ""):
        table.add_column(heading, justify="left" if heading in {"", "peer is", "target"} else "right", no_wrap=True)
    for figure in figures:
        table.add_row(
            figure.name,
            f"{_number(median(figure.ours))} {figure.unit}",
            _number(min(figure.ours)),
            _number(median(figure.theirs)) if figure.theirs else "",
            figure.peer,
            *("" if ratio is None else f"{ratio:.2f} ×" for ratio in (figure.ratio, figure.ratio_of_least)),
            "" if figure.target is None else f"≤ {figure.target:g}" + " ×" * bool(figure.theirs),
            _VERDICTS[figure.met],
        )
    (console or Console(width=_WIDTH, highlight=False)).print(table)


def record(section: str, figure: Figure) -> dict[str, object]:
    """Return everything about a figure, for JSON."""
    numbers = {
        "value": median(figure.ours),
        "minimum": min(figure.ours),
        "peer_value": median(figure.theirs) if figure.theirs else None,
        "peer_minimum": min(figure.theirs, default=None),
        "ratio": figure.ratio,
        "ratio_of_minima": figure.ratio_of_least,
    }
    of = "ratio" if figure.theirs else "value"
    return {
        "section": section,
        "name": figure.name,
        "unit": figure.unit,
        "peer": figure.peer or None,
        **{name: None if number is None else round(number, _DIGITS) for name, number in numbers.items()},
        "target": None if figure.target is None else {"of": of, "at_most": figure.target},
        "met": figure.met,
        "repetitions": len(figure.ours),
    }


def machine() -> dict[str, object]:
    """Return what the figures were made on, without anything that names the machine."""
    return {
        "system": platform.system(),
        "processor": platform.machine(),
        "processors": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "textual": version("textual"),
        "ccc-tui": version("ccc-tui"),
    }


def _ratio(ours: float, theirs: float) -> float | None:
    return ours / theirs if theirs else None


def _number(number: float) -> str:
    if number >= 100 or number == int(number):
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.3g}"
