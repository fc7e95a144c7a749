"""`Terminal`: a program in a pseudo-terminal, with a note of when it sent what.

An action is finished when the screen shows what is expected and nothing more has come for a while. The emulator
is fed only after that while, so that it never takes processor time from a program that is measured.
"""

import fcntl
import os
import re
import select
import struct
import subprocess
import termios
from codecs import getincrementaldecoder
from collections.abc import Callable, Sequence
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import Final, NamedTuple, Self

from bench.processes import cpu_time, environment, is_busy
from tests.terminal.emulator import Cell, Emulator

COLUMNS: Final = 120
ROWS: Final = 40
QUIET: Final = 0.08
_PATIENCE: Final = 30.0
_CHUNK: Final = 1 << 16
_UNFINISHED: Final = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[\]P][^\x07\x1b]*|[ -/]*)\Z")

Lines = Sequence[str]
Expected = str | Callable[[Lines], bool]


class Unexpected(Exception):  # noqa: N818 - named for what happened
    """What was waited for did not come."""


class Chunk(NamedTuple):
    """What was read at once: when, and how much processor time the program had taken by then."""

    when: float
    cpu: float
    data: bytes


class Moment(NamedTuple):
    """Seconds since the start of the program, or since a key; likewise seconds of processor."""

    wall: float
    cpu: float


class Terminal:
    """One run of a program.

    Args:
        command: what to run.
        environ: what is added to a tidy environment.
        truecolor: whether the terminal announces 16 million colours.
        columns: of the window.
        rows: of the window.
        pass_fds: descriptors that the program inherits.

    Attributes:
        process: the program.
        chunks: what came since the last key, or since the start.
    """

    def __init__(
        self,
        *command: str,
        environ: dict[str, str] | None = None,
        truecolor: bool = True,
        columns: int = COLUMNS,
        rows: int = ROWS,
        pass_fds: tuple[int, ...] = (),
    ) -> None:
        self._shown = Shown(columns, rows)
        self.chunks: list[Chunk] = []
        self._fed = 0
        self._ended = False
        self._master, slave = os.openpty()
        self._set_size(columns, rows)
        self._began, self._cpu_before = monotonic(), 0.0
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment(truecolor=truecolor) | (environ or {}),
            pass_fds=pass_fds,
            preexec_fn=lambda: os.login_tty(os.dup(slave)),  # noqa: PLW1509 - no threads here, no other way
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def screen(self) -> Emulator:
        """What the terminal shows, as of the last `settle`."""
        return self._shown.screen

    @property
    def sent(self) -> int:
        """How many bytes came since the last key."""
        return sum(len(chunk.data) for chunk in self.chunks)

    def press(self, keys: str) -> None:
        """Type. What comes from now on is what comes of it."""
        self._begin()
        os.write(self._master, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self._begin()
        self.screen.resize(rows, columns)
        self._set_size(columns, rows)

    def settle(self, expected: Expected = "", *, quiet: float = QUIET) -> Moment:
        """Read until something has come, the screen shows what is expected, and nothing more comes for a while.

        Returns:
            When the last of it came.

        Raises:
            Unexpected: it does not come.
        """
        deadline = monotonic() + _PATIENCE
        while True:
            while self._readable(quiet):
                self._read()
            self._show_all()
            # On a busy machine, silence may mean that the program waits for a processor.
            if self.chunks and not self._is_busy() and _shows(self.screen.lines_of_text(), expected):
                return self._moment(self.chunks[-1])
            if monotonic() > deadline or self._ended:
                raise Unexpected("\n".join([f"{expected!r} is not on the screen:", *self.screen.lines_of_text()]))

    def watch(self, *expected: Expected, quiet: float = QUIET) -> list[Moment]:
        """Read until the screen is as expected last, and tell when each of the expected came."""
        self.settle(expected[-1], quiet=quiet)
        replayed = Shown(self.screen.columns, self.screen.lines)
        moments: list[Moment] = []
        for chunk in self.chunks:
            replayed.feed(chunk.data)
            lines = replayed.screen.lines_of_text()
            while len(moments) < len(expected) and _shows(lines, expected[len(moments)]):
                moments.append(self._moment(chunk))
        if len(moments) < len(expected):
            raise Unexpected(f"{expected[len(moments)]!r} was not seen before what came after it")
        return moments

    def cells(self) -> list[list[Cell]]:
        """The screen, row by row."""
        return self.screen.cells()

    def rest(self, seconds: float) -> int:
        """Leave the program alone for some time, and return how many bytes came."""
        self._begin()
        deadline = monotonic() + seconds
        while (left := deadline - monotonic()) > 0:
            if self._readable(left):
                self._read()
        return self.sent

    def drain(self) -> None:
        """Take what the program sends until it ends."""
        while self._readable(_PATIENCE):
            self._read()

    def close(self) -> None:
        """End the program."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(_PATIENCE)
        os.close(self._master)

    def _begin(self) -> None:
        self._show_all()
        self.chunks = []
        self._fed = 0
        self._cpu_before = cpu_time(self.process.pid)
        self._began = monotonic()

    def _moment(self, chunk: Chunk) -> Moment:
        return Moment(chunk.when - self._began, chunk.cpu - self._cpu_before)

    def _is_busy(self) -> bool:
        with suppress(OSError):
            return not self._ended and is_busy(self.process.pid)
        return False

    def _readable(self, seconds: float) -> bool:
        return not self._ended and bool(select.select([self._master], [], [], seconds)[0])

    def _read(self) -> None:
        try:
            data = os.read(self._master, _CHUNK)
        except OSError:  # EIO: the other end of the terminal is closed
            self._ended = True
            return
        when = monotonic()
        cpu = 0.0
        with suppress(OSError):
            cpu = cpu_time(self.process.pid)
        self.chunks.append(Chunk(when, cpu, data))

    def _show_all(self) -> None:
        self._shown.feed(b"".join(chunk.data for chunk in self.chunks[self._fed :]))
        self._fed = len(self.chunks)

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


class Shown:
    """A screen that is fed with bytes as they come."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = Emulator(columns, rows)
        self._decoder = getincrementaldecoder("utf-8")()
        self._unfinished = ""

    def feed(self, data: bytes) -> None:
        """Show what came at once; what is cut off waits for the rest."""
        complete, self._unfinished = _split(self._unfinished + self._decoder.decode(data))
        self.screen.feed(complete)


def _split(text: str) -> tuple[str, str]:
    """Cut off a control sequence that is not complete."""
    begun = _UNFINISHED.search(text)
    return (text, "") if begun is None else (text[: begun.start()], text[begun.start() :])


def _shows(lines: Lines, expected: Expected) -> bool:
    return any(expected in line for line in lines) if isinstance(expected, str) else expected(lines)
