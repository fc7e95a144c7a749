"""`RpcClient`: one declared operation asked of one endpoint, until it is answered or has failed for good."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Final, Generic, Literal, Self

import httpx

from ccc_tui.cloud import http_response
from ccc_tui.cloud.auth import signing
from ccc_tui.cloud.auth.credential import Credential, CredentialSource
from ccc_tui.cloud.call_log import Call, CallLog, CallState
from ccc_tui.cloud.clock import utc_now
from ccc_tui.cloud.envelope import Envelope, gateway_error
from ccc_tui.cloud.errors import CallTimedOut, ClockSkewed, CloudError, MalformedReply, Throttled
from ccc_tui.cloud.operation import Operation, ResponseT
from ccc_tui.cloud.parsing import parse
from ccc_tui.cloud.priority import Priority
from ccc_tui.cloud.rate_limiter import RateLimiter
from ccc_tui.cloud.retry import RetryPolicy
from ccc_tui.cloud.transport import TRANSPORT_PROBLEMS, http_client, transport_error

Signature = Literal["v3", "v1"]
WireFormat = Literal["json", "xml"]

_SMALLEST_CORRECTION: Final = timedelta(seconds=1)
_METHOD_REFUSED: Final = {405, 501}
_REDIRECTS: Final = range(300, 400)
_FIRST_ERROR_STATUS: Final = 400
# Above this many bytes, parsing would be felt as a delay; below, a thread costs more than it saves.
_LARGE: Final = 256 * 1024


class RpcClient:
    """Asks declared operations, and refuses all others.

    Args:
        endpoint: origin of the service, such as ``https://ccc.cn-shanghai.aliyuncs.com``.
        operations: the operations that may be called.
        credentials: where the access key comes from.
        signature: ``v3`` for ACS3-HMAC-SHA256, ``v1`` for the older RPC signature.
        wire_format: what the service shall answer in.
        retry: what is tried again, and the deadline of a call.
        rate_limiter: the calls a second, shared with whoever else uses it.
        call_log: where each call is recorded.
        transport: in the place of the network, for the demo and for tests.

    Raises:
        ConfigurationError: the environment names a proxy or certificates that cannot be used.
    """

    def __init__(
        self,
        endpoint: str,
        *,
        operations: Collection[Operation[Any]],
        credentials: CredentialSource,
        signature: Signature = "v3",
        wire_format: WireFormat = "json",
        retry: RetryPolicy | None = None,
        rate_limiter: RateLimiter | None = None,
        call_log: CallLog | None = None,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.endpoint = endpoint
        self.credentials = credentials
        self.call_log = call_log if call_log is not None else CallLog()
        self._operations = frozenset(operations)
        self._signature = signature
        self._wire_format = wire_format
        self._retry = retry or RetryPolicy()
        self._rate_limiter = rate_limiter or RateLimiter()
        self._method = "POST"
        self._clock_offset = timedelta()
        self._correction = timedelta()
        self._http = http_client(endpoint, self._retry.deadline, transport)

    @property
    def clock_offset(self) -> timedelta:
        """How far the service's clock is ahead of this machine's, by its last reply; zero before there is one.

        Differences that the way of the reply, and a clock that shows whole seconds, can explain count as none.
        """
        return self._clock_offset

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
        operation: Operation[ResponseT],
        parameters: Mapping[str, str | int | None] | None = None,
        *,
        priority: Priority = Priority.PERSON,
    ) -> ResponseT:
        """Make a call, and repeat it where that helps.

        Args:
            operation: one of the declared operations.
            parameters: the operation's own parameters; those that are None are left out.
            priority: whether a person waits for the reply or a scan wants it.

        Raises:
            ValueError: the operation is not declared.
            CloudError: the call failed; the error says how and whether to try again.
        """
        if operation not in self._operations:
            raise ValueError(f"{operation} is not among the declared operations")
        query = {name: str(value) for name, value in (parameters or {}).items() if value is not None}
        call = self.call_log.open(operation, query, limit=self._retry.retries + 1, priority=priority)
        attempt = _Attempt(operation, call, asyncio.get_running_loop().time(), self.call_log)
        try:
            async with asyncio.timeout(self._retry.deadline):
                return await self._ask(attempt, priority)
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
        error.call = attempt.call.number
        error.tries = max(1, attempt.call.tries)
        # Drop cause and traceback: their frames reference the signed request.
        error.__cause__ = error.__context__ = None
        raise error.with_traceback(None)

    async def _ask(self, attempt: "_Attempt[ResponseT]", priority: Priority) -> ResponseT:
        clock_corrected = False
        while True:
            await self._rate_limiter.acquire(priority)
            attempt.step(state=CallState.SENT, tries=attempt.call.tries + 1, next_try=None)
            try:
                reply = await self._send(attempt)
            except _MethodRefusedError:
                self._method = "GET"
                continue
            except ClockSkewed as skew:
                error: CloudError = skew
                measured = self._clock_offset
                if not clock_corrected and abs(measured - self._correction) >= _SMALLEST_CORRECTION:
                    self._correction, clock_corrected = measured, True
                    continue
            except CloudError as failure:
                error = failure
            else:
                self._rate_limiter.succeeded()
                return reply
            await self._pause(attempt, error)

    async def _pause(self, attempt: "_Attempt[Any]", error: CloudError) -> None:
        """Wait for the next try, or raise the error where there is none or its time would come too late."""
        if isinstance(error, Throttled):
            self._rate_limiter.throttled()
        attempt.last_error = error.with_traceback(None)
        pause = self._retry.pause(error, attempt.call.tries)
        if pause is None or attempt.elapsed() + pause >= self._retry.deadline:
            raise error
        attempt.step(
            state=CallState.RETRYING, code=error.code, status=error.status, request_id=error.request_id, next_try=pause
        )
        await asyncio.sleep(pause)

    async def _send(self, attempt: "_Attempt[ResponseT]") -> ResponseT:
        """Sign and send once; return the reply, or raise what it says."""
        credential = await self.credentials.credential()
        query = signing.encode(attempt.call.parameters)
        try:
            request = self._http.build_request(
                self._method,
                "/?" + query if query else "/",
                headers={
                    "accept": f"application/{self._wire_format}",
                    "x-acs-action": attempt.call.operation.action,
                    "x-acs-version": attempt.call.operation.version,
                },
            )
            sent_at = utc_now()
            response = await self._http.send(request, auth=self._auth(credential), stream=True)
            try:
                offset = http_response.clock_offset(response.headers, sent_at, utc_now())
                content = await http_response.body(response)
            finally:
                await response.aclose()
        except TRANSPORT_PROBLEMS as problem:
            error = transport_error(problem)
        else:
            return await self._reply(attempt, response, content, offset, credential)
        # Outside of the handler: an exception chain would reference the signed request.
        raise error

    def _auth(self, credential: Credential) -> httpx.Auth:
        if self._signature == "v1":
            kind: Literal["JSON", "XML"] = "XML" if self._wire_format == "xml" else "JSON"
            return signing.RpcV1Auth(credential, clock=self._service_time, format=kind)
        return signing.Acs3Auth(credential, clock=self._service_time)

    def _service_time(self) -> datetime:
        """Return the service's time, where ours was refused; else ours."""
        return utc_now() + self._correction

    async def _reply(
        self,
        attempt: "_Attempt[ResponseT]",
        response: httpx.Response,
        content: bytearray,
        offset: timedelta | None,
        credential: Credential,
    ) -> ResponseT:
        status = response.status_code
        received_at = utc_now()
        attempt.step(status=status, size=len(content), code=None, request_id=None)
        if status in _METHOD_REFUSED and response.request.method == "POST":
            raise _MethodRefusedError
        if status in _REDIRECTS:
            raise MalformedReply("Client.Reply.Redirect", status=status)
        retry_after = http_response.retry_after(response.headers)
        content_type = response.headers.get("content-type", "")
        model = attempt.operation.response_model
        try:
            if len(content) > _LARGE:
                parsed = await asyncio.to_thread(parse, content, content_type, model)
            else:
                parsed = parse(content, content_type, model)
        except MalformedReply as malformed:
            if status >= _FIRST_ERROR_STATUS:
                raise gateway_error(status, malformed.message, retry_after) from None
            malformed.status = status
            raise
        envelope = Envelope.of(parsed.envelope(), credential.hide)
        error = envelope.error(status, retry_after)
        if offset is not None and (error is None or isinstance(error, ClockSkewed)):
            self._clock_offset = offset
        if error is not None:
            raise error
        if not parsed.is_of_the_service:
            raise MalformedReply("Client.Reply.Malformed", "the reply is not one of this service", status=status)
        attempt.end(CallState.DONE, code=envelope.code, request_id=envelope.request_id)
        return parsed.received(content, received_at, envelope.request_id)


class _Attempt(Generic[ResponseT]):
    """A call under way, and its record."""

    def __init__(self, operation: Operation[ResponseT], call: Call, started: float, call_log: CallLog) -> None:
        self.operation = operation
        self.call = call
        self.last_error: CloudError | None = None
        self._started = started
        self._call_log = call_log

    def elapsed(self) -> float:
        return asyncio.get_running_loop().time() - self._started

    def step(self, **changes: object) -> None:
        self.call = self._call_log.update(self.call, **changes)

    def end(self, state: CallState, **changes: object) -> None:
        self.step(state=state, latency=self.elapsed(), next_try=None, **changes)


class _MethodRefusedError(Exception):
    """The server takes no POST; the same question may be asked with GET."""
