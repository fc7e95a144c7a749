"""Terminals that send odd bytes, take nothing, or lie: the program goes on, and ends as it should."""

import signal
import sys
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal
from tests.end_to_end.test_terminal import FIRST

MODES = ("on", "off")
HELP = "any key closes"


def opened(terminal: Terminal) -> Terminal:
    terminal.until_shown(FIRST, "as of")
    return terminal


@pytest.mark.parametrize("low_bandwidth", MODES)
def test_no_bytes_from_a_terminal_end_it_or_switch_its_mouse(low_bandwidth: str) -> None:
    """Among them are size reports, which Textual takes as the offer of a mode of the mouse."""
    with Terminal("--demo", "--low-bandwidth", low_bandwidth) as terminal:
        opened(terminal)
        for sent in (
            "\x1b[48;40;120;0;0t\x1b[<0;5;3M\x1b[<0;5;3m",
            "\x1b[?2048;2$y\x1b[48;40;120;800;1200t\x1b[<0;5;3M\x1b[<0;5;3m",
            "\x1b[99999999u",
            "\x1b[999999999999;5H",
            "\x1bP>|terminal q\x1b\\",
            "\x1b[q",
            "\x1b]0;q",
        ):
            terminal.press(f"{sent}\x1b[27u?")
            terminal.until_shown(HELP)
            terminal.press("\x1b[27u")
            terminal.until_gone(HELP)
        terminal.press("\x03")
        assert terminal.ended() == 130
        assert terminal.differences_left() == []


@pytest.mark.parametrize("opener", [":", "?", "u", "#"])
def test_a_key_in_one_packet_with_one_that_opens_something(opener: str, tmp_path: Path) -> None:
    keys = ("\r", "\x1b[5~", "\x1b[6~", "\x1b[1;5F", "\x1b[1;5H", "\x1b[A", "\x1b[B")
    arguments = ("--demo", "--instance", "hd-service", "--user", "wangxm@hd-service")
    with Terminal(*arguments, folder=tmp_path) as terminal:  # where none of these keys should export
        terminal.until_shown("page 1 of 63")
        for page, key in enumerate(keys, 2):
            # Any key closes the help; what follows belongs to the screen below.
            terminal.press(f"?{key}" if opener == "?" else f"{opener}{key}{key}re{key}\x1b[27u\x1b[27u")
            terminal.press("]")
            terminal.until_shown(f"page {page} of 63")
        terminal.press("q")
        assert terminal.ended() == 0
    assert not list(tmp_path.iterdir())


def test_the_real_size_wins_over_exported_ones() -> None:
    with Terminal("--demo", environ={"COLUMNS": "50", "LINES": "10"}) as terminal:
        opened(terminal)
        assert "q quit" in terminal.lines[-1]
        terminal.resize(100, 30)
        terminal.until(lambda: "q quit" in terminal.lines[-1] and FIRST in terminal.text)


@pytest.mark.parametrize("frames_per_second", ["x", "0"])
def test_nonsense_in_textuals_variables_is_ignored(frames_per_second: str) -> None:
    names = ("COLOR_SYSTEM", "THEME", "ANIMATIONS", "FILTERS", "DRIVER", "PRESS", "DEVTOOLS_PORT")
    environ = {f"TEXTUAL_{name}": "x" for name in names} | {"TEXTUAL": "x", "ESCDELAY": "x"}
    environ |= {"TEXTUAL_LOG": "/nowhere/x", "TEXTUAL_FPS": frames_per_second}
    with Terminal("--demo", environ=environ) as terminal:
        opened(terminal).press("q")
        assert terminal.ended() == 0
        assert terminal.differences_left() == []


@pytest.mark.parametrize(
    ("end", "status", "low_bandwidth"),
    [("q", 0, "on"), ("\x03", 130, "off"), (signal.SIGTERM, 143, "on"), (signal.SIGINT, 130, "off")],
    ids=repr,
)
def test_a_terminal_that_takes_nothing_is_left(end: str | signal.Signals, status: int, low_bandwidth: str) -> None:
    with Terminal("--demo", "--low-bandwidth", low_bandwidth) as terminal:
        opened(terminal)
        for _ in range(200):  # more than the kernel keeps for a terminal
            terminal.press("\x0c")
        if isinstance(end, str):
            terminal.press(end)
        else:
            terminal.signal(end)
        assert terminal.process.wait(20) == status
        assert terminal.line() == terminal.before


# What a bug in a thread or in a message handler is to the program.
_BROKEN = """
import sys
from ccc_tui.cli import main
{patch}
sys.argv = ["ccc-tui", "--demo"]
sys.exit(main())
"""
_PATCHES = {
    "input thread": """
from ccc_tui.terminal import keyboard
def broken(descriptor):
    secret = "personal data"
    raise ValueError(secret)
keyboard.read_keys = broken
""",
    "output thread": """
from ccc_tui.terminal.driver import FrugalDriver
from ccc_tui.terminal.writer import Writer
def broken(self):
    secret = "personal data"
    raise ValueError(secret)
redraw = FrugalDriver.redraw
def redraw_badly(self):
    Writer._send_news = broken
    redraw(self)
FrugalDriver.redraw = redraw_badly
""",
    "message handler": """
from ccc_tui.ui.app import Dashboard
def broken(self):
    secret = "personal data"
    raise ValueError(secret)
Dashboard.action_redraw = broken
""",
}


@pytest.mark.parametrize("where", _PATCHES)
def test_a_crash_exits_1_and_shows_no_variables(where: str) -> None:
    program = (sys.executable, "-c", _BROKEN.format(patch=_PATCHES[where]))
    with Terminal(program=program) as terminal:
        opened(terminal).press("\x0cq")
        assert terminal.ended() == 1
        assert b"ValueError" in terminal.received
        assert b"personal data" not in terminal.received
        assert b"NOTE" not in terminal.received
        assert terminal.differences_left() == []


_LEAVING = """
import asyncio, os, signal
from ccc_tui.ui.app import Dashboard
async def on_unmount(self):
    for number in (signal.SIGTSTP, signal.SIGCONT):
        os.kill(os.getpid(), number)
        for _ in range(10):
            await asyncio.sleep(0)
Dashboard.on_unmount = on_unmount
"""


def test_suspended_while_it_ends_it_leaves_the_terminal_alone() -> None:
    with Terminal(program=(sys.executable, "-c", _BROKEN.format(patch=_LEAVING))) as terminal:
        opened(terminal).press("q")
        assert terminal.ended() == 0
        assert terminal.differences_left() == []


def test_a_signal_before_the_first_paint_ends_it() -> None:
    with Terminal("--demo") as terminal:
        terminal.until(lambda: b"\x1b[?1049h" in terminal.received)
        terminal.signal(signal.SIGINT)
        assert terminal.ended() == 130
        assert terminal.differences_left() == []


def test_sigint_ends_it_as_ctrl_c_does() -> None:
    with Terminal("--demo") as terminal:
        opened(terminal).signal(signal.SIGINT)
        assert terminal.ended() == 130
        assert terminal.differences_left() == []


def test_no_page_is_turned_in_a_palette_without_room() -> None:
    """Nor in one that was not laid out yet, as when its keys come in one packet with the key that opens it."""
    with Terminal("--demo", rows=4) as terminal:
        terminal.until_shown("needs 40×8 or more")
        terminal.press(":")
        terminal.until_shown("Commands")
        terminal.press("\x1b[B\x1b[6~\x1b[5~" * 20)
        terminal.resize(120, 40)
        terminal.until_shown("choose · enter run")
        terminal.press("\x1b[27u\x1b[27uq")
        assert terminal.ended() == 0


def test_the_palette_survives_pages_in_one_packet_pasted_sequences_and_clicks_beside_it() -> None:
    with Terminal("--demo") as terminal:
        opened(terminal).press(":\x1b[6~\x1b[6~\x1b[6~\x1b[5~\x1b[27u\x1b[27u" * 8 + "?")
        terminal.until_shown(HELP)
        terminal.press("\x1b[27u")
        terminal.until_gone(HELP)
        for opener in (":", "u"):
            terminal.press(f"{opener}\x1b[200~one\x1b]0;title\x07two\x1b[201~")
            terminal.until_shown("one]0;titletwo")
            terminal.press("\x1b[27u")
            terminal.until_gone("one]0;titletwo")
        assert b"\x1b]0;title" not in terminal.received
        terminal.press(":")
        terminal.until_shown("choose · enter run")
        terminal.press("\x1b[<0;1;1M\x1b[<0;1;1m" * 4)
        terminal.until_gone("choose · enter run")
        terminal.press("?")
        terminal.until_shown(HELP)
        terminal.press("\x1b[27uq")
        assert terminal.ended() == 0


@pytest.mark.parametrize("key", ["/", ":", "u"])
def test_what_follows_the_key_that_ends_it_in_one_packet_does_nothing(key: str) -> None:
    with Terminal("--demo", "--instance", "hd-service", "--user", "wangxm@hd-service") as terminal:
        terminal.until_shown("page 1 of 63")
        terminal.press(f"q{key}{key}")
        assert terminal.ended() == 0
        assert terminal.differences_left() == []
