"""Replies as bytes: compact JSON in UTF-8 or the service's XML, sent whole or damaged as networks and proxies do.

XML has no lists: items repeat their element's name, inside a wrapper in 2017-07-05, bare in 2020-07-01.
"""

import json
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any, Final

from ccc_tui.simulator.faults import Fault

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Headers = list[tuple[bytes, bytes]]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

# ASGI extension by which the TCP server lets the application reset the connection.
RESET_EXTENSION: Final = "ccc_tui.reset"
JSON_TYPE: Final = "application/json;charset=utf-8"
# The official SDK compares this header with exactly this text.
XML_TYPE: Final = "text/xml;charset=utf-8"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
# Characters that XML 1.0 cannot carry, not even as a reference. Compiled on first use: that is slow.
_NOT_XML: Final = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_BAD_GATEWAY: Final = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"

_encode_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def document(root: str, body: Mapping[str, Any], *, xml: bool) -> bytes:
    """Encode a reply."""
    return (_DECLARATION + _element(root, body) if xml else _encode_json(body)).encode()


async def send_reply(send: Send, status: int, headers: Headers, body: bytes, length: int | None = None) -> None:
    """Send a reply; `length` is the announced Content-Length where it differs from the real one."""
    headers = [*headers, (b"content-length", str(len(body) if length is None else length).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def send_damaged(fault: Fault, body: bytes, headers: Headers, scope: Scope, send: Send) -> None:
    """Send a reply that is damaged on its way.

    Raises:
        ConnectionResetError: the connection shall be reset, and there is no TCP connection.
    """
    middle = len(body) // 2
    # Not inside a character, which is another damage: 0b10xxxxxx is a continuation byte of UTF-8.
    while body[middle] & 0xC0 == 0x80:  # noqa: PLR2004
        middle -= 1
    if fault.kind == "reset":
        reset: Callable[[], Awaitable[None]] | None = scope.get("extensions", {}).get(RESET_EXTENSION)
        if reset is None:
            raise ConnectionResetError("the simulator resets the connection")
        await reset()
    elif fault.kind == "html":
        kept = [(name, value) for name, value in headers if name != b"content-type"]
        await send_reply(send, fault.status, [*kept, (b"content-type", b"text/html")], _BAD_GATEWAY)
    elif fault.kind == "empty":
        await send_reply(send, fault.status, headers, b"")
    elif fault.kind == "truncate":
        await send_reply(send, fault.status, headers, body[:middle], len(body))
    else:
        await send_reply(send, fault.status, headers, body[:middle] + b"\x00<<" + body[middle:])


def _element(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "".join(_element(name, item) for item in value)
    if isinstance(value, Mapping):
        return f"<{name}>{''.join(_element(key, item) for key, item in value.items())}</{name}>"
    if isinstance(value, bool):
        return f"<{name}>{'true' if value else 'false'}</{name}>"
    return f"<{name}>{_escape(str(value))}</{name}>"


def _escape(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return text if text.isprintable() else re.sub(_NOT_XML, "\ufffd", text)
