"""Keys that a web server hands out."""

import asyncio
import json
from typing import Any

import pytest

from ccc_tui.cloud.auth.aliyun_config import Entry, Fields
from ccc_tui.cloud.auth.chain import find_credentials
from ccc_tui.cloud.auth.uri import key_of_uri
from ccc_tui.cloud.errors import CredentialsError
from tests.cloud.keys import MARK, assert_silent, state, write
from tests.cloud.network import FIELDS, KEY
from tests.cloud.service import Answer, http, reset, serving

REPLY = FIELDS | {"Code": "Success"}


def at(uri: str) -> Entry:
    return Entry("uri", "CredentialsURI", None, Fields({"credentials_uri": uri}))


async def refusal_of(answer: Answer) -> CredentialsError:
    async with serving(answer) as keeper:
        with pytest.raises(CredentialsError) as refusal:
            await key_of_uri(at(f"{keeper.origin}/key"))
    assert refusal.value.code == "Client.Credentials.Unavailable"
    assert refusal.value.message.startswith("profile uri got no key (CredentialsURI): ")
    assert_silent(refusal.value)
    return refusal.value


async def test_the_uri_is_asked_as_it_stands_and_nothing_is_written(tmp_path: Any) -> None:
    async with serving(http(REPLY)) as keeper:
        profile = {"mode": "CredentialsURI", "credentials_uri": f"{keeper.origin}/key?a=b%20c"}
        path = write(tmp_path / "config.json", {"uri": profile})
        before = state(path)
        source = find_credentials(profile="uri", environ={}, aliyun_config=path)
        assert source.description == "profile uri (aliyun CLI, CredentialsURI)"
        assert await source.credential() == KEY
        assert state(path) == before
    (request,) = keeper.requests
    assert (request.method, request.path, request.query) == ("GET", b"/key", b"a=b%20c")


async def test_the_environment_names_a_uri(tmp_path: Any) -> None:
    async with serving(http(REPLY)) as keeper:
        environ = {"ALIBABA_CLOUD_CREDENTIALS_URI": keeper.origin}
        source = find_credentials(profile=None, environ=environ, aliyun_config=tmp_path / "none")
        assert await source.credential() == KEY


async def test_a_refusal_says_code_and_status_and_nothing_else() -> None:
    body = {"Code": "NoPermission", "Message": MARK, "RequestId": "B1F4C6A0-0000-4000-8000-000000000001"}
    error = await refusal_of(http(body, 403))
    assert error.message.endswith(": NoPermission, HTTP 403")
    assert error.request_id == "B1F4C6A0-0000-4000-8000-000000000001"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (http(f"<html>{MARK}</html>".encode()), "no answer, or none that could be used"),
        (http(b""), "no answer, or none that could be used"),
        (http(f'["{MARK}"]'.encode()), "no answer, or none that could be used"),
        (http(REPLY | {"Code": f"<{MARK}>"}), "no answer, or none that could be used"),
        (http(b"", 404), "HTTP 404"),
        (http({"Code": "Success"}), "the reply has no AccessKeyId and no AccessKeySecret and no"),
        (http(REPLY | {"SecurityToken": [MARK]}), "the reply has no SecurityToken"),
        (http(REPLY | {"Expiration": MARK}), "the reply's Expiration is not a time"),
        (http(REPLY | {"Expiration": "0001-01-01T00:00:00Z"}), "the reply's Expiration is not a time"),
        (http(b"[" * 60_000), "no answer, or none that could be used"),
        (http(json.dumps(REPLY).encode() + b" " * 65_536), "no answer, or none that could be used"),
        (reset, "no answer, or none that could be used"),
    ],
    ids=[str(number) for number in range(12)],  # the replies hold times, and workers must collect the same tests
)
async def test_other_replies_are_refused_and_not_quoted(answer: Answer, words: str) -> None:
    assert words in (await refusal_of(answer)).message


async def test_an_endless_reply_is_not_read_to_its_end() -> None:
    async def endless(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b" " * 65_536)
            await writer.drain()

    await refusal_of(endless)


async def test_a_redirect_is_not_followed() -> None:
    async with serving(http(REPLY)) as elsewhere:
        error = await refusal_of(http(b"", 302, location=f"{elsewhere.origin}/key"))
    assert error.message.endswith(": HTTP 302")
    assert elsewhere.requests == []


@pytest.mark.parametrize(
    "uri", ["http://127.0.0.1:1/key", "ftp://127.0.0.1/key", "/key", "http://127.0.0.1:x/", "", "http://\ud800/"]
)
async def test_a_uri_that_cannot_be_asked(uri: str) -> None:
    with pytest.raises(CredentialsError, match="no answer") as refusal:
        await key_of_uri(at(uri))
    assert_silent(refusal.value)
