"""Bytes of a reply → a plain document of dicts, lists and scalars, whichever wire format they came in.

What a gateway, a proxy or a broken line puts in the place of a reply becomes a `MalformedReply`. Large replies are
read in steps, so that a thread that reads one lets the event loop have its turn.
"""

import json
import re
from typing import Any, Final

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from ccc_tui.cloud.errors import MalformedReply

Document = dict[str, Any]

# One call of the C scanner holds the interpreter until it is done: at about 100 MB a second, this much takes 3 ms.
_STEP: Final = 256 * 1024
# Lists lie at most this deep in the documented replies (Instances.CallCenterInstance[].PhoneNumbers.PhoneNumber[]).
_DEPTH: Final = 6
_HTML: Final = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_CHARSET: Final = re.compile(r"charset\s*=\s*\"?([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING: Final = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"']([\w.:-]+)")
_XML_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_WHITESPACE: Final = re.compile(r"[ \t\n\r]*")
# expat's own numbers: no element found, unclosed token, junk after the document element.
_XML_ENDS_EARLY: Final = {3, 4, 5, 20}
_XML_SECOND_ROOT: Final = 9


def parse(content: bytes, content_type: str = "") -> Document:
    """Return the reply's document. The format is read off the content: servers mislabel it.

    Args:
        content: the body as it arrived, already uncompressed.
        content_type: the reply's Content-Type; only its charset is used, and only when the text is not UTF-8.

    Raises:
        MalformedReply: the content is no document of the service.
    """
    text = _text(content, content_type)
    if not text.strip():
        raise MalformedReply("Client.Reply.Empty", "the reply has no content")
    if _HTML.match(text):
        raise MalformedReply("Client.Reply.HTML", "a web page came instead of a reply")
    try:
        document = _xml(text) if text.lstrip()[0] == "<" else _json(text)
    except RecursionError:
        raise MalformedReply("Client.Reply.Malformed", "the reply is nested too deeply") from None
    if not isinstance(document, dict):
        raise MalformedReply("Client.Reply.Malformed", "the reply is not an object")
    return document


def _text(content: bytes, content_type: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        names = ["utf-16"]
    else:
        declared = _CHARSET.search(content_type)
        in_xml = _XML_ENCODING.match(content.lstrip())
        names = ["utf-8-sig", declared[1] if declared else "", in_xml[1].decode("ascii") if in_xml else ""]
    for name in filter(None, names):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    raise MalformedReply(
        "Client.Reply.Charset", "the reply is neither UTF-8 nor in the character set that it names"
    )


def _json(text: str) -> Any:
    try:
        if len(text) <= _STEP:
            return _DECODER.decode(text)
        value, end = _stepwise(text, 0, _DEPTH)
        if text[end:].strip():
            raise MalformedReply("Client.Reply.Malformed", "there is more after the end of the reply")
    except ValueError as error:  # JSONDecodeError, or an integer of more digits than Python reads
        ended_early = isinstance(error, json.JSONDecodeError) and not text.rstrip().endswith(("}", "]"))
        problem = "Truncated" if ended_early else "Malformed"
        raise MalformedReply(f"Client.Reply.{problem}", "the reply is not valid JSON") from None
    return value


# Text that looks like a decimal fraction stays as it was written: an id must not be rounded.
_DECODER: Final = json.JSONDecoder(parse_float=str)


def _stepwise(text: str, at: int, depth: int) -> tuple[Any, int]:
    """Read the value at a position: the outer containers here, what they hold by the C scanner."""
    at = _skip(text, at)
    opening = text[at : at + 1]
    if not depth or opening not in {"{", "["}:
        return _DECODER.raw_decode(text, at)
    closing = "}" if opening == "{" else "]"
    entries: dict[str, Any] = {}
    items: list[Any] = []
    at = _skip(text, at + 1)
    if text[at : at + 1] == closing:
        return (entries if opening == "{" else items), at + 1
    while True:
        if opening == "{":
            key, at = _DECODER.raw_decode(text, _expect(text, at, '"'))
            value, at = _stepwise(text, _expect(text, _skip(text, at), ":") + 1, depth - 1)
            entries[key] = value
        else:
            value, at = _stepwise(text, at, depth - 1)
            items.append(value)
        at = _skip(text, at)
        if text[at : at + 1] == closing:
            return (entries if opening == "{" else items), at + 1
        at = _skip(text, _expect(text, at, ",") + 1)


def _skip(text: str, at: int) -> int:
    space = _WHITESPACE.match(text, at)
    return space.end() if space else at


def _expect(text: str, at: int, character: str) -> int:
    if text[at : at + 1] != character:
        raise json.JSONDecodeError(f"expecting {character}", text, at)
    return at


def _xml(text: str) -> Any:
    try:
        root = _element(text)
    except ParseError as error:
        if error.code != _XML_SECOND_ROOT:
            raise _malformed_xml(error) from None
        # The documentation's samples have no root element; some gateways forward them so.
        try:
            root = _element(f"<Response>{_XML_DECLARATION.sub('', text)}</Response>")
        except ParseError as second:
            raise _malformed_xml(second) from None
    value = _plain(root)
    return {} if value == "" else value


def _element(text: str) -> Any:
    parser = DefusedXMLParser(forbid_dtd=True)
    try:
        for at in range(0, len(text), _STEP):
            parser.feed(text[at : at + _STEP])
        return parser.close()
    except DefusedXmlException:
        raise MalformedReply("Client.Reply.Forbidden", "the reply declares XML entities") from None


def _malformed_xml(error: ParseError) -> MalformedReply:
    problem = "Truncated" if error.code in _XML_ENDS_EARLY else "Malformed"
    return MalformedReply(f"Client.Reply.{problem}", "the reply is not valid XML")


def _plain(element: Any) -> Any:
    """Return an element as JSON would have it: repeated children are a list, a leaf is its text."""
    if not len(element):
        return element.text or ""
    entries: dict[str, Any] = {}
    for child in element:
        name, value = child.tag.rpartition("}")[2], _plain(child)
        if name not in entries:
            entries[name] = value
        elif isinstance(entries[name], list):
            entries[name].append(value)
        else:
            entries[name] = [entries[name], value]
    return entries
