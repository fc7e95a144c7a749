import os
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator

import click
import pytest

from ccc_tui.cli.simulator import simulator
from ccc_tui.simulator import SCALES, SCENARIOS
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


def test_scale_and_scenario_reach_the_simulator() -> None:
    process = start("simulator", "--scale", "huge", "--scenario", "masked")
    environment = os.environ | dict(read_environment(process))
    instances = finish(start("instances", env=environment))
    user = ("--instance", "huge", "--user", "agent00050@huge", "--page-size", "100")
    numbers = finish(start("numbers", *user, env=environment))
    process.send_signal(signal.SIGINT)
    assert finish(process) == Ended(130, "", "")
    assert [instance["instance_id"] for instance in instances.document["instances"]] == ["huge"]
    assert all("xxxx" in number["number"] for number in numbers.document["numbers"])
    assert numbers.document["total_count"] > 100


def test_every_scale_and_scenario_can_be_chosen() -> None:
    choices = {option.name: option.type.choices for option in simulator.params if isinstance(option.type, click.Choice)}
    assert tuple(choices["scale"]) == SCALES
    assert tuple(choices["scenario"]) == SCENARIOS


def test_a_port_can_be_chosen_and_one_in_use_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = finish(start("simulator", "--port", str(port)))
    assert (ended.status, ended.out) == (2, "")
    assert f"cannot listen on 127.0.0.1:{port}" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [("--host", "0.0.0.0"), ("--port", "70000"), ("--latency-ms", "-1"), ("--scale", "gigantic"), ("--scenario", "x")],
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
