"""The simulator as an ASGI application."""

import time
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from ccc_tui.simulator import render
from ccc_tui.simulator.breakage import Headers, broken
from ccc_tui.simulator.center import Center, Scale
from ccc_tui.simulator.faults import Fault, Faults, FaultScript
from ccc_tui.simulator.instants import http_date
from ccc_tui.simulator.operations import Reply, operation
from ccc_tui.simulator.parameters import Parameters
from ccc_tui.simulator.people import uuid_of
from ccc_tui.simulator.refusal import Refusal, missing, refusal_body
from ccc_tui.simulator.request import Recorded, Request
from ccc_tui.simulator.signatures import Verifier

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_REMEMBERED_REQUESTS: Final = 200
_LARGEST_BODY: Final = 1 << 20


class Simulator:
    """A call center on loopback.

    Args:
        scale: ``small`` is the demo; ``large`` has 500 instances with 100,000 numbers.
        latency_ms: how long every reply is held back.
        faults: how it misbehaves.
        clock: what it believes the time to be, in seconds since the epoch.

    Attributes:
        requests: what arrived, oldest first; the oldest are forgotten.
    """

    def __init__(
        self,
        scale: Scale = "small",
        latency_ms: int = 0,
        faults: Faults | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        faults = faults or Faults()
        self.requests: deque[Recorded] = deque(maxlen=_REMEMBERED_REQUESTS)
        self._latency_ms = latency_ms + faults.latency_ms
        self._script = FaultScript(faults.first)
        self._clock = clock
        self._center = Center(scale, trouble=faults.of_instances)
        self._verifier = Verifier()
        self._count = 0

    def fail_next(self, fault: Fault, times: int = 1, action: str | None = None) -> None:
        """Let the next requests fail; those of one action where it is named."""
        self._script.add(fault, times, action)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or run the lifespan protocol."""
        if scope["type"] == "lifespan":
            await _live(receive, send)
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
                raise fault.refusal()
            reply = self._reply(request, now)
        except Refusal as refusal:
            words = refusal_body(refusal, request.headers.get("host", ""), request_id)
            if fault is not None and fault.kind == "lower-case":
                words = {f"{name[0].lower()}{name[1:]}": value for name, value in words.items()}
            body = render.document("Error", words, xml=request.wants_xml)
            headers += [(name.encode(), value.encode()) for name, value in refusal.headers]
            await _send(send, refusal.status, headers, body)
            return
        await _wait(reply.delay_ms)
        reply.body.update(Code="OK", HttpStatusCode=200, Message="OK", RequestId=request_id)
        body = render.document(f"{request.action}Response", reply.body, xml=request.wants_xml)
        if fault is not None and fault.breaks:
            await broken(fault, body, headers, scope, send)
        else:
            await _send(send, 200, headers, body)

    def _reply(self, request: Request, now: float) -> Reply:
        """Return what is asked for, if the request is well formed and well signed."""
        if request.path != "/":
            words = "Specified api is not found, please check your url and method."
            raise Refusal(404, "InvalidAction.NotFound", words)
        if request.method not in {"GET", "POST"}:
            raise Refusal(405, "UnsupportedHTTPMethod", "This http method is not supported.")
        if not request.action:
            raise missing("Action")
        if not request.version:
            raise missing("Version")
        answer = operation(request.action, request.version)
        self._verifier.verify(request, now)
        return answer(self._center, Parameters(request.recorded().parameters))


def _headers(now: float, request_id: str, request: Request) -> Headers:
    kind = render.XML_TYPE if request.wants_xml else render.JSON_TYPE
    headers = {"date": http_date(now), "x-acs-request-id": request_id, "content-type": kind}
    return [(name.encode(), value.encode()) for name, value in headers.items()]


async def _send(send: Send, status: int, headers: Headers, body: bytes) -> None:
    headers = [*headers, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


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


async def _live(receive: Receive, send: Send) -> None:
    """Run the lifespan protocol: there is nothing to open or close."""
    while True:
        event = (await receive())["type"].removeprefix("lifespan.")
        await send({"type": f"lifespan.{event}.complete"})
        if event == "shutdown":
            return
