import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from ccc_tui.terminal.environment import Setting, erases_in_color, low_bandwidth
from tests.terminal.tmux import server

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
SSH = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}


@pytest.mark.parametrize("environ", [SSH, {"SSH_TTY": "/dev/pts/0"}, {"SSH_CLIENT": "192.0.2.1 50000 22"}, {}])
def test_the_environment_tells_of_ssh_and_mosh(environ: dict[str, str]) -> None:
    assert low_bandwidth("auto", environ) is bool(environ)


@pytest.mark.parametrize("environ", [SSH, {}, {"TMUX": "x"}])
@pytest.mark.parametrize(("setting", "wanted"), [("on", True), ("off", False)])
def test_what_the_user_says_counts(
    environ: dict[str, str], setting: Setting, wanted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("subprocess.run", pytest.fail)
    assert low_bandwidth(setting, environ) is wanted


def test_outside_tmux_nothing_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        pytest.fail("a process before the first paint")

    monkeypatch.setattr("subprocess.run", fail)
    low_bandwidth("auto", SSH)


@needs_tmux
def test_in_tmux_the_client_counts_not_the_panes_age(tmp_path: Path) -> None:
    with server(tmp_path, "cat") as tmux:
        inside = tmux.environ()
        # The pane was made over SSH; its client is attached without.
        tmux.run("set-environment", "-r", "SSH_CONNECTION")
        assert not low_bandwidth("auto", inside | SSH)
        # The other way round.
        tmux.run("set-environment", "SSH_CONNECTION", SSH["SSH_CONNECTION"])
        assert low_bandwidth("auto", inside)
        # It does not know.
        tmux.run("set-environment", "-u", "SSH_CONNECTION")
        assert low_bandwidth("auto", inside | SSH)


@pytest.mark.parametrize("path", [os.environ["PATH"], "/nowhere"])
def test_a_tmux_that_is_gone_leaves_the_environment_to_tell(path: str) -> None:
    environ = {"TMUX": "/nowhere,1,0", "PATH": path}
    assert low_bandwidth("auto", environ | SSH)
    assert not low_bandwidth("auto", environ)


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "tmux-256color"}, True),
        ({"TERM": "screen-256color", "TMUX": "x"}, True),
        ({"TERM": "screen-256color", "TERM_PROGRAM": "tmux"}, True),
        ({"TERM": "screen-256color", "STY": "x"}, False),
        ({"TERM": "vt220"}, False),
        ({}, False),
    ],
)
def test_erasing_in_color_is_left_to_those_that_can(environ: dict[str, str], wanted: bool) -> None:
    assert erases_in_color(environ) is wanted
