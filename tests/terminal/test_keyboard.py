"""Reading keys from a terminal that others read from too, or that is gone."""

import os
import tty

from ccc_tui.terminal.keyboard import read_keys
from ccc_tui.terminal.writer import reopen


def test_keys_that_another_process_has_taken_are_not_waited_for() -> None:
    master, slave = os.openpty()
    tty.setraw(slave)
    keys = reopen(slave, os.O_RDONLY)
    os.write(master, b"ab")
    assert os.read(slave, 1) == b"a"
    assert read_keys(keys) == b"b"
    assert read_keys(keys) is None
    assert os.get_blocking(slave)
    os.close(master)
    assert read_keys(keys) == b""
    os.close(keys)
    os.close(slave)


def test_what_is_no_terminal_is_read_as_it_is() -> None:
    reading, writing = os.pipe()
    keys = reopen(reading, os.O_RDONLY)
    os.write(writing, b"a")
    assert read_keys(keys) == b"a"
    os.close(writing)
    assert read_keys(keys) == b""
    os.close(keys)
    os.close(reading)
