"""One line made of segments: where it is too narrow for all of them, the least important are dropped."""

from collections.abc import Sequence
from typing import Final, NamedTuple, TypeAlias

from rich.cells import cell_len

BETWEEN: Final = " · "


class Segment(NamedTuple):
    """A few words of a line; one without words is not shown."""

    text: str
    drop_priority: int = 0  # the highest is dropped first; 0 is never dropped
    instead: "Segment | None" = None  # shown in its place once it is dropped
    tone: str = ""  # the style sheet's: see `tones`
    between: str = BETWEEN  # what stands before it, unless it is the first


# A notice in the place of rows: lines to be wrapped, those with a tone as segments.
Lines: TypeAlias = Sequence[str | Segment]


def warning(text: str, drop_priority: int = 0) -> Segment:
    """Return what must not be overlooked; nothing for no words. The sign is colored, the words are not."""
    return Segment(f"! {text}" if text else "", drop_priority)


def arrange(left: Sequence[Segment], right: Sequence[Segment], width: int) -> tuple[list[Segment], list[Segment]]:
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
    return sides[0], sides[1]


def joined(segments: Sequence[Segment]) -> str:
    """Return the words of some segments, with what stands between them."""
    return "".join(f"{segment.between if place else ''}{segment.text}" for place, segment in enumerate(segments))


def _length(sides: Sequence[Sequence[Segment]]) -> int:
    filled = [cell_len(joined(side)) for side in sides if side]
    return sum(filled) + 2 * (len(filled) - 1)
