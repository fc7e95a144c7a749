"""Who may ask: every rule of both signatures, and every refusal."""

from typing import Any

import httpx
import pytest

from ccc_tui.simulator import ACCESS_KEY_SECRET, SECURITY_TOKEN, STS_ACCESS_KEY_ID, Simulator, signatures
from ccc_tui.simulator.signatures import EXPIRED_SECURITY_TOKEN, AccessKey
from tests.simulator.reference import HOST, NOW, V2017, V2020, Call, Signer, outbound, v1, v3, v3_headers

NONCE = "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf"
OUTBOUND = Call(
    "ListOutboundNumbersOfUser",
    V2020,
    {
        "InstanceId": "ccc-test",
        "UserId": "user-test@ccc-test",
        "PageNumber": "1",
        "PageSize": "10",
        "SkillGroupIdList": '["skg-default@ccc-test","skg-default2@ccc-test"]',
    },
    nonce=NONCE,
    key="testid",
    secret="testsecret",
)
INSTANCES = OUTBOUND._replace(action="ListInstancesOfUser", version=V2017, parameters={})


async def code_of(client: httpx.AsyncClient, request: httpx.Request) -> tuple[int, str]:
    reply = await client.send(request)
    return reply.status_code, reply.json()["Code"]


@pytest.mark.parametrize(
    ("call", "signature"),
    [
        (OUTBOUND, "7a8010c1fa944f1f0716fffb339cf74dc4e96b24068f76fe21f26346525913dd"),
        (OUTBOUND._replace(method="GET"), "fbf0d85b5a76be11a582cb5fb263484bb243a63440b98f99b2132ca7a4a40c41"),
        (INSTANCES, "ad46e15c5dac09ed84a180d5847a1604e1a0bb2b4ae13559df987c9f90576882"),
    ],
)
async def test_v3_vectors_of_the_official_packages_are_accepted(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, call: Call, signature: str
) -> None:
    monkeypatch.setitem(signatures.KEYS, "testid", AccessKey("testsecret"))
    request = v3(call)
    assert request.headers["authorization"].endswith(f"Signature={signature}")
    assert await code_of(client, request) == (200, "OK")


@pytest.mark.parametrize(
    ("call", "signature"),
    [
        (OUTBOUND, "AUaauFw9iLUQrjJwxJN8wTm3gqQ="),
        (OUTBOUND._replace(method="GET"), "tvlde3gHfawlwxy3QIa2ZaCqLaM="),
        (INSTANCES, "NFLwWo7ZjZwF8UKXZ10TosELokI="),
        (INSTANCES._replace(method="GET"), "nuPWua19eSq4W1aqE5TzbCKaHIA="),
    ],
)
async def test_v1_vectors_of_the_official_packages_are_accepted(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, call: Call, signature: str
) -> None:
    monkeypatch.setitem(signatures.KEYS, "testid", AccessKey("testsecret"))
    request = v1(call)
    assert request.url.params["Signature"] == signature
    assert await code_of(client, request) == (200, "OK")


async def test_v1_parameters_may_come_as_a_form(client: httpx.AsyncClient) -> None:
    assert await code_of(client, v1(outbound(), form=True)) == (200, "OK")


async def test_v3_takes_a_form_body_and_its_hash(client: httpx.AsyncClient, simulator: Simulator) -> None:
    body = b"InstanceId=hd-service&UserId=wangxm%40hd-service&PageNumber=1&PageSize=10"
    call = outbound()._replace(parameters={}, body=body, content_type="application/x-www-form-urlencoded")
    assert await code_of(client, v3(call)) == (200, "OK")
    assert simulator.requests[-1].parameters["UserId"] == "wangxm@hd-service"


async def test_encodings_that_mean_the_same_are_the_same(client: httpx.AsyncClient) -> None:
    call = outbound(SkillGroupIdList='["skg-sales@hd-service", "skg-default@hd-service"]')
    request = v3(call)
    text = str(request.url).replace("%40", "@").replace("%2C", ",").replace("%20", "+")
    assert text != str(request.url)
    request.url = httpx.URL(text)
    assert await code_of(client, request) == (200, "OK")


async def test_headers_that_are_not_signed_are_ignored(client: httpx.AsyncClient) -> None:
    request = v3(Call())
    request.headers["x-acs-credentials-provider"] = "anything"
    assert await code_of(client, request) == (200, "OK")


async def test_the_host_is_signed_with_its_port(client: httpx.AsyncClient) -> None:
    request = v3(Call(host="127.0.0.1:8080"))
    assert await code_of(client, request) == (200, "OK")
    moved = v3(Call(host="127.0.0.1:8080"))
    moved.headers["host"] = "127.0.0.1"
    assert await code_of(client, moved) == (400, "SignatureDoesNotMatch")


@pytest.mark.parametrize("sign", [v3, v1])
async def test_a_wrong_secret_is_refused_with_the_string_to_sign(client: httpx.AsyncClient, sign: Signer) -> None:
    reply = await client.send(sign(outbound()._replace(secret="wrong")))
    assert (reply.status_code, reply.json()["Code"]) == (400, "SignatureDoesNotMatch")
    words = "Specified signature is not matched with our calculation. server string to sign is:"
    assert reply.json()["Message"].startswith(words)
    assert "wangxm" in reply.json()["Message"]
    assert ACCESS_KEY_SECRET not in reply.json()["Message"]


@pytest.mark.parametrize("sign", [v3, v1])
@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"key": "nobody"}, 404, "InvalidAccessKeyId.NotFound"),
        ({"at": NOW - 901}, 400, "InvalidTimeStamp.Expired"),
        ({"at": NOW + 901}, 400, "InvalidTimeStamp.Expired"),
        ({"at": NOW - 899}, 200, "OK"),
        ({"at": NOW + 899}, 200, "OK"),
        ({"key": STS_ACCESS_KEY_ID, "token": SECURITY_TOKEN}, 200, "OK"),
        ({"key": STS_ACCESS_KEY_ID}, 400, "MissingSecurityToken"),
        ({"key": STS_ACCESS_KEY_ID, "token": "other"}, 400, "InvalidSecurityToken.MismatchWithAccessKey"),
        ({"key": STS_ACCESS_KEY_ID, "token": EXPIRED_SECURITY_TOKEN}, 400, "InvalidSecurityToken.Expired"),
        ({"token": SECURITY_TOKEN}, 400, "InvalidSecurityToken.MismatchWithAccessKey"),
        ({"action": "ListNothing"}, 404, "InvalidAction.NotFound"),
        ({"action": ""}, 400, "MissingAction"),
        ({"version": "2019-01-01"}, 404, "NoSuchVersion"),
        ({"version": "latest"}, 400, "InvalidVersion"),
        ({"version": ""}, 400, "MissingVersion"),
    ],
)
async def test_what_a_caller_says_is_checked(
    client: httpx.AsyncClient, sign: Signer, changes: dict[str, Any], status: int, code: str
) -> None:
    assert await code_of(client, sign(Call()._replace(**changes))) == (status, code)


@pytest.mark.parametrize("sign", [v3, v1])
async def test_a_nonce_is_good_once(client: httpx.AsyncClient, sign: Signer) -> None:
    call = Call(nonce="once")
    assert await code_of(client, sign(call)) == (200, "OK")
    assert await code_of(client, sign(call)) == (400, "SignatureNonceUsed")


async def test_a_refused_request_does_not_use_up_its_nonce(client: httpx.AsyncClient) -> None:
    assert await code_of(client, v3(Call(nonce="n", secret="wrong"))) == (400, "SignatureDoesNotMatch")
    assert await code_of(client, v3(Call(nonce="n"))) == (200, "OK")


async def test_nonces_are_forgotten_when_there_are_too_many(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signatures, "REMEMBERED_NONCES", 2)
    for nonce in ("a", "b", "c", "a"):
        assert await code_of(client, v3(Call(nonce=nonce))) == (200, "OK")


@pytest.mark.parametrize("name", ["x-acs-date", "x-acs-signature-nonce"])
async def test_v3_without_a_mandatory_header_is_refused(client: httpx.AsyncClient, name: str) -> None:
    headers = v3_headers(Call())
    del headers[name]
    status, code = await code_of(client, v3(Call(), headers))
    assert (status, code) == (400, {"x-acs-date": "MissingTimestamp"}.get(name, "MissingSignatureNonce"))


@pytest.mark.parametrize("name", ["host", "x-acs-action", "x-acs-version", "x-acs-content-sha256"])
async def test_v3_must_sign_what_decides_the_answer(client: httpx.AsyncClient, name: str) -> None:
    headers = v3_headers(Call())
    value = headers.pop(name)
    request = v3(Call(), headers)
    request.headers[name] = value
    assert await code_of(client, request) == (400, "IncompleteSignature")


@pytest.mark.parametrize(
    "authorization",
    ["", "ACS3-HMAC-SHA256", "Bearer x", "ACS3-HMAC-SHA256 Credential=ccc-demo", "ACS3-HMAC-SHA256 ,,=,"],
)
async def test_v3_with_half_an_authorization_is_refused(client: httpx.AsyncClient, authorization: str) -> None:
    request = v3(Call())
    request.headers["Authorization"] = authorization
    assert await code_of(client, request) == (400, "IncompleteSignature")


async def test_v3_with_another_body_than_was_signed_is_refused(client: httpx.AsyncClient) -> None:
    signed = v3(Call())
    other = httpx.Request("POST", signed.url, headers=signed.headers, content=b"x=1")
    assert await code_of(client, other) == (400, "SignatureDoesNotMatch")


@pytest.mark.parametrize(
    "name", ["AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion", "SignatureNonce", "Timestamp"]
)
async def test_v1_without_a_mandatory_parameter_is_refused(client: httpx.AsyncClient, name: str) -> None:
    request = v1(Call())
    request.url = request.url.copy_remove_param(name)
    assert await code_of(client, request) == (400, f"Missing{name}")


@pytest.mark.parametrize(("name", "value"), [("SignatureMethod", "HMAC-MD5"), ("SignatureVersion", "2.0")])
async def test_v1_of_another_method_is_refused(client: httpx.AsyncClient, name: str, value: str) -> None:
    request = v1(Call())
    request.url = request.url.copy_set_param(name, value)
    assert await code_of(client, request) == (400, "InvalidSignatureMethod")


@pytest.mark.parametrize("timestamp", ["yesterday", "2026-13-40T99:99:99Z", "2026-01-02 03:04:05"])
async def test_a_time_that_is_none_is_refused(client: httpx.AsyncClient, timestamp: str) -> None:
    request = v1(Call())
    request.url = request.url.copy_set_param("Timestamp", timestamp)
    assert await code_of(client, request) == (400, "InvalidTimeStamp.Format")


async def test_a_call_without_any_signature_is_refused(client: httpx.AsyncClient) -> None:
    url = f"http://{HOST}/?Action=ListInstancesOfUser&Version=2017-07-05&Format=JSON"
    assert await code_of(client, httpx.Request("GET", url)) == (400, "MissingAccessKeyId")


async def test_another_path_and_another_method_are_refused(client: httpx.AsyncClient) -> None:
    assert await code_of(client, httpx.Request("POST", f"http://{HOST}/api")) == (404, "InvalidAction.NotFound")
    assert await code_of(client, httpx.Request("PUT", f"http://{HOST}/")) == (405, "UnsupportedHTTPMethod")


async def test_every_reply_is_dated_by_the_clock(client: httpx.AsyncClient) -> None:
    for request in (v3(Call()), v3(Call(at=NOW - 4000))):
        reply = await client.send(request)
        assert reply.headers["date"] == "Fri, 02 Jan 2026 03:04:05 GMT"


async def test_refusals_carry_what_the_service_sends(client: httpx.AsyncClient) -> None:
    reply = await client.send(v3(Call(key="nobody")))
    body = reply.json()
    assert set(body) == {"RequestId", "HostId", "Code", "Message", "Recommend"}
    assert body["HostId"] == HOST
    assert body["RequestId"] == reply.headers["x-acs-request-id"] == body["RequestId"].upper()
    assert reply.headers["content-type"] == "application/json;charset=utf-8"
