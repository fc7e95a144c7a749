"""The floor's arithmetic, on changes that can be counted by hand."""

from bench.floor import PLAIN, floor
from tests.terminal.emulator import Emulator


def bytes_between(before: str, after: str) -> int:
    one, other = Emulator(20, 3), Emulator(20, 3)
    one.feed(before)
    other.feed(after)
    return floor(one.cells(), other.cells(), PLAIN)[0]


def test_nothing_changed_costs_nothing() -> None:
    assert bytes_between("abc", "abc") == 0


def test_one_character_costs_a_movement_and_itself() -> None:
    assert bytes_between("abc", "aXc") == len("\x1b[;2H") + 1


def test_two_runs_in_a_row_are_joined_by_a_relative_movement() -> None:
    assert bytes_between("abcdef", "Xbcdef") == len("\x1b[H") + 1
    assert bytes_between("abcdefgh", "XbcdefgX") == len("\x1b[H") + 1 + len("\x1b[6C") + 1


def test_a_look_costs_its_shortest_sequence() -> None:
    assert bytes_between("abc", "\x1b[1mabc") == len("\x1b[H\x1b[1m") + 3


def test_wide_characters_cost_their_utf_8() -> None:
    assert bytes_between("", "北京") == len("\x1b[H") + len("北京".encode())


def test_a_cleared_line_is_erased() -> None:
    assert bytes_between("x" * 20, "") == len("\x1b[H\x1b[K")
    assert bytes_between("x" * 12 + "y", " " * 12 + "y") == len("\x1b[H\x1b[12X")
