"""XML as JSON would have it: repeated children are a list, a leaf is its text. Entities and DTDs are refused."""

import re
from collections.abc import Iterator
from typing import Any, Final

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from ccc_tui.cloud.errors import MalformedReply

# Deeper than any documented reply, and than any that a screen could show.
_DEPTH: Final = 64
_DECLARATION: Final = re.compile(r"<\?xml[^>]*+>\s*+")
_DOCTYPE: Final = re.compile(r"(?><!--.*?-->\s*+)*+<!DOCTYPE\b", re.DOTALL)


def read_xml(pieces: Iterator[str]) -> Any:
    """Return what the root element holds; its own name is not kept.

    The documentation's samples have no root element, and some gateways forward them so: one is put around every
    reply, and counts for nothing where the reply has its own.

    Args:
        pieces: the text; the first piece begins with its first character that is not white space.

    Raises:
        MalformedReply: it is not valid XML, nested too deeply, or declares entities.
        UnicodeDecodeError: raised by the pieces.
    """
    first = _DECLARATION.sub("", next(pieces), 1)
    builder = _Builder()
    # A document type stands before the root: around it, the parser would not take it for one.
    wraps = not _DOCTYPE.match(first)
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    # Straight from expat to the builder: the way through ElementTree takes as long again.
    parser.parser.StartElementHandler = builder.start
    parser.parser.EndElementHandler = builder.end
    problem, words = "Malformed", "the reply is not valid XML"
    try:
        if wraps:
            parser.feed("<Response>")
        parser.feed(first)
        for piece in pieces:
            parser.feed(piece)
        # What is still open comes to light where it would have to be closed.
        problem = "Truncated"
        if wraps:
            parser.feed("</Response>")
        return parser.close()
    except ParseError:
        pass
    except DefusedXmlException:
        problem, words = "Forbidden", "the reply declares XML entities"
    except _TooDeepError:
        problem, words = "Malformed", "the reply is nested too deeply"
    raise MalformedReply(f"Client.Reply.{problem}", words)


class _TooDeepError(Exception):
    """More elements lie in each other than any reply has."""


class _Builder:
    """Makes the value while the parser reads, so that there is no tree of elements beside it."""

    def __init__(self) -> None:
        self._open: list[dict[str, Any]] = [{}]
        self._text = ""

    def start(self, _tag: str, _attributes: list[str]) -> None:
        """Begin an element."""
        if len(self._open) > _DEPTH:
            raise _TooDeepError
        self._open.append({})
        self._text = ""

    def data(self, text: str) -> None:
        """Take a piece of text."""
        self._text += text

    def end(self, tag: str) -> None:
        """End an element: it is a value of the one around it."""
        value = self._open.pop() or self._text
        self._text = ""
        around = self._open[-1]
        name = tag.rpartition("}")[2] if "}" in tag else tag
        if name not in around:
            around[name] = value
        elif isinstance(around[name], list):
            around[name].append(value)
        else:
            around[name] = [around[name], value]

    def close(self) -> Any:
        """Return the value of the root element."""
        (document,) = self._open[0].values()
        roots = list(document.values()) if isinstance(document, dict) else []
        if len(roots) == 1 and not isinstance(roots[0], list):
            document = roots[0]
        return {} if document == "" else document
