"""The thread that sends: the newest picture, whenever the terminal is ready for more."""

import contextlib
import os
import select
import termios
import threading
from time import monotonic
from typing import Final, TextIO

from ccc_tui.terminal.picture import Picture

# What one call may write. Where the terminal could not be opened without blocking, a call may block until the
# terminal has taken all of it, so it is little.
_CHUNK: Final = 4096
_BLOCKING_CHUNK: Final = 256

# How long a program that leaves waits for a terminal that does not take anything.
_PATIENCE: Final = 0.5

# Ends whatever sequence was cut off (ECMA-48 and xterm: CAN aborts a sequence, ST a string).
_ABORT: Final = b"\x18\x1b\\"


class Writer:
    """Draws on a picture from any thread, and sends it from its own.

    The event loop is never blocked: `write` only draws. The lock is held while bytes are computed, not while
    they are sent.

    Attributes:
        bytes_sent: How many bytes the terminal has taken.
    """

    def __init__(self, picture: Picture, file: TextIO) -> None:
        self.bytes_sent = 0
        self._picture = picture
        self._encoding = file.encoding or "utf-8"
        file.flush()
        self._terminal, self._chunk = _open(file.fileno())
        self._stop_read, self._stop_write = os.pipe()
        # Reentrant, because a signal handler may write while its thread is writing.
        self._news = threading.Condition(threading.RLock())
        self._is_news = False
        self._stalled = False
        self._deadline: float | None = None
        self._thread = threading.Thread(target=self._run, name="terminal-output", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def write(self, data: str) -> None:
        """Draw, and let the thread send what changed."""
        with self._news:
            self._fit()
            self._picture.feed(data, stalled=self._stalled)
            self._tell()

    def redraw(self) -> None:
        """Send the whole screen once more."""
        with self._news:
            self._picture.redraw()
            self._tell()

    def stop(self) -> None:
        """Send what is left, and end within a bounded time even if the terminal takes nothing."""
        with self._news:
            self._deadline = monotonic() + _PATIENCE
            os.write(self._stop_write, b"\0")
            self._tell()
        self._thread.join(timeout=2 * _PATIENCE)
        if not self._thread.is_alive():  # else it is stuck in a blocking write, and needs its descriptors
            for descriptor in (self._terminal, self._stop_read, self._stop_write):
                os.close(descriptor)

    def _fit(self) -> None:
        # One system call of a microsecond. Waiting for Textual to hear of a new size would be too late: the
        # terminal has it already.
        size = terminal_size(self._terminal)
        if size is not None:
            self._picture.resize(*size)

    def _tell(self) -> None:
        self._is_news = True
        self._news.notify()

    def _run(self) -> None:
        # A terminal that is gone takes nothing any more. What is drawn goes to the picture, which is bounded.
        with contextlib.suppress(OSError):
            complete = True
            while complete and self._deadline is None:
                self._wait_for_news()
                complete = self._wait_for_terminal() and self._send(self._take())
            if not (complete and self._send(self._take())):
                self._abandon()

    def _wait_for_news(self) -> None:
        with self._news:
            while not self._is_news:
                self._news.wait()

    def _take(self) -> bytes:
        with self._news:
            self._is_news = False
            self._fit()
            return self._picture.take().encode(self._encoding, "replace")

    def _send(self, data: bytes) -> bool:
        """Send all of it; False if the program left before the terminal took it."""
        rest = memoryview(data)
        while rest:
            with contextlib.suppress(BlockingIOError):
                taken = os.write(self._terminal, rest[: self._chunk])
                self.bytes_sent += taken
                rest = rest[taken:]
            if rest and not self._wait_for_terminal():
                return False
        return True

    def _wait_for_terminal(self) -> bool:
        """Wait until the terminal takes more; False if it does not before the program has left."""
        poll = select.poll()
        poll.register(self._terminal, select.POLLOUT)
        if poll.poll(0):
            return True
        self._stalled = True
        poll.register(self._stop_read, select.POLLIN)
        ready = dict(poll.poll())
        if self._terminal not in ready:
            poll.unregister(self._stop_read)
            patience = max((self._deadline or 0) - monotonic(), 0)
            ready = dict(poll.poll(1000 * patience))
        self._stalled = self._terminal not in ready
        return not self._stalled

    def _abandon(self) -> None:
        """Leave a terminal that takes nothing: drop what the kernel keeps for it, then restore its modes."""
        with contextlib.suppress(termios.error):
            termios.tcflush(self._terminal, termios.TCOFLUSH)
        poll = select.poll()
        poll.register(self._terminal, select.POLLOUT)
        if poll.poll(0):
            with self._news:
                last = _ABORT + self._picture.farewell().encode(self._encoding, "replace")
            self.bytes_sent += os.write(self._terminal, last)


def terminal_size(descriptor: int) -> tuple[int, int] | None:
    """Columns and rows, where the terminal says so."""
    try:
        columns, rows = os.get_terminal_size(descriptor)
    except OSError:
        return None
    return (columns, rows) if columns and rows else None


def _open(descriptor: int) -> tuple[int, int]:
    """A descriptor to write to, and how much to write at once.

    Not to block is a property of an open file, which the program shares with its shell. So the terminal is
    opened once more.
    """
    try:
        name = os.ttyname(descriptor)
        return os.open(name, os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC), _CHUNK
    except OSError:
        return os.dup(descriptor), _BLOCKING_CHUNK
