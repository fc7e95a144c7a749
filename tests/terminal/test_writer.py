"""The thread that sends, on descriptors that are no terminals, or were."""

import os
import threading
import tty
from time import sleep

from ccc_tui.terminal.framebuffer import Framebuffer
from ccc_tui.terminal.writer import Writer


def fail(error: Exception) -> None:
    raise error


def test_a_pipe_gets_the_frames_too() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as file:
        writer = Writer(Framebuffer(20, 5), file, fail)
        writer.write("\x1b[1;1H中文\x07")
        assert os.read(reading, 100).decode() == "\x1b[H\x1b[m中文\x07"
        writer.stop()
    assert os.read(reading, 100) == b""
    os.close(reading)


def test_a_full_pipe_does_not_block() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as file:
        writer = Writer(Framebuffer(80, 24), file, fail)
        for number in range(3000):
            for row in range(1, 25):
                writer.write(f"\x1b[{row};1H{str(number % 10) * 80}")
        writer.stop()
    assert os.read(reading, 1_000_000)
    os.close(reading)


def test_a_terminal_that_went_away_is_no_error() -> None:
    master, slave = os.openpty()
    with os.fdopen(slave, "w") as file:
        writer = Writer(Framebuffer(80, 24), file, fail)
        os.close(master)
        for number in range(100):
            writer.write(f"\x1b[1;1H{number}")
        writer.stop()


def test_what_a_terminal_takes_is_sent_at_once_and_the_rest_later() -> None:
    master, slave = os.openpty()
    tty.setraw(slave)
    with os.fdopen(slave, "w") as file:
        writer = Writer(Framebuffer(200, 100), file, fail)
        while not writer._thread_sleeps:
            sleep(0.001)
        writer.write("\x1b[1;1Hx")
        os.set_blocking(master, False)
        assert os.read(master, 100) == b"\x1b[H\x1b[mx"
        os.set_blocking(master, True)
        digits = "0123456789" * 20
        for row in range(1, 101):
            writer.write(f"\x1b[{row};1H{digits}")
        writer.write("\x07")
        data = b""
        while not data.endswith(b"\x07"):
            data += os.read(master, 1 << 16)
        assert data.count(digits.encode()) == 100
        writer.stop()
    os.close(master)


def test_characters_that_the_terminal_cannot_show_keep_their_places() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="ascii") as file:
        writer = Writer(Framebuffer(20, 5), file, fail)
        writer.write("\x1b[1;1H│─x\x07")
        assert os.read(reading, 100) == b"\x1b[H\x1b[m??x\x07"
        writer.stop()
    os.close(reading)


def test_redrawing_sends_everything_once() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as file:
        writer = Writer(Framebuffer(20, 5), file, fail)
        writer.write("\x1b[?25l\x1b[2;2Hx\x07")
        os.read(reading, 100)
        writer.redraw()
        assert os.read(reading, 100).decode() == "\x1b(B\x0f\x1b[?25l\x1b[2;2H\x1b[mx"
        writer.stop()
    os.close(reading)


def test_nothing_is_left_behind() -> None:
    before = os.dup(0)  # the lowest number that is free
    os.close(before)
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as file:
        writer = Writer(Framebuffer(20, 5), file, fail)
        writer.stop()
    os.close(reading)
    after = os.dup(0)
    os.close(after)
    assert after == before
    assert "terminal-output" not in {thread.name for thread in threading.enumerate()}
