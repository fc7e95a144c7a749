"""The fewest bytes a change of the screen can reasonably take.

The floor of a change is what a plain encoder would send that knows the screen before and after it:

- Only cells that differ, in character or look, are sent, from the top left to the bottom right.
- Each run of them begins with the shortest cursor movement: CUP, or within a row CUF, with defaults omitted.
  The movement to the first run is a CUP; the cursor is not put back at the end.
- A change of look is one SGR sequence: either what differs, or a reset and what is on, whichever is shorter.
  The look at the end of a change is that at the beginning of the next.
- Text is UTF-8. Blanks are written, or erased (ECH, EL) where that is shorter.
- Nothing moves on the screen (no scrolling, no inserting), nothing is repeated (REP), and no cell that did
  not change is written again to save a movement. So an encoder can be better than the floor by a little.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from tests.terminal.emulator import Cell

_ENDS: Final = {
    "1": "22", "2": "22", "3": "23", "4": "24", "21": "24", "5": "25", "6": "25",
    "7": "27", "8": "28", "9": "29", "51": "54", "52": "54", "53": "55",
}  # fmt: skip
_SHOWS_ON_BLANK: Final = frozenset({"4", "21", "5", "6", "7", "9", "51", "52", "53"})

Look = tuple[str, str, frozenset[str]]
PLAIN: Final[Look] = ("default", "default", frozenset())


def look(cell: Cell) -> Look:
    """Return how a cell looks, apart from its character."""
    return cell.fg, cell.bg, cell.attributes


def floor(before: Sequence[Sequence[Cell]], after: Sequence[Sequence[Cell]], pen: Look = PLAIN) -> tuple[int, Look]:
    """Return the floor of a change between two screens of one size, and the pen's look after it."""
    total = 0
    cursor: tuple[int, int] | None = None
    for row, (old, new) in enumerate(zip(before, after, strict=True)):
        if old == new:
            continue
        for start, end in _runs(old, new):
            total += _movement(cursor, row, start)
            column = start
            for style, group in groupby(new[start:end], key=look):
                cells = list(group)
                total += _restyle(pen, style)
                pen = style
                column += len(cells)
                rest = 0 if column < end else (-1 if column == len(new) else 1)
                total += _text(cells, style, rest)
            cursor = (row, end) if end < len(new) else None
    return total, pen


def _runs(old: Sequence[Cell], new: Sequence[Cell]) -> list[tuple[int, int]]:
    """Return the runs of changed cells, with whole wide characters."""
    runs: list[tuple[int, int]] = []
    for column, (one, other) in enumerate(zip(old, new, strict=True)):
        if one.data == other.data and look(one) == look(other):
            continue
        start, end = column, column + 1
        while start and new[start].data == "":
            start -= 1
        while end < len(new) and new[end].data == "":
            end += 1
        if runs and runs[-1][1] >= start:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return runs


def _movement(cursor: tuple[int, int] | None, row: int, column: int) -> int:
    absolute = len(f"\x1b[{row + 1 if row else ''}{f';{column + 1}' if column else ''}H")
    if cursor is None or cursor[0] != row:
        return absolute
    distance = column - cursor[1]
    return min(absolute, len(f"\x1b[{distance if distance > 1 else ''}C"))


def _restyle(old: Look, new: Look) -> int:
    """Return the bytes of the shortest SGR sequence between two looks."""
    if old == new:
        return 0
    ended = {_ENDS[code] for code in old[2] - new[2] if code in _ENDS}
    kept = {code for code in old[2] if _ENDS.get(code) not in ended}
    steps = [*ended, *(new[2] - kept)]
    steps += [_color(new[0], 38)] if old[0] != new[0] else []
    steps += [_color(new[1], 48)] if old[1] != new[1] else []
    reset = ["", *new[2], *(_color(value, code) for value, code in ((new[0], 38), (new[1], 48)) if value != "default")]
    return min(len(f"\x1b[{';'.join(parameters)}m") for parameters in (steps, reset))


def _color(value: str, code: int) -> str:
    if value == "default":
        return str(code + 1)
    return value if "," not in value else f"{code};{value.replace(',', ';')}"


def _text(cells: Sequence[Cell], style: Look, rest: int) -> int:
    """Return the bytes of cells of one look; `rest` is 0 before more cells, 1 at the end of a run, -1 of a line."""
    total = 0
    erasable = not style[2] & _SHOWS_ON_BLANK
    blanks = [(blank, len(list(group))) for blank, group in groupby(cells, key=lambda cell: cell.data == " ")]
    for position, (blank, length) in enumerate(blanks):
        if not blank:
            continue
        erase = len(f"\x1b[{length}X")
        if position < len(blanks) - 1 or rest == 0:
            erase += len(f"\x1b[{length}C")
        elif rest < 0:
            erase = len("\x1b[K")
        total += min(length, erase) if erasable else length
    return total + sum(len(cell.data.encode()) for cell in cells if cell.data != " ")
