"""The same picture in a real tmux."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.terminal.emulator import Cell, Emulator
from tests.terminal.tmux import Terminal, Tmux, server

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

KEYS = ["Down", "n", "s", "m", "x", "Escape", "Tab", "Right", "1", "Tab"]
# Sixteen of them in one go: what is between is skipped.
HASTE = ["n"] * 16
VISIBLE_ON_BLANK = {"4", "7", "9", "53"}


def run(folder: Path, driver: str) -> list[list[list[Cell]]]:
    """Return the screens of a session, one after each key."""
    command = f"SAMPLE_PLAIN=1 TEXTUAL_ANIMATIONS=none COLORTERM=truecolor {sys.executable}"
    with server(folder, f"{command} -m tests.terminal.sample_app {driver}") as tmux, tmux.attached() as terminal:
        screens = [show(tmux, terminal, 1)]
        for mark, keys in enumerate([*([key] for key in KEYS), HASTE], 2):
            tmux.run("send-keys", *keys)
            screens.append(show(tmux, terminal, mark))
    return screens


def show(tmux: Tmux, terminal: Terminal, mark: int) -> list[list[Cell]]:
    """Return the screen once everything is painted."""
    tmux.run("send-keys", "F12")
    terminal.read_until(f"mark {mark}\x07")
    screen = Emulator(120, 40)
    screen.feed(tmux.shown(terminal, mark))
    return [[seen(cell) for cell in row] for row in screen.cells()]


def seen(cell: Cell) -> Cell:
    """What can be seen: the color of a blank can not, and tmux forgets it when it erases one."""
    if cell.data == " " and not cell.attributes & VISIBLE_ON_BLANK:
        return Cell(bg=cell.bg)
    return cell


def test_tmux_shows_the_same_with_both_drivers(tmp_path: Path) -> None:
    for driver in ("stock", "frugal"):
        (tmp_path / driver).mkdir()
    stock, frugal = (run(tmp_path / driver, driver) for driver in ("stock", "frugal"))
    assert any("成都" in "".join(cell.data for cell in row) for row in stock[0])
    for number, (one, other) in enumerate(zip(frugal, stock, strict=True)):
        for row, (line, wanted) in enumerate(zip(one, other, strict=True)):
            assert line == wanted, (number, row)
