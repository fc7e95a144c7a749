"""Signatures: known vectors, the official packages, and the service's own rule applied to what is sent."""

import importlib
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Literal

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from ccc_tui.cloud.auth.credential import Credential
from ccc_tui.cloud.auth.signing import Acs3Auth, RpcV1Auth, encode, random_nonce
from ccc_tui.cloud.errors import ConfigurationError
from tests.cloud.gateway import Gateway, assert_v1, assert_v3, gateway

KEY = Credential("testid", SecretStr("testsecret"))
TEMPORARY = Credential("STS.testid", SecretStr("testsecret"), SecretStr("CAIS+token/with=signs=="))
NONCE = "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"
TIME = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
HOST = "ccc.cn-shanghai.aliyuncs.com"
OUTBOUND = {
    "InstanceId": "ccc-test",
    "UserId": "user-test@ccc-test",
    "PageNumber": "1",
    "PageSize": "10",
    "SkillGroupIdList": '["skg-default@ccc-test","skg-default2@ccc-test"]',
}
NUMBERS = ("ListOutboundNumbersOfUser", "2020-07-01")
INSTANCES = ("ListInstancesOfUser", "2017-07-05")

Way = Callable[..., httpx.Auth]
WAYS: list[tuple[Way, Callable[[Any], None]]] = [(Acs3Auth, assert_v3), (RpcV1Auth, assert_v1)]

NAMES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~", min_size=1, max_size=12)
VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
PARAMETERS = st.dictionaries(NAMES.map(lambda name: f"p{name}"), VALUES, max_size=6)
# Names of any kind, for the way whose oracle encodes them too.
ODD_NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).map(lambda n: f"p{n}")


def unsigned(
    parameters: dict[str, str],
    *,
    method: str = "POST",
    origin: str = f"https://{HOST}",
    operation: tuple[str, str] = NUMBERS,
) -> httpx.Request:
    headers = {"accept": "application/json", "x-acs-action": operation[0], "x-acs-version": operation[1]}
    query = encode(parameters)
    return httpx.Request(method, f"{origin}/?{query}" if query else f"{origin}/", headers=headers)


def signed(auth: httpx.Auth, request: httpx.Request) -> httpx.Request:
    return next(auth.auth_flow(request))


def fixed(way: Way, credential: Credential = KEY, **options: Any) -> httpx.Auth:
    return way(credential, clock=lambda: TIME, nonce=lambda: NONCE, **options)


@pytest.mark.parametrize(
    ("parameters", "operation", "method", "signature"),
    [
        (OUTBOUND, NUMBERS, "POST", "7a8010c1fa944f1f0716fffb339cf74dc4e96b24068f76fe21f26346525913dd"),
        (OUTBOUND, NUMBERS, "GET", "fbf0d85b5a76be11a582cb5fb263484bb243a63440b98f99b2132ca7a4a40c41"),
        ({}, INSTANCES, "POST", "ad46e15c5dac09ed84a180d5847a1604e1a0bb2b4ae13559df987c9f90576882"),
    ],
)
def test_v3_vectors(parameters: dict[str, str], operation: tuple[str, str], method: str, signature: str) -> None:
    request = signed(fixed(Acs3Auth), unsigned(parameters, method=method, operation=operation))
    names = "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version"
    assert request.headers["authorization"] == (
        f"ACS3-HMAC-SHA256 Credential=testid,SignedHeaders={names},Signature={signature}"
    )
    assert request.headers["x-acs-date"] == "2026-01-02T03:04:05Z"


@pytest.mark.parametrize(
    ("parameters", "operation", "method", "signature"),
    [
        (OUTBOUND, NUMBERS, "POST", "AUaauFw9iLUQrjJwxJN8wTm3gqQ="),
        (OUTBOUND, NUMBERS, "GET", "tvlde3gHfawlwxy3QIa2ZaCqLaM="),
        ({}, INSTANCES, "POST", "NFLwWo7ZjZwF8UKXZ10TosELokI="),
        ({}, INSTANCES, "GET", "nuPWua19eSq4W1aqE5TzbCKaHIA="),
    ],
)
def test_v1_vectors(parameters: dict[str, str], operation: tuple[str, str], method: str, signature: str) -> None:
    request = signed(fixed(RpcV1Auth), unsigned(parameters, method=method, operation=operation))
    sent = dict(request.url.params)
    assert sent.pop("Signature") == signature
    assert sent == parameters | {
        "Action": operation[0],
        "Version": operation[1],
        "Format": "JSON",
        "AccessKeyId": "testid",
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "SignatureNonce": NONCE,
        "Timestamp": "2026-01-02T03:04:05Z",
    }
    assert "x-acs-action" not in request.headers
    assert "x-acs-version" not in request.headers


def official(module: str, name: str) -> Any:
    return getattr(importlib.import_module(module), name)


@given(
    parameters=st.dictionaries(ODD_NAMES, VALUES, max_size=6),
    method=st.sampled_from(["GET", "POST"]),
    temporary=st.booleans(),
    wire=st.sampled_from(["JSON", "XML"]),
)
@settings(max_examples=60, deadline=None)
def test_v1_agrees_with_the_official_packages(
    parameters: dict[str, str], method: str, temporary: bool, wire: Literal["JSON", "XML"]
) -> None:
    auth = fixed(RpcV1Auth, TEMPORARY if temporary else KEY, format=wire)
    request = signed(auth, unsigned(parameters, method=method))
    sent = dict(request.url.params)
    signature = sent.pop("Signature")
    assert parameters.items() <= sent.items()
    assert sent["Format"] == wire
    assert sent.get("SecurityToken") == ("CAIS+token/with=signs==" if temporary else None)
    for module, name in (("alibabacloud_openapi_util.client", "Client"), ("alibabacloud_tea_openapi.utils", "Utils")):
        assert official(module, name).get_rpcsignature(sent, method, "testsecret") == signature


@given(parameters=PARAMETERS, method=st.sampled_from(["GET", "POST"]), temporary=st.booleans())
@settings(max_examples=60, deadline=None)
def test_v3_agrees_with_the_official_packages(parameters: dict[str, str], method: str, temporary: bool) -> None:
    credential = TEMPORARY if temporary else KEY
    request = signed(fixed(Acs3Auth, credential), unsigned(parameters, method=method))
    theirs = official("Tea.request", "TeaRequest")()
    theirs.method, theirs.pathname, theirs.query = method, "/", parameters
    theirs.headers = {
        name: value for name, value in request.headers.items() if name == "host" or name.startswith("x-acs-")
    }
    assert ("x-acs-security-token" in theirs.headers) is temporary
    assert ("x-acs-accesskey-id" in theirs.headers) is temporary
    for module, name in (("alibabacloud_openapi_util.client", "Client"), ("alibabacloud_tea_openapi.utils", "Utils")):
        assert request.headers["authorization"] == official(module, name).get_authorization(
            theirs, "ACS3-HMAC-SHA256", request.headers["x-acs-content-sha256"], credential.access_key_id, "testsecret"
        )


@pytest.fixture(scope="module")
def server() -> Iterator[Gateway]:
    with gateway() as running:
        yield running


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as running:
        yield running


AWKWARD = {
    "empty": "",
    "ascii": "".join(map(chr, range(128))),
    "percent": "100% %41 %zz %",
    "plus": "a+b c",
    "stars": "*~'()!",
    "list": '["a@b","c,d"]',
    "lines": "a\r\nb\tc\0",
    "unicode": "中文😀é\u202e\ufeff",
    "url": "https://x/?a=b&c=d#e;f",
    "P": "1",
    "P1": "by name, not by name=value",
    "P-": "2",
}


@pytest.mark.parametrize(("way", "check"), WAYS)
@pytest.mark.parametrize("credential", [KEY, TEMPORARY])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_character_arrives_and_is_accepted(
    server: Gateway, client: httpx.Client, way: Way, check: Callable[[Any], None], credential: Credential, method: str
) -> None:
    request = unsigned(AWKWARD, method=method, origin=server.origin)
    client.send(request, auth=way(credential)).raise_for_status()
    received = server.requests[-1]
    check(received)
    assert AWKWARD.items() <= received.parameters.items()
    assert re.fullmatch(rb"/\?[A-Za-z0-9_.~=&-]*(?:%[0-9A-F]{2}[A-Za-z0-9_.~=&-]*)*", received.target)
    assert list(received.parameters) == sorted(received.parameters)
    assert received.headers["host"] == server.origin.removeprefix("http://")


@pytest.mark.parametrize(("way", "check"), WAYS)
@given(parameters=PARAMETERS)
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_parameters_arrive_and_are_accepted(
    server: Gateway, client: httpx.Client, way: Way, check: Callable[[Any], None], parameters: dict[str, str]
) -> None:
    client.send(unsigned(parameters, origin=server.origin), auth=way(KEY))
    check(server.requests[-1])
    assert parameters.items() <= server.requests[-1].parameters.items()


@pytest.mark.parametrize(("way", "check"), WAYS)
async def test_an_async_client_sends_the_same(server: Gateway, way: Way, check: Callable[[Any], None]) -> None:
    async with httpx.AsyncClient(trust_env=False, base_url=server.origin) as asking:
        request = asking.build_request(
            "POST",
            "/?" + encode(AWKWARD),
            headers={"x-acs-action": "A", "x-acs-version": "V", "content-type": "text/plain"},
        )
        await asking.send(request, auth=way(TEMPORARY))
    check(server.requests[-1])
    if way is Acs3Auth:
        assert "content-type;host;" in server.requests[-1].headers["authorization"]


def test_the_host_of_an_ipv6_literal_is_signed_with_brackets_and_port(client: httpx.Client) -> None:
    try:
        running = gateway("::1")
        server = running.__enter__()
    except OSError:
        pytest.skip("this machine has no IPv6 loopback")
    try:
        client.send(unsigned({}, origin=server.origin), auth=Acs3Auth(KEY))
        assert_v3(server.requests[-1])
        assert server.requests[-1].headers["host"].startswith("[::1]:")
    finally:
        running.__exit__(None, None, None)


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        (f"https://{HOST}", HOST),
        (f"https://{HOST}:443", HOST),
        (f"https://{HOST}:8443", f"{HOST}:8443"),
        ("http://127.0.0.1:80", "127.0.0.1"),
        ("https://[2001:db8::1]", "[2001:db8::1]"),
        ("https://[2001:db8::1]:8443", "[2001:db8::1]:8443"),
    ],
)
def test_the_host_that_is_sent_is_the_host_that_is_signed(origin: str, host: str) -> None:
    request = unsigned({}, origin=origin)
    assert signed(fixed(Acs3Auth), request).headers["host"] == host
    other = unsigned({}, origin="https://elsewhere.example")
    other.headers["host"] = host
    assert (
        signed(fixed(Acs3Auth), other).headers["authorization"]
        == signed(fixed(Acs3Auth), request).headers["authorization"]
    )


@pytest.mark.parametrize(("way", "check"), WAYS)
def test_each_pass_signs_afresh_and_leaves_the_request_alone(way: Way, check: Callable[[Any], None]) -> None:
    request = unsigned(OUTBOUND)
    request.extensions["timeout"] = {"read": 1.0}
    before = (str(request.url), request.headers.copy())
    nonces, times = iter(["one", "two"]), iter([TIME, TIME + timedelta(minutes=1)])
    auth = way(TEMPORARY, clock=lambda: next(times), nonce=lambda: next(nonces))
    first, second = signed(auth, request), signed(auth, request)
    assert (str(request.url), request.headers) == before
    assert first.extensions == second.extensions == request.extensions
    for sent, nonce, minute in ((first, "one", "03:04:05Z"), (second, "two", "03:05:05Z")):
        text = f"{sent.url} {sent.headers}".replace("%3A", ":")
        assert nonce in text
        assert minute in text
    assert sorted(first.headers.keys()) == sorted(second.headers.keys())


def test_the_time_is_signed_in_utc() -> None:
    shanghai = timezone(timedelta(hours=8))
    auth = Acs3Auth(KEY, clock=lambda: TIME.astimezone(shanghai), nonce=lambda: NONCE)
    assert signed(auth, unsigned({})).headers["x-acs-date"] == "2026-01-02T03:04:05Z"


def test_nonces_do_not_repeat() -> None:
    assert len({random_nonce() for _ in range(1000)}) == 1000


@pytest.mark.parametrize("way", [Acs3Auth, RpcV1Auth])
def test_a_repr_shows_no_secret(way: Way) -> None:
    auth = way(TEMPORARY)
    signed(auth, unsigned({}))
    assert repr(auth) == f"{way.__name__}(STS.…)"
    assert "secret" not in f"{vars(auth)}"
    assert "CAIS" not in f"{vars(auth)}"


def test_what_is_no_text_is_refused_by_name() -> None:
    with pytest.raises(ConfigurationError) as refusal:
        encode({"UserId": "caf\udce9"})
    assert refusal.value.code == "Client.Parameter"
    assert "UserId" in refusal.value.message
    assert encode({}) == ""
