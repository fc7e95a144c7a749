"""Roles and logins through the official library, and every one of its traps."""

import asyncio
import importlib
import json
import logging
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import SecretStr

from ccc_tui.cloud import official_credentials
from ccc_tui.cloud.aliyun_config import read_config
from ccc_tui.cloud.credentials import Credential, find_credentials
from ccc_tui.cloud.errors import CredentialsError
from ccc_tui.cloud.temporary_credentials import obtain
from tests.cloud.keys import AK, MARK, NETWORK_PROFILES, ROLE, STS, assert_silent, state, write

HOUR_FROM_NOW = int(time.time()) + 3600
KEY = Credential(
    "STS.fetched",
    SecretStr(f"{MARK}-fetched"),
    SecretStr(f"{MARK}-fetched-token"),
    datetime.fromtimestamp(HOUR_FROM_NOW, UTC),
)
FIELDS = {
    "AccessKeyId": "STS.fetched",
    "AccessKeySecret": f"{MARK}-fetched",
    "SecurityToken": f"{MARK}-fetched-token",
    "Expiration": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(HOUR_FROM_NOW)),
}
SESSION_KEY = {
    "SessionAccessKeyId": "TMPSK.fetched",
    "SessionAccessKeySecret": f"{MARK}-fetched",
    "Expiration": FIELDS["Expiration"],
}
MODES = sorted(NETWORK_PROFILES)
METADATA = "/latest/meta-data/ram/security-credentials"


class Network:
    """Stands where the library sends its requests, and keeps them."""

    def __init__(self) -> None:
        self.requests: list[SimpleNamespace] = []
        self.status = 200
        self.body: Any = None
        self.error: Exception | None = None

    def __call__(self, request: Any, options: Any = None) -> SimpleNamespace:
        self.requests.append(SimpleNamespace(**vars(request)))
        if self.error is not None:
            raise self.error
        body = self._answer(request) if self.body is None else self.body
        content = body if isinstance(body, str) else json.dumps(body)
        return SimpleNamespace(status_code=self.status, body=content.encode(), headers={})

    def _answer(self, request: Any) -> Any:
        if request.headers["host"] == "100.100.100.200":
            said = {"/latest/api/token": "metadata-token", f"{METADATA}/": "role-of-this-machine"}
            return said.get(request.pathname, FIELDS | {"Code": "Success"})
        if request.query.get("Action") == "GenerateSessionAccessKey":
            return {"SessionAccessKey": SESSION_KEY}
        return {"CloudCredential": FIELDS, "Credentials": FIELDS, "Code": "Success", **FIELDS}

    @property
    def hosts(self) -> set[str]:
        return {request.headers["host"] for request in self.requests}


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    standing = Network()
    monkeypatch.setattr(importlib.import_module("Tea.core").TeaCore, "do_action", standing)
    return standing


@pytest.fixture(autouse=True)
def _harmless(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
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
    files = {
        "oidc": {"oidc_token_file": str(tmp_path / "token")},
        "rsa": {"private_key": str(tmp_path / "key")},
    }
    profiles = {name: fields | files.get(name, {}) for name, fields in NETWORK_PROFILES.items()}
    return write(tmp_path / "config.json", profiles | {"sts": STS, "ak": AK})


async def fetch(config: Path, profile: str | None, environ: dict[str, str] | None = None) -> Credential:
    source = find_credentials(profile=profile, environ=environ or {}, aliyun_config=config)
    return await source.credential()


@pytest.mark.parametrize("profile", MODES)
async def test_every_mode_gives_a_key_and_writes_nothing(
    config: Path, network: Network, profile: str
) -> None:
    before = state(config)
    key = await fetch(config, profile)
    if profile == "rsa":
        assert key == Credential("TMPSK.fetched", KEY.access_key_secret, None, KEY.expires_at)
    else:
        assert key == KEY
    assert state(config) == before
    asks_this_machine = profile in {"ecs", "any-ecs", "ecs-role"}
    assert ("100.100.100.200" in network.hosts) is asks_this_machine


@pytest.mark.parametrize("written", ["ramrolearn", "RAMROLEARN", "RamRoleArn"])
async def test_modes_are_known_in_any_case(config: Path, network: Network, written: str) -> None:
    write(config, {"role": ROLE | {"mode": written}})
    assert await fetch(config, "role") == KEY


async def test_a_role_is_assumed_as_the_profile_says(config: Path, network: Network) -> None:
    await fetch(config, "role", {"ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED": "true"})
    (request,) = network.requests
    assert (request.protocol, request.headers["host"]) == ("https", "sts-vpc.cn-shanghai.aliyuncs.com")
    expected = {
        "Action": "AssumeRole",
        "RoleArn": "acs:ram::1:role/desk",
        "RoleSessionName": "desk",
        "DurationSeconds": "900",
        "AccessKeyId": "LTAI4FexampleKeyWxyz",
    }
    assert expected.items() <= request.query.items()
    assert "SecurityToken" not in request.query


async def test_a_role_is_assumed_with_a_temporary_key(config: Path, network: Network) -> None:
    await fetch(config, "sts-role")
    assert network.requests[0].query["SecurityToken"] == f"{MARK}-token"
    assert network.hosts == {"sts.aliyuncs.com"}


async def test_a_chain_assumes_its_role_with_the_key_before(config: Path, network: Network) -> None:
    await fetch(config, "chain")
    (request,) = network.requests
    assert request.query["AccessKeyId"] == "STS.example"
    assert request.query["SecurityToken"] == f"{MARK}-token"
    assert request.query["RoleSessionName"] == "ccc-tui"


async def test_the_role_of_a_machine_may_be_a_step(config: Path, network: Network) -> None:
    await fetch(config, "ecs-role")
    assert network.requests[-1].query["AccessKeyId"] == "STS.fetched"
    assert network.requests[-1].query["RoleArn"] == "acs:ram::1:role/x"


async def test_the_role_of_this_machine_is_looked_up_where_none_is_named(
    config: Path, network: Network
) -> None:
    await fetch(config, "any-ecs", {"ALIBABA_CLOUD_ECS_METADATA": "not-this-one"})
    assert network.requests[-1].pathname.endswith("/role-of-this-machine")


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


@pytest.mark.parametrize(
    ("environ", "path"),
    [
        ({"ALIBABA_CLOUD_CREDENTIALS_URI": "http://127.0.0.1:9/key"}, "/key"),
        ({"ALIBABA_CLOUD_ECS_METADATA": "pod"}, f"{METADATA}/pod"),
    ],
)
async def test_the_environment_names_a_network_source(
    tmp_path: Path, network: Network, environ: dict[str, str], path: str
) -> None:
    assert await fetch(tmp_path / "config.json", None, environ) == KEY
    assert network.requests[-1].pathname == path


async def test_the_environment_names_a_role_by_oidc(config: Path, network: Network) -> None:
    environ = {
        "ALIBABA_CLOUD_OIDC_PROVIDER_ARN": "acs:ram::1:oidc-provider/p",
        "ALIBABA_CLOUD_OIDC_TOKEN_FILE": str(config.with_name("token")),
        "ALIBABA_CLOUD_ROLE_ARN": "acs:ram::1:role/pod",
        "ALIBABA_CLOUD_ROLE_SESSION_NAME": "pod",
        "ALIBABA_CLOUD_STS_REGION": "cn-hangzhou",
    }
    assert await fetch(config, None, environ) == KEY
    (request,) = network.requests
    assert (request.query["RoleSessionName"], request.query["OIDCToken"]) == ("pod", f"{MARK}-token")
    assert network.hosts == {"sts.cn-hangzhou.aliyuncs.com"}


async def test_metadata_can_be_switched_off(config: Path, network: Network) -> None:
    with pytest.raises(CredentialsError, match="ALIBABA_CLOUD_ECS_METADATA_DISABLED") as refusal:
        await fetch(config, "ecs", {"ALIBABA_CLOUD_ECS_METADATA_DISABLED": "True"})
    assert refusal.value.code == "Client.Credentials.Unavailable"
    assert network.requests == []


@pytest.mark.parametrize("profile", ["sso", "oauth"])
async def test_a_login_uses_the_key_that_the_file_holds(config: Path, network: Network, profile: str) -> None:
    stored = {"access_key_id": "STS.stored", "access_key_secret": MARK, "sts_token": MARK}
    write(config, {profile: NETWORK_PROFILES[profile] | stored | {"sts_expiration": HOUR_FROM_NOW}})
    key = await fetch(config, profile)
    assert (key.access_key_id, key.expires_at) == ("STS.stored", KEY.expires_at)
    assert network.requests == []
    write(config, {profile: NETWORK_PROFILES[profile] | stored | {"sts_expiration": 1}})
    assert await fetch(config, profile) == KEY
    assert network.requests[-1].headers["Authorization"] == f"Bearer {MARK}-login"
    assert f"{MARK}-refresh" not in str(network.requests)


@pytest.mark.parametrize(
    ("profile", "field"), [("sso", "cloud_sso_access_token_expire"), ("oauth", "oauth_access_token_expire")]
)
@pytest.mark.parametrize("expired", [1, 0, None, 10**30])
async def test_a_login_that_ended_is_for_the_person_to_renew(
    config: Path, network: Network, profile: str, field: str, expired: int | None
) -> None:
    write(config, {profile: NETWORK_PROFILES[profile] | {field: expired}})
    before = state(config)
    with pytest.raises(CredentialsError, match=f"aliyun configure --profile {profile}") as refusal:
        await fetch(config, profile)
    assert refusal.value.code == "Client.Credentials.Unavailable"
    assert network.requests == []
    assert state(config) == before
    assert_silent(refusal.value)


async def test_a_renewed_login_counts_without_a_restart(config: Path, network: Network) -> None:
    write(config, {"oauth": NETWORK_PROFILES["oauth"] | {"oauth_access_token_expire": 1}})
    source = find_credentials(profile="oauth", environ={}, aliyun_config=config)
    with pytest.raises(CredentialsError):
        await source.credential()
    write(config, {"oauth": NETWORK_PROFILES["oauth"]})
    assert await source.credential() == KEY


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"expired_seconds": 899}, "expired_seconds below 900"),
        ({"expired_seconds": "soon"}, "expired_seconds is not a number"),
        ({"sts_region": "evil.example/"}, "sts_region that is no region id"),
        (
            {"mode": "OAuth", "oauth_site_type": "MARS", "oauth_access_token_expire": HOUR_FROM_NOW},
            "neither CN",
        ),
        ({"mode": "ChainableRamRoleArn", "source_profile": "role"}, "has itself as source_profile"),
        ({"mode": "ChainableRamRoleArn", "source_profile": "gone"}, "no profile gone"),
    ],
)
async def test_a_profile_that_cannot_work(
    config: Path, network: Network, changes: dict[str, Any], words: str
) -> None:
    write(config, {"role": ROLE | changes})
    with pytest.raises(CredentialsError, match=words) as refusal:
        await fetch(config, "role")
    assert network.requests == []
    assert_silent(refusal.value)


def refused(code: str) -> dict[str, str]:
    return {
        "RequestId": "B1F4C6A0-0000-4000-8000-000000000001",
        "HostId": "sts.aliyuncs.com",
        "Code": code,
        "Message": f"server string to sign is: GET&%2F&AccessKeyId%3D{MARK}",
    }


@pytest.mark.parametrize("profile", [name for name in MODES if "ecs" not in name])
async def test_a_refusal_says_code_and_status_and_nothing_else(
    config: Path, network: Network, profile: str
) -> None:
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
        await obtain(read_config(config).find(profile), environ={}, aliyun_config=config)
    assert refusal.value.code == "Client.Credentials.Unavailable"
    assert "no answer" in refusal.value.message
    assert_silent(refusal.value)


async def test_a_key_that_has_ended_already_is_none(config: Path, network: Network) -> None:
    network.body = {"Credentials": FIELDS | {"Expiration": "2020-01-02T03:04:05Z"}}
    with pytest.raises(CredentialsError, match="no answer, or none that could be used"):
        await fetch(config, "role")


async def test_a_token_file_that_is_gone(config: Path, network: Network) -> None:
    config.with_name("token").unlink()
    with pytest.raises(CredentialsError) as refusal:
        await fetch(config, "oidc")
    assert refusal.value.code == "Client.Credentials.Unavailable"


@pytest.mark.parametrize("missing", ["library", "class"])
async def test_without_the_library_the_remedy_is_named(
    config: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    if missing == "library":
        monkeypatch.setitem(sys.modules, "alibabacloud_credentials.provider", None)
    else:
        monkeypatch.setattr(official_credentials, "_library", SimpleNamespace)
    with pytest.raises(CredentialsError) as refusal:
        await fetch(config, "sso")
    assert refusal.value.code == "Client.Credentials.LibraryMissing"
    assert "pip install 'ccc-tui[credentials]'" in refusal.value.message
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
from ccc_tui.cloud.credentials import find_credentials
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

    def do_GET(self) -> None:
        body = json.dumps(FIELDS | {"Code": "Success"} if self.path == "/key?a=b" else {}).encode()
        self.send_response(200)
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
        ("uri", f"Credential(STS.…, temporary, until {KEY.expires_at:%Y-%m-%dT%H:%M:%S}+0000)", True),
        ("refused", "Client.Credentials.Unavailable", True),
        ("nobody", "Client.Credentials.Unavailable", True),
    ],
)
def test_a_fresh_process_stays_quiet(
    config: Path, keeper: str, profile: str, key: str, imported: bool
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        uris = {
            "uri": f"{keeper}/key?a=b",
            "refused": f"{keeper}/no-key",
            "nobody": f"http://127.0.0.1:{unused.getsockname()[1]}/key",
        }
        profiles = {name: {"mode": "CredentialsURI", "credentials_uri": uri} for name, uri in uris.items()}
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
