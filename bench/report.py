"""Figures as one table, or as JSON."""

import json
import os
import platform
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from typing import Final

from bench.figures import Figure

_HEADINGS: Final = ("", "ours", "least", "peer", "peer is", "ratio", "of least", "target", "")
_VERDICTS: Final = {True: "met", False: "MISSED", None: ""}
_LEFT: Final = {0, 4, 7, 8}


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as lines of text, each section under its name."""
    rows: list[tuple[str, ...]] = [_HEADINGS]
    notes: list[str] = []
    section = ""
    for figure in figures:
        if figure.section != section:
            section = figure.section
            rows.append((f"{section}:",))
        rows.append(_row(figure, _mark(figure.note, notes)))
    widths = [max((len(row[at]) for row in rows if at < len(row) > 1), default=0) for at in range(len(_HEADINGS))]
    lines = [_line(row, widths) for row in rows]
    return "\n".join([*lines, *(f"{position}) {note}" for position, note in enumerate(notes, 1))])


def document(figures: Sequence[Figure]) -> str:
    """Return the figures, and what they were made on, as JSON."""
    return json.dumps(
        {"machine": machine(), "figures": [figure.record() for figure in figures]}, ensure_ascii=False, indent=1
    )


def machine() -> dict[str, object]:
    """Return what the figures were made on, without anything that names the machine."""
    return {
        "system": platform.system(),
        "processor": platform.machine(),
        "processors": os.cpu_count(),
        "load": [round(load, 2) for load in os.getloadavg()],
        "python": platform.python_version(),
        "textual": version("textual"),
        "ccc-tui": version("ccc-tui"),
    }


def _row(figure: Figure, mark: str) -> tuple[str, ...]:
    return (
        f"  {figure.name}{mark}",
        f"{_number(figure.value)} {figure.unit}",
        _number(figure.least),
        _number(figure.peer_value),
        figure.peer,
        _ratio(figure.ratio),
        _ratio(figure.ratio_of_least),
        "" if figure.target is None else str(figure.target),
        _VERDICTS[figure.met],
    )


def _mark(note: str, notes: list[str]) -> str:
    if not note:
        return ""
    if note not in notes:
        notes.append(note)
    return f" {notes.index(note) + 1})"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.ljust(width) if at in _LEFT else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(row, widths, strict=False))
    ]
    return "  ".join(cells).rstrip()


def _number(number: float | None) -> str:
    if number is None:
        return ""
    if number >= 100 or number == int(number):
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.3g}"


def _ratio(number: float | None) -> str:
    return "" if number is None else f"{number:.2f} ×"
