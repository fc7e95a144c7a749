"""Read XML into the values of JSON: repeated children are a list, a leaf is its text. Entities and DTDs are refused."""

import re
from typing import Any, Final

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from ccc_tui.cloud.errors import MalformedReply

# Deeper than any documented reply.
_DEPTH: Final = 64
_DECLARATION: Final = re.compile(r"<\?xml[^>]*+>\s*+")
_DOCTYPE: Final = re.compile(r"(?><!--.*?-->\s*+)*+<!DOCTYPE\b", re.DOTALL)


def read_xml(text: str) -> Any:
    """Return what the root element holds; the root's name is not kept.

    Samples in the documentation have no root element, and some gateways forward them so: a root is put around every
    reply, and removed again if the reply has its own.

    Args:
        text: begins with its first character that is not white space.

    Raises:
        MalformedReply: it is not valid XML, nested too deeply, or declares entities.
    """
    text = _DECLARATION.sub("", text, count=1)
    # A document type is valid before the root only: inside of another root, the parser would not recognize it.
    if _DOCTYPE.match(text):
        raise MalformedReply("Client.Reply.Forbidden", "the reply declares XML entities")
    parser = DefusedXMLParser(target=_Builder(), forbid_dtd=True)
    problem = "Malformed"
    try:
        parser.feed("<Response>")
        parser.feed(text)
        problem = "Truncated"  # an element that is still open is found when the root is closed
        parser.feed("</Response>")
        return parser.close()
    except (ParseError, DefusedXmlException):
        pass
    raise MalformedReply(f"Client.Reply.{problem}", "the reply is not valid XML")


class _Builder:
    """Target of an ElementTree parser that builds dicts and lists in the place of elements."""

    def __init__(self) -> None:
        self._open: list[dict[str, Any]] = [{}]
        self._text = ""

    def start(self, _tag: str, _attributes: dict[str, str]) -> None:
        """Begin an element."""
        if len(self._open) > _DEPTH:
            raise MalformedReply("Client.Reply.Malformed", "the reply is nested too deeply")
        self._open.append({})
        self._text = ""

    def data(self, text: str) -> None:
        """Take a piece of text."""
        self._text += text

    def end(self, tag: str) -> None:
        """End an element: it becomes a value of its parent."""
        value = self._open.pop() or self._text
        self._text = ""
        parent = self._open[-1]
        name = tag.rpartition("}")[2]
        if name not in parent:
            parent[name] = value
        elif isinstance(parent[name], list):
            parent[name].append(value)
        else:
            parent[name] = [parent[name], value]

    def close(self) -> Any:
        """Return the value of the root element."""
        (document,) = self._open[0].values()
        roots = list(document.values()) if isinstance(document, dict) else []
        if len(roots) == 1 and not isinstance(roots[0], list):
            document = roots[0]
        return {} if document == "" else document
