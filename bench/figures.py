"""`Figure`: one thing that was measured, what it is compared with, and what was hoped for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, Literal, NamedTuple

Of = Literal["ratio", "value"]

_MICRO: Final = 1_000_000


class Target(NamedTuple):
    """What a figure should be at most: its ratio, or its value."""

    at_most: float
    of: Of = "ratio"

    def __str__(self) -> str:
        return f"≤ {self.at_most:g}" + (" ×" if self.of == "ratio" else "")


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured. Noise of the machine only adds, so that the minimum is the better estimate.

    Attributes:
        section: the measurement that it belongs to.
        name: what was done.
        value: the median of the repetitions.
        unit: of value and peer.
        least: the minimum of the repetitions.
        peer: what it is compared with, or empty.
        peer_value: the peer's median.
        peer_least: the peer's minimum.
        target: what it should be at most.
        repetitions: how often it was measured.
        note: what has to be known to read it.
    """

    section: str
    name: str
    value: float
    unit: str
    least: float
    peer: str = ""
    peer_value: float | None = None
    peer_least: float | None = None
    target: Target | None = None
    repetitions: int = 1
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Median by median."""
        return self.value / self.peer_value if self.peer_value else None

    @property
    def ratio_of_least(self) -> float | None:
        """Minimum by minimum."""
        return self.least / self.peer_least if self.peer_least else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met, by the minima; None where there is none."""
        if self.target is None:
            return None
        judged = self.ratio_of_least if self.target.of == "ratio" else self.least
        return None if judged is None else judged <= self.target.at_most

    def record(self) -> dict[str, object]:
        """Everything, for a machine."""
        return {
            "section": self.section,
            "name": self.name,
            "value": _short(self.value),
            "minimum": _short(self.least),
            "unit": self.unit,
            "peer": self.peer or None,
            "peer_value": _short(self.peer_value),
            "peer_minimum": _short(self.peer_least),
            "ratio": _short(self.ratio),
            "ratio_of_minima": _short(self.ratio_of_least),
            "target": None if self.target is None else {"of": self.target.of, "at_most": self.target.at_most},
            "met": self.met,
            "repetitions": self.repetitions,
            "note": self.note or None,
        }


def compared(
    section: str,
    name: str,
    unit: str,
    ours: Sequence[float],
    theirs: Sequence[float] = (),
    *,
    peer: str = "",
    target: Target | None = None,
    note: str = "",
) -> Figure:
    """Return the figure of repeated measurements."""
    return Figure(
        section,
        name,
        median(ours),
        unit,
        min(ours),
        peer,
        median(theirs) if theirs else None,
        min(theirs) if theirs else None,
        target,
        len(ours),
        note,
    )


def interleaved(runs: Mapping[str, Callable[[], float]], repetitions: int) -> dict[str, list[float]]:
    """Run each in turn, round after round, so that a busy machine is busy for all of them."""
    found: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(repetitions):
        for name, run in runs.items():
            found[name].append(run())
    return found


def _short(number: float | None) -> float | None:
    return None if number is None else round(number * _MICRO) / _MICRO
