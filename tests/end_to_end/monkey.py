"""A monkey at a terminal: random keys, pastes, mouse, replies, sizes and signals, in sessions of the real program.

    python -m tests.end_to_end.monkey --events 10000 --seed 1 --low-bandwidth on

Each session must end with the right status, without a traceback, in a bounded time, and leave the terminal as it was.
What fails is printed with its seed; `--replay SEED` runs that one session again.
"""

import argparse
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tests.end_to_end.monkey_events import burst, size
from tests.end_to_end.terminal import Terminal

_PER_SESSION: Final = 400
_PATIENCE: Final = 30.0
_QUIET: Final = 0.6
_TERMS: Final = ("xterm-256color", "xterm", "screen", "screen-256color", "tmux-256color", "linux", "vt100", "rxvt", "x")
_ENVIRONMENTS: Final[Sequence[Mapping[str, str]]] = (
    {},
    {"NO_COLOR": "1"},
    {"COLORTERM": "truecolor"},
    {"LANG": "zh_CN.UTF-8"},
    {"COLUMNS": "7", "LINES": "3"},
    {"TEXTUAL_COLOR_SYSTEM": "bad", "TEXTUAL_FPS": "x"},
)
_STARTS: Final[Sequence[Sequence[str]]] = (
    (),
    ("--instance", "hd-service", "--user", "wangxm@hd-service"),
    ("--instance", "demo-escapes"),
    ("--instance", "demo-slow", "--user", "demo@demo-slow"),
    ("--instance", "demo-flaky"),
)
# What ends a session, and the exit status that must follow. `q` closes a dialog first, and may be typed into a field.
_ENDS: Final[Sequence[tuple[bytes | signal.Signals, int]]] = (
    (b"\x1b[27uq", 0),
    (b"\x03", 130),
    (signal.SIGINT, 130),
    (signal.SIGTERM, 143),
    (signal.SIGHUP, 129),
)


class FailureError(Exception):
    """What went wrong in a session."""


@dataclass
class Session:
    """One run of the program, decided by its seed alone.

    Attributes:
        sent: everything that was sent to the program.
        last: what the program has left on the terminal's usual screen, as a crash report.
        events: how many events that were.
    """

    seed: str
    low_bandwidth: str
    most: int
    sent: bytes = b""
    last: str = ""
    events: int = 0

    def run(self) -> None:
        """Run the session, in a folder of its own: a monkey may export.

        Raises:
            FailureError: the program did not do as it should.
        """
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            self._run(folder)

    def _run(self, folder: str) -> None:
        dice = random.Random(self.seed)  # noqa: S311 - to be repeated
        own = {"HOME": folder, "XDG_STATE_HOME": folder}
        environ = {"TERM": dice.choice(_TERMS), **dice.choice(_ENVIRONMENTS), **own}
        arguments = ("--demo", "--low-bandwidth", self.low_bandwidth, *dice.choice(_STARTS))
        columns, rows = size(dice)
        with Terminal(
            *arguments, columns=columns, rows=rows, environ=environ, folder=folder, watched=False
        ) as terminal:
            if dice.random() < 0.9:  # else it is disturbed while it starts
                self._wait(terminal, lambda: b"\x1b[?1049h" in terminal.received, "did not start")
            while self.events < self.most and terminal.process.poll() is None:
                self._disturb(terminal, dice)
            terminal.drain_until_quiet(_QUIET)
            # A click on the key bar or a command of the palette may have ended it.
            end, status = dice.choice(_ENDS) if terminal.process.poll() is None else (b"", 0)
            self._end(terminal, end, status)

    def _disturb(self, terminal: Terminal, dice: random.Random) -> None:
        self.events += 1
        match dice.randrange(40):
            case 0:
                terminal.resize(*size(dice))
            case 1:
                terminal.signal(signal.SIGSTOP)
                terminal.signal(signal.SIGCONT)
            case 2:
                terminal.drain(dice.random() / 20)
            case 3:
                terminal.signal(dice.choice((signal.SIGCONT, signal.SIGWINCH, signal.SIGTSTP)))
            case _:
                data, count = burst(dice)
                self.events += count - 1
                self._send(terminal, data)
                if dice.random() < 0.9:  # else it reads nothing for a while
                    terminal.drain(0)

    def _send(self, terminal: Terminal, data: bytes) -> None:
        self.sent += data
        until = time.monotonic() + _PATIENCE
        while data := terminal.offer(data):
            terminal.drain(0.01)
            if time.monotonic() > until:
                raise FailureError("takes no input")
            if terminal.process.poll() is not None:
                return

    def _end(self, terminal: Terminal, end: bytes | signal.Signals, status: int) -> None:
        """End the session, and check how it ended."""
        until = time.monotonic() + _PATIENCE
        # What was sent before, such as a click on the key bar, may be ending it already.
        statuses = {status, 0, 130} if _has_left(terminal) else {status}
        while terminal.process.poll() is None:
            if time.monotonic() > until:
                raise FailureError(f"not ended by {end!r}")
            if isinstance(end, bytes):
                self._send(terminal, b"" if _has_left(terminal) else end)
            elif terminal.process.poll() is None:
                terminal.signal(end)
            terminal.drain(1.0 if isinstance(end, bytes) else _PATIENCE)
        terminal.drain(1.0)
        self.last = terminal.received.rpartition(b"\x1b[?1049l")[2].decode(errors="replace")
        # A signal that comes before the program is loaded ends it as the system does.
        early = b"\x1b[?1049h" not in terminal.received and terminal.process.returncode == 128 - status
        if terminal.process.returncode not in statuses and not early:
            raise FailureError(f"{end!r} ended it with {terminal.process.returncode}")
        if b"Traceback" in terminal.received or b"crashed" in terminal.received:
            raise FailureError("a traceback")
        if left := terminal.differences_left():
            raise FailureError(f"left in the terminal: {left}")

    def _wait(self, terminal: Terminal, condition: Callable[[], bool], complaint: str) -> None:
        until = time.monotonic() + _PATIENCE
        while not condition():
            terminal.drain(0.05)
            if time.monotonic() > until or terminal.process.poll() is not None:
                raise FailureError(complaint)


def _has_left(terminal: Terminal) -> bool:
    """Whether the program has given the terminal its usual screen back."""
    return terminal.received.rfind(b"\x1b[?1049l") > terminal.received.rfind(b"\x1b[?1049h")


def sessions(events: int, seed: int, low_bandwidth: str) -> Iterator[Session]:
    """Return as many sessions as it takes for so many events."""
    done = number = 0
    while done < events:
        session = Session(f"{seed}.{number}", low_bandwidth, min(_PER_SESSION, events - done))
        yield session
        done += session.events
        number += 1


def main() -> int:
    """Run sessions; return how many failed, at most 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.end_to_end.monkey")
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--low-bandwidth", choices=("on", "off"), default="on")
    parser.add_argument("--replay", metavar="SEED", help="one session, as a failure names it: 1.17")
    chosen = parser.parse_args()
    # Shells start background jobs with SIGINT ignored, and nohup with SIGHUP: the programs would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    failed = done = 0
    all_of_them: Iterator[Session] = sessions(chosen.events, chosen.seed, chosen.low_bandwidth)
    if chosen.replay:
        all_of_them = iter([Session(chosen.replay, chosen.low_bandwidth, _PER_SESSION)])
    for session in all_of_them:
        try:
            session.run()
        except FailureError as failure:
            failed += 1
            print(f"seed {session.seed}, --low-bandwidth {session.low_bandwidth}: {failure}")  # noqa: T201
            print(f"  sent {session.sent[-2000:]!r}\n{session.last}", flush=True)  # noqa: T201
        done += session.events
    print(f"{done} events, {failed} failures")  # noqa: T201
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
