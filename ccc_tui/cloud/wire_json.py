"""JSON in pieces: the outer containers are read here, what they hold by the C scanner."""

import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

from ccc_tui.cloud.errors import MalformedReply

# Lists lie at most this deep in the documented replies: Instances.CallCenterInstance[].PhoneNumbers.PhoneNumber[].
_DEPTH: Final = 6
_WHITESPACE: Final = re.compile(r"[ \t\n\r]*")
_PUNCTUATION: Final = re.compile(r"[\"{}\[\],:]")
# Text that looks like a decimal fraction stays as it was written: an id must not be rounded.
_DECODER: Final = json.JSONDecoder(parse_float=str)


def read_json(pieces: Iterator[str]) -> Any:
    """Return the value that a text holds.

    Args:
        pieces: the text; the first piece is not blank.

    Raises:
        MalformedReply: it is not valid JSON, or nested too deeply.
        UnicodeDecodeError: raised by the pieces.
    """
    first, second = next(pieces, ""), next(pieces, None)
    opens = first[:1] in {"{", "["}
    words = "the reply is not valid JSON"
    try:
        if (
            second is None
        ):  # nearly every reply: one call of the C scanner, too short for anybody to wait for it
            return _DECODER.decode(first)
        return _Reader(chain([first, second], pieces)).whole()
    except json.JSONDecodeError as error:
        problem = "Truncated" if opens and _ends_early(error) else "Malformed"
    except UnicodeDecodeError:
        raise
    except ValueError:
        problem, words = "Malformed", "the reply has a number of too many digits"
    except RecursionError:
        problem, words = "Malformed", "the reply is nested too deeply"
    # Outside of the handler: the scanner's error holds the text.
    raise MalformedReply(f"Client.Reply.{problem}", words)


def _ends_early(error: json.JSONDecodeError) -> bool:
    """Whether something is missing at the end, rather than wrong before it."""
    return error.msg.startswith("Unterminated string") or not _PUNCTUATION.search(error.doc, error.pos)


class _Reader:
    """A place in a text of which a window is in hand.

    Every method raises json.JSONDecodeError where the text is not JSON.
    """

    def __init__(self, pieces: Iterator[str]) -> None:
        self._pieces = pieces
        self._window = ""
        self._at = 0

    def whole(self) -> Any:
        """Read the value that is the whole text."""
        value = self._value(_DEPTH)
        if self.peek():
            raise self._error("Extra data")
        return value

    def peek(self) -> str:
        """Skip white space; return the next character, or nothing at the end."""
        while True:
            if space := _WHITESPACE.match(self._window, self._at):
                self._at = space.end()
            if self._at < len(self._window):
                return self._window[self._at]
            if not self._extend():
                return ""

    def _extend(self) -> bool:
        """Let go what was read, and at least double the rest; return whether there was more."""
        rest = self._window[self._at :]
        pieces = [rest]
        size = 0
        for piece in self._pieces:
            pieces.append(piece)
            size += len(piece)
            if size > len(rest):
                break
        self._window, self._at = "".join(pieces), 0
        return bool(size)

    def _value(self, depth: int) -> Any:
        opening = self.peek()
        if depth and opening == "{":
            return self._object(depth)
        if depth and opening == "[":
            return self._array(depth)
        return self._scanned()

    def _scanned(self) -> Any:
        """Read a value by the C scanner. One that fails or ends with the window may go on after it."""
        while True:
            failure: json.JSONDecodeError | None = None
            try:
                value, end = _DECODER.raw_decode(self._window, self._at)
            except json.JSONDecodeError as error:
                value, end, failure = None, len(self._window), error
            if end < len(self._window) or not self._extend():
                break
        if failure is not None:
            raise failure
        self._at = min(len(self._window), end)
        return value

    def _object(self, depth: int) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        self._take("{")
        if self.peek() == "}":
            self._take("}")
            return entries
        while True:
            if self.peek() != '"':
                raise self._error("Expecting property name")
            name = self._scanned()
            self._take(":")
            entries[name] = self._value(depth - 1)
            if self.peek() == "}":
                self._take("}")
                return entries
            self._take(",")

    def _array(self, depth: int) -> list[Any]:
        items: list[Any] = []
        self._take("[")
        if self.peek() == "]":
            self._take("]")
            return items
        while True:
            items.append(self._value(depth - 1))
            if self.peek() == "]":
                self._take("]")
                return items
            self._take(",")

    def _take(self, character: str) -> None:
        if self.peek() != character:
            raise self._error(f"Expecting {character}")
        self._at += 1

    def _error(self, problem: str) -> json.JSONDecodeError:
        return json.JSONDecodeError(problem, self._window, self._at)
