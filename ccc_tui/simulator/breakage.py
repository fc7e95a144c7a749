"""Replies that are damaged on their way: what lines, proxies and gateways do to them."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from ccc_tui.simulator.faults import Fault

Message = MutableMapping[str, Any]
Headers = list[tuple[bytes, bytes]]
Send = Callable[[Message], Awaitable[None]]

# Under this name our TCP server hands over a way to drop the connection (ASGI "extensions").
RESET_EXTENSION: Final = "ccc_tui.reset"
_PAGE: Final = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


async def broken(fault: Fault, whole: bytes, headers: Headers, scope: Message, send: Send) -> None:
    """Send a damaged reply.

    Raises:
        ConnectionResetError: the connection is reset, and there is no TCP connection to reset.
    """
    middle = len(whole) // 2
    if fault.kind == "reset":
        await _reset(scope)
    elif fault.kind == "html":
        page_headers = [(name, value) for name, value in headers if name != b"content-type"]
        await _send(send, fault.status, [*page_headers, (b"content-type", b"text/html")], _PAGE, len(_PAGE))
    elif fault.kind == "empty":
        await _send(send, fault.status, headers, b"", 0)
    elif fault.kind == "truncate":
        await _send(send, fault.status, headers, whole[:middle], len(whole))
    else:
        damaged = whole[:middle] + b"\x00<<" + whole[middle:]
        await _send(send, fault.status, headers, damaged, len(damaged))


async def _reset(scope: Message) -> None:
    reset: Callable[[], Awaitable[None]] | None = scope.get("extensions", {}).get(RESET_EXTENSION)
    if reset is None:
        raise ConnectionResetError("the simulator resets the connection")
    await reset()


async def _send(send: Send, status: int, headers: Headers, body: bytes, length: int) -> None:
    headers = [*headers, (b"content-length", str(length).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
