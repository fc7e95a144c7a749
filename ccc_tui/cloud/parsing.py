"""Bytes of a reply → a response model, from JSON or XML.

Content of a gateway or a proxy, and content that is cut off, raises `MalformedReply`.
"""

import codecs
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from ccc_tui.cloud import tolerance
from ccc_tui.cloud.api_model import ApiModel
from ccc_tui.cloud.errors import MalformedReply

Document = dict[str, Any]
Model = TypeVar("Model", bound=ApiModel)

_OBJECT: Final = re.compile(rb"\s*\{")
# The characters that `text.clean` removes or replaces, in UTF-8 and as JSON escapes. A few harmless ones are found,
# too: they cost only time.
_UNCLEAN: Final = re.compile(
    rb"\\[bfnrt]|\\u(?:00[01789]|061|20[0-6]|[dD][89a-fA-F]|[fF][eEfF])"
    rb"|\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8b\x8e\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]"
    rb"|\xef\xbb\xbf|\xef\xbf[\xb9-\xbb]|\xf3\xa0[\x80\x81]"
)
# The first bytes of all of these: most replies have none, and searching a byte is much faster than the expression.
_SUSPECT: Final = (b"\\", b"\x7f", b"\xc2", b"\xd8", b"\xe2", b"\xef", b"\xf3")
# A web page is recognized by its beginning, after declarations and comments.
_HEAD: Final = 4096
_HTML: Final = re.compile(
    r"(?:<\?xml[^>]*+>\s*+)?(?><!--.*?-->\s*+)*+"
    r"<(?:!doctype\s+html|html|head|body|title|meta|script|style|center|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_XML_ENCODING: Final = re.compile(r"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})")
# Only these: gateways use no others, and some of Python's codecs are not for text.
_CHARSETS: Final = {"ascii", "big5", "cp1252", "gb18030", "gb2312", "gbk", "iso8859-1", "utf-8", "utf-16"}
_PUNCTUATION: Final = re.compile(r"[\"{}\[\],:]")


def parse(content: bytes | bytearray, content_type: str, model: type[Model]) -> Model:
    """Return the model that a reply holds: JSON that fits it in one pass of pydantic, other replies by `tolerance`.

    Args:
        content: the body, uncompressed.
        content_type: the reply's Content-Type; see `parse_document`.
        model: what the reply is declared to be.

    Raises:
        MalformedReply: the content is neither JSON nor XML.
    """
    is_suspect = any(byte in content for byte in _SUSPECT)
    if _OBJECT.match(content) and not (is_suspect and _UNCLEAN.search(content)):
        with suppress(ValidationError):
            return model.model_validate_json(content, by_alias=True, by_name=False)
    return tolerance.read(model, parse_document(content, content_type))


def parse_document(content: bytes | bytearray, content_type: str = "") -> Document:
    """Return a reply as dicts, lists and scalars. The format is detected: servers mislabel it.

    Args:
        content: the body, uncompressed.
        content_type: the reply's Content-Type; only its charset is used, and only when the text is not UTF-8.

    Raises:
        MalformedReply: the content is neither JSON nor XML.
    """
    for charset in encodings_of(content, content_type):
        try:
            text = content.decode(charset)
        except UnicodeDecodeError:
            continue
        document = _document(text.lstrip())
        if isinstance(document, dict):
            return document
        raise MalformedReply("Client.Reply.Malformed", "the reply is not an object")
    if _ends_inside_a_character(content):
        raise MalformedReply("Client.Reply.Truncated", "the reply ends inside a character")
    raise MalformedReply("Client.Reply.Charset", "the reply is neither UTF-8 nor in the character set that it names")


def _ends_inside_a_character(content: bytes | bytearray) -> bool:
    """Return whether the content is UTF-8 but for a last character that is cut off."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(content)
    except UnicodeDecodeError:
        return False
    return bool(decoder.getstate()[0])


def _document(text: str) -> Any:
    if not text:
        raise MalformedReply("Client.Reply.Empty", "the reply has no content")
    if _HTML.match(text[:_HEAD]):
        raise MalformedReply("Client.Reply.HTML", "a web page came instead of a reply")
    if text[0] != "<":
        return _read_json(text)
    # Not needed for JSON, and slow to import.
    from ccc_tui.cloud.xml import read_xml

    return read_xml(text)


def _read_json(text: str) -> Any:
    words = "the reply is not valid JSON"
    try:
        # Floats stay text: an id must not be rounded.
        return json.loads(text, parse_float=str)
    except json.JSONDecodeError as error:
        ends_early = error.msg.startswith("Unterminated string") or not _PUNCTUATION.search(text, error.pos)
        problem = "Truncated" if text[0] in "{[" and ends_early else "Malformed"
    except ValueError:
        problem, words = "Malformed", "the reply has a number of too many digits"
    except RecursionError:
        problem, words = "Malformed", "the reply is nested too deeply"
    # Outside of the handler: the decoder's error holds the text.
    raise MalformedReply(f"Client.Reply.{problem}", words)


def encodings_of(content: bytes | bytearray, content_type: str) -> Iterator[str]:
    """Yield possible encodings: by the first bytes, by the header, by the XML declaration."""
    yield json.detect_encoding(content[:4])
    declaration = bytes(content[:_HEAD]).decode("ascii", "replace")
    for found in (_CHARSET.search(content_type), _XML_ENCODING.match(declaration)):
        with suppress(LookupError):
            if found and (charset := codecs.lookup(found[1]).name) in _CHARSETS:
                yield charset
