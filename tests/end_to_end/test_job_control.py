"""The program as a job of a real bash: Ctrl+Z, fg, bg, and SIGSTOP from somewhere else."""

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator

import pytest

from tests.end_to_end.terminal import PROGRAM, Terminal
from tests.end_to_end.test_terminal import FIRST

BASH = shutil.which("bash")
PROMPT = "shell> "
MODES = ("on", "off")

pytestmark = pytest.mark.skipif(BASH is None, reason="there is no bash")


@pytest.fixture
def shell() -> Iterator[Terminal]:
    """A bash with job control at its prompt."""
    environ = {"PS1": PROMPT, "PS2": "", "PROMPT_COMMAND": "", "HISTFILE": "/dev/null"}
    with Terminal(program=(str(BASH), "--noprofile", "--norc", "-i"), environ=environ) as terminal:
        terminal.until_shown(PROMPT.strip())
        yield terminal


def start(shell: Terminal, low_bandwidth: str) -> None:
    shell.press(f"{shlex.join(PROGRAM)} --demo --low-bandwidth {low_bandwidth}\r")
    shell.until_shown(FIRST, "as of")


def children(shell: Terminal) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(shell.process.pid)], capture_output=True, text=True, check=False
    )
    return [int(pid) for pid in found.stdout.split()]


def state(program: int) -> str:
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(program)], capture_output=True, text=True, check=False)
    return found.stdout


def back_at_the_prompt(shell: Terminal, words: str) -> None:
    """Wait for what the shell says, and for its answer to a command: so its prompt is there."""
    shell.until(lambda: words.encode() in shell.received)
    shell.received = b""
    shell.press("echo its $((40 + 2))\r")
    shell.until(lambda: b"its 42" in shell.received)
    shell.received = b""


def works_and_ends(shell: Terminal) -> None:
    """Keys work, the screen is whole, and `q` leaves the shell's terminal as it was."""
    shell.until_shown(FIRST, "as of", "q quit")
    shell.press("?")
    shell.until_shown("any key closes")
    shell.press("\x1b[27uq")
    shell.until(lambda: b"\x1b[?1049l" in shell.received)
    shell.press("echo status $?, $(stty -a | grep -o -e -*icanon -e -*echo' ')\r")
    shell.until_shown("status 0, icanon")
    assert set(shell.differences_left()) <= {"termios", "pasting"}  # readline's own


@pytest.mark.parametrize("low_bandwidth", MODES)
def test_it_is_suspended_and_resumed(shell: Terminal, low_bandwidth: str) -> None:
    start(shell, low_bandwidth)
    for _ in range(2):
        shell.received = b""
        shell.press("\x1a")
        shell.until(lambda: b"Stopped" in shell.received)
        goodbye = shell.received
        assert goodbye.index(b"\x1b[?1049l") < goodbye.index(b"Stopped")
        back_at_the_prompt(shell, "")
        shell.press("fg\r")
        shell.until(lambda: b"\x1b[?1049h" in shell.received)
        shell.until_shown(FIRST, "q quit")
    # Stopped by another process, it is not deaf after fg, nor after bg and fg.
    (program,) = children(shell)
    for background in (False, True, False, True):
        shell.received = b""
        os.kill(program, signal.SIGSTOP)
        back_at_the_prompt(shell, "Stopped")
        if background:
            shell.press("bg\r")
            # Bash continues nothing that it takes for running, and hears of the stop (SIGTTOU) before a prompt.
            shell.until(lambda: b"&" in shell.received and state(program).startswith("T"))
            back_at_the_prompt(shell, "&")
        shell.press("fg\r")
        shell.until(lambda: b"\x1b[?1006h" in shell.received)
    works_and_ends(shell)


def test_ctrl_z_stops_what_runs_beside_it_too(shell: Terminal) -> None:
    shell.press(f"sh -c '{shlex.join(PROGRAM)} --demo; exit 7'\r")
    shell.until_shown(FIRST, "as of")
    shell.press("\x1a")
    back_at_the_prompt(shell, "Stopped")
    shell.press("fg\r")
    shell.until(lambda: b"\x1b[?1049h" in shell.received)
    shell.until_shown(FIRST, "q quit")
    shell.press("q")
    shell.until(lambda: shell.received.rfind(b"\x1b[?1049l") > shell.received.rfind(b"\x1b[?1049h"))
    shell.press("echo status $?\r")
    shell.until_shown("status 7")


def test_ctrl_z_without_a_shell_goes_on() -> None:
    with Terminal("--demo") as terminal:
        terminal.until_shown(FIRST, "as of")
        terminal.received = b""
        terminal.press("\x1a")
        terminal.until(lambda: b"\x1b[?1049h" in terminal.received)
        terminal.until_shown(FIRST, "q quit")
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.differences_left() == []
