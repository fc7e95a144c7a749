"""`RpcClient`: calls declared operations of one endpoint, with retries."""

import asyncio
from collections.abc import Collection, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, Generic, Literal

import httpx

from ccc_tui.cloud.auth import signing
from ccc_tui.cloud.auth.credential import Credential, CredentialSource
from ccc_tui.cloud.call_log import Call, CallLog, CallState
from ccc_tui.cloud.clock import utc_now
from ccc_tui.cloud.errors import CallTimedOut, ClockSkewed, CloudError, MalformedReply, Throttled, service_error_class
from ccc_tui.cloud.operation import URGENCY, Operation, Priority, ResponseT
from ccc_tui.cloud.parsing import parse
from ccc_tui.cloud.rate_limiter import RateLimiter
from ccc_tui.cloud.replies import readable
from ccc_tui.cloud.response import Envelope
from ccc_tui.cloud.retry import RetryPolicy
from ccc_tui.cloud.transport import (
    TRANSPORT_PROBLEMS,
    http_client,
    read_body,
    read_offset,
    retry_after,
    transport_error,
)

Signature = Literal["v3", "v1"]
WireFormat = Literal["json", "xml"]

_SMALLEST_CORRECTION: Final = timedelta(seconds=1)
_METHOD_REFUSED: Final = {405, 501}
_REDIRECTS: Final = range(300, 400)
_FIRST_ERROR_STATUS: Final = 400
# Bytes of a reply from which on it is parsed in a thread, to keep the event loop responsive.
_LARGE: Final = 256 * 1024


class RpcClient:
    """Calls declared operations, and refuses all others.

    Args:
        endpoint: origin of the service, such as ``https://ccc.cn-shanghai.aliyuncs.com``.
        operations: the operations that may be called.
        credentials: where the access key comes from.
        signature: ``v3`` for ACS3-HMAC-SHA256, ``v1`` for the older RPC signature.
        wire_format: format of the replies.
        retry: the retry policy, with the deadline of a call.
        rate_limiter: the rate limit; clients may share one.
        transport: replaces the network, for the demo and tests.
        call_log: where to record the calls; clients may share one.

    Attributes:
        rate_limiter: the rate limit.
        clock_offset: how far the service's clock is ahead of this machine's, by its last reply. Zero before the first,
            and within network latency and the whole seconds of the ``Date`` header.

    Raises:
        ConfigurationError: a proxy or certificate of the environment cannot be used.
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
        transport: httpx.AsyncBaseTransport | None = None,
        call_log: CallLog | None = None,
    ) -> None:
        self.call_log = CallLog() if call_log is None else call_log
        self._operations = frozenset(operations)
        self._credentials = credentials
        self._signature = signature
        self._wire_format = wire_format
        self._retry = retry or RetryPolicy()
        self.rate_limiter = rate_limiter or RateLimiter()
        self._endpoint = endpoint
        self._method = "POST"
        self.clock_offset = timedelta()
        self._correction = timedelta()
        self._http = http_client(endpoint, self._retry.deadline, transport)

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
        """Call an operation, with retries; parameters that are None are left out.

        Raises:
            ValueError: the operation is not declared.
            CloudError: the call failed.
        """
        if operation not in self._operations:
            raise ValueError(f"{operation} is not among the declared operations")
        priority = max(priority, URGENCY.get())
        query = {name: str(value) for name, value in (parameters or {}).items() if value is not None}
        call = self.call_log.open(
            operation,
            query,
            limit=self._retry.retries + 1,
            priority=priority,
            endpoint=self._endpoint,
            signature=self._signature,
            credentials=self._credentials.description,
        )
        attempt = _Attempt(operation, call, self.call_log, asyncio.get_running_loop().time())
        try:
            async with asyncio.timeout(self._retry.deadline):
                return await self._retried(attempt, priority)
        except TimeoutError:
            error: CloudError = attempt.last_error or CallTimedOut(
                "Client.Timeout", f"no reply within {self._retry.deadline:g} seconds"
            )
        except CloudError as failure:
            error = failure
        except BaseException:
            attempt.end(CallState.CANCELLED)
            raise
        attempt.end(CallState.FAILED, **_facts(error))
        error.operation = operation.action
        error.call = attempt.call.number
        error.tries = max(1, attempt.call.tries)
        # Drop cause and traceback: their frames reference the signed request.
        error.__cause__ = error.__context__ = None
        raise error.with_traceback(None)

    async def _retried(self, attempt: "_Attempt[ResponseT]", priority: Priority) -> ResponseT:
        clock_corrected = False
        while True:
            asked_at = attempt.elapsed()
            await self.rate_limiter.acquire(priority)
            waited = attempt.call.waited + attempt.elapsed() - asked_at
            method = self._method
            tries = attempt.call.tries + 1
            attempt.step(state=CallState.SENT, tries=tries, next_try=None, waited=waited, method=method)
            try:
                response = await self._sent(attempt, method)
            except CloudError as failure:
                error = failure
            else:
                self.rate_limiter.succeeded()
                return response
            skew = self.clock_offset - self._correction
            if error.status in _METHOD_REFUSED and method == "POST":
                self._method = "GET"
            elif isinstance(error, ClockSkewed) and not clock_corrected and abs(skew) >= _SMALLEST_CORRECTION:
                self._correction, clock_corrected = self._correction + skew, True
            else:
                await self._pause(attempt, error)

    async def _pause(self, attempt: "_Attempt[Any]", error: CloudError) -> None:
        """Wait for the next try; raise the error if there is none within the deadline."""
        if isinstance(error, Throttled):
            self.rate_limiter.throttled()
        attempt.last_error = error.with_traceback(None)
        pause = self._retry.pause(error, attempt.call.tries)
        if pause is None or attempt.elapsed() + pause >= self._retry.deadline:
            raise error
        attempt.step(state=CallState.RETRYING, next_try=pause, **_facts(error))
        await asyncio.sleep(pause)

    async def _sent(self, attempt: "_Attempt[ResponseT]", method: str) -> ResponseT:
        """Sign and send once; return the response, or raise its error."""
        credential = await self._credentials.credential()
        query = signing.encode(attempt.call.parameters)
        headers = {
            "accept": f"application/{self._wire_format}",
            "x-acs-action": attempt.operation.action,
            "x-acs-version": attempt.operation.version,
        }
        try:
            request = self._http.build_request(method, f"/?{query}" if query else "/", headers=headers)
            sent_at = utc_now()
            response = await self._http.send(request, auth=self._auth(credential), stream=True)
            try:
                offset = read_offset(response.headers, sent_at, utc_now())
                content = await read_body(response)
            finally:
                await response.aclose()
        except TRANSPORT_PROBLEMS as problem:
            error = transport_error(problem)
        else:
            return await self._read(attempt, response, content, offset, credential)
        # Outside of the handler, to drop its context: its frames reference the signed request.
        raise error

    def _auth(self, credential: Credential) -> httpx.Auth:
        if self._signature == "v3":
            return signing.Acs3Auth(credential, clock=self._signing_time)
        wire_format: Literal["JSON", "XML"] = "XML" if self._wire_format == "xml" else "JSON"
        return signing.RpcV1Auth(credential, clock=self._signing_time, format=wire_format)

    def _signing_time(self) -> datetime:
        """Return the time to sign: corrected after the service has refused this machine's."""
        return utc_now() + self._correction

    async def _read(
        self,
        attempt: "_Attempt[ResponseT]",
        response: httpx.Response,
        content: bytearray,
        offset: timedelta | None,
        credential: Credential,
    ) -> ResponseT:
        status = response.status_code
        received_at = utc_now()
        attempt.step(status=status, size=len(content), code=None, request_id=None, failure=None)
        content_type = response.headers.get("content-type", "")
        if (replies := self.call_log.replies) is not None:
            replies.keep(attempt.call.number, readable(content, content_type, credential.hide))
        if status in _REDIRECTS:
            raise MalformedReply("Client.Reply.Redirect", status=status)
        read = partial(parse, content, content_type, attempt.operation.response_model)
        try:
            parsed = await asyncio.to_thread(read) if len(content) > _LARGE else read()
        except MalformedReply as malformed:
            malformed.status = status
            if status < _FIRST_ERROR_STATUS:
                raise
            code = f"HTTP.{status}"
            raise service_error_class(code, status)(
                code, malformed.message, status=status, retry_after=retry_after(response.headers)
            ) from None
        envelope = Envelope.of(parsed.envelope(), credential.hide)
        error = envelope.error(status, retry_after(response.headers))
        if offset is not None and (error is None or isinstance(error, ClockSkewed)):
            self.clock_offset = offset
        if error is not None:
            raise error
        if not parsed.is_of_the_service:
            raise MalformedReply("Client.Reply.Malformed", "the reply is not one of this service", status=status)
        attempt.end(CallState.DONE, code=envelope.code, request_id=envelope.request_id)
        return parsed.received(content, received_at, envelope.request_id)


@dataclass
class _Attempt(Generic[ResponseT]):
    """A call in progress, and its record."""

    operation: Operation[ResponseT]
    call: Call
    call_log: CallLog
    started: float
    last_error: CloudError | None = None

    def elapsed(self) -> float:
        return asyncio.get_running_loop().time() - self.started

    def step(self, **changes: object) -> None:
        self.call = self.call_log.update(self.call, **changes)

    def end(self, state: CallState, **changes: object) -> None:
        self.step(state=state, latency=self.elapsed(), next_try=None, **changes)


def _facts(error: CloudError) -> dict[str, object]:
    kept = copy(error)  # what is raised collects a traceback, whose frames hold what is to be freed
    return {"code": error.code, "status": error.status, "request_id": error.request_id, "failure": kept}
