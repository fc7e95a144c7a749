"""The simulator over TCP: where it listens, how it ends, and how it breaks connections."""

import errno
import signal
import socket
import subprocess
import sys
import time

import httpx
import pytest

from ccc_tui.simulator import Fault, Simulator, UvicornMissing, running, serve
from tests.simulator.reference import Call, v3

SERVE = """
from ccc_tui.simulator import Simulator, serve
serve(Simulator(), "127.0.0.1", 0, lambda url: print(url, flush=True))
"""
Listening = tuple[Simulator, str]


def signed(address: str) -> httpx.Request:
    return v3(Call(host=address, at=time.time()))


def send(address: str) -> httpx.Response:
    with httpx.Client(trust_env=False) as client:
        return client.send(signed(address))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_quietly(number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVE], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert send(url.removeprefix("http://")).json()["Code"] == "OK"
        process.send_signal(number)
        rest, errors = process.communicate(timeout=30)
    assert (process.returncode, rest, errors) == (0, "", "")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "example.com", "", "127.0.0.1.example.com"])
def test_other_hosts_are_refused(host: str) -> None:
    with pytest.raises(ValueError, match="this machine only"):
        serve(Simulator(), host, 0, print)


def test_a_port_that_is_taken_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError) as caught:  # noqa: PT011 - checked below: its words depend on the locale
        serve(Simulator(), "127.0.0.1", taken.getsockname()[1], print)
    assert caught.value.errno == errno.EADDRINUSE


def test_an_error_at_the_start_reaches_whoever_waits() -> None:
    with pytest.raises(ValueError, match="this machine only"), running(Simulator(), "192.0.2.1"):
        pass


def test_without_uvicorn_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.delitem(sys.modules, "ccc_tui.simulator.listener", raising=False)
    with pytest.raises(UvicornMissing, match="needs the package uvicorn"):
        serve(Simulator(), "127.0.0.1", 0, print)


def test_a_connection_is_reset(listening: Listening) -> None:
    simulator, address = listening
    simulator.fail_next(Fault.RESET)
    with pytest.raises(httpx.ReadError):
        send(address)
    assert send(address).status_code == 200


def test_a_truncated_reply_ends_before_its_length(listening: Listening) -> None:
    simulator, address = listening
    simulator.fail_next(Fault.TRUNCATE)
    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete"):
        send(address)
    assert send(address).status_code == 200


@pytest.mark.parametrize("fault", [Fault.EMPTY, Fault.HTML, Fault.MALFORMED])
def test_other_damage_arrives_whole(listening: Listening, fault: Fault) -> None:
    simulator, address = listening
    simulator.fail_next(fault)
    assert send(address).status_code == fault.status


def test_ipv6_is_loopback_too() -> None:
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            pass
    except OSError as error:
        pytest.skip(f"no IPv6 here: {error}")
    with running(Simulator(), "::1") as url:
        assert url.startswith("http://[::1]:")
        assert send(url.removeprefix("http://")).status_code == 200
