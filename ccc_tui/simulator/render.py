"""Replies as bytes: compact JSON in UTF-8, or the service's XML.

XML has no lists: items repeat their element's name, inside a wrapper in 2017-07-05, bare in 2020-07-01.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

JSON_TYPE: Final = "application/json;charset=utf-8"
# The official SDK compares this header with exactly this text.
XML_TYPE: Final = "text/xml;charset=utf-8"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
# What XML 1.0 cannot carry, not even as a reference. Compiled when it is first needed: that takes a while.
_NOT_XML: Final = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"

_encode_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def document(root: str, body: Mapping[str, Any], *, xml: bool) -> bytes:
    """Return a body as it is sent."""
    return (_DECLARATION + _element(root, body) if xml else _encode_json(body)).encode()


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
