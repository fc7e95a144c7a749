"""What Textual writes side by side: texts, each with its look before it and the look's end after it."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from ccc_tui.terminal.clusters import Unsure, cells
from ccc_tui.terminal.style import DEFAULT, Style, apply

_BEGIN: Final = "\x1b["
_END: Final = "\x1b[0m"


class Stretch(NamedTuple):
    """Cells side by side.

    Attributes:
        cells: Their characters.
        looks: Their looks.
        unsure: Whether terminals may disagree about the width of some.
    """

    cells: Sequence[str]
    looks: list[Style]
    unsure: bool


@lru_cache(maxsize=256)
def read(text: str) -> Stretch | None:
    """Read texts and SGR sequences; what stays as it was is read once.

    Returns:
        None if they come in another order, or if cells depend on what stands before them.
    """
    parts = text[len(_BEGIN) : -len(_END)].split(_END + _BEGIN)
    if not (text.startswith(_BEGIN) and text.endswith(_END) and text.count("\x1b") == 2 * len(parts)):
        return None
    runs: list[str | tuple[str, ...]] = []
    looks: list[Style] = []
    is_ascii = text.isascii()
    for part in parts:
        parameters, _, run = part.partition("m")
        clusters = run if is_ascii or run.isascii() else cells(run)
        if run and not clusters:
            return None
        runs.append(clusters)
        looks += [_look(parameters)] * len(clusters)
    if is_ascii:
        return Stretch("".join(chain.from_iterable(runs)), looks, unsure=False)
    grid = [*chain.from_iterable(runs)]
    return Stretch(grid, looks, unsure=Unsure in map(type, grid))


@lru_cache(maxsize=512)
def _look(parameters: str) -> Style:
    return apply(DEFAULT, parameters)
