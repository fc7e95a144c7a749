"""What stands next to one another in one write: text, and the SGR sequences in it."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from ccc_tui.terminal.cells import Unsure, cells
from ccc_tui.terminal.style import DEFAULT, Style, apply, linked

# A look, the text in it, and its end, which Textual writes after every text, unless text follows that.
_RUN: Final = re.compile(r"\x1b\[([0-9;]*+)m([^\x1b]*+)(\x1b\[0m(?![^\x1b]))?+")


class Stretch(NamedTuple):
    """Cells side by side.

    Attributes:
        cells: Their characters; None if they depend on what stands before them.
        looks: Their looks.
        unsure: Whether terminals may disagree about the width of some.
        pen: The look of what is written next.
    """

    cells: Sequence[str] | None
    looks: list[Style]
    unsure: bool
    pen: Style


@lru_cache(maxsize=256)
def read(pen: Style, text: str) -> Stretch:
    """Read text with SGR sequences in it, and nothing else. What stays as it was is read once."""
    grid: list[str] = []
    looks: list[Style] = []
    is_ascii = text.isascii()
    reset = linked(DEFAULT, pen.link)
    before = text.partition("\x1b")[0]
    for parameters, run, end in [(None, before, ""), *_RUN.findall(text)]:
        if parameters is not None:
            pen = apply(pen, parameters)
        if run:
            clusters = run if is_ascii or run.isascii() else cells(run)
            if not clusters:
                return Stretch(None, [], unsure=True, pen=pen)
            grid += clusters
            looks += [pen] * len(clusters)
        if end:
            pen = reset
    return Stretch(
        "".join(grid) if is_ascii else grid, looks, unsure=not is_ascii and Unsure in map(type, grid), pen=pen
    )
