"""`ReplyStore`: the replies of recent calls for the inspector: cleaned, without secrets, in bounded memory."""

from __future__ import annotations

import codecs
import re
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from ccc_tui.cloud.errors import redact_document
from ccc_tui.cloud.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

# Bytes kept of one reply, and of all of them together, compressed: a page of numbers shrinks to a tenth.
LONGEST_REPLY: Final = 200_000
MOST_BYTES: Final = 4_000_000
# Read beyond what is kept, so that no secret is cut in two before it is hidden.
_MARGIN: Final = 16_000

# A JSON escape; a character that may be read as it is has its code in the group.
_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|/|.)", re.DOTALL)
_QUOTED: Final = frozenset('"\\')


class Reply(NamedTuple):
    """The text of a reply.

    Attributes:
        content: UTF-8, without control characters, keys, tokens and signatures.
        is_cut: whether the reply was longer.
    """

    content: bytes
    is_cut: bool

    @property
    def text(self) -> str:
        """The text."""
        return self.content.decode("utf-8", "replace")


class ReplyStore:
    """Keeps the last reply of recent calls, compressed; drops the oldest ones first.

    Args:
        most_bytes: of all replies together, compressed.
    """

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.size = 0
        self._most_bytes = most_bytes
        self._replies: dict[int, Reply] = {}

    def __len__(self) -> int:
        return len(self._replies)

    def get(self, call: int) -> Reply | None:
        """Return the reply of a call, by its number."""
        kept = self._replies.get(call)
        return None if kept is None else kept._replace(content=zlib.decompress(kept.content))

    def keep(self, call: int, reply: Reply) -> None:
        """Keep a reply in the place of the one to an earlier try."""
        self.drop(call)
        self._replies[call] = kept = reply._replace(content=zlib.compress(reply.content, zlib.Z_BEST_SPEED))
        self.size += len(kept.content)
        while self.size > self._most_bytes:
            self.drop(next(iter(self._replies)))

    def drop(self, call: int) -> None:
        """Forget the reply of a call."""
        if (reply := self._replies.pop(call, None)) is not None:
            self.size -= len(reply.content)


def readable(content: bytes | bytearray, content_type: str, hide: Callable[[str], str]) -> Reply:
    """Return what is kept of a reply.

    Args:
        content: the bytes that came, uncompressed.
        content_type: its header.
        hide: removes the access key, secret and token from a text.
    """
    head = bytes(content[: LONGEST_REPLY + _MARGIN])
    text = _decoded(head, content_type)
    if "\\" in text and text.lstrip()[:1] in {"{", "["}:
        text = _ESCAPE.sub(_read_escape, text)  # a secret may be spelled with escapes
    text = redact_document(hide(clean(text)))
    kept = text.encode("utf-8", "replace")[:LONGEST_REPLY]
    # A character that was cut in two is dropped.
    whole = kept.decode("utf-8", "ignore").encode()
    return Reply(whole, len(content) > len(head) or len(text.encode("utf-8", "replace")) > len(kept))


def _decoded(head: bytes, content_type: str) -> str:
    """Return the beginning of a reply in the first encoding that fits; it may end within a character."""
    from ccc_tui.cloud.parsing import encodings_of  # not before the first paint: it imports pydantic

    for encoding in encodings_of(head, content_type):
        with suppress(UnicodeError):
            return codecs.getincrementaldecoder(encoding)().decode(head)
    return head.decode("utf-8", "replace")


def _read_escape(match: re.Match[str]) -> str:
    if match[0] == "\\/":
        return "/"
    if match[1] is None:
        return match[0]
    character = chr(int(match[1], 16))
    return character if character.isprintable() and character not in _QUOTED else match[0]
