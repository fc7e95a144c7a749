"""What is started, in which environment, and what it costs. Linux only."""

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
SAME_LIBRARIES: Final = (*MINIMAL, "click", "pydantic.types", "httpx")

_EMPTY_HOME: Final = tempfile.TemporaryDirectory(prefix="bench-home-")
# Without the configuration, the account and the terminal of the user.
ENVIRONMENT: Final = {
    "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true",
    "COLORTERM": "truecolor",
    "HOME": _EMPTY_HOME.name,
    "LANG": "C.UTF-8",
    "NO_PROXY": "127.0.0.1",
    "PATH": os.defpath,
    "TERM": "xterm-256color",
    "TZ": "UTC",
}


class Cost(NamedTuple):
    """Seconds, seconds of processor, and the output of a finished process."""

    wall: float
    cpu: float
    output: str


@contextlib.contextmanager
def simulator(*options: str) -> Iterator[dict[str, str]]:
    """Serve in a process of its own; yield the environment that leads the program and the SDK there."""
    command = (*DASHBOARD, "simulator", *options)
    with subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101 - asked for above
        try:
            line = next(line for line in process.stdout if "CCC_TUI_ENDPOINT=" in line)
            yield {
                "ALIBABA_CLOUD_ACCESS_KEY_ID": ACCESS_KEY_ID,
                "ALIBABA_CLOUD_ACCESS_KEY_SECRET": ACCESS_KEY_SECRET,
                "CCC_TUI_ENDPOINT": line.partition("=")[2].strip(),
            }
        finally:
            process.terminate()


def run(*command: str, environ: dict[str, str] | None = None) -> Cost:
    """Run a program to its end; raise RuntimeError if it fails."""
    start = monotonic()
    environ = ENVIRONMENT | (environ or {})
    with subprocess.Popen(command, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None  # noqa: S101 - asked for above
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command[1:])} ended with {process.returncode}")
    return Cost(monotonic() - start, usage.ru_utime + usage.ru_stime, output)


def cpu_time(pid: int) -> float:
    """Return the processor seconds of a running process, all threads together, by clock_getcpuclockid(3)."""
    return clock_gettime((~pid << 3) | 2)


def wake_ups(pid: int) -> int:
    """Return how often the threads of a process have gone to sleep: as often as something woke them."""
    return sum(_status(task / "status", "voluntary_ctxt_switches") for task in Path(f"/proc/{pid}/task").iterdir())


def is_busy(pid: int) -> bool:
    """Return whether a thread of a process runs, or waits for a processor."""
    stats = [(task / "stat").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    return any(stat.rpartition(") ")[2].startswith(("R", "D")) for stat in stats)


def memory(pid: int) -> float:
    """Return the resident memory of a process in MB."""
    return _status(Path(f"/proc/{pid}/status"), "VmRSS") / 1024


def _status(file: Path, name: str) -> int:
    return next(int(line.split()[1]) for line in file.read_text().splitlines() if line.startswith(f"{name}:"))
