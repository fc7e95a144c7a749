"""`RpcClient`: one declared operation asked of one endpoint, until it is answered or has failed for good."""

import asyncio
import platform
import socket
import ssl
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Final, Literal, Self

import httpx

import ccc_tui
from ccc_tui.cloud import signing
from ccc_tui.cloud.budget import Budget, Urgency
from ccc_tui.cloud.credentials import CredentialSource
from ccc_tui.cloud.envelope import Envelope, gateway_error
from ccc_tui.cloud.errors import (
    CallTimedOut,
    ClockSkewed,
    CloudError,
    ConfigurationError,
    ConnectionFailed,
    MalformedReply,
    Throttled,
    redact,
)
from ccc_tui.cloud.journal import Call, CallState, Journal
from ccc_tui.cloud.operation import Operation
from ccc_tui.cloud.reply import Reply
from ccc_tui.cloud.retry import RetryPolicy
from ccc_tui.cloud.text import clean
from ccc_tui.cloud.wire import Document, parse

Signature = Literal["v3", "v1"]
WireFormat = Literal["json", "xml"]

# The largest documented reply is far smaller: 500 instances of 200 numbers are 26 MB.
_LARGEST_REPLY: Final = 40 * 1024 * 1024
# Above this size a reply is read in a thread: below, the hand-over costs more than the reading.
_READ_IN_PLACE: Final = 64 * 1024
_CONNECT_TIMEOUT: Final = 5.0
_CONNECTIONS: Final = 8
_SMALLEST_CORRECTION: Final = timedelta(seconds=1)
_METHOD_REFUSED: Final = {405, 501}
_REDIRECTS: Final = range(300, 400)
_FIRST_ERROR_STATUS: Final = 400


class RpcClient:
    """Asks declared operations, and refuses all others.

    Args:
        endpoint: origin of the service, such as ``https://ccc.cn-shanghai.aliyuncs.com``.
        operations: the operations that may be called.
        credentials: where the access key comes from.
        signature: ``v3`` for ACS3-HMAC-SHA256, ``v1`` for the older RPC signature.
        wire_format: what the service shall answer in.
        retry: what is tried again, and the deadline of a call.
        budget: the calls a second, shared with whoever else uses it.
        journal: where each call is recorded.
        transport: in the place of the network, for the demo and for tests.
    """

    def __init__(
        self,
        endpoint: str,
        *,
        operations: Collection[Operation],
        credentials: CredentialSource,
        signature: Signature = "v3",
        wire_format: WireFormat = "json",
        retry: RetryPolicy | None = None,
        budget: Budget | None = None,
        journal: Journal | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.endpoint = endpoint
        self.credentials = credentials
        self.journal = journal if journal is not None else Journal()
        self._operations = frozenset(operations)
        self._signature = signature
        self._wire_format = wire_format
        self._retry = retry or RetryPolicy()
        self._budget = budget or Budget()
        self._method = "POST"
        self._clock_offset = timedelta()
        self._http = httpx.AsyncClient(
            base_url=endpoint,
            # A silent server gets a third of the deadline, so that there is time to ask it again.
            timeout=httpx.Timeout(
                self._retry.deadline / 3, connect=min(_CONNECT_TIMEOUT, self._retry.deadline)
            ),
            limits=httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS),
            follow_redirects=False,
            headers={"user-agent": f"ccc-tui/{ccc_tui.__version__} Python/{platform.python_version()}"},
            transport=transport,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def call(
        self,
        operation: Operation,
        parameters: Mapping[str, str | int | None] | None = None,
        *,
        urgency: Urgency = Urgency.PERSON,
    ) -> Reply:
        """Ask, and ask again where that helps.

        Args:
            operation: one of the declared operations.
            parameters: the operation's own parameters; those that are None are left out.
            urgency: whether a person waits for the reply or a scan wants it.

        Raises:
            ValueError: the operation is not declared.
            CloudError: the call failed; the error says how and whether to try again.
        """
        if operation not in self._operations:
            raise ValueError(f"{operation} is not among the declared operations")
        query = {name: str(value) for name, value in (parameters or {}).items() if value is not None}
        call = self.journal.open(operation, query, limit=self._retry.retries + 1)
        attempt = _Attempt(call, asyncio.get_running_loop().time(), self.journal)
        try:
            async with asyncio.timeout(self._retry.deadline):
                return await self._ask(attempt, urgency)
        except TimeoutError:
            error: CloudError = attempt.last_error or CallTimedOut(
                "Client.Timeout", f"no reply within {self._retry.deadline:g} seconds"
            )
        except CloudError as failure:
            error = failure
        except BaseException:
            attempt.end(CallState.CANCELLED)
            raise
        attempt.end(CallState.FAILED, code=error.code, status=error.status, request_id=error.request_id)
        error.operation = operation.action
        error.tries = max(1, attempt.call.tries)
        raise error

    async def _ask(self, attempt: "_Attempt", urgency: Urgency) -> Reply:
        clock_corrected = False
        while True:
            await self._budget.turn(urgency)
            attempt.step(state=CallState.SENT, tries=attempt.call.tries + 1, next_try=None)
            try:
                reply = await self._send(attempt)
            except _MethodRefusedError:
                self._method = "GET"
                continue
            except _SkewMeasuredError as skew:
                if clock_corrected or abs(skew.offset - self._clock_offset) < _SMALLEST_CORRECTION:
                    error: CloudError = skew.error
                else:
                    self._clock_offset, clock_corrected = skew.offset, True
                    continue
            except CloudError as failure:
                error = failure
            else:
                self._budget.succeeded()
                return reply
            await self._pause(attempt, error)

    async def _pause(self, attempt: "_Attempt", error: CloudError) -> None:
        """Wait for the next try, or raise the error where there is none or its time would come too late."""
        if isinstance(error, Throttled):
            self._budget.throttled()
        attempt.last_error = error
        pause = self._retry.pause(error, attempt.call.tries)
        if pause is None or attempt.elapsed() + pause >= self._retry.deadline:
            raise error
        attempt.step(
            state=CallState.RETRYING,
            code=error.code,
            status=error.status,
            request_id=error.request_id,
            next_try=pause,
        )
        await asyncio.sleep(pause)

    async def _send(self, attempt: "_Attempt") -> Reply:
        """Sign and send once; return the reply, or raise what it says."""
        request, auth = await self._signed(attempt.call)
        try:
            response = await self._http.send(request, auth=auth, stream=True)
            try:
                content = await _read(response)
            finally:
                await response.aclose()
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as problem:
            error = _transport_error(problem)
        else:
            return await self._reply(attempt, response, content)
        # Outside of the handler, so that no exception chain leads to the request and its signature.
        raise error

    async def _signed(self, call: Call) -> tuple[httpx.Request, httpx.Auth]:
        credential = await self.credentials.credential()
        query = signing.encode(call.parameters)
        request = self._http.build_request(
            self._method,
            "/?" + query if query else "/",
            headers={
                "accept": f"application/{self._wire_format}",
                "x-acs-action": call.operation.action,
                "x-acs-version": call.operation.version,
            },
        )
        if self._signature == "v1":
            kind: Literal["JSON", "XML"] = "XML" if self._wire_format == "xml" else "JSON"
            return request, signing.RpcV1Auth(credential, clock=self._now, format=kind)
        return request, signing.Acs3Auth(credential, clock=self._now)

    def _now(self) -> datetime:
        """Return the service's time, as far as it is known."""
        return datetime.now(UTC) + self._clock_offset

    async def _reply(self, attempt: "_Attempt", response: httpx.Response, content: bytes) -> Reply:
        status = response.status_code
        received_at = datetime.now(UTC)
        attempt.step(status=status, size=len(content), code=None, request_id=None)
        if status in _REDIRECTS:
            raise MalformedReply("Client.Reply.Redirect", "the endpoint sends us elsewhere", status=status)
        retry_after = _retry_after(response.headers)
        try:
            document = await _parse(content, response.headers.get("content-type", ""))
        except MalformedReply as malformed:
            if status in _METHOD_REFUSED and self._method == "POST":
                raise _MethodRefusedError from None
            if status >= _FIRST_ERROR_STATUS:
                raise gateway_error(status, malformed.message, retry_after) from None
            malformed.status = status
            raise
        envelope = Envelope.of(document)
        error = envelope.error(status, retry_after)
        if isinstance(error, ClockSkewed) and (offset := _offset(response.headers, received_at)) is not None:
            raise _SkewMeasuredError(error, offset)
        if error is not None:
            raise error
        attempt.end(CallState.DONE, code=envelope.code, request_id=envelope.request_id)
        return Reply(attempt.call.operation, document, content, envelope.request_id, received_at)


class _Attempt:
    """One call under way, and its entry in the journal."""

    def __init__(self, call: Call, started: float, journal: Journal) -> None:
        self.call = call
        self.last_error: CloudError | None = None
        self._started = started
        self._journal = journal

    def elapsed(self) -> float:
        return asyncio.get_running_loop().time() - self._started

    def step(self, **changes: object) -> None:
        self.call = self._journal.update(self.call, **changes)

    def end(self, state: CallState, **changes: object) -> None:
        self.step(state=state, latency=self.elapsed(), next_try=None, **changes)


class _MethodRefusedError(Exception):
    """The server takes no POST; the same question may be asked with GET."""


class _SkewMeasuredError(Exception):
    """The service finds our time wrong, and has told its own."""

    def __init__(self, error: ClockSkewed, offset: timedelta) -> None:
        self.error = error
        self.offset = offset


async def _read(response: httpx.Response) -> bytes:
    too_large = MalformedReply(
        "Client.Reply.TooLarge",
        f"the reply is larger than {_LARGEST_REPLY // 2**20} MB",
        status=response.status_code,
    )
    announced = response.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > _LARGEST_REPLY:
        raise too_large
    chunks, size = [], 0
    async for chunk in response.aiter_bytes():
        size += len(chunk)
        if size > _LARGEST_REPLY:
            raise too_large
        chunks.append(chunk)
    return b"".join(chunks)


async def _parse(content: bytes, content_type: str) -> Document:
    if len(content) <= _READ_IN_PLACE:
        return parse(content, content_type)
    return await asyncio.to_thread(parse, content, content_type)


def _retry_after(headers: httpx.Headers) -> float | None:
    """Return the seconds to wait: ``x-acs-retry-after`` counts milliseconds, ``Retry-After`` (RFC 9110) seconds."""
    for name, unit in (("x-acs-retry-after", 0.001), ("retry-after", 1.0)):
        value = headers.get(name, "").strip()
        if value.isdecimal():
            return int(value) * unit
    return None


def _offset(headers: httpx.Headers, received_at: datetime) -> timedelta | None:
    """Return how far the service's clock is ahead of ours, by its ``Date`` header."""
    try:
        return parsedate_to_datetime(headers.get("date", "")).astimezone(UTC) - received_at
    except ValueError:
        return None


def _transport_error(problem: Exception) -> CloudError:
    """Return the error for what went wrong below HTTP. Only causes without a request in them are quoted."""
    cause: BaseException | None = problem
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _not_again(ConnectionFailed("Client.TLS", cause.verify_message))
        if isinstance(cause, ssl.SSLError):
            return ConnectionFailed("Client.TLS", clean(cause.reason or "the TLS handshake failed"))
        if isinstance(cause, socket.gaierror):
            return ConnectionFailed("Client.Name", clean(cause.strerror or "unknown host"))
        cause = cause.__cause__ or cause.__context__
    match problem:
        case httpx.TimeoutException():
            return CallTimedOut("Client.Timeout", "the service did not answer in time")
        case httpx.ProxyError():
            return ConnectionFailed("Client.Proxy", "the proxy refused or broke off")
        case httpx.ConnectError():
            return ConnectionFailed(
                "Client.Connect", redact(clean(str(problem))) or "the connection was refused"
            )
        case httpx.DecodingError():
            return MalformedReply("Client.Reply.Malformed", "the reply's compression is broken")
        case httpx.LocalProtocolError() | httpx.UnsupportedProtocol() | httpx.InvalidURL():
            return ConfigurationError("Client.Request", "the request cannot be written with these settings")
        case _:
            return ConnectionFailed("Client.Disconnected", "the connection broke off")


def _not_again(error: ConnectionFailed) -> ConnectionFailed:
    """A certificate that is not trusted now will not be trusted a second later."""
    error.retryable = False
    return error
