"""What is started, in which environment, and what it costs."""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import clock_gettime, monotonic
from typing import Final, NamedTuple

from ccc_tui.simulator import ACCESS_KEY_ID, ACCESS_KEY_SECRET

DASHBOARD: Final = (sys.executable, "-m", "ccc_tui")
SDK: Final = (sys.executable, "-m", "bench.programs.sdk")
MINIMAL: Final = (sys.executable, "-m", "bench.programs.minimal_app")

# Whatever is around the person who measures must not change what is measured.
_TIDY: Final = (
    *("CCC_TUI", "ALIBABA_CLOUD", "TEXTUAL", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "TMUX", "STY", "SSH"),
    *("LINES", "COLUMNS", "TERM", "LC_", "LANG", "XDG", "http", "HTTP", "all_proxy", "ALL_PROXY"),
)
_EMPTY_HOME: Final = tempfile.TemporaryDirectory(prefix="bench-home-")


def environment(*, truecolor: bool = True) -> dict[str, str]:
    """Return an environment without the person's own configuration, account and terminal."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(_TIDY)}
    environ |= {
        "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true",
        "HOME": _EMPTY_HOME.name,
        "LANG": "C.UTF-8",
        "NO_PROXY": "127.0.0.1",
        "TERM": "xterm-256color",
        "TZ": "UTC",
    }
    return environ | ({"COLORTERM": "truecolor"} if truecolor else {})


def connected(address: str) -> dict[str, str]:
    """Return what leads the program and the official SDK to the simulator."""
    return {
        "ALIBABA_CLOUD_ACCESS_KEY_ID": ACCESS_KEY_ID,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": ACCESS_KEY_SECRET,
        "CCC_TUI_ENDPOINT": address,
    }


@contextlib.contextmanager
def simulator(*options: str) -> Iterator[str]:
    """Serve in a process of its own, so that the server's work is nobody else's, and yield the address."""
    process = subprocess.Popen(
        (*DASHBOARD, "simulator", *options), env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None  # noqa: S101 - asked for above
    try:
        lines = [process.stdout.readline() for _ in range(4)]
        address = next(line for line in lines if "CCC_TUI_ENDPOINT=" in line).partition("=")[2].strip()
        yield address
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


class Cost(NamedTuple):
    """What a finished process took: seconds, and seconds of processor."""

    wall: float
    cpu: float
    output: str


def run(*command: str, environ: dict[str, str] | None = None) -> Cost:
    """Run a program to its end.

    Raises:
        RuntimeError: it failed.
    """
    begin = monotonic()
    with subprocess.Popen(
        command, env=environment() | (environ or {}), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None  # noqa: S101 - asked for above
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command[1:])} ended with {process.returncode}")
    return Cost(monotonic() - begin, usage.ru_utime + usage.ru_stime, output)


def cpu_time(pid: int) -> float:
    """Return the seconds of processor that a running process has taken, all its threads together.

    Linux has a clock for each process: clock_getcpuclockid(3).
    """
    return clock_gettime((~pid << 3) | 2)


def wake_ups(pid: int) -> int:
    """Return how often the threads of a process have gone to sleep: as often as something woke them."""
    return sum(_status(task / "status", "voluntary_ctxt_switches") for task in Path(f"/proc/{pid}/task").iterdir())


def is_busy(pid: int) -> bool:
    """Whether a thread of a process runs, or would if it had a processor."""
    stats = [(task / "stat").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    return any(stat.rpartition(") ")[2].startswith(("R", "D")) for stat in stats)


def memory(pid: int) -> float:
    """Return the resident memory of a process in MB."""
    return _status(Path(f"/proc/{pid}/status"), "VmRSS") / 1024


def _status(file: Path, name: str) -> int:
    for line in file.read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    raise LookupError(name)
