"""What depends on whether a person is watching."""

import os
import pty
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, USER, Canned, Ended, finish, paged, start


class Terminal:
    """A pseudo terminal that programs write to."""

    def __init__(self) -> None:
        self._master, self.slave = pty.openpty()

    def run(self, *arguments: str, on: tuple[str, ...], **environ: str) -> tuple[int, str]:
        """Run the program with some streams on the terminal; return its status and what the terminal got."""
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL) | dict.fromkeys(on, self.slave)
        process = subprocess.Popen([*PROGRAM, *arguments], **streams, env=os.environ | environ)  # type: ignore[call-overload]
        os.close(self.slave)
        received = b"".join(self._read())
        return process.wait(60), received.decode()

    def _read(self) -> Iterator[bytes]:
        with suppress(OSError):  # EIO: the last program has closed the other end
            while chunk := os.read(self._master, 4096):
                yield chunk
        os.close(self._master)


@pytest.fixture
def terminal() -> Terminal:
    return Terminal()


def test_without_a_terminal_the_dashboard_names_the_commands_that_print() -> None:
    ended = finish(start("--demo"))
    assert (ended.status, ended.out) == (2, "")
    assert "ccc-tui instances" in ended.err
    assert "ccc-tui numbers" in ended.err


@pytest.mark.parametrize("missing", ["stdin", "stdout", "stderr"])
def test_every_stream_of_the_dashboard_must_be_a_terminal(terminal: Terminal, missing: str) -> None:
    others = tuple({"stdin", "stdout", "stderr"} - {missing})
    status, shown = terminal.run("--demo", on=others)
    assert status == 2
    assert "\x1b" not in shown


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_dumb_terminal_gets_no_dashboard(terminal: Terminal, term: str) -> None:
    status, shown = terminal.run("--demo", on=("stdin", "stdout", "stderr"), TERM=term)
    assert status == 2
    assert "cannot draw the dashboard" in shown
    assert "\x1b" not in shown


def test_a_terminal_gets_a_table(terminal: Terminal) -> None:
    status, shown = terminal.run("instances", "--demo", on=("stdout",), COLUMNS="100")
    assert status == 0
    assert shown.startswith("Status")
    assert "\x1b" not in shown


def test_progress_of_all_pages_is_shown_on_a_terminal(terminal: Terminal, canned: Canned) -> None:
    canned.answer = paged(1200)
    status, shown = terminal.run("numbers", *USER, "--all", "--rate", "0", on=("stderr",))
    assert status == 0
    assert "\r100 of 1,200 · page 1" in shown
    assert "\r1,200 of 1,200 · page 12" in shown
    assert shown.rpartition("\r")[2] == ""
    assert shown.rstrip("\r").rpartition("\r")[2].strip() == ""


def test_without_a_terminal_no_progress_is_shown(canned: Canned) -> None:
    canned.answer = paged(300)
    assert finish(start("numbers", *USER, "--all")).err == ""


def test_the_log_never_goes_to_a_terminal(terminal: Terminal, tmp_path: Path) -> None:
    status, shown = terminal.run("instances", "--demo", "--log-file", "/dev/stdout", on=("stdout", "stderr"))
    assert status == 2
    assert "is not a regular file" in shown


def test_the_language_of_the_locale_is_spoken() -> None:
    ended = finish(start("--help", env=os.environ | {"LC_ALL": "zh_CN.UTF-8"}))
    assert isinstance(ended, Ended)
    assert ended.status == 0
