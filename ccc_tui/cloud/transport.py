"""The HTTP client, what it reads of a response, and errors below HTTP."""

import logging
import os
import platform
import socket
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

import httpx

import ccc_tui
from ccc_tui.cloud.endpoints import is_loopback
from ccc_tui.cloud.errors import CallTimedOut, CloudError, ConfigurationError, ConnectionFailed, MalformedReply
from ccc_tui.cloud.text import clean
from ccc_tui.files import open_regular_file

_CONNECT_TIMEOUT: Final = 5.0
_CONNECTIONS: Final = 8
# 500 instances of 200 numbers are 30 MB of XML.
_LARGEST_REPLY: Final = 40 * 2**20
# Lengths and times in headers have fewer digits.
_MOST_DIGITS: Final = 15

# They log URLs, which hold signature and token with RPC V1, and all headers at DEBUG.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)

# What httpx raises while a request is sent and its reply read.
TRANSPORT_PROBLEMS: Final = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError)


def http_client(endpoint: str, deadline: float, transport: httpx.AsyncBaseTransport | None) -> httpx.AsyncClient:
    """Return a client for one endpoint.

    Args:
        endpoint: origin of the service.
        deadline: seconds of a call, all tries included. One try waits a third of it for a silent server, to leave time
            for another.
        transport: replaces the network; None for the network, through the proxies of the environment unless the
            endpoint is on loopback.

    Raises:
        ConfigurationError: ``Client.Setting.Proxy`` or ``Client.Setting.TLS``; a proxy of the environment cannot be
            used, or its certificates cannot be read.
    """
    limits = httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS)
    try:
        if certificates := os.environ.get("SSL_CERT_FILE"):
            os.close(open_regular_file(Path(certificates), os.O_RDONLY))  # OpenSSL would wait for a FIFO
        if transport is None and is_loopback(httpx.URL(endpoint).host):
            # A client with a transport of its own ignores HTTP_PROXY and ALL_PROXY, which httpx applies to loopback.
            transport = httpx.AsyncHTTPTransport(limits=limits)
        return httpx.AsyncClient(
            base_url=endpoint,
            timeout=httpx.Timeout(deadline / 3, connect=min(_CONNECT_TIMEOUT, deadline)),
            limits=limits,
            follow_redirects=False,
            headers={
                "user-agent": f"ccc-tui/{ccc_tui.__version__} Python/{platform.python_version()}",
                # httpx decodes brotli and zstd without a limit.
                "accept-encoding": "gzip, deflate",
            },
            transport=transport,
        )
    except (ValueError, ImportError, httpx.InvalidURL):
        error = ConfigurationError("Client.Setting.Proxy", "the proxy that the environment names cannot be used")
    except OSError:
        error = ConfigurationError("Client.Setting.TLS", "the certificates that the environment names cannot be read")
    # Outside of the handlers, to drop their context: a proxy URL may hold a password.
    raise error


async def read_body(response: httpx.Response, largest: int = _LARGEST_REPLY) -> bytearray:
    """Return the body, uncompressed.

    Raises:
        MalformedReply: ``Client.Reply.TooLarge``.
        httpx.HTTPError: the body is incomplete.
    """
    content = bytearray()
    if (_number(response.headers, "content-length") or 0) <= largest:
        async for chunk in response.aiter_bytes():
            content += chunk
            if len(content) > largest:
                break
        else:
            return content
    words = f"the reply is larger than {largest // 2**20} MB"
    raise MalformedReply("Client.Reply.TooLarge", words, status=response.status_code)


def retry_after(headers: httpx.Headers) -> float | None:
    """Return the seconds to wait: ``x-acs-retry-after`` counts milliseconds, ``Retry-After`` (RFC 9110) seconds."""
    milliseconds = _number(headers, "x-acs-retry-after")
    return _number(headers, "retry-after") if milliseconds is None else milliseconds / 1000


def read_offset(headers: httpx.Headers, sent_at: datetime, received_at: datetime) -> timedelta | None:
    """Return how far the service's clock is ahead of ours, by the ``Date`` header; None without one.

    The header was written between the two times (aware) and has no fraction of a second: a difference within that is
    zero.
    """
    try:
        date = parsedate_to_datetime(headers.get("date", ""))
        if date.tzinfo is None:  # the parser's result for ``-0000``, which is UTC
            date = date.replace(tzinfo=UTC)
        least, most = date - received_at, date + timedelta(seconds=1) - sent_at
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
    return timedelta() if least <= timedelta() <= most else (least + most) / 2


def _number(headers: httpx.Headers, name: str) -> int | None:
    value = headers.get(name, "").strip()
    return int(value) if value.isdecimal() and len(value) <= _MOST_DIGITS else None


def transport_error(problem: Exception) -> CloudError:
    """Convert an exception below HTTP. Only the words of causes without a request are quoted."""
    cause: BaseException | None = problem
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return _tls_error(cause)
        if isinstance(cause, socket.gaierror):
            return ConnectionFailed("Client.Name", clean(cause.strerror or "unknown host"))
        cause = cause.__cause__ or cause.__context__
    error: CloudError
    match problem:
        case httpx.TimeoutException() | TimeoutError():
            error = CallTimedOut("Client.Timeout", "the service did not answer in time")
        case httpx.ProxyError():
            error = ConnectionFailed("Client.Proxy", "the proxy refused the connection")
        case httpx.ConnectError():
            error = ConnectionFailed("Client.Connect", clean(str(problem)))
        case httpx.DecodingError():
            error = MalformedReply("Client.Reply.Malformed", "the reply's compression is broken")
        case httpx.LocalProtocolError() | httpx.UnsupportedProtocol() | httpx.InvalidURL():
            error = ConfigurationError("Client.Request", "the request cannot be written with these settings")
        case _:
            error = ConnectionFailed("Client.Disconnected", "the connection was closed unexpectedly")
    return error


def _tls_error(problem: ssl.SSLError) -> ConnectionFailed:
    # Only errors raised by OpenSSL have these attributes.
    words = getattr(problem, "verify_message", None) or getattr(problem, "reason", None)
    error = ConnectionFailed("Client.TLS", clean(words or "the TLS handshake failed"))
    # An untrusted certificate stays untrusted.
    error.retryable = not isinstance(problem, ssl.SSLCertVerificationError)
    return error
