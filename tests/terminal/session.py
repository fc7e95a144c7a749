"""The sample application in a pseudo-terminal, read by an emulator only when a test wants to."""

import contextlib
import fcntl
import os
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Final

from tests.terminal.emulator import Cell, Emulator

PATIENCE: Final = 30.0
MARK_KEY: Final = b"\x1b[24~"
FRAME: Final = "\x1b]2;frame\x07"
_TIDY: Final = ("TEXTUAL", "COLORTERM", "NO_COLOR", "TMUX", "LINES", "COLUMNS", "TERM")


def environment(*, truecolor: bool = True, tells_frames: bool = False) -> dict[str, str]:
    """What the sample application is started with."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(_TIDY)}
    environ |= {"TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none", "LANG": "C.UTF-8"}
    environ |= {"SAMPLE_FRAMES": "1"} if tells_frames else {}
    return environ | ({"COLORTERM": "truecolor"} if truecolor else {})


class Session:
    """One run of the application.

    Args:
        driver: the program's first argument: the sample's driver.
        columns: of the terminal.
        rows: of the terminal.
        truecolor: whether the terminal says that it has all colors.
        tells_frames: whether the application says where each frame ends.
        program: the module to run.

    Attributes:
        screen: What the terminal shows, of what was read.
        sent: What was read since the last `settle`, but for the mark itself.
        screens: What the terminal showed after each frame of the last `settle`.
    """

    def __init__(
        self,
        driver: str,
        *,
        columns: int = 120,
        rows: int = 40,
        truecolor: bool = True,
        tells_frames: bool = False,
        program: str = "tests.terminal.sample_app",
    ) -> None:
        self.screen = Emulator(columns, rows)
        self.sent = ""
        self.screens: list[list[list[Cell]]] = []
        self.marks = 0
        self._is_marked = False
        self._master, slave = os.openpty()
        self._slave = slave  # kept open, so that what is left can be read after the end
        self._report_read, report = os.pipe()
        self._size(columns, rows)
        self.modes_before = termios.tcgetattr(slave)
        self.process = subprocess.Popen(
            (sys.executable, "-m", program, driver, str(report)),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment(truecolor=truecolor, tells_frames=tells_frames),
            pass_fds=(report,),
            preexec_fn=lambda: os.login_tty(os.dup(slave)),  # noqa: PLW1509 - no threads here, no other way
        )
        os.close(report)
        self._reports = os.fdopen(self._report_read, encoding="utf-8")

    def press(self, *keys: str) -> None:
        """Type."""
        for key in keys:
            os.write(self._master, key.encode())

    def mark(self) -> None:
        """Ask for a mark once everything is painted; the next `settle` reads until then."""
        self.marks += 1
        self._is_marked = True
        os.write(self._master, MARK_KEY)

    def settle(self) -> str:
        """Read until everything is painted, and show it.

        Returns:
            What was sent.
        """
        if not self._is_marked:
            self.mark()
        self._is_marked = False
        mark = f"\x1b]2;mark {self.marks}\x07"
        self.read_until(mark)
        frames, self.sent = self.sent.replace(mark, "").split(FRAME), ""
        self.screens = []
        for frame in frames:
            self.screen.feed(frame)
            self.screens.append(self.screen.cells())
        return "".join(frames)

    def act(self, *keys: str) -> str:
        """Type, and read what comes of it."""
        self.press(*keys)
        return self.settle()

    def read_until(self, text: str) -> None:
        """Read until something was sent."""
        deadline = monotonic() + PATIENCE
        data = bytearray()
        while text.encode() not in data:
            if not self.readable(deadline - monotonic()):
                raise TimeoutError(f"{text!r} did not come, but {bytes(data[-200:])!r}")
            data += os.read(self._master, 65536)
        self.sent += data.decode()

    def readable(self, seconds: float) -> bool:
        """Whether something is sent within a time."""
        return bool(select.select([self._master], [], [], max(seconds, 0))[0])

    def rest(self) -> str:
        """What is left to read."""
        data = bytearray()
        while self.readable(0):
            data += os.read(self._master, 65536)
        return data.decode()

    def resize(self, columns: int, rows: int) -> None:
        """Change the terminal's size."""
        self.screen.resize(rows, columns)
        self._size(columns, rows)

    def report(self) -> dict[str, int]:
        """The next line that the application tells about itself, past the terminal: one for each page."""
        if not select.select([self._reports], [], [], PATIENCE)[0]:
            raise TimeoutError("the application does not go on")
        pairs = (pair.split("=") for pair in self._reports.readline().split())
        return {name: int(value) for name, value in pairs}

    def wake_ups(self) -> int:
        """How often the application's threads have been woken."""
        found = 0
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            for line in (task / "status").read_text().splitlines():
                if line.startswith("voluntary_ctxt_switches"):
                    found += int(line.split()[1])
        return found

    def modes(self) -> list[object]:
        """How the terminal line is set up."""
        return termios.tcgetattr(self._slave)

    def leave(self) -> str:
        """Quit, and read what is sent then."""
        self.press("q")
        data = ""
        deadline = monotonic() + PATIENCE
        while self.process.poll() is None and monotonic() < deadline:
            if self.readable(0.05):
                data += os.read(self._master, 65536).decode()
        return data + self.rest()

    def close(self) -> None:
        """End, whatever the state."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        self._reports.close()
        os.close(self._master)
        os.close(self._slave)

    def _size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


@contextlib.contextmanager
def session(driver: str, *, truecolor: bool = True, tells_frames: bool = False) -> Iterator[Session]:
    """A session that is ready: its first screen is painted."""
    running = Session(driver, truecolor=truecolor, tells_frames=tells_frames)
    try:
        running.settle()
        yield running
    finally:
        running.close()
