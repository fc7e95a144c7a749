"""A terminal for the whole program: a pseudo terminal, an emulator that draws what arrives, and a hand to type."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyte

PROGRAM = (sys.executable, "-m", "ccc_tui")
_ROOT = Path(__file__).parents[2]
_PATIENCE = 30.0
_ALTERNATE_SCREEN = b"\x1b[?1049"
_CURSOR = b"\x1b[?25"
_MOUSE = tuple(b"\x1b[?%d" % mode for mode in (1000, 1002, 1003, 1005, 1006, 1015, 1016, 2048))
_PASTE = b"\x1b[?2004"
_FOCUS = b"\x1b[?1004"


class Terminal:
    """One run of the program in a terminal of its own, as its controlling terminal.

    Args:
        folder: where the program is started; here unless given.
        watched: whether to draw what arrives, for `text` and `lines`.

    Attributes:
        process: the program.
        received: everything that it has sent.
    """

    def __init__(
        self,
        *arguments: str,
        columns: int = 120,
        rows: int = 40,
        environ: Mapping[str, str] | None = None,
        program: Sequence[str] = PROGRAM,
        folder: str | Path | None = None,
        watched: bool = True,
    ) -> None:
        self._watched = watched
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._master, self._slave = pty.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.before = termios.tcgetattr(self._slave)
        self.received = b""
        self.process = subprocess.Popen(
            [*program, *arguments],
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            env={**os.environ, **({"PYTHONPATH": str(_ROOT)} if folder else {}), **(environ or {})},
            cwd=folder,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - no threads here, no other way
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        for end in (self._master, self._slave):
            if end >= 0:
                os.close(end)

    @property
    def lines(self) -> list[str]:
        # The emulator's own lines fail where half of a wide character was overwritten, as between two reads.
        screen = self._screen
        rows = (screen.buffer[row] for row in range(screen.lines))
        return ["".join(row[column].data for column in range(screen.columns)).rstrip() for row in rows]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def press(self, keys: str) -> None:
        os.write(self._master, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Change the terminal's size."""
        self._screen.resize(rows, columns)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def line(self) -> list[Any]:
        """Return how the terminal line is set up."""
        return termios.tcgetattr(self._slave)

    def read(self) -> None:
        """Take what has arrived, or wait a moment for something to arrive."""
        if select.select([self._master], [], [], 0.05)[0]:
            data = os.read(self._master, 65_536)
            self.received += data
            if not self._watched:
                return
            # The emulator takes the kitty protocol's sequences for other ones, and knows no alternate screen.
            data = data.replace(b"\x1b[<u", b"").replace(b"\x1b[>1u", b"")
            self._stream.feed(re.sub(rb"\x1b\[\?1049[hl]", b"\x1b[2J", data))

    def drain(self, seconds: float) -> None:
        """Take what arrives within a time, or until the program ends."""
        end = time.monotonic() + seconds
        while True:
            ready = select.select([self._master], [], [], max(min(end - time.monotonic(), 0.02), 0))[0]
            if ready:
                self.received += os.read(self._master, 65_536)
            if time.monotonic() >= end or not (ready or self.process.poll() is None):
                return

    def drain_until_quiet(self, seconds: float) -> None:
        """Take what arrives, until nothing arrives for a time (ten times that at most), or the program ends."""
        for _ in range(10):
            before = len(self.received)
            self.drain(seconds)
            if len(self.received) == before or self.process.poll() is not None:
                return

    def offer(self, data: bytes) -> bytes:
        """Type as much as the terminal line takes at once; return the rest."""
        os.set_blocking(self._master, False)
        try:
            return data[os.write(self._master, data) :]
        except BlockingIOError:
            return data
        finally:
            os.set_blocking(self._master, True)

    def until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE
        while not condition():
            assert time.monotonic() < end, f"waited in vain; the screen is\n{self.text}"
            self.read()

    def until_shown(self, *words: str) -> None:
        """Wait until the screen shows all of these."""
        self.until(lambda: all(word in self.text for word in words))

    def until_gone(self, words: str) -> None:
        """Wait until the screen does not show this any more."""
        self.until(lambda: words not in self.text)

    def ended(self) -> int:
        """Wait for the end of the program; return its exit status."""
        self.until(lambda: self.process.poll() is not None)
        while select.select([self._master], [], [], 0)[0]:
            self.read()
        return self.process.returncode

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def hang_up(self) -> None:
        """Close the other end, as a terminal that dies does."""
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    def differences_left(self) -> list[Any]:
        """Return what the program has left changed in the terminal."""
        left: list[Any] = []
        for name, mode, off in (
            ("alternate screen", _ALTERNATE_SCREEN, b"l"),
            ("cursor", _CURSOR, b"h"),
            ("pasting", _PASTE, b"l"),
            ("focus", _FOCUS, b"l"),
            *((f"mouse {mode!r}", mode, b"l") for mode in _MOUSE),
        ):
            last = self.received.rfind(mode)
            if last >= 0 and self.received[last + len(mode) : last + len(mode) + 1] != off:
                left.append(name)
        if termios.tcgetattr(self._slave) != self.before:
            left.append("termios")
        return left
