"""The log file: who can read it, what it holds, and what it never does."""

import logging
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from resource import RLIMIT_FSIZE, setrlimit
from urllib.parse import quote_plus

import pytest
from pydantic import SecretStr

from ccc_tui.cloud.auth.credential import Credential
from ccc_tui.logfile import log_crash, start_logging, stop_logging
from ccc_tui.simulator import ACCESS_KEY_SECRET, Fault, Simulator
from tests.cli.conftest import USER, Canned, Ended, finish, refusal, start
from tests.special_files import SPECIAL_FILES

Cli = Callable[..., Ended]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "calls.log"


def test_a_call_is_logged_with_what_a_ticket_needs(cli: Cli, canned: Canned, log: Path) -> None:
    canned.answer = lambda _action, _parameters: refusal("NotExists.UserId", 404)
    cli("numbers", *USER, "--log-file", str(log))
    (line,) = log.read_text().splitlines()
    for words in ("ERROR", "ListOutboundNumbersOfUser 2020-07-01", "status=404", "code=NotExists.UserId", "tries=1"):
        assert words in line
    assert "request_id=R-refused" in line
    assert " ms=" in line
    assert "user-test" not in line


def test_a_retry_is_a_warning(cli: Cli, simulator: Simulator, log: Path) -> None:
    simulator.fail_next(Fault.THROTTLE(retry_after_ms=1))
    assert cli("instances", "--log-file", str(log)).status == 0
    levels = sorted(line.split()[1] for line in log.read_text().splitlines())
    assert levels == ["INFO", "INFO", "WARNING"]  # a second API version was asked


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


def test_a_file_that_cannot_be_written_is_told(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "missing" / "calls.log"
    ended = cli("instances", "--demo", "--log-file", str(path))
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == f"ccc-tui: the log file {path} cannot be written: No such file or directory\n"


@pytest.mark.parametrize("special", SPECIAL_FILES.values(), ids=SPECIAL_FILES.keys())
def test_it_is_a_regular_file(cli: Cli, tmp_path: Path, special: Callable[[Path], Path]) -> None:
    path = special(tmp_path)
    ended = cli("instances", "--demo", "--log-file", str(path))
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == f"ccc-tui: the log file {path} is not a regular file\n"


def test_it_may_be_the_null_device(cli: Cli) -> None:
    ended = cli("instances", "--demo", "--log-file", "/dev/null")
    assert (ended.status, ended.err) == (0, "")


def test_a_file_of_another_owner_is_refused(cli: Cli, log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(_descriptor: int, _mode: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchmod", deny)
    ended = cli("instances", "--demo", "--log-file", str(log))
    assert (ended.status, ended.out) == (2, "")
    assert f"the log file {log} cannot be written: Operation not permitted" in ended.err


@pytest.mark.parametrize("status", [0, 1])
def test_a_disk_that_fills_up_is_told_once_at_the_end(simulator: Simulator, log: Path, status: int) -> None:
    for _ in range(2):
        simulator.fail_next(Fault.THROTTLE(retry_after_ms=1))
    if status:
        for _ in range(2):
            simulator.fail_next(Fault.FORBIDDEN)
    process = start("instances", "--log-file", str(log), preexec_fn=lambda: setrlimit(RLIMIT_FSIZE, (100, 100)))
    ended = finish(process)
    assert ended.status == status
    assert "Traceback" not in ended.err
    told = f"ccc-tui: the log file {log} could not be written completely: File too large\n"
    assert ended.err.count("the log file") == 1
    assert ended.err.endswith(told)
    assert log.stat().st_size <= 100


CRASH = """
import resource, sys
from pathlib import Path
from ccc_tui.logfile import log_crash, start_logging

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
start_logging(Path(sys.argv[1]), "INFO")
print(log_crash(ValueError("words")))
"""


@pytest.mark.parametrize(("limit", "is_logged"), [(0, False), (100_000, True)])
def test_a_crash_that_could_not_be_logged_is_not_said_to_be(log: Path, limit: int, is_logged: bool) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CRASH, str(log), str(limit)], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{is_logged}\n"
    assert ("words" in log.read_text()) is is_logged
    assert ("could not be written" in done.stderr) is not is_logged
    assert "Traceback" not in done.stderr


def test_a_message_that_cannot_be_formatted_is_no_traceback(log: Path, capfd: pytest.CaptureFixture[str]) -> None:
    start_logging(log, "INFO")
    logging.getLogger("ccc_tui").info("%d", "no number")
    stop_logging()
    assert capfd.readouterr() == ("", f"ccc-tui: the log file {log} could not be written completely: TypeError\n")


ACS3 = "ACS3-HMAC-SHA256 Credential=LTAIs3cr3t,SignedHeaders=host;x-acs-date,Signature=s3cr3t"


@pytest.mark.parametrize(
    "words",
    [
        {"access_key_id": "STS.s3cr3t", "access_key_secret": "s3cr3t", "sts_token": "s3cr3t"},
        {"AccessKeyId": "STS.s3cr3t", "AccessKeySecret": "s3cr3t", "SecurityToken": "s3cr3t"},
        {"authorization": ACS3, "x-acs-accesskey-id": "STS.s3cr3t", "x-acs-security-token": "s3cr3t"},
        [(b"authorization", ACS3.encode()), (b"x-acs-accesskey-id", b"STS.s3cr3t")],
        [(b"x-acs-security-token", b"s3cr3t"), ("Signature", "s3cr3t")],
        "https://127.0.0.1/?AccessKeyId=STS.s3cr3t&Signature=s3cr3t&SecurityToken=s3cr3t",
        "authorization: Bearer s3cr3t-s3cr3t-s3cr3t",
        "server string-to-sign is: GET&%2F&AccessKeyId%3DSTS.s3cr3t",
        "server StringToSign is:\nPOST\n/\n\nx-acs-accesskey-id:STS.s3cr3t",
        "canonical request:\nPOST\n/\nx-acs-security-token:s3cr3t",
    ],
)
def test_no_secret_enters_in_the_words_of_an_unexpected_error(log: Path, words: object) -> None:
    error = KeyError(words)
    error.__cause__ = RuntimeError(str(words))
    start_logging(log, "INFO")
    assert log_crash(error)
    stop_logging()
    assert "RuntimeError: " in log.read_text()
    assert "s3cr3t" not in log.read_text()


def test_no_key_that_was_used_enters_however_it_is_written(log: Path) -> None:
    key = Credential("LTAI5tExampleOfAKey", SecretStr("qX0/Zk+example=="), SecretStr("CAIS+example/of+a+token=="))
    start_logging(log, "INFO")
    parts = [key.access_key_id, "qX0/Zk+example==", "CAIS+example/of+a+token=="]
    for part in [*parts, *map(quote_plus, parts)]:
        assert log_crash(ValueError(f"no {part} here"))
    stop_logging()
    assert log.read_text().count("ValueError: no (hidden) here") == 6
