"""Bytes of a reply → a plain document of dicts, lists and scalars, whichever wire format they came in.

What a gateway, a proxy or a broken line puts in the place of a reply becomes a `MalformedReply`. A large reply is
read piece by piece and never stands in memory as one text: to make that would take a tenth of a second in which no
other thread has its turn.
"""

import codecs
import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

from ccc_tui.cloud.errors import MalformedReply
from ccc_tui.cloud.wire_json import read_json

Document = dict[str, Any]

# One call of a decoder holds the interpreter until it is done: this many bytes take a millisecond.
_PIECE: Final = 256 * 1024
# A page says what it is at its beginning, after declarations and comments.
_HEAD: Final = 4096
_HTML: Final = re.compile(
    r"(?:<\?xml[^>]*+>\s*+)?(?><!--.*?-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|title|meta|script|style|center|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_XML_ENCODING: Final = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
# Gateways in front of the service use no others. Python has codecs that are none for text.
_CHARSETS: Final = {"ascii", "big5", "cp1252", "gb18030", "gb2312", "gbk", "iso8859-1", "utf-8", "utf-16"}


def parse(content: bytes | bytearray, content_type: str = "") -> Document:
    """Return the reply's document. The format is read off the content: servers mislabel it.

    Args:
        content: the body as it arrived, already uncompressed.
        content_type: the reply's Content-Type; only its charset is used, and only when the text is not UTF-8.

    Raises:
        MalformedReply: the content is no document of the service.
    """
    for charset in _candidates(content, content_type):
        try:
            document = _document(_text(content, charset))
        except UnicodeDecodeError:
            continue
        if isinstance(document, dict):
            return document
        raise MalformedReply("Client.Reply.Malformed", "the reply is not an object")
    raise MalformedReply(
        "Client.Reply.Charset", "the reply is neither UTF-8 nor in the character set that it names"
    )


def _document(pieces: Iterator[str]) -> Any:
    first = next((piece.lstrip() for piece in pieces if piece.strip()), "")
    if not first:
        raise MalformedReply("Client.Reply.Empty", "the reply has no content")
    if _HTML.match(first[:_HEAD]):
        raise MalformedReply("Client.Reply.HTML", "the reply is a web page")
    if first[0] != "<":
        return read_json(chain([first], pieces))
    # Brings the standard library's XML along, which JSON does not need.
    from ccc_tui.cloud.wire_xml import read_xml

    return read_xml(chain([first], pieces))


def _candidates(content: bytes | bytearray, content_type: str) -> Iterator[str]:
    """Yield what the text may be encoded in: by its first bytes, by its header, by its declaration."""
    yield json.detect_encoding(content[:4])
    in_header = _CHARSET.search(content_type)
    in_xml = _XML_ENCODING.match(content)
    for name in (in_header[1] if in_header else "", in_xml[1].decode("ascii") if in_xml else ""):
        try:
            charset = codecs.lookup(name).name
        except LookupError:
            continue
        if charset in _CHARSETS:
            yield charset


def _text(content: bytes | bytearray, charset: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(charset)()
    for at in range(0, len(content), _PIECE):
        yield decoder.decode(content[at : at + _PIECE])
    if rest := decoder.decode(b"", final=True):
        yield rest
