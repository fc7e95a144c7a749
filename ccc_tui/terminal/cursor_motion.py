"""The shortest way for the cursor (ECMA-48 CUP, CUF, CUB, CUU, CUD, CHA, VPA and control characters)."""

from functools import lru_cache


@lru_cache(maxsize=8192)
def motion(row: int | None, column: int | None, to_row: int, to_column: int) -> str:
    """Return the shortest sequence that moves the cursor from one cell to another.

    A row of None means that the cursor's place is not known. So does a column of None for the column: after the last
    column was written, terminals differ in what a relative movement starts from.
    """
    line = to_row + 1 if to_row else ""
    absolute = f"\x1b[{line};{to_column + 1}H" if to_column else f"\x1b[{line}H"
    if row is None:
        return absolute
    down = _vertical(row, to_row)
    relative = [] if column is None else [down + _horizontal(column, to_column)]
    return min([absolute, *relative, f"\r{down}{_horizontal(0, to_column)}", f"{down}\x1b[{to_column + 1}G"], key=len)


def _vertical(row: int, to_row: int) -> str:
    """Move up or down in the same column, within the screen.

    A vertical tab goes down like a line feed (xterm, VTE, tmux, GNU screen, mosh, the Linux console), but the terminal
    line adds no carriage return to it.
    """
    distance = to_row - row
    if distance > 0:
        return min("\v" * distance, f"\x1b[{_count(distance)}B", f"\x1b[{to_row + 1}d", key=len)
    return min(f"\x1b[{_count(-distance)}A", f"\x1b[{to_row + 1}d", key=len) if distance else ""


def _horizontal(column: int, to_column: int) -> str:
    """Move left or right in the same row."""
    distance = to_column - column
    if distance > 0:
        return f"\x1b[{_count(distance)}C"
    return min("\b" * -distance, f"\x1b[{_count(-distance)}D", key=len)


def _count(number: int) -> str:
    return "" if number == 1 else str(number)
