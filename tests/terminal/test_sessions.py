"""The driver in a pseudo-terminal: the same picture as with the stock driver, in few bytes."""

import os
import signal
import termios
from collections.abc import Iterable, Iterator
from itertools import pairwise

import pytest

from bench.floor import PLAIN, Look, floor
from tests.terminal.sample_app import PAGE
from tests.terminal.session import Session, session
from tests.terminal.test_same_picture import differences

DOWN, UP, TAB, BACK_TAB, ESCAPE, RIGHT, LEFT = "\x1b[B", "\x1b[A", "\t", "\x1b[Z", "\x1b[27u", "\x1b[C", "\x1b[D"
ACTIONS = {
    "row": DOWN,
    "another row": DOWN,
    "page": "n",
    "another page": "n",
    "status": "s",
    "another status": "s",
    "modal open": "m",
    "typing in the modal": "x",
    "modal close": ESCAPE,
    "focus on the tree": TAB,
    "row of the tree": DOWN,
    "focus on the tabs": TAB,
    "tab": RIGHT,
    "tab back": LEFT,
    "focus on the filter": TAB,
    "filter": "1",
    "more filter": "5",
    "focus on the table": TAB,
}
# More than the floor is allowed for the emoji in the sample's table, after each of which the cursor is
# addressed again.
NEAR_THE_FLOOR = 1.25
START_AT_MOST = 12_000


@pytest.fixture(scope="module")
def frugal() -> Iterator[Session]:
    """A session that several tests share, each of which leaves its screen as it was."""
    with session("frugal") as running:
        yield running


def test_actions_show_what_the_stock_driver_shows_near_the_floor() -> None:
    with session("stock") as stock, session("frugal", tells_frames=True) as frugal:
        compare(stock, frugal, ACTIONS)


def test_in_256_colors_actions_show_what_the_stock_driver_shows_and_a_change_of_size_is_painted_whole() -> None:
    with (
        session("stock", truecolor=False) as stock,
        session("frugal", truecolor=False, tells_frames=True) as frugal,
        session("full frames", truecolor=False) as full,
    ):
        compare(stock, frugal, ("row", "status", "modal open", "modal close", "focus on the tree"), full)
        # Without comparing, all that Textual draws is sent, and no more.
        full.screen.feed("\x1b[2J")
        full.act(UP)
        assert differences(full.screen.cells(), frugal.screen.cells()), "a row is drawn, no more"
        assert len(full.act("m").encode()) >= 2 * len(frugal.act("m").encode())
        assert len(full.act(ESCAPE).encode()) >= 2 * len(frugal.act(ESCAPE).encode())
        for columns, rows in ((90, 30), (131, 41), (40, 12), (120, 40)):
            for running in (stock, frugal):
                running.resize(columns, rows)
                running.settle()  # with any driver, a key that comes before can leave old cells
                running.act(DOWN)
            assert differences(frugal.screen.cells(), stock.screen.cells()) == []


def compare(stock: Session, frugal: Session, actions: Iterable[str], full: Session | None = None) -> None:
    """Do the same in sessions with different drivers; look at the screens and at what was sent."""
    assert differences(frugal.screen.cells(), stock.screen.cells()) == []
    pen: Look = PLAIN
    by_stock = by_frugal = by_full = floors = 0
    for action in actions:
        key = ACTIONS[action]
        before = frugal.screen.cells()
        running = [each for each in (stock, frugal, full) if each is not None]
        for each in running:  # at once: they wait for quiet
            each.press(key)
            each.mark()
        stock_bytes, frugal_bytes, *full_bytes = [len(each.settle().encode()) for each in running]
        assert differences(frugal.screen.cells(), stock.screen.cells()) == [], action
        # On a busy machine an action may take several frames: each has a floor.
        least = 0
        for shown in frugal.screens:
            cost, pen = floor(before, shown, pen)
            before, least = shown, least + cost
        assert frugal_bytes <= 1.5 * least + 8, action
        assert stock_bytes >= frugal_bytes, action
        by_stock, by_frugal, floors = by_stock + stock_bytes, by_frugal + frugal_bytes, floors + least
        by_full += sum(full_bytes)
        if full is not None:
            assert differences(full.screen.cells(), stock.screen.cells()) == [], action
    assert by_frugal <= NEAR_THE_FLOOR * floors
    assert by_stock >= 3 * by_frugal
    assert full is None or by_full >= 2 * by_frugal


def test_start_is_small_and_what_the_terminal_line_is_set_up_for() -> None:
    running = Session("frugal")
    try:
        assert len(running.settle().encode()) <= START_AT_MOST
        assert not running.modes()[3] & termios.ECHO  # type: ignore[operator]  # the local modes are a number
        assert os.get_blocking(running._slave), "the shell's line blocks no more"
        goodbye = running.leave()
        assert running.process.wait(10) == 0
        assert running.modes() == running.modes_before
        for on, off in pairwise(["\x1b[?2004l", "\x1b[?7h", "\x1b[<u", "\x1b[m", "\x1b[?1049l", "\x1b[?25h"]):
            assert goodbye.index(on) < goodbye.index(off)
    finally:
        running.close()


def test_idle_costs_nothing(frugal: Session) -> None:
    # Nothing can be waited for: that nothing comes is what is tested.
    assert not frugal.readable(0.5)
    woken = frugal.wake_ups()
    assert not frugal.readable(1)
    assert frugal.wake_ups() - woken <= 1


def test_redraw_repairs_a_spoilt_screen_in_one_go(frugal: Session) -> None:
    wanted = frugal.screen.cells()
    frugal.screen.feed("\x1b[?7h\x1b[31;1m\x1b[2J\x1b[5;5Hsomeone wrote here\r\n\n")
    assert differences(frugal.screen.cells(), wanted)
    sent = frugal.act("\x0c")
    assert differences(frugal.screen.cells(), wanted) == []
    assert len(sent.encode()) <= START_AT_MOST


def test_suspended_and_resumed_the_screen_comes_back(frugal: Session) -> None:
    """Without a shell that could continue it, it resumes at once; with one: tests/end_to_end/test_job_control.py."""
    wanted, modes = frugal.screen.cells(), frugal.modes()
    assert modes != frugal.modes_before
    frugal.press("\x1a")
    frugal.read_until("\x1b[?7l")  # until then the terminal line echoes keys
    goodbye, sent = frugal.sent.split("\x1b[?1049h")
    frugal.sent = f"\x1b[?1049h\x1b[2J{sent}"
    assert goodbye.index("\x1b[<u") < goodbye.index("\x1b[?1049l") < goodbye.index("\x1b[?25h")
    frugal.settle()
    assert frugal.modes() == modes
    assert differences(frugal.screen.cells(), wanted) == []


def test_stopped_by_another_and_continued_it_draws_anew_and_goes_on(frugal: Session) -> None:
    wanted, modes = frugal.screen.cells(), frugal.modes()
    os.kill(frugal.process.pid, signal.SIGSTOP)
    _, status = os.waitpid(frugal.process.pid, os.WUNTRACED)
    assert os.WIFSTOPPED(status)
    frugal.screen.feed("\x1b[2Jsomeone wrote here")
    for _ in range(3):
        os.kill(frugal.process.pid, signal.SIGCONT)
    frugal.read_until("\x1b[?7l")
    frugal.settle()
    assert differences(frugal.screen.cells(), wanted) == []
    assert frugal.modes() == modes


def test_a_lone_escape_is_a_key(frugal: Session) -> None:
    wanted = frugal.screen.cells()
    frugal.act("m")
    assert differences(frugal.screen.cells(), wanted)
    frugal.press("\x1b")
    frugal.read_until("user 0")  # of the tree behind the question
    frugal.settle()
    assert differences(frugal.screen.cells(), wanted) == []


def stall(running: Session) -> dict[str, int]:
    """Turn pages, reading nothing, until the terminal takes no more and frames are skipped."""
    while True:
        running.press("n")
        told = running.report()
        if told["skipped"] > 5:
            return told


def test_a_stalled_terminal_costs_nothing_recovers_with_one_frame_and_can_be_left() -> None:
    with session("frugal") as frugal:
        told = stall(frugal)
        pages = told["page"] + 40
        for _ in range(told["page"], pages):
            frugal.press("n")
            last = frugal.report()
        assert last["page"] == pages  # the event loop goes on, and reads keys
        assert last["sent"] == told["sent"]
        assert last["memory"] - told["memory"] < 512  # pages of 4 kB
        frugal.settle()
        frugal.press("n")
        assert frugal.report()["sent"] <= told["sent"] + 2  # the rest of a frame, and the one difference
        frugal.settle()
        shown = frugal.screen.cells()
        assert f"+86 10 {5550000 + (pages + 1) * PAGE * 7919}" in "".join(frugal.screen.lines_of_text())
        frugal.screen.feed("\x1b[2J")
        frugal.act("\x0c")
        assert differences(frugal.screen.cells(), shown) == []

        stall(frugal)
        frugal.press("q")
        assert frugal.process.wait(10) == 0
        assert frugal.modes() == frugal.modes_before
        goodbye = frugal.rest()
        assert "\x1b[?1049l" in goodbye
        assert goodbye.endswith(("\x1b[?25h\x1b[?1004l", "\x1b[?1000l"))
