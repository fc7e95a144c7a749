"""Every trap of the official library: what it says when it fails, where, and what it leaves behind."""

import asyncio
import importlib
import json
import logging
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ccc_tui.cloud.auth import official
from ccc_tui.cloud.auth.aliyun_config import Fields, read_config
from ccc_tui.cloud.auth.chain import find_credentials, obtain
from ccc_tui.cloud.errors import CredentialsError
from tests.cloud.keys import AK, MARK, NETWORK_PROFILES, assert_silent, state, write
from tests.cloud.network import FIELDS, KEY, Network, fetch
from tests.special_files import SPECIAL_FILES

pytestmark = pytest.mark.usefixtures("harmless")
MODES = sorted(NETWORK_PROFILES)


async def test_what_the_library_saw_at_its_import_counts_for_nothing(
    config: Path, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = importlib.import_module("alibabacloud_credentials.utils.auth_util")
    for name in vars(seen):
        if name.startswith("environment_"):
            value = "true" if "vpc" in name or "imds" in name else "from-the-environment"
            monkeypatch.setattr(seen, name, value)
    for profile in MODES:
        await fetch(config, profile)
    assert "from-the-environment" not in str(network.requests)
    assert "vpc" not in str(network.hosts)


def refused(code: str) -> dict[str, str]:
    return {
        "RequestId": "B1F4C6A0-0000-4000-8000-000000000001",
        "HostId": "sts.aliyuncs.com",
        "Code": code,
        "Message": f"server string to sign is: GET&%2F&AccessKeyId%3D{MARK}",
    }


@pytest.mark.parametrize("profile", [name for name in MODES if "ecs" not in name])
async def test_a_refusal_says_code_and_status_and_nothing_else(config: Path, network: Network, profile: str) -> None:
    network.status, network.body = 403, refused("NoPermission")
    with pytest.raises(CredentialsError) as refusal:
        await fetch(config, profile)
    assert refusal.value.code == "Client.Credentials.Unavailable"
    assert refusal.value.message.startswith(f"profile {profile} got no key (")
    assert refusal.value.message.endswith("): NoPermission, HTTP 403")
    assert refusal.value.request_id == "B1F4C6A0-0000-4000-8000-000000000001"
    assert_silent(refusal.value)


@pytest.mark.parametrize("profile", MODES)
@pytest.mark.parametrize(
    "break_it",
    [
        lambda network: setattr(network, "body", f"<html>{MARK}</html>"),
        lambda network: setattr(network, "body", {"Credentials": {"AccessKeySecret": MARK}}),
        lambda network: setattr(network, "body", [MARK]),
        lambda network: setattr(network, "error", OSError(f"https://sts.aliyuncs.com/?SecurityToken={MARK}")),
        lambda network: setattr(network, "error", RuntimeError(MARK)),
    ],
)
async def test_whatever_goes_wrong_shows_no_secret(
    config: Path, network: Network, profile: str, break_it: Callable[[Network], None]
) -> None:
    break_it(network)
    with pytest.raises(CredentialsError) as refusal:
        await obtain(read_config(config).find(profile), environ=Fields({}), aliyun_config=config)
    assert refusal.value.code == "Client.Credentials.Unavailable"
    assert "no answer" in refusal.value.message
    assert_silent(refusal.value)


async def test_a_key_that_has_ended_already_is_none(config: Path, network: Network) -> None:
    network.body = {"Credentials": FIELDS | {"Expiration": "2020-01-02T03:04:05Z"}}
    with pytest.raises(CredentialsError, match="no answer, or none that could be used"):
        await fetch(config, "role")


@pytest.mark.parametrize(("profile", "name"), [("oidc", "token"), ("rsa", "key")])
@pytest.mark.parametrize("special", [*SPECIAL_FILES.values(), lambda folder: folder / "none"])
async def test_a_token_or_key_comes_from_a_regular_file(
    config: Path, network: Network, profile: str, name: str, special: Callable[[Path], Path]
) -> None:
    config.with_name(name).unlink()
    (folder := config.with_name("folder")).mkdir()
    config.with_name(name).symlink_to(special(folder))
    with pytest.raises(CredentialsError) as refusal:
        await fetch(config, profile)
    assert refusal.value.code == "Client.Credentials.FileUnreadable"
    assert str(config.with_name(name)) in refusal.value.message
    assert "not a regular file" in refusal.value.message or "No such file" in refusal.value.message
    assert network.requests == []


@pytest.mark.parametrize("missing", ["library", "class"])
async def test_without_the_library_the_remedy_is_named(
    config: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    if missing == "library":
        monkeypatch.setitem(sys.modules, "alibabacloud_credentials.provider", None)
    else:
        monkeypatch.setattr(official, "_library", SimpleNamespace)
    with pytest.raises(CredentialsError) as refusal:
        await fetch(config, "sso")
    assert refusal.value.code == "Client.Credentials.LibraryMissing"
    assert "pip install" not in refusal.value.message  # `explain` names the command that works here
    assert_silent(refusal.value)


async def test_the_library_works_beside_the_event_loop(
    config: Path, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []

    def answer(request: Any) -> Any:
        threads.append(threading.get_ident())
        return {"Credentials": FIELDS}

    monkeypatch.setattr(network, "_answer", answer)
    source = find_credentials(profile="role", environ={}, aliyun_config=config)
    keys = await asyncio.gather(*(source.credential() for _ in range(20)))
    assert keys == [KEY] * 20
    assert len(threads) == 1
    assert threads[0] != threading.get_ident()


async def test_its_loggers_keep_quiet_even_towards_ours(
    config: Path, network: Network, caplog: pytest.LogCaptureFixture
) -> None:
    network.status, network.body = 403, refused("NoPermission")
    with caplog.at_level(logging.DEBUG), pytest.raises(CredentialsError):
        await fetch(config, "role")
    logging.getLogger("urllib3.connectionpool").warning("GET /?SecurityToken=%s", MARK)
    logging.getLogger("alibabacloud-tea").critical(MARK)
    assert MARK not in caplog.text
    for name in ("credentials", "alibabacloud-tea"):
        logger = logging.getLogger(name)
        assert [type(handler) for handler in logger.handlers] == [logging.NullHandler]
        assert not logger.propagate
        assert not logger.isEnabledFor(logging.CRITICAL)


SCRIPT = """
import asyncio, pathlib, sys, threading
from ccc_tui.cloud.auth.chain import find_credentials
from ccc_tui.cloud.errors import CredentialsError

path, profile = pathlib.Path(sys.argv[1]), sys.argv[2]

async def main():
    source = find_credentials(profile=profile, environ={}, aliyun_config=path)
    print("alibabacloud_credentials" in sys.modules)
    try:
        print(await source.credential())
    except CredentialsError as error:
        print(error.code)
    print("alibabacloud_credentials" in sys.modules)
    names = [thread.name for thread in threading.enumerate()]
    print([name for name in names if not name.startswith(("Main", "asyncio"))])

asyncio.run(main())
"""


class _Keeper(BaseHTTPRequestHandler):
    """Hands out a key."""

    def do_POST(self) -> None:
        body = json.dumps({"CloudCredential": FIELDS}).encode()
        self.send_response(200 if self.path == "/cloud-credentials" else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any, **__: Any) -> None:
        """Say nothing."""


@pytest.fixture
def keeper() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Keeper) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("profile", "key", "imported"),
    [
        ("ak", "Credential(LTAI…Wxyz, permanent)", False),
        ("sso", f"Credential(STS.…, temporary, until {KEY.expires_at:%Y-%m-%dT%H:%M:%S}+0000)", True),
        ("nobody", "Client.Credentials.Unavailable", True),
    ],
    ids=["ak", "sso", "refused"],
)
def test_a_fresh_process_stays_quiet(config: Path, keeper: str, profile: str, key: str, imported: bool) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        sites = {"sso": keeper, "nobody": f"http://127.0.0.1:{unused.getsockname()[1]}"}
        profiles = {name: NETWORK_PROFILES["sso"] | {"cloud_sso_sign_in_url": site} for name, site in sites.items()}
        before = state(write(config, profiles | {"ak": AK}))
        done = subprocess.run(
            [sys.executable, "-W", "default::ResourceWarning", "-c", SCRIPT, str(config), profile],
            check=True,
            capture_output=True,
            encoding="utf-8",
            env={"PYTHONUTF8": "1"},
        )
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["False", key, str(imported), "[]"]
    assert state(config) == before
