"""`Terminal`: a program in a pseudo-terminal, with a note of when it sent what.

An action is finished when the screen shows what is expected and nothing more has come for a while. The emulator is fed
only after that while, so that it takes no processor time from the program that is measured.
"""

import fcntl
import os
import re
import select
import struct
import subprocess
import termios
from codecs import getincrementaldecoder
from contextlib import suppress
from time import monotonic
from typing import Final, NamedTuple, Self

from bench.processes import ENVIRONMENT, cpu_time, is_busy
from tests.terminal.emulator import Cell, Emulator

COLUMNS: Final = 120
ROWS: Final = 40
QUIET: Final = 0.08
_PATIENCE: Final = 30.0
_UNFINISHED: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]P][^\x07\x1b]*|[ -/]*)\Z")


class UnexpectedScreenError(Exception):
    """What was waited for did not come."""


class Moment(NamedTuple):
    """Seconds since the start of the program, or since a key; likewise seconds of processor."""

    wall: float
    cpu: float


class Shown:
    """A screen that is fed with bytes as they come; a control sequence that is cut off waits for the rest."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = Emulator(columns, rows)
        self._decoder = getincrementaldecoder("utf-8")()
        self._unfinished = ""

    def feed(self, data: bytes) -> None:
        """Show what came."""
        text = self._unfinished + self._decoder.decode(data)
        cut = _UNFINISHED.search(text)
        end = cut.start() if cut else len(text)
        self.screen.feed(text[:end])
        self._unfinished = text[end:]

    def shows(self, expected: str) -> bool:
        """Return whether a line holds this."""
        return any(expected in line for line in self.screen.lines_of_text())


class Terminal:
    """One run of a program, in a window of 120 columns and 40 rows."""

    def __init__(self, *command: str, environ: dict[str, str] | None = None) -> None:
        self._shown = Shown(COLUMNS, ROWS)
        self._chunks: list[tuple[Moment, bytes]] = []  # since the last key, or since the start
        self._fed = 0
        self._ended = False
        self._master, slave = os.openpty()
        self._set_size(COLUMNS, ROWS)
        self._started, self._cpu_before = monotonic(), 0.0
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=ENVIRONMENT | (environ or {}),
            preexec_fn=lambda: os.login_tty(os.dup(slave)),  # noqa: PLW1509 - no threads here, no other way
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait(_PATIENCE)
        os.close(self._master)

    @property
    def sent(self) -> int:
        """How many bytes came since the last key."""
        return sum(len(data) for _, data in self._chunks)

    def cells(self) -> list[list[Cell]]:
        """Return the screen, row by row, as of the last `settle`."""
        return self._shown.screen.cells()

    def press(self, keys: str) -> None:
        """Type. What comes from now on is what comes of it."""
        self._start_over()
        os.write(self._master, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self._start_over()
        self._shown.screen.resize(rows, columns)
        self._set_size(columns, rows)

    def settle(self, expected: str = "", *, quiet: float = QUIET) -> Moment:
        """Read until something has come, the screen shows this, and nothing more comes; return when the last came.

        Raises:
            UnexpectedScreenError: it does not come.
        """
        deadline = monotonic() + _PATIENCE
        while True:
            while self._read(quiet):
                pass
            self._feed()
            # On a busy machine, silence may mean that the program waits for a processor.
            if self._chunks and not self._is_busy() and self._shown.shows(expected):
                return self._chunks[-1][0]
            if monotonic() > deadline or self._ended:
                lines = self._shown.screen.lines_of_text()
                raise UnexpectedScreenError("\n".join([f"{expected!r} is not on the screen:", *lines]))

    def catch_up(self, quiet: float) -> None:
        """Read until nothing comes for a while, whether something came or not, and the program waits."""
        while self._read(quiet) or self._is_busy():
            pass
        self._feed()

    def watch(self, *expected: str) -> list[Moment]:
        """Read until the screen shows what is expected last, and return when each of the expected came."""
        self.settle(expected[-1])
        replayed = Shown(COLUMNS, ROWS)
        moments: list[Moment] = []
        for moment, data in self._chunks:
            replayed.feed(data)
            while len(moments) < len(expected) and replayed.shows(expected[len(moments)]):
                moments.append(moment)
        if len(moments) < len(expected):
            raise UnexpectedScreenError(f"{expected[len(moments)]!r} was not seen before what came after it")
        return moments

    def rest(self, seconds: float) -> int:
        """Leave the program alone for some time, and return how many bytes came."""
        self._start_over()
        deadline = monotonic() + seconds
        while (left := deadline - monotonic()) > 0:
            self._read(left)
        return self.sent

    def _start_over(self) -> None:
        self._feed()
        self._chunks, self._fed = [], 0
        self._started, self._cpu_before = monotonic(), cpu_time(self.process.pid)

    def _is_busy(self) -> bool:
        with suppress(OSError):
            return not self._ended and is_busy(self.process.pid)
        return False

    def _read(self, seconds: float) -> bool:
        """Read what comes within a time, and return whether something came."""
        if self._ended or not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # EIO: the other end of the terminal is closed
            self._ended = True
            return False
        wall = monotonic() - self._started
        cpu = 0.0
        with suppress(OSError):  # the program has ended
            cpu = cpu_time(self.process.pid) - self._cpu_before
        self._chunks.append((Moment(wall, cpu), data))
        return True

    def _feed(self) -> None:
        self._shown.feed(b"".join(data for _, data in self._chunks[self._fed :]))
        self._fed = len(self._chunks)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
