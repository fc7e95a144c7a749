"""Calls that fail: each kind of damage is one error of the tree, and none is a traceback."""

import asyncio
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from ccc_tui.cloud.auth.credential import Credential, StaticCredentials
from ccc_tui.cloud.errors import AuthenticationFailed, CloudError, ConfigurationError, ConnectionFailed, MalformedReply
from ccc_tui.cloud.retry import RetryPolicy
from ccc_tui.cloud.transport import transport_error
from ccc_tui.simulator import Simulator
from tests.cloud.service import LIST, OK, answering, client, http, refusal, reset, serving
from tests.special_files import SPECIAL_FILES

MB = 2**20


async def half(writer: asyncio.StreamWriter) -> None:
    """Break off in the middle of a reply."""
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{}")
    await writer.drain()


@pytest.mark.parametrize(
    ("answer", "code", "status"),
    [
        (http(b"<html>Log in</html>", content_type="text/html"), "Client.Reply.HTML", 200),
        (http(b""), "Client.Reply.Empty", 200),
        (http(b'{"Code": "OK", '), "Client.Reply.Truncated", 200),
        (http(b"\xff\xfe\xff"), "Client.Reply.Charset", 200),
        (http(b"{}", content_encoding="gzip"), "Client.Reply.Malformed", None),
        (http(b"", 302, location="https://elsewhere.example.com/"), "Client.Reply.Redirect", 302),
        (http(b"<html>", 502), "HTTP.502", 502),
        (http(b"no", 403), "HTTP.403", 403),
        (http({"Code": "OK"}, 503), "HTTP.503", 503),
        (http({"error": "x"}, 429), "HTTP.429", 429),
        (http({"Code": "OK", "Success": False}), "Failed", 200),
        (refusal("NotExists.UserId", 200), "NotExists.UserId", 200),
        (http({"code": "Forbidden.RAM", "message": "m"}, 403), "Forbidden.RAM", 403),
        (http(b"<Error><Code>Forbidden</Code></Error>", 403), "Forbidden", 403),
        (reset, "Client.Disconnected", None),
        (half, "Client.Disconnected", None),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "Client.Disconnected", None),
    ],
)
async def test_whatever_comes_instead_of_a_reply_is_one_clear_error(answer: Any, code: str, status: int | None) -> None:
    async with serving(answer) as service, client(service.origin, retry=RetryPolicy(retries=0)) as asking:
        with pytest.raises(CloudError) as failure:
            await asking.call(LIST)
    assert (failure.value.code, failure.value.status) == (code, status)


async def test_a_redirect_is_not_followed() -> None:
    async with serving(http(OK)) as elsewhere, serving(http(b"", 307, location=elsewhere.origin)) as service:
        async with client(service.origin) as asking:
            with pytest.raises(MalformedReply):
                await asking.call(LIST)
        assert elsewhere.requests == []


async def test_a_port_without_a_server() -> None:
    async with client("http://127.0.0.1:1", retry=RetryPolicy(retries=0)) as asking:
        with pytest.raises(ConnectionFailed) as failure:
            await asking.call(LIST)
    assert (failure.value.code, failure.value.retryable) == ("Client.Connect", True)


@pytest.mark.parametrize("signature", ["v3", "v1"])
async def test_a_request_that_is_too_long_is_an_error_of_the_request(signature: Any) -> None:
    async with client(transport=answering(httpx.Response(200, json=OK)), signature=signature) as asking:
        with pytest.raises(ConfigurationError) as failure:
            await asking.call(LIST, {"SkillGroupIdList": "x" * 65_530})
    assert failure.value.code == "Client.Request"


async def test_text_that_is_none_is_an_error_of_the_parameter() -> None:
    async with client(transport=answering(httpx.Response(200, json=OK))) as asking:
        with pytest.raises(ConfigurationError) as failure:
            await asking.call(LIST, {"InstanceId": "\udcff"})
    assert failure.value.code == "Client.Parameter"


@pytest.mark.parametrize("header", ["x-acs-retry-after", "retry-after", "content-length", "date"])
@pytest.mark.parametrize("value", ["9" * 5_000, "soon", "-1", "٣٤", "Mon, 01 Jan 0001 00:00:00 +1400"])
async def test_headers_that_make_no_sense_are_left_alone(header: str, value: str) -> None:
    response = httpx.Response(200, content=b'{"Code": "OK"}', headers=[(header.encode(), value.encode())])
    async with client(transport=answering(response)) as asking:
        assert (await asking.call(LIST)).envelope() == {"Code": "OK"}


async def test_a_refused_key_is_named() -> None:
    wrong = StaticCredentials("test", None, Credential("LTAInobodyknows", SecretStr("wrong-secret-wrong")))
    async with client(transport=httpx.ASGITransport(Simulator()), credentials=wrong) as asking:
        with pytest.raises(AuthenticationFailed) as failure:
            await asking.call(LIST)
    assert failure.value.code == "InvalidAccessKeyId.NotFound"


class Endless(httpx.AsyncByteStream):
    """A body that does not end; counts what was taken of it."""

    def __init__(self, chunk: bytes) -> None:
        self.taken = 0
        self._chunk = chunk

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while True:
            self.taken += len(self._chunk)
            yield self._chunk


async def test_a_reply_that_announces_50_mb_is_not_read() -> None:
    body = Endless(b"x")
    response = httpx.Response(200, headers={"content-length": str(50 * MB)}, stream=body)
    async with client(transport=answering(response)) as asking:
        with pytest.raises(MalformedReply) as failure:
            await asking.call(LIST)
    assert (failure.value.code, failure.value.retryable, body.taken) == ("Client.Reply.TooLarge", False, 0)


async def test_a_reply_that_does_not_end_is_left() -> None:
    body = Endless(b" " * MB)
    async with client(transport=answering(httpx.Response(200, stream=body))) as asking:
        with pytest.raises(MalformedReply) as failure:
            await asking.call(LIST)
    assert failure.value.code == "Client.Reply.TooLarge"
    assert body.taken <= 41 * MB


async def test_a_bomb_of_gzip_is_left_before_it_fills_the_memory() -> None:
    packer = zlib.compressobj(wbits=31)
    # One block of zeros, packed, again and again: each kilobyte is a megabyte.
    packed = packer.compress(bytes(MB)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(MB)) + packer.flush(zlib.Z_FULL_FLUSH)

    class Bomb(Endless):
        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield packed
            async for chunk in super().__aiter__():
                yield chunk

    body = Bomb(block)
    response = httpx.Response(200, headers={"content-encoding": "gzip"}, stream=body)
    async with client(transport=answering(response)) as asking:
        with pytest.raises(MalformedReply) as failure:
            await asking.call(LIST)
    assert failure.value.code == "Client.Reply.TooLarge"
    assert body.taken <= 41 * len(block)


def caused(problem: Exception, cause: Exception) -> Exception:
    problem.__cause__ = cause
    return problem


def untrusted() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_message = "self-signed certificate"
    return error


@pytest.mark.parametrize(
    ("problem", "code", "message", "retryable"),
    [
        (httpx.ReadTimeout("x"), "Client.Timeout", "did not answer", True),
        (httpx.PoolTimeout("x"), "Client.Timeout", "did not answer", True),
        (TimeoutError(), "Client.Timeout", "did not answer", True),
        (httpx.ConnectError("refused"), "Client.Connect", "refused", True),
        (caused(httpx.ConnectError("x"), socket.gaierror(-2, "unknown")), "Client.Name", "unknown", True),
        (caused(httpx.ConnectError("x"), untrusted()), "Client.TLS", "self-signed certificate", False),
        (caused(httpx.ConnectError("x"), ssl.SSLError(1, "eof")), "Client.TLS", "handshake", True),
        (httpx.ProxyError("407 with words"), "Client.Proxy", "the proxy refused", True),
        (ConnectionResetError("gone"), "Client.Disconnected", "closed unexpectedly", True),
        (httpx.RemoteProtocolError("secret"), "Client.Disconnected", "closed unexpectedly", True),
        (httpx.StreamError("x"), "Client.Disconnected", "closed unexpectedly", True),
        (httpx.DecodingError("x"), "Client.Reply.Malformed", "compression", False),
        (httpx.LocalProtocolError("secret"), "Client.Request", "cannot be written", False),
        (httpx.UnsupportedProtocol("x"), "Client.Request", "cannot be written", False),
    ],
)
def test_what_goes_wrong_below_http_is_named(problem: Exception, code: str, message: str, retryable: bool) -> None:
    error = transport_error(problem)
    assert (error.code, error.retryable) == (code, retryable)
    assert message in error.message
    assert "secret" not in error.message


@pytest.mark.parametrize("address", ["socks5://u:passw0rd@127.0.0.1:1", "ftp://u:passw0rd@127.0.0.1", "::"])
def test_a_proxy_that_cannot_be_used_is_an_error_of_the_settings(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("ALL_PROXY", address)
    with pytest.raises(ConfigurationError) as failure:
        client("https://service.invalid")
    assert failure.value.code == "Client.Setting.Proxy"
    assert failure.value.__context__ is None
    assert "passw0rd" not in f"{failure.value} {failure.value!r}"


def test_certificates_that_cannot_be_read_are_an_error_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    (tmp_path / "empty.pem").write_text("no certificate")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "empty.pem"))
    with pytest.raises(ConfigurationError) as failure:
        client("https://service.invalid")
    assert failure.value.code == "Client.Setting.TLS"


@pytest.mark.parametrize("special", SPECIAL_FILES.values(), ids=SPECIAL_FILES.keys())
def test_certificates_come_from_a_regular_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, special: Callable[[Path], Path]
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(special(tmp_path)))
    with pytest.raises(ConfigurationError) as failure:
        client("https://service.invalid")
    assert failure.value.code == "Client.Setting.TLS"


async def test_a_proxy_that_refuses_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(http(b"who are you?", 407)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.origin)
        async with client("https://service.invalid", retry=RetryPolicy(retries=0)) as asking:
            with pytest.raises(ConnectionFailed) as failure:
                await asking.call(LIST)
    assert failure.value.code == "Client.Proxy"
