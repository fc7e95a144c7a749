"""Raw replies as lines to read: JSON and XML are indented, and their tokens found for highlighting.

Works on text that is cut off or malformed, too, and changes nothing but the white space between tokens.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from rich.cells import cell_len, chop_cells

from ccc_tui.ui.lines import Span

# What is nested more deeply is not indented further: hostile replies would fill the memory with blanks.
_DEEPEST: Final = 24
_COLON: Final = ": "
# Drawn lines of one long line; `y` copies all of it.
_MOST_PIECES: Final = 60
_SHORTEST_ROOM: Final = 8

_JSON: Final = re.compile(r'"(?:\\.|[^"\\])*"?|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_XML: Final = re.compile(r"<[^>]*>?|[^<]+")
_TOKENS: Final = {
    "json": re.compile(r'(?P<name>"(?:\\.|[^"\\])*"(?=\s*:))|"(?:\\.|[^"\\])*"?'),
    "xml": re.compile(r"(?P<name><[^>]*>?)"),
}


def language_of(text: str) -> str:
    """Return ``json``, ``xml``, or nothing for another text."""
    first = text.lstrip()[:1]
    return "json" if first in {"{", "["} else "xml" if first == "<" else ""


def pretty(text: str, language: str) -> list[str]:
    """Return the lines of a document, indented by its structure."""
    match language:
        case "json":
            return list(_json_lines(text))
        case "xml":
            return list(_xml_lines(text))
        case _:
            return [text] if text else []


def _json_lines(text: str) -> Iterator[str]:
    line: list[str] = []
    depth, before = 0, ""
    for match in _JSON.finditer(text):
        token = match[0]
        closes = token in {"}", "]"}
        depth -= closes and depth > 0
        if before in {"{", "[", ","} or closes:
            is_empty = closes and before in {"{", "["}
            if not is_empty:
                yield "".join(line)
                line = ["  " * min(depth, _DEEPEST)]
        line.append(_COLON if token in _COLON else token)
        depth += token in {"{", "["}
        before = token
    yield "".join(line)


def _xml_lines(text: str) -> Iterator[str]:
    line = ""
    depth, is_leaf = 0, False
    for match in _XML.finditer(text):
        token = match[0]
        if not token.startswith("<"):
            if is_leaf or token.strip():
                line += token if is_leaf else token.strip()
            continue
        if token.startswith("</"):
            depth = max(0, depth - 1)
            if is_leaf:
                line, is_leaf = line + token, False
                continue
        if line.strip():
            yield line.rstrip()
        line = "  " * min(depth, _DEEPEST) + token
        is_leaf = not token.startswith(("</", "<?", "<!")) and not token.endswith("/>")
        depth += is_leaf
    yield line.rstrip()


def highlight(line: str, language: str) -> Iterator[Span]:
    """Yield the tokens of a line, and what stands between them."""
    tokens = _TOKENS.get(language)
    if tokens is None:
        yield Span(line, language)
        return
    end = 0
    for match in tokens.finditer(line):
        if match.start() > end:
            yield Span(line[end : match.start()])
        yield Span(match[0], "accent" if match.lastgroup == "name" else "")
        end = match.end()
    if end < len(line):
        yield Span(line[end:])


def cut(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    """Yield the parts of the spans that lie between two characters."""
    position = 0
    for text, style in spans:
        if position >= end:
            return
        part = text[max(0, start - position) : end - position]
        position += len(text)
        if part:
            yield Span(part, style)


def pieces(text: str, width: int) -> list[tuple[int, int]]:
    """Return where the text is broken into lines of so many cells; what comes after the last one is left out."""
    width = max(_SHORTEST_ROOM, width)
    if 2 * len(text) <= width or (len(text) <= width and cell_len(text) <= width):
        return [(0, len(text))]
    head = text[: width * (_MOST_PIECES + 1)]
    chopped = (
        [head[at : at + width] for at in range(0, len(head), width)] if head.isascii() else chop_cells(head, width)
    )
    found, start = [], 0
    for piece in chopped[:_MOST_PIECES]:
        found.append((start, start + len(piece)))
        start += len(piece)
    return found
