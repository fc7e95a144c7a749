"""Job control: what Ctrl+Z does in a program that reads it as a key."""

import os
import signal
import termios
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def stop_process_group() -> None:
    """Stop the process group as the terminal line would; return when it is continued.

    A group that no shell controls is not stopped: nothing could continue it. The kernel sees to that for SIGTSTP,
    not for SIGSTOP.
    """
    with _default(signal.SIGTSTP), _default(signal.SIGCONT):
        os.killpg(0, signal.SIGTSTP)


def wait_for_foreground(terminal: int) -> None:
    """Return when the process group may use the terminal: in the background, this stops it until ``fg``."""
    with _default(signal.SIGTTOU), suppress(termios.error):  # EIO: no shell controls this group
        termios.tcsetattr(terminal, termios.TCSANOW, termios.tcgetattr(terminal))


@contextmanager
def _default(number: signal.Signals) -> "Iterator[None]":
    before = signal.signal(number, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(number, before)
