"""A tiny program in a pseudo-terminal, from its first byte to the floor of its change."""

import sys

import pytest

from bench import bytes as sent_bytes
from bench.processes import run
from bench.terminal import Terminal, UnexpectedScreenError

# Answers each key with the changed cells: the cheapest dashboard there is.
ECHO = (
    "import os, tty; tty.setraw(0); os.write(1, b'as of quit'); "
    "[os.write(1, b'\\x1b[5;5H\\x1b[1m' + os.read(0, 1) + b'\\x1b[m') for _ in range(3)]; os.read(0, 1)"
)
PROGRAM = (sys.executable, "-S", "-c", ECHO)


def test_bytes_of_an_action_are_counted_beside_their_floor() -> None:
    with Terminal(*PROGRAM) as terminal:
        terminal.settle("as of")
        found, _ = sent_bytes.act(terminal, sent_bytes.Action("typed", ("x", "y")))
        assert terminal.cells()[4][4].data == "y"
    # Its resets are more than the floor, where the pen stays as it is.
    assert [key.bytes for key in found] == [len("\x1b[5;5H\x1b[1mx\x1b[m")] * 2
    assert [key.floor for key in found] == [len("\x1b[5;5H\x1b[1mx"), len("\x1b[5;5Hy")]


def test_it_is_told_when_something_was_seen() -> None:
    with Terminal(sys.executable, "-S", "-c", "print('one'); print('北京', end='')") as terminal:
        one, other = terminal.watch("one", "北京")
    assert 0 < one.wall <= other.wall
    assert 0 <= one.cpu <= other.cpu


def test_what_does_not_come_is_reported_with_the_screen() -> None:
    with (
        Terminal(sys.executable, "-S", "-c", "print('something else')") as terminal,
        pytest.raises(UnexpectedScreenError, match="something else"),
    ):
        terminal.settle("this")


def test_the_cost_of_a_process_is_its_own() -> None:
    cost = run(sys.executable, "-S", "-c", "print('done')")
    assert cost.output == "done\n"
    assert 0 < cost.cpu <= cost.wall * 2
