"""The simulator as an ASGI application."""

import time
from collections import deque
from collections.abc import Callable
from email.utils import formatdate
from typing import Final

from ccc_tui.simulator import replies
from ccc_tui.simulator.entities import uuid_of
from ccc_tui.simulator.errors import ApiError, missing_parameter, unknown_operation
from ccc_tui.simulator.faults import Fault, Faults, FaultScript
from ccc_tui.simulator.lists import Reply
from ccc_tui.simulator.operations import operation
from ccc_tui.simulator.parameters import Parameters
from ccc_tui.simulator.replies import Headers, Receive, Scope, Send
from ccc_tui.simulator.request import Recorded, Request
from ccc_tui.simulator.signatures import Verifier
from ccc_tui.simulator.store import Scale, Scenario, Store

_REMEMBERED_REQUESTS: Final = 200
_LARGEST_BODY: Final = 1 << 20


class Simulator:
    """A call center service on loopback.

    Args:
        scale: ``small`` is the demo; ``large`` has 500 instances with 100,000 numbers, ``huge`` one with 10,000 users.
        latency_ms: delay of every reply.
        faults: permanent misbehavior.
        clock: the service's time, in seconds since the epoch.
        scenario: what is special about the account.

    Attributes:
        requests: the latest requests, oldest first.
    """

    def __init__(
        self,
        scale: Scale = "small",
        latency_ms: int = 0,
        faults: Faults | None = None,
        clock: Callable[[], float] = time.time,
        scenario: Scenario = "default",
    ) -> None:
        faults = faults or Faults()
        self.requests: deque[Recorded] = deque(maxlen=_REMEMBERED_REQUESTS)
        self._latency_ms = latency_ms + faults.latency_ms
        self._script = FaultScript(faults.first)
        self._clock = clock
        self._store = Store(scale, scenario, trouble=faults.of_instances)
        self._verifier = Verifier()
        self._count = 0

    def fail_next(self, fault: Fault, times: int = 1, action: str | None = None) -> None:
        """Let the next requests fail, or those of one action."""
        self._script.add(fault, times, action)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or run the lifespan protocol."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http":
            request = Request(scope, await _read(receive))
            self.requests.append(request.recorded())
            await self._answer(request, scope, send)
        else:
            raise NotImplementedError(f"the simulator speaks HTTP, not {scope['type']}")

    async def _answer(self, request: Request, scope: Scope, send: Send) -> None:
        fault = self._script.take(request.action)
        await _wait(self._latency_ms + (fault.delay_ms if fault else 0))
        now = self._clock() + (fault.skew_s if fault else 0)
        self._count += 1
        request_id = uuid_of(f"request {self._count}").upper()
        headers = _headers(now, request_id, request)
        try:
            if fault is not None and fault.refuses:
                raise fault.error()
            reply = self._reply(request, now)
        except ApiError as error:
            envelope = error.body(request.headers.get("host", ""), request_id)
            if fault is not None and fault.kind == "lower-case":
                envelope = {f"{name[0].lower()}{name[1:]}": value for name, value in envelope.items()}
            headers += [(name.encode(), value.encode()) for name, value in error.headers]
            body = replies.document("Error", envelope, xml=request.wants_xml)
            await replies.send_reply(send, error.status, headers, body)
            return
        await _wait(reply.delay_ms)
        reply.body.update(Code="OK", HttpStatusCode=200, Message="OK", RequestId=request_id)
        body = replies.document(f"{request.action}Response", reply.body, xml=request.wants_xml)
        if fault is not None and fault.breaks:
            await replies.send_damaged(fault, body, headers, scope, send)
        else:
            await replies.send_reply(send, 200, headers, body)

    def _reply(self, request: Request, now: float) -> Reply:
        """Verify the request and run its operation."""
        if request.path != "/":
            raise unknown_operation()
        if request.method not in {"GET", "POST"}:
            raise ApiError(405, "UnsupportedHTTPMethod", "This http method is not supported.")
        if not request.action:
            raise missing_parameter("Action")
        if not request.version:
            raise missing_parameter("Version")
        answer = operation(request.action, request.version)
        self._verifier.verify(request, now)
        self._store.authorize(request.action, request.version)
        return answer(self._store, Parameters(request.action, request.recorded().parameters))


def _headers(now: float, request_id: str, request: Request) -> Headers:
    kind = replies.XML_TYPE if request.wants_xml else replies.JSON_TYPE
    headers = {"date": formatdate(now, usegmt=True), "x-acs-request-id": request_id, "content-type": kind}
    return [(name.encode(), value.encode()) for name, value in headers.items()]


async def _wait(delay_ms: int) -> None:
    if delay_ms > 0:
        import asyncio

        await asyncio.sleep(delay_ms / 1000)


async def _read(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            return bytes(body)
        if len(body) > _LARGEST_BODY:
            raise ValueError("the request is larger than any that the service accepts")


async def _lifespan(receive: Receive, send: Send) -> None:
    """Acknowledge startup and shutdown: there is nothing to open or close."""
    while True:
        event = (await receive())["type"].removeprefix("lifespan.")
        await send({"type": f"lifespan.{event}.complete"})
        if event == "shutdown":
            return
