"""Exit statuses, what goes to which stream, and unexpected ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ccc_tui.cli import errors, list_command
from ccc_tui.simulator import ACCESS_KEY_SECRET
from tests.cli.conftest import PROGRAM, USER, Answer, Canned, Ended, finish, paged, refusal, start

Cli = Callable[..., Ended]

# Shells start background jobs with SIGINT ignored, and Python leaves it so.
INTERRUPTIBLE = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler);"
    "from ccc_tui.cli import main; sys.exit(main())"
)


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (
            refusal("NotExists.InstanceId", 404),
            1,
            ["no such call center", "NotExists.InstanceId", "HTTP 404", "R-refused"],
        ),
        (refusal("Forbidden.RAM", 403), 1, ["Forbidden.RAM", "AliyunCCCReadonlyAccess"]),
        (refusal("InvalidAccessKeyId.NotFound", 404), 1, ["doctor"]),
        (refusal("Throttling.User", 429), 3, ["throttling", "Throttling.User", "HTTP 429"]),
        (refusal("InternalError", 500), 3, ["InternalError", "HTTP 500"]),
        (refusal("Whatever", 503), 3, ["Whatever"]),
        (Answer(b"<html><body>Log in</body></html>", 200, "text/html"), 1, ["web page", "Client.Reply.HTML"]),
        (Answer(b"<html>bad gateway</html>", 502, "text/html"), 3, ["HTTP.502"]),
        (Answer(b'{"Instances": {"CallCen'), 3, ["Client.Reply.Truncated"]),
        (Answer(b""), 3, ["Client.Reply.Empty"]),
        (Answer(b"[]"), 1, ["Client.Reply.Malformed"]),
        (refusal("NotExists.InstanceId", 200), 1, ["NotExists.InstanceId"]),
    ],
)
def test_a_failed_call_ends_with_its_status_and_its_words(
    cli: Cli, canned: Canned, answer: Answer, status: int, words: list[str]
) -> None:
    canned.answer = lambda _action, _parameters: answer
    ended = cli("instances", "--retries", "0")
    assert (ended.status, ended.out) == (status, "")
    for word in words:
        assert word in ended.err
    assert "Traceback" not in ended.err
    assert len(ended.err.splitlines()) <= 6


def test_a_service_that_is_not_there_can_be_tried_again(cli: Cli, key: None) -> None:
    ended = cli("instances", "--endpoint", "http://127.0.0.1:1", "--retries", "0")
    assert (ended.status, ended.out) == (3, "")
    assert "Client.Connect" in ended.err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--endpoint", "http://ccc.example.com"), "Client.Endpoint"),
        (("--endpoint", "https://user:password@ccc.example.com"), "Client.Endpoint"),
        (("--profile", "nobody"), "Client.Credentials"),
    ],
)
def test_a_configuration_that_cannot_work_is_status_2(
    cli: Cli, key: None, arguments: tuple[str, ...], code: str
) -> None:
    ended = cli("instances", *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert code in ended.err
    assert "password@" not in ended.err


def test_no_access_key_is_status_2_and_says_where_to_put_it(cli: Cli) -> None:
    ended = cli("instances")
    assert (ended.status, ended.out) == (2, "")
    assert "ALIBABA_CLOUD_ACCESS_KEY_ID" in ended.err


def test_a_broken_configuration_file_is_status_2(cli: Cli, tmp_path: Path) -> None:
    config = tmp_path / "broken.toml"
    config.write_text("timeout = 'soon'")
    ended = cli("instances", "--config", str(config))
    assert (ended.status, ended.out) == (2, "")
    assert f"{config}: timeout must be a number" in ended.err


def test_an_unexpected_error_is_one_line_without_its_words(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> int:
        raise ZeroDivisionError("secret s3cret")

    monkeypatch.setattr(list_command, "_print_page", fail)
    ended = cli("instances")
    assert (ended.status, ended.out) == (1, "")
    assert ended.err == "ccc-tui: internal error: ZeroDivisionError; --log-file FILE records the details\n"


def test_an_unexpected_error_leaves_its_traceback_in_the_log(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_arguments: object) -> int:
        access_key_secret = "a local s3cret"  # noqa: F841 - it must not be logged
        raise ZeroDivisionError("access_key_secret=s3cret")

    monkeypatch.setattr(list_command, "_print_page", fail)
    log = tmp_path / "calls.log"
    assert "the log file has the details" in cli("instances", "--log-file", str(log)).err
    assert "ZeroDivisionError" in log.read_text()
    assert "in fail" in log.read_text()
    assert "=s3cret" not in log.read_text()
    assert "a local" not in log.read_text().replace('access_key_secret = "a local', "")


def test_utf_8_leaves_whatever_the_locale_says() -> None:
    for locale in ("C", "POSIX", "en_US.ISO-8859-1"):
        environ = os.environ | {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        ended = finish(start("instances", "--demo", "-o", "jsonl", env=environ))
        assert (ended.status, ended.err) == (0, "")
        assert "华东客服中心" in ended.out


@pytest.mark.parametrize("how", ["json", "jsonl", "csv", "md", "table"])
def test_a_reader_that_leaves_early_ends_the_program_quietly(canned: Canned, how: str) -> None:
    canned.answer = paged(300)  # more than fits into a buffer
    process = start("numbers", *USER, "--all", "-o", how, "--rate", "0")
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    ended = finish(process)
    assert (ended.status, ended.err) == (errors.OUTPUT_CLOSED, "")


@pytest.mark.parametrize("argument", ["--help", "--version", "info"])
def test_a_reader_that_leaves_early_is_no_error_for_short_outputs_either(argument: str) -> None:
    process = start(argument)
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    ended = finish(process)
    assert (ended.status, ended.err) == (errors.OUTPUT_CLOSED, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_an_output_that_is_full_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        ended = finish(start("instances", "--demo", stdout=full))
    assert ended.status == 1
    assert "cannot be written" in ended.err
    assert "Traceback" not in ended.err


def test_closed_streams_are_no_crash() -> None:
    close = "import os, sys; os.closerange(0, 3); os.execv(sys.executable, sys.argv[1:])"
    for arguments, status in ((["instances", "--demo"], 0), (["instances"], 2), ([], 2)):
        done = subprocess.run([sys.executable, "-c", close, *PROGRAM, *arguments], check=False)
        assert done.returncode == status


def start_interruptible(*arguments: str, stdout: int = subprocess.PIPE) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", INTERRUPTIBLE, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


def test_ctrl_c_ends_a_call_under_way(canned: Canned) -> None:
    canned.hold()
    process = start_interruptible("numbers", *USER, "--all")
    assert canned.asked.wait(60)
    process.send_signal(signal.SIGINT)
    assert finish(process) == Ended(130, "", "")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_to_end_is_obeyed_quietly(canned: Canned, number: signal.Signals, status: int) -> None:
    canned.hold()
    process = start("instances")
    assert canned.asked.wait(60)
    process.send_signal(number)
    assert finish(process) == Ended(status, "", "")


def test_no_secret_reaches_any_stream(cli: Cli, canned: Canned) -> None:
    echo = f"Signature not matched. server string to sign is:POST&%2F&AccessKeyId={ACCESS_KEY_SECRET}"
    canned.answer = lambda _action, _parameters: refusal("SignatureDoesNotMatch", 400, echo)
    ended = cli("instances")
    assert ended.status == 1
    assert "SignatureDoesNotMatch" in ended.err
    assert ACCESS_KEY_SECRET not in ended.err + ended.out


def test_a_partial_result_is_status_4_with_data_on_stdout_only(canned: Canned) -> None:
    canned.answer = paged(250, page_2=refusal("InternalError", 500))
    ended = finish(start("numbers", *USER, "--all", "--retries", "0"))
    assert ended.status == 4
    assert ended.document["loaded"] == 100
    assert "Page 2 failed" in ended.err
