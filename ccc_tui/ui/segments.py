"""One line made of segments: where it is too narrow for all of them, the least important are dropped."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from rich.cells import cell_len

_BETWEEN: Final = " · "


class Segment(NamedTuple):
    """A few words of a line; one without words is not shown."""

    text: str
    drop_priority: int = 0  # the highest is dropped first; 0 is never dropped
    instead: "Segment | None" = None  # shown in its place once it is dropped


def arrange(left: Sequence[Segment], right: Sequence[Segment], width: int) -> tuple[str, str]:
    """Return the left and the right words of a line, with as many segments as fit into `width` cells.

    Two of the cells are kept for blanks between the sides.
    """
    sides = [[segment for segment in side if segment.text] for side in (left, right)]
    while _length(sides) > width:
        candidates = [(each.drop_priority, side, place) for side in (0, 1) for place, each in enumerate(sides[side])]
        priority, side, place = max(candidates, default=(0, 0, 0))
        if not priority:
            break
        instead = sides[side][place].instead
        sides[side][place : place + 1] = [instead] if instead else []
    return _joined(sides[0]), _joined(sides[1])


def _joined(segments: Sequence[Segment]) -> str:
    return _BETWEEN.join(segment.text for segment in segments)


def _length(sides: Sequence[Sequence[Segment]]) -> int:
    filled = [cell_len(_joined(side)) for side in sides if side]
    return sum(filled) + 2 * (len(filled) - 1)
