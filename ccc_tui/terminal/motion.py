"""The shortest way for the cursor (ECMA-48 CUP, CUF, CUB, CUU, CUD, CHA, VPA and control characters)."""

from functools import lru_cache


@lru_cache(maxsize=8192)
def motion(row: int | None, column: int | None, to_row: int, to_column: int) -> str:
    """The shortest sequence that moves the cursor from one cell to another.

    Args:
        row: Where the cursor is; None when that is not known.
        column: Likewise; None also after the last column was written, where terminals differ in what a
            relative movement starts from.
        to_row: Where it should be.
        to_column: Likewise.
    """
    absolute = _absolute(to_row, to_column)
    if row is None:
        return absolute
    down = _vertical(row, to_row)
    ways = [absolute]
    if column is not None:
        ways.append(down + _horizontal(column, to_column))
    ways.append("\r" + down + _horizontal(0, to_column))
    ways.append(down + f"\x1b[{to_column + 1}G")
    return min(ways, key=len)


def _absolute(row: int, column: int) -> str:
    if column:
        return f"\x1b[{row + 1 if row else ''};{column + 1}H"
    return f"\x1b[{row + 1 if row else ''}H"


def _vertical(row: int, to_row: int) -> str:
    """Up or down in the same column, within the screen.

    A vertical tab goes down like a line feed (xterm, VTE, tmux, GNU screen, mosh, the Linux console), and the
    terminal line adds no carriage return to it as it does to a line feed.
    """
    distance = to_row - row
    if not distance:
        return ""
    if distance > 0:
        return min("\v" * distance, f"\x1b[{_count(distance)}B", f"\x1b[{to_row + 1}d", key=len)
    return min(f"\x1b[{_count(-distance)}A", f"\x1b[{to_row + 1}d", key=len)


def _horizontal(column: int, to_column: int) -> str:
    """Left or right in the same row."""
    distance = to_column - column
    if not distance:
        return ""
    if distance > 0:
        return f"\x1b[{_count(distance)}C"
    return min("\b" * -distance, f"\x1b[{_count(-distance)}D", key=len)


def _count(number: int) -> str:
    return "" if number == 1 else str(number)
