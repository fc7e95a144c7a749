"""Send the newest frame whenever the terminal takes more: at once, or from a thread that waits."""

from __future__ import annotations

import os
import select
import termios
import threading
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Final, TextIO, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccc_tui.terminal.framebuffer import Framebuffer

Drawn = TypeVar("Drawn")

# Bytes for one call. Where the terminal could not be opened without blocking, a call blocks until all are taken.
_CHUNK: Final = 4096
_BLOCKING_CHUNK: Final = 256

# Seconds that a program which ends waits for a terminal that takes nothing.
_END_TIMEOUT: Final = 0.5

# Each cell takes memory, and a terminal line can be told any size up to 65,535 by 65,535.
_COLUMNS_AT_MOST: Final = 2000
_ROWS_AT_MOST: Final = 1000

# Ends a sequence that was cut off (ECMA-48 and xterm: CAN aborts a sequence, ST a string).
_ABORT: Final = b"\x18\x1b\\"


class Writer:
    """Draw on a framebuffer from any thread, and send it to a terminal.

    The event loop is never blocked: `draw` sends only what the terminal takes at once, since waking a thread costs more
    than most frames do. The thread sends what is left, and what was drawn while it waited. `failed` is told, in the
    thread, what ended the thread before its time.
    """

    def __init__(self, framebuffer: Framebuffer, file: TextIO, failed: Callable[[Exception], None]) -> None:
        self._failed = failed
        self._framebuffer = framebuffer
        self._encoding = file.encoding or "utf-8"
        file.flush()
        self._terminal = reopen(file.fileno(), os.O_WRONLY)
        self._blocks = os.get_blocking(self._terminal)
        self._stop_read, self._stop_write = os.pipe()
        # Reentrant, because a signal handler may write while its thread is writing.
        self._news = threading.Condition(threading.RLock())
        self._is_news = False
        self._thread_sleeps = False
        self._taken = memoryview(b"")  # of the framebuffer, but not yet of the terminal
        self._stalled = False
        self._broken = False
        self._deadline: float | None = None
        self._thread = threading.Thread(target=self._run, name="terminal-output", daemon=True)
        self._thread.start()

    def write(self, data: str) -> None:
        """Draw what is written, as `draw` does."""
        self.draw(lambda framebuffer, stalled: framebuffer.feed(data, stalled=stalled))

    def draw(self, draw: Callable[[Framebuffer, bool], Drawn]) -> Drawn:
        """Draw, and send what changed, or let the thread do so once the terminal takes more.

        `draw` is told whether the terminal takes nothing at the moment; what it returns is returned.
        """
        with self._news:
            # What a signal handler writes meanwhile is only drawn, for the thread to send.
            free, self._thread_sleeps = self._thread_sleeps, False
            self._fit()
            drawn = draw(self._framebuffer, self._stalled)
            if free and not self._blocks and self._send_at_once():
                self._thread_sleeps = not self._is_news
            else:
                self._tell()
        return drawn

    def redraw(self) -> None:
        """Send the whole screen once more."""
        with self._news:
            self._framebuffer.redraw()
            self._tell()

    def stop(self) -> None:
        """Send what is left, and end within a bounded time even if the terminal takes nothing."""
        with self._news:
            self._deadline = monotonic() + _END_TIMEOUT
            os.write(self._stop_write, b"\0")
            self._tell()
        self._thread.join(timeout=2 * _END_TIMEOUT)
        if self._broken:
            with suppress(OSError):
                self._abandon()
        if not self._thread.is_alive():  # else it is stuck in a blocking write, and needs its descriptors
            for descriptor in (self._terminal, self._stop_read, self._stop_write):
                os.close(descriptor)

    def _fit(self) -> None:
        # A system call of a microsecond: the terminal has a new size before Textual hears of it.
        if size := terminal_size(self._terminal):
            self._framebuffer.resize(*size)

    def _tell(self) -> None:
        self._is_news = True
        self._news.notify()

    def _send_at_once(self) -> bool:
        """Send as much as does not have to be waited for; False if something is left."""
        if not self._takes_more():
            return False
        self._taken = self._take()
        with suppress(OSError):  # the thread will find out, and end
            while self._taken and self._takes_more():
                self._push()
        return not self._taken

    def _run(self) -> None:
        """Send, and report what ends the thread: the program would go on with a frozen screen."""
        try:
            # A terminal that is gone takes nothing any more. What is drawn stays in the framebuffer, which is bounded.
            with suppress(OSError):
                complete = True
                while complete and self._deadline is None:
                    self._wait_for_news()
                    complete = self._send() and self._wait_for_terminal() and self._send_news()
                if not (complete and self._send_news()):
                    self._abandon()
        except Exception as error:  # noqa: BLE001 - all of it is reported
            self._broken = True
            self._failed(error)

    def _wait_for_news(self) -> None:
        with self._news:
            self._thread_sleeps = not self._is_news
            while not self._is_news:
                self._news.wait()
            self._thread_sleeps = False

    def _send_news(self) -> bool:
        with self._news:
            self._is_news = False
            self._fit()
            self._taken = self._take()
        return self._send()

    def _take(self) -> memoryview:
        return memoryview(self._framebuffer.take().encode(self._encoding, "replace"))

    def _send(self) -> bool:
        """Send what was taken; False if the program ended before the terminal took all of it."""
        while self._taken:
            with suppress(BlockingIOError):
                self._push()
            if self._taken and not self._wait_for_terminal():
                return False
        return True

    def _push(self) -> None:
        chunk = self._taken[: _BLOCKING_CHUNK if self._blocks else _CHUNK]
        self._taken = self._taken[os.write(self._terminal, chunk) :]

    def _takes_more(self, seconds: float | None = 0, *others: int) -> bool:
        """Return whether the terminal takes more, after waiting for that or for other descriptors to be readable."""
        poll = select.poll()
        poll.register(self._terminal, select.POLLOUT)
        for other in others:
            poll.register(other, select.POLLIN)
        ready = poll.poll(None if seconds is None else 1000 * seconds)
        return self._terminal in dict(ready)

    def _wait_for_terminal(self) -> bool:
        """Wait until the terminal takes more; False if it does not before the program has ended."""
        if self._takes_more():
            return True
        self._stalled = True
        if self._takes_more(None, self._stop_read) or self._takes_more(max((self._deadline or 0) - monotonic(), 0)):
            self._stalled = False
        return not self._stalled

    def _abandon(self) -> None:
        """Leave a terminal that takes nothing: drop what the kernel keeps for it, then restore its modes."""
        with suppress(termios.error):
            termios.tcflush(self._terminal, termios.TCOFLUSH)
        if self._takes_more():
            with self._news:
                last = _ABORT + self._framebuffer.farewell().encode(self._encoding, "replace")
            os.write(self._terminal, last)


def terminal_size(descriptor: int) -> tuple[int, int] | None:
    """Return columns and rows of the terminal line, or None where it does not know them."""
    try:
        columns, rows = os.get_terminal_size(descriptor)
    except OSError:
        return None
    return (min(columns, _COLUMNS_AT_MOST), min(rows, _ROWS_AT_MOST)) if columns and rows else None


def reopen(descriptor: int, access: int) -> int:
    """Return a descriptor of the terminal that does not block, or where it cannot be opened, a duplicate.

    Not to block is a property of an open file, which the program shares with its shell. So it is opened again.
    """
    try:
        return os.open(os.ttyname(descriptor), access | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return os.dup(descriptor)
