"""Every screen of the dashboard: the terminal shows what Textual meant to show, in few bytes."""

from pathlib import Path

import pytest

from bench.floor import PLAIN, Look, floor
from tests.terminal.emulator import Emulator
from tests.terminal.session import Session
from tests.terminal.test_same_picture import differences

DOWN, UP, RIGHT, TAB, ENTER, ESCAPE = "\x1b[B", "\x1b[A", "\x1b[C", "\t", "\r", "\x1b[27u"
PAGE_DOWN, CTRL_P, CTRL_L = "\x1b[6~", "\x10", "\x0c"
# What a person does, a key at a time, through every screen and state that the demo has.
KEYS = (
    *("1", "2", "3", "4"),
    *(DOWN, "1", RIGHT, DOWN, RIGHT, ENTER),  # the outbound numbers of the first admin
    *(DOWN, DOWN, PAGE_DOWN, RIGHT, RIGHT, RIGHT),
    *("]", "]", "}", "{", "[", "+", "-"),
    *("#", "7", ENTER, "A", "]", "r"),
    *("u", "x", ESCAPE, "?", PAGE_DOWN),
    *("i", PAGE_DOWN, "]", "n", "C", ESCAPE, ESCAPE),  # the inspector of a row
    *("!", DOWN, ENTER, "x", ESCAPE, ESCAPE, "f", ESCAPE),  # the calls, and one of them
    *(TAB, DOWN, DOWN, ENTER, TAB, DOWN, ENTER, TAB),  # other users
    *("G", UP, UP, UP, RIGHT, UP, UP, "1", "2", TAB),  # names that need care
    *(CTRL_P, "r", ESCAPE, CTRL_L),
)
# Each screen once.
FEWER = (
    *("2", "3", DOWN, RIGHT, DOWN, RIGHT, ENTER, "]", RIGHT, "#", ESCAPE, "u", ESCAPE, "?", ESCAPE),
    *("i", ESCAPE, "!", ESCAPE, CTRL_P, ESCAPE),
)


@pytest.mark.parametrize(
    ("size", "truecolor", "keys"),
    [((120, 40), True, KEYS), ((80, 24), False, FEWER)],
    ids=["120x40 in truecolor", "80x24 in 256 colors"],
)
def test_every_screen_shows_what_was_meant(
    size: tuple[int, int], truecolor: bool, keys: tuple[str, ...], tmp_path: Path
) -> None:
    record = tmp_path / "textual"
    columns, rows = size
    running = Session(
        str(record), columns=columns, rows=rows, truecolor=truecolor, program="tests.terminal.recorded_dashboard"
    )
    try:
        meant = Emulator(columns, rows)
        running.settle()
        with record.open(encoding="utf-8", newline="") as written:
            meant.feed(written.read())
            pen: Look = PLAIN
            sent = least = 0
            for number, key in enumerate(keys):
                before = meant.cells()
                data = running.act(key)
                meant.feed(written.read())
                assert differences(running.screen.cells(), meant.cells()) == [], (number, key)
                enough, pen = floor(before, meant.cells(), pen)
                sent, least = sent + len(data.encode()), least + enough
        assert sent <= 1.25 * least
        assert running.leave()
        assert running.process.returncode == 0
    finally:
        running.close()
