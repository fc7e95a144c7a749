import os
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest

from tests.cli.conftest import Ended, finish, start


def read_environment(process: subprocess.Popen[bytes]) -> Iterator[tuple[str, str]]:
    """Yield the variables that a simulator prints, which it does once it can be asked."""
    assert process.stdout is not None
    for line in iter(process.stdout.readline, b""):
        words = shlex.split(line.decode(), comments=True)
        if words:
            assert words[0] == "export"
            name, _, value = words[1].partition("=")
            yield name, value
            if name == "CCC_TUI_ENDPOINT":
                return


def test_the_printed_environment_reaches_it_until_ctrl_c() -> None:
    process = start("simulator")
    environment = dict(read_environment(process))
    assert environment["ALIBABA_CLOUD_ACCESS_KEY_ID"] == "ccc-demo"
    assert environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] == "ccc-demo-secret"
    asked = finish(start("instances", env=os.environ | environment))
    process.send_signal(signal.SIGINT)
    assert finish(process) == Ended(130, "", "")
    assert (asked.status, asked.err) == (0, "")
    assert asked.document["instances"]


def test_a_port_can_be_chosen_and_one_in_use_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = finish(start("simulator", "--port", str(port)))
    assert (ended.status, ended.out) == (2, "")
    assert f"cannot listen on 127.0.0.1:{port}" in ended.err


@pytest.mark.parametrize(
    "arguments", [("--host", "0.0.0.0"), ("--port", "70000"), ("--latency-ms", "-1"), ("--scale", "huge")]
)
def test_what_cannot_be_meant_is_a_usage_error(arguments: tuple[str, ...]) -> None:
    ended = finish(start("simulator", *arguments))
    assert (ended.status, ended.out) == (2, "")
    assert "Traceback" not in ended.err


def test_without_uvicorn_the_command_that_installs_it_is_named(
    cli: Callable[..., Ended], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "ccc_tui.simulator.listener", raising=False)
    ended = cli("simulator")
    assert (ended.status, ended.out) == (2, "")
    assert "needs the package uvicorn" in ended.err
    assert f"Install it: {sys.executable} -m pip install " in ended.err
