import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ccc_tui.simulator import ACCESS_KEY_SECRET, Simulator
from tests.cli.conftest import Answer, Canned, Ended, refusal

Cli = Callable[..., Ended]
CHECKS = ["configuration", "credentials", "endpoint", "connection", "clock", "permission"]


def marks(ended: Ended) -> dict[str, str]:
    """Return how each check ended; every check is one line."""
    lines = [line.split(maxsplit=2) for line in ended.out.splitlines()]
    assert [line[1] for line in lines] == CHECKS
    return {line[1]: line[0] for line in lines}


def line_of(ended: Ended, check: str) -> str:
    return next(line for line in ended.out.splitlines() if line.split()[1] == check)


@pytest.mark.parametrize("arguments", [("doctor",), ("doctor", "--demo"), ("--demo", "doctor")])
def test_all_is_well(cli: Cli, simulator: Simulator, arguments: tuple[str, ...]) -> None:
    ended = cli(*arguments)
    assert (ended.status, ended.err) == (0, "")
    assert set(marks(ended).values()) == {"ok"}
    assert "call centers" in line_of(ended, "permission")


def test_the_source_of_the_key_is_named_and_the_secret_is_not(cli: Cli, simulator: Simulator) -> None:
    ended = cli("doctor")
    assert "environment" in line_of(ended, "credentials")
    assert ACCESS_KEY_SECRET not in ended.out


def test_a_profile_is_named(cli: Cli, simulator: Simulator, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    profile = {"name": "desk", "mode": "AK", "access_key_id": "ccc-demo", "access_key_secret": ACCESS_KEY_SECRET}
    config = tmp_path / "aliyun.json"
    config.write_text(json.dumps({"current": "other", "profiles": [profile]}))
    monkeypatch.setattr("ccc_tui.session.ALIYUN_CONFIG", config)
    ended = cli("doctor", "--profile", "desk")
    assert ended.status == 0, ended.out
    assert "desk" in line_of(ended, "credentials")


def test_no_key_is_told_with_its_remedy(cli: Cli) -> None:
    ended = cli("doctor")
    assert ended.status == 2
    assert marks(ended) == dict.fromkeys(CHECKS, "-") | {"configuration": "ok", "credentials": "FAIL"}
    assert "ALIBABA_CLOUD_ACCESS_KEY_ID" in line_of(ended, "credentials")


def test_an_endpoint_in_the_clear_is_refused(cli: Cli, key: None) -> None:
    ended = cli("doctor", "--endpoint", "http://ccc.example.com")
    assert ended.status == 2
    assert marks(ended)["endpoint"] == "FAIL"


def test_a_broken_configuration_file_is_a_finding(cli: Cli, tmp_path: Path) -> None:
    config = tmp_path / "broken.toml"
    config.write_text("timeout = 'soon'")
    ended = cli("doctor", "--config", str(config))
    assert (ended.status, ended.err) == (2, "")
    assert marks(ended) == dict.fromkeys(CHECKS, "-") | {"configuration": "FAIL"}
    assert "timeout must be a number" in line_of(ended, "configuration")


def test_a_configuration_file_that_was_read_is_named(cli: Cli, simulator: Simulator, tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text("page = 2")
    assert str(config) in line_of(cli("doctor", "--config", str(config)), "configuration")


@pytest.mark.parametrize(
    ("answer", "status", "at_fault"),
    [
        (refusal("InvalidAccessKeyId.NotFound", 404), 1, "credentials"),
        (refusal("SignatureDoesNotMatch", 400), 1, "credentials"),
        (refusal("Forbidden.RAM", 403), 1, "permission"),
        (refusal("Throttling.User", 429), 3, "permission"),
        (Answer(b"<html>Log in</html>", 200, "text/html"), 1, "connection"),
    ],
)
def test_the_check_that_failed_is_the_one_to_look_at(
    cli: Cli, canned: Canned, answer: Answer, status: int, at_fault: str
) -> None:
    canned.answer = lambda _action, _parameters: answer
    ended = cli("doctor", "--retries", "0")
    assert (ended.status, ended.err) == (status, "")
    assert [check for check, mark in marks(ended).items() if mark == "FAIL"] == [at_fault]
    assert "→" in line_of(ended, at_fault)


def test_a_key_that_the_service_refuses_does_not_hide_that_it_was_reached(cli: Cli, canned: Canned) -> None:
    canned.answer = lambda _action, _parameters: refusal("InvalidAccessKeyId.NotFound", 404)
    found = marks(cli("doctor"))
    assert (found["endpoint"], found["connection"], found["permission"]) == ("ok", "ok", "-")


def test_an_endpoint_that_does_not_answer_is_a_failed_connection(cli: Cli, key: None) -> None:
    ended = cli("doctor", "--endpoint", "http://127.0.0.1:1", "--retries", "0")
    assert ended.status == 3
    assert marks(ended) == dict.fromkeys(CHECKS, "ok") | {"connection": "FAIL", "clock": "-", "permission": "-"}


def test_the_checks_are_json_where_that_is_chosen(
    cli: Cli, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    ended = cli("doctor", "-o", "json")
    assert (ended.status, ended.err) == (0, "")
    checks = ended.document["checks"]
    assert [check["name"] for check in checks] == CHECKS
    assert {check["status"] for check in checks} == {"ok"}
    assert {check["remedy"] for check in checks} == {None}
    assert ACCESS_KEY_SECRET not in ended.out


def test_json_names_what_failed_and_the_remedy(cli: Cli, canned: Canned) -> None:
    canned.answer = lambda _action, _parameters: refusal("Forbidden.RAM", 403)
    ended = cli("doctor", "-o", "json")
    *passed, permission = ended.document["checks"]
    assert ended.status == 1
    assert [check["status"] for check in passed] == ["ok"] * 5
    assert permission["status"] == "failed"
    assert "Forbidden.RAM" in permission["detail"]
    assert "ccc:ListInstancesOfUser" in permission["remedy"]


def test_a_broken_configuration_file_is_json_too(cli: Cli, tmp_path: Path) -> None:
    config = tmp_path / "broken.toml"
    config.write_text("timeout = 'soon'")
    ended = cli("doctor", "--config", str(config), "-o", "json")
    assert (ended.status, ended.err) == (2, "")
    statuses = [check["status"] for check in ended.document["checks"]]
    assert statuses == ["failed", *["skipped"] * 5]


def test_a_key_that_was_refused_is_named_by_its_source_and_not_told_to_run_doctor(cli: Cli, canned: Canned) -> None:
    canned.answer = lambda _action, _parameters: refusal("InvalidAccessKeyId.NotFound", 404)
    line = line_of(cli("doctor"), "credentials")
    assert "environment: The access key does not exist." in line
    assert "ccc-tui doctor" not in line
