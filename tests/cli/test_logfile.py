"""The log file: who can read it, what it holds, and what it never does."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from ccc_tui.simulator import ACCESS_KEY_SECRET, Fault, Simulator
from tests.cli.conftest import USER, Canned, Ended, refusal

Cli = Callable[..., Ended]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "calls.log"


def test_a_call_is_logged_with_what_a_ticket_needs(cli: Cli, canned: Canned, log: Path) -> None:
    canned.answer = lambda _action, _parameters: refusal("NotExists.UserId", 404)
    cli("numbers", *USER, "--log-file", str(log))
    (line,) = log.read_text().splitlines()
    for words in (
        "ERROR",
        "ListOutboundNumbersOfUser 2020-07-01",
        "status=404",
        "code=NotExists.UserId",
        "tries=1",
    ):
        assert words in line
    assert "request_id=R-refused" in line
    assert " ms=" in line
    assert "user-test" not in line


def test_a_retry_is_a_warning(cli: Cli, simulator: Simulator, log: Path) -> None:
    simulator.fail_next(Fault.THROTTLE(retry_after_ms=1))
    assert cli("instances", "--log-file", str(log)).status == 0
    levels = [line.split()[1] for line in log.read_text().splitlines()]
    assert levels == ["WARNING", "INFO"]


def test_parameters_are_logged_when_asked_for(cli: Cli, canned: Canned, log: Path) -> None:
    canned.answer = lambda _action, _parameters: refusal("NotExists.UserId", 404)
    cli("numbers", *USER, "--log-file", str(log), "--log-level", "debug")
    assert "UserId='user-test@ccc-test'" in log.read_text()


def test_a_level_leaves_out_what_is_less_severe(cli: Cli, simulator: Simulator, log: Path) -> None:
    assert cli("instances", "--log-file", str(log), "--log-level", "ERROR").status == 0
    assert log.read_text() == ""


@pytest.mark.parametrize("signature", ["v1", "v3"])
def test_no_secret_and_no_signature_enters(cli: Cli, simulator: Simulator, log: Path, signature: str) -> None:
    cli("instances", "--signature", signature, "--log-file", str(log), "--log-level", "DEBUG")
    text = log.read_text()
    assert "ListInstancesOfUser" in text
    for word in (ACCESS_KEY_SECRET, "ignature", "http://", "httpx", "ccc-demo"):
        assert word not in text


def test_only_its_owner_can_read_it(cli: Cli, simulator: Simulator, log: Path) -> None:
    log.write_text("before\n")
    log.chmod(0o644)
    cli("instances", "--log-file", str(log))
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert log.read_text().startswith("before\n")


def test_nothing_is_made_unless_asked(cli: Cli, simulator: Simulator, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert cli("instances").status == 0
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["missing/calls.log", "."])
def test_a_file_that_cannot_be_written_is_told(cli: Cli, tmp_path: Path, name: str) -> None:
    ended = cli("instances", "--demo", "--log-file", str(tmp_path / name))
    assert (ended.status, ended.out) == (2, "")
    assert str(tmp_path / name) in ended.err
