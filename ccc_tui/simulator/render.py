"""Replies as bytes: compact JSON in UTF-8, or the service's XML.

XML has no lists: items repeat their element's name, inside a wrapper in 2017-07-05, bare in 2020-07-01.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ccc_tui.simulator.operations import Reply

JSON_TYPE: Final = "application/json;charset=utf-8"
# The official SDK compares this header with exactly this text.
XML_TYPE: Final = "text/xml;charset=utf-8"
# Stands for the rows while the body around them is written; no value of the data set contains it.
_ROWS: Final = "@@rows@@"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
# What XML 1.0 cannot carry, not even as a reference. Compiled when it is first needed: that takes a while.
_NOT_XML: Final = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"

_encode_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def chunks(reply: Reply, root: str, *, xml: bool) -> Iterator[bytes]:
    """Yield a reply piece by piece, a row at a time."""
    body = _with_rows(reply.body, reply.rows_key)
    if xml:
        key = reply.rows_key
        head, tail = xml_document(root, body).split(f"<{key}>{_ROWS}</{key}>")
        yield head.encode()
        for row in reply.rows:
            yield _element(key, row).encode()
    else:
        head, tail = _encode_json(body).split(f'"{_ROWS}"')
        yield head.encode()
        comma = ""
        for row in reply.rows:
            yield (comma + _encode_json(row)).encode()
            comma = ","
    yield tail.encode()


def whole(root: str, body: Mapping[str, Any], *, xml: bool) -> bytes:
    """Return a body without rows, such as an error's."""
    return (xml_document(root, body) if xml else _encode_json(body)).encode()


def xml_document(root: str, body: Mapping[str, Any]) -> str:
    """Return a whole XML document."""
    return _DECLARATION + _element(root, body)


def _with_rows(body: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return the body with a mark where its rows belong."""
    return {
        name: [_ROWS] if name == key else _with_rows(value, key) if isinstance(value, dict) else value
        for name, value in body.items()
    }


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
