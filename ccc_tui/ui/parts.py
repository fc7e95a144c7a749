"""One line made of parts: where it is too short for all of them, the least important give way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Sequence

_BETWEEN: Final = " · "


class Part(NamedTuple):
    """A few words of a line.

    Attributes:
        text: the words; nothing is shown of a part without any.
        gives_way: how early it gives way to others; 0 never does.
        instead: what stays in its place when it has, if anything.
    """

    text: str
    gives_way: int = 0
    instead: Part | None = None


def arranged(left: Sequence[Part], right: Sequence[Part], width: int) -> tuple[str, str]:
    """Return the left and the right words of a line, with as many parts as so many cells can hold.

    Args:
        left: from the left edge.
        right: up to the right edge.
        width: cells for both, and for the two blanks between them.
    """
    sides = [[part for part in side if part.text] for side in (left, right)]
    while _length(sides) > width:
        giving_way = [(part.gives_way, side, place) for side in (0, 1) for place, part in enumerate(sides[side])]
        weight, side, place = max(giving_way, default=(0, 0, 0))
        if not weight:
            break
        instead = sides[side][place].instead
        sides[side][place : place + 1] = [instead] if instead else []
    return _joined(sides[0]), _joined(sides[1])


def _joined(parts: Sequence[Part]) -> str:
    return _BETWEEN.join(part.text for part in parts)


def _length(sides: Sequence[Sequence[Part]]) -> int:
    filled = [cell_len(_joined(side)) for side in sides if side]
    return sum(filled) + 2 * (len(filled) - 1)
