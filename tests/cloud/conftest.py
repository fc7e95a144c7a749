"""The official library without a network, profiles of every mode, and a watch over the traps."""

import importlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.cloud.keys import AK, MARK, NETWORK_PROFILES, STS, write
from tests.cloud.network import Network

# Generated examples judge what is right, not how fast this machine is just now.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    standing = Network()
    monkeypatch.setattr(importlib.import_module("Tea.core").TeaCore, "do_action", standing)
    # Tests are kept from the metadata service by a variable that the library reads at its import.
    settings = importlib.import_module("alibabacloud_credentials.utils.auth_util")
    monkeypatch.setattr(settings, "environment_ecs_metadata_disabled", "false")
    return standing


@pytest.fixture
def harmless(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Fail the test if the library prints, starts a scheduler, or calls anything but this machine."""

    def connect(self: socket.socket, address: Any) -> None:
        pytest.fail(f"something connects to {address}")

    monkeypatch.setattr(socket.socket, "connect", connect)
    yield
    assert capfd.readouterr() == ("", "")
    names = [thread.name for thread in threading.enumerate()]
    assert not [name for name in names if "scheduler" in name.lower() or name.startswith("non-blocking")]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    for name in ("token", "key"):
        (tmp_path / name).write_text(f"{MARK}-{name}", encoding="utf-8")
    files = {"oidc": {"oidc_token_file": str(tmp_path / "token")}, "rsa": {"private_key": str(tmp_path / "key")}}
    profiles = {name: fields | files.get(name, {}) for name, fields in NETWORK_PROFILES.items()}
    return write(tmp_path / "config.json", profiles | {"sts": STS, "ak": AK})
