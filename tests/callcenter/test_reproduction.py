"""A call as a command, as a program, as a script: they run against the simulator, whatever the values are."""

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from ccc_tui.callcenter import v2017, v2020
from ccc_tui.callcenter.reproduction import (
    aliyun_command,
    curl_script,
    evidence,
    explorer_url,
    mask,
    parameters_of,
    python_program,
    troubleshoot_url,
)
from ccc_tui.cloud.auth.credential import Credential
from ccc_tui.cloud.call_log import Call, CallLog, CallState
from ccc_tui.cloud.errors import NotFound
from ccc_tui.simulator import ACCESS_KEY_ID, ACCESS_KEY_SECRET, SECURITY_TOKEN, STS_ACCESS_KEY_ID, Simulator, running

Served = tuple[Simulator, str]
HOSTILE = (
    "$(touch pwned) `touch pwned` ; touch pwned",
    "'; touch pwned; '",
    '"; import os; os.mkdir("pwned"); "',
    "--help",
    "@/etc/passwd",
    "华东 %s %n \\n \\",
    "a\n```\n# b\r\x1b[201~touch pwned\x00\u202e",
    "{x} {0} {{",
)
KEYS = {"ALIBABA_CLOUD_ACCESS_KEY_ID": ACCESS_KEY_ID, "ALIBABA_CLOUD_ACCESS_KEY_SECRET": ACCESS_KEY_SECRET}
TEMPORARY = KEYS | {"ALIBABA_CLOUD_ACCESS_KEY_ID": STS_ACCESS_KEY_ID, "ALIBABA_CLOUD_SECURITY_TOKEN": SECURITY_TOKEN}


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    simulator = Simulator()
    with running(simulator) as url:
        yield simulator, url


def call_of(parameters: dict[str, str], operation: Any = v2020.LIST_USERS, **changes: Any) -> Call:
    call = CallLog().open(operation, parameters, endpoint="https://ccc.cn-shanghai.aliyuncs.com", signature="v3")
    return call._replace(**changes)


def run(arguments: list[str], folder: Path, keys: dict[str, str], text: str | None = None) -> dict[str, Any]:
    environment = os.environ | keys | {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    ended = subprocess.run(
        arguments, input=text, capture_output=True, text=True, cwd=folder, env=environment, check=False, timeout=60
    )
    assert not list(folder.iterdir())
    assert ended.stderr == ""
    document: dict[str, Any] = json.loads(ended.stdout)
    return document


@pytest.mark.parametrize("keys", [KEYS, TEMPORARY], ids=["permanent", "temporary"])
@pytest.mark.parametrize(
    ("operation", "parameters"),
    [
        (v2020.LIST_USERS, {"InstanceId": "hd-service", "PageNumber": "1", "PageSize": "10", "SearchPattern": "王"}),
        (v2017.LIST_INSTANCES_OF_USER, {}),
    ],
    ids=str,
)
def test_the_script_and_the_program_make_the_call(
    served: Served, tmp_path: Path, operation: Any, parameters: dict[str, str], keys: dict[str, str]
) -> None:
    simulator, url = served
    call = call_of(parameters, operation, endpoint=url)
    for arguments, text in (
        (["sh", "-s"], curl_script(call)),
        ([sys.executable, "-W", "ignore", "-"], python_program(call)),
    ):
        simulator.requests.clear()
        assert run(arguments, tmp_path, keys, text)["Code"] == "OK"
        (request,) = simulator.requests
        assert (request.action, request.version) == (operation.action, operation.version)
        assert dict(request.parameters) == parameters


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_is_obeyed(served: Served, tmp_path: Path, value: str) -> None:
    simulator, url = served
    call = call_of({"InstanceId": "hd-service", "SearchPattern": value, "PageNumber": value}, endpoint=url)
    run(["sh", "-s"], tmp_path, KEYS, curl_script(call))
    assert simulator.requests[-1].parameters["SearchPattern"] == parameters_of(call)["SearchPattern"]
    call = call_of({"InstanceId": value, "SearchPattern": value}, endpoint=url)
    program = python_program(call)
    compile(program, "program", "exec")
    arguments = shlex.split(aliyun_command(call, "cn-shanghai"))
    assert arguments[-1] == f"--SearchPattern={parameters_of(call)['SearchPattern']}"
    for text in (curl_script(call), program, aliyun_command(call, "cn-shanghai"), evidence(call, "cn-shanghai")):
        assert all(character.isprintable() or character == "\n" for character in text)


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_any_value_is_quoted(value: str) -> None:
    call = call_of({"InstanceId": value})
    shown = parameters_of(call)["InstanceId"]
    last = shlex.split(aliyun_command(call, value))[-1]
    assert last == f"--InstanceId={shown}" if shown else not last.startswith("--InstanceId")
    assert f"instance_id={shown!r}" in python_program(call)
    assert evidence(call, value).count("\n```") == 2
    assert "\n" not in explorer_url(call, value)


def test_the_command_of_the_aliyun_cli() -> None:
    call = call_of({"InstanceId": "a", "UserId": ""}, v2017.LIST_OUTBOUND_PHONE_NUMBER_OF_USER)
    assert aliyun_command(call, "cn-shanghai") == (
        "aliyun ccc ListOutboundPhoneNumberOfUser --version 2017-07-05 --force --region cn-shanghai "
        "--endpoint ccc.cn-shanghai.aliyuncs.com --InstanceId=a"
    )
    assert "--insecure" in aliyun_command(call._replace(endpoint="http://127.0.0.1:8080"), "cn-shanghai")


def test_numbers_and_flags_are_those_of_python() -> None:
    parameters = {"InstanceId": "7", "PageNumber": "007", "PageSize": "x", "Active": "true"}
    program = python_program(call_of(parameters, v2020.LIST_PHONE_NUMBERS))
    assert "instance_id='7'," in program
    assert "page_number=7," in program
    assert "page_size='x'," in program
    assert "active=True," in program


def test_links_have_the_operation_and_the_error() -> None:
    call = call_of({"InstanceId": "a&b"}, code="NotExists.UserId", request_id="R-1")
    url = urlsplit(explorer_url(call, "cn-shanghai"))
    assert (url.netloc, url.path) == ("api.aliyun.com", "/api/CCC/2020-07-01/ListUsers")
    assert json.loads(parse_qs(url.query)["params"][0]) == {"InstanceId": "a&b"}
    assert troubleshoot_url(call) is None
    call = call._replace(failure=NotFound("NotExists.UserId"))
    assert troubleshoot_url(call) == (
        "https://api.aliyun.com/troubleshoot?q=NotExists.UserId&product=CCC&requestId=R-1"
    )
    assert troubleshoot_url(call._replace(code="Client.Timeout")) is None


def test_evidence_has_what_support_asks_for_and_nobody_s_data() -> None:
    message = "The user wangxm@hd-service (13812345678, wangxm@example.com) does not exist."
    failure = NotFound("NotExists.UserId", message, status=404, request_id="R-1")
    call = call_of(
        {"InstanceId": "hd-service", "UserId": "wangxm@hd-service", "PageNumber": "1"},
        v2020.LIST_OUTBOUND_NUMBERS_OF_USER,
        state=CallState.FAILED,
        failure=failure,
        code=failure.code,
        status=404,
        request_id="R-1",
        latency=0.0834,
        tries=2,
    )
    text = evidence(call, "cn-shanghai")
    for fact in ("R-1", "NotExists.UserId", "2020-07-01", "POST 404", "83 ms", "InstanceId=hd-service", "UTC"):
        assert fact in text
    for personal in ("wangxm", "13812345678"):
        assert personal not in text
    assert re.search(r"Tries: +2\b", text)


@pytest.mark.parametrize(
    ("value", "masked"),
    [("", "***"), ("ab", "***"), ("王小明", "***"), ("wangx", "w***x"), ("13812345678", "13***78"),
     ("wangxm@hd-service", "w***m@hd-service")],
)  # fmt: skip
def test_masked_values_keep_their_ends(value: str, masked: str) -> None:
    assert mask(value) == masked


def test_a_key_that_was_typed_as_an_id_is_hidden_everywhere() -> None:
    key = Credential("LTAI5tTypedByMistake", SecretStr("typed-by-mistake-secret"))
    parts = (key.access_key_id, key.access_key_secret.get_secret_value())
    call = call_of({"InstanceId": parts[0], "UserId": f"x{parts[1]}"}, v2020.LIST_OUTBOUND_NUMBERS_OF_USER)
    call = call._replace(operation=replace(call.operation))
    made = [aliyun_command(call, "x"), python_program(call), curl_script(call), explorer_url(call, "x")]
    for text in [*made, evidence(call, "x")]:
        assert not [part for part in parts if part in text]
