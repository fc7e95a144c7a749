"""A service on loopback that answers as told, byte by byte, and what a client for it needs."""

import asyncio
import json
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, Self

import httpx
from pydantic import SecretStr

from ccc_tui.cloud.auth.credential import Credential, StaticCredentials
from ccc_tui.cloud.client import RpcClient
from ccc_tui.cloud.operation import Operation
from ccc_tui.cloud.rate_limiter import RateLimiter
from ccc_tui.cloud.response import Response
from ccc_tui.cloud.retry import RetryPolicy
from ccc_tui.simulator import ACCESS_KEY_ID, ACCESS_KEY_SECRET
from tests.cloud.gateway import Captured

LIST = Operation("ListInstancesOfUser", "2017-07-05", Response)
KEY = Credential("testid", SecretStr("testsecret"))
SIMULATOR_KEY = StaticCredentials("demo", None, Credential(ACCESS_KEY_ID, SecretStr(ACCESS_KEY_SECRET)))
QUICK = RetryPolicy(retries=3, deadline=20.0, base=0.001)
OK = {"Code": "OK", "RequestId": "R-1"}

# What happens to a request: bytes are sent as they are; a function does what it wants with the connection.
Answer = bytes | Callable[[asyncio.StreamWriter], Awaitable[None]]


def http(body: bytes | dict[str, Any], status: int = 200, **headers: str) -> bytes:
    """Return a response; header names are written with ``_`` for ``-``."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    fields = {"content_length": str(len(content)), "content_type": "application/json"} | headers
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in fields.items() if value]
    return "\r\n".join([f"HTTP/1.1 {status} Said", *lines, "", ""]).encode() + content


def refusal(code: str, status: int = 400, message: str = "", **headers: str) -> bytes:
    return http({"Code": code, "Message": message, "RequestId": "R-no"}, status, **headers)


async def silence(writer: asyncio.StreamWriter) -> None:
    """Say nothing until the client gives up."""
    await writer.wait_closed()


async def reset(writer: asyncio.StreamWriter) -> None:
    """Break the connection off, as a router does."""
    linger = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(1, 13, linger)  # SOL_SOCKET, SO_LINGER
    writer.transport.abort()


class Service:
    """Answers one request after the other as told; the last answer stays.

    Attributes:
        requests: what came, in order.
        open: how many connections there are.
        asked: set when a request has come.
        left: set when a connection has ended.
    """

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.requests: list[Captured] = []
        self.open = 0
        self.asked = asyncio.Event()
        self.left = asyncio.Event()
        self.origin = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        try:
            with suppress(asyncio.IncompleteReadError, ConnectionError):
                while True:
                    raw = await reader.readuntil(b"\r\n\r\n")
                    self.requests.append(Captured.of(raw))
                    self.asked.set()
                    answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
                    if isinstance(answer, bytes):
                        writer.write(answer)
                        await writer.drain()
                        if b"content-length" not in answer.partition(b"\r\n\r\n")[0]:
                            return
                    else:
                        watch = asyncio.ensure_future(answer(writer))
                        await asyncio.wait(
                            {watch, end := asyncio.ensure_future(reader.read())}, return_when="FIRST_COMPLETED"
                        )
                        end.cancel()
                        watch.cancel()
                        return
        finally:
            self.open -= 1
            self.left.set()
            writer.close()


@asynccontextmanager
async def serving(*answers: Answer) -> AsyncIterator[Service]:
    service = Service(*answers)
    server = await asyncio.start_server(service.serve, "127.0.0.1", 0)
    service.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield service
    finally:
        server.close()
        await server.wait_closed()


class Client(RpcClient):
    """A client that is closed at the end of a block."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


def client(origin: str = "http://service.invalid", **options: Any) -> Client:
    """Return a client without a limit of calls a second, and with short pauses."""
    settings: dict[str, Any] = {
        "operations": {LIST},
        "credentials": StaticCredentials("test", None, KEY),
        "retry": QUICK,
        "rate_limiter": RateLimiter(0),
    }
    return Client(origin, **settings | options)


def answering(*answers: httpx.Response | Exception) -> httpx.MockTransport:
    """Return a transport that gives each answer in turn; the last one stays."""
    left = list(answers)

    def answer(_request: httpx.Request) -> httpx.Response:
        given = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(given, Exception):
            raise given
        return given

    return httpx.MockTransport(answer)
