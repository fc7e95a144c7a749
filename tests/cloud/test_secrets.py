"""No part of an access key shows, wherever one looks: errors, what led to them, the call log, the log file."""

import asyncio
import json
import logging
import traceback
from collections.abc import Callable
from typing import Any, Literal
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import SecretStr

from ccc_tui.cloud.auth.credential import Credential, StaticCredentials
from ccc_tui.cloud.errors import CloudError, redact
from ccc_tui.cloud.replies import ReplyStore
from ccc_tui.cloud.retry import RetryPolicy
from tests.cloud.service import LIST, Client, client

# Hypothesis takes words from the program, too, which are in what is shown for other reasons: this one is in none.
SECRETS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=13, max_size=37).map("Kx9{}".format)
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

Answer = Callable[[httpx.Request], httpx.Response]


def echo(request: httpx.Request) -> str:
    """Return all that a server can know, in the words of a refusal."""
    return "\n".join([str(request.url), *(f"{name}: {value}" for name, value in request.headers.items())])


def refuses_with_everything(request: httpx.Request) -> httpx.Response:
    words = echo(request)
    body = {"Code": f"Odd {words}", "Message": words, "RequestId": words, "Recommend": words}
    return httpx.Response(400, json=body)


def answers_with_everything(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"Code": "OK", "RequestId": echo(request)})


def is_no_reply(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, content=f"<html>{echo(request)}</html>")


def breaks_off(request: httpx.Request) -> httpx.Response:
    raise httpx.RemoteProtocolError(echo(request), request=request)


def cannot_be_written(request: httpx.Request) -> httpx.Response:
    raise httpx.LocalProtocolError(echo(request), request=request)


async def called(asking: Client) -> CloudError | None:
    async with asking:
        try:
            await asking.call(LIST, {"InstanceId": "ccc-test"})
        except CloudError as error:
            return error
    return None


def everything(asking: Client, error: CloudError | None) -> str:
    """Return all that may be shown or kept of a call."""
    replies = asking.call_log.replies
    assert replies is not None
    kept = [reply.text for call in asking.call_log if (reply := replies.get(call.number)) is not None]
    parts: list[Any] = [asking, vars(asking), *asking.call_log, *kept]
    if error is not None:
        assert error.__cause__ is None
        assert error.__context__ is None
        seen = traceback.TracebackException.from_exception(error, capture_locals=True)
        frames = [frame for frame in seen.stack if frame.filename != __file__]
        assert [frame.name for frame in frames] == ["call"]
        parts += [error, repr(error), vars(error), [(frame.line, frame.locals) for frame in frames]]
    return " ".join(map(str, parts)) + repr(parts)


@QUIET
@given(SECRETS, SECRETS, st.none() | SECRETS, st.sampled_from(["v3", "v1"]), st.sampled_from(
    [refuses_with_everything, answers_with_everything, is_no_reply, breaks_off, cannot_be_written]
))  # fmt: skip
def test_no_part_of_a_key_shows(
    caplog: pytest.LogCaptureFixture,
    key_id: str,
    secret: str,
    token: str | None,
    signature: Literal["v3", "v1"],
    answer: Answer,
) -> None:
    caplog.clear()
    caplog.set_level(logging.DEBUG)
    key = Credential(key_id, SecretStr(secret), SecretStr(token) if token else None)
    asking = client(
        credentials=StaticCredentials("test", None, key),
        signature=signature,
        retry=RetryPolicy(retries=0),
        transport=httpx.MockTransport(answer),
    )
    asking.call_log.replies = ReplyStore()
    shown = everything(asking, asyncio.run(called(asking))) + caplog.text
    for part in filter(None, (key_id, secret, token)):
        for spelling in {part, quote(part, safe=""), quote(part, safe="~"), json.dumps(part), repr(part)}:
            assert spelling not in shown


V1_WORDS = (
    "Specified signature is not matched with our calculation. server string to sign is:"
    "POST&%2F&AccessKeyId%3DLTAIsecret%26Action%3DListInstancesOfUser"
)
V3_WORDS = (
    "Specified signature does not match our calculation. server StringToSign is [ACS3-HMAC-SHA256\nabc] "
    "server CanonicalRequest is [POST\n/\nInstanceId=LTAIsecret\nhost:ccc.example.com]"
)


@pytest.mark.parametrize(
    "words",
    [
        V1_WORDS,
        V3_WORDS,
        "AccessKeyId=LTAIsecret&x",
        "AccessKeyId%3DLTAIsecret%26x",
        'got {"SecurityToken": "LTAIsecret%2Bmore-LTAIsecret=="}',
        "access_key_secret: LTAIsecret",
        "Authorization: ACS3-HMAC-SHA256 Credential=LTAIsecret,SignedHeaders=host,Signature=LTAIsecret",
        "password=LTAIsecret",
    ],
)
def test_what_the_service_echoes_is_hidden(words: str) -> None:
    assert "LTAIsecret" not in redact(words)
    assert redact(words).split("(hidden)")[0]


def test_ordinary_words_stay() -> None:
    words = "The specified instance ccc-test does not exist; SignatureMethod=HMAC-SHA1 is fine."
    assert redact(words) == words
