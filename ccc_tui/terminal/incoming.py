r"""Turn what the terminal sends into Textual's events, and drop what is malformed or not understood.

Textual's parser raises on some sequences, and types the characters of sequences that it does not know: the reply
``\x1bP>|name q\x1b\\`` would press ``q``. So sequences are cut out by the grammar of ECMA-48 first, and each is
given to that parser whole.
"""

from __future__ import annotations

import re
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Final

from textual import constants, events

from ccc_tui.terminal.answers import answer
from ccc_tui.terminal.textual_internals import XTermParser, parse

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from textual.message import Message

_TOKEN: Final = re.compile(
    r"(?P<text>[^\x1b]++)"
    r"|(?P<sequence>\x1b\[\[[A-E]"  # F1 to F5 of the Linux console
    r"|\x1b\[\d++\$"  # shifted keys of rxvt
    r"|\x1b\[M[\s\S]{3}"  # the mouse of terminals without mode 1006
    r"|\x1b\[(?![M\[])[0-?]*+[ -/]*+[@-~]"  # CSI
    r"|\x1bO[0-9;]*+[@-~]"  # SS3
    r"|\x1b[\]PX^_][^\x07\x18\x1a\x1b]*+(?:\x07|\x1b\\))"  # OSC, DCS, SOS, PM, APC
    r"|(?P<beginning>\x1b(?:\[(?:M[\s\S]{0,2}|\[|[0-?]*+[ -/]*+)|O[0-9;]*+|[\]PX^_][^\x07\x18\x1a\x1b]*+\x1b?)?\Z)"
    r"|(?P<alt>\x1b[^\x1b\[O\]PX^_])"
    r"|(?P<broken>\x1b(?:\[\[?[0-?]*+[ -/]*+|O[0-9;]*+|[\]PX^_][^\x07\x18\x1a\x1b]*+[\x18\x1a]?))"
    r"|(?P<escape>\x1b)"
)
_PASTE: Final = "\x1b[200~"
_PASTE_END: Final = "\x1b[201~"
# Reports of the terminal's size and of the mode that asks for them. The terminal line knows the size (TIOCGWINSZ).
_SIZE_REPORT: Final = re.compile(r"\x1b\[(?:48;[\d;:]*t|\?2048;\d*\$y)")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
# A text field shows what is pasted as it is: an escape would reach the terminal.
_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

# Textual's parser types the characters of a longer sequence.
_LONGEST: Final = 32
# More than a key that was typed as escape and another: the rest of it is still on its way over the link.
_TYPED: Final = 2
_PATIENCE: Final = 1.0
_PASTE_PATIENCE: Final = 3.0
_UNFINISHED_AT_MOST: Final = 65_536
_PASTED_AT_MOST: Final = 1_000_000


class Incoming:
    """Read characters, and answer with events. Never raises. `debug` makes Textual's parser keep a log."""

    def __init__(self, *, debug: bool = False) -> None:
        self._debug = debug
        self._parser = XTermParser(debug)
        self._unfinished = ""
        self._pasted: str | None = None
        self._until = 0.0

    @property
    def is_waiting(self) -> bool:
        """Whether `tick` has to be called: the end of something is missing."""
        return bool(self._unfinished) or self._pasted is not None

    def feed(self, text: str) -> Iterator[Message]:
        """Read characters; what is unfinished at their end waits for the rest.

        A key that comes alone does not prolong the wait for the rest of a paste whose end was lost, and Ctrl+C ends it.
        """
        is_key_in_paste = self._pasted is not None and len(text) <= _LONGEST
        if text == "\x03" and self._pasted is not None:
            yield from self._end_paste()
            self._unfinished = ""
        text, self._unfinished = self._unfinished + text, ""
        while text:
            text = yield from self._read_keys(text) if self._pasted is None else self._read_paste(text)
        if self._pasted is None:
            self._until = monotonic() + (constants.ESCAPE_DELAY if len(self._unfinished) <= _TYPED else _PATIENCE)
        elif not is_key_in_paste:
            self._until = monotonic() + _PASTE_PATIENCE

    def tick(self) -> Iterator[Message]:
        """Give up on what has waited too long: a lone escape is a key then, and the rest is dropped."""
        if not self.is_waiting or monotonic() < self._until:
            return
        unfinished, self._unfinished = self._unfinished, ""
        if self._pasted is not None:
            yield from self._end_paste()
        elif len(unfinished) <= _TYPED:
            yield from self._understood(unfinished, typed=True)

    def _read_keys(self, text: str) -> Generator[Message, None, str]:
        """Read up to the beginning of a paste; return the rest."""
        for token in _TOKEN.finditer(text):
            found = token[0]
            match token.lastgroup:
                case "text":
                    for character in found:
                        yield from self._understood(character)
                case "sequence" if found == _PASTE:
                    self._pasted = ""
                    return text[token.end() :]
                case "sequence" if len(found) <= _LONGEST and not _SIZE_REPORT.fullmatch(found):
                    answered = answer(found)
                    yield from self._understood(found) if answered is None else [answered]
                case "beginning":
                    self._unfinished = found if len(found) <= _UNFINISHED_AT_MOST else found[: _TYPED + 1]
                case "alt" | "escape":
                    yield from self._understood(found, typed=True)
        return ""

    def _read_paste(self, text: str) -> Generator[Message, None, str]:
        """Read up to the end of a paste; return the rest."""
        pasted, end, rest = text.partition(_PASTE_END)
        if not end:  # it may be cut in two
            cut = next(n for n in range(len(_PASTE_END) - 1, -1, -1) if text.endswith(_PASTE_END[:n]))
            length = len(text) - cut
            pasted, self._unfinished = text[:length], text[length:]
        self._pasted = f"{self._pasted or ''}{pasted}"[:_PASTED_AT_MOST]
        if end:
            yield from self._end_paste()
        return rest

    def _end_paste(self) -> Iterator[Message]:
        pasted, self._pasted = self._pasted, None
        if pasted:
            yield events.Paste(_NO_TEXT.sub("", pasted))

    def _understood(self, text: str, *, typed: bool = False) -> list[Message]:
        """Return what Textual's parser makes of one key or sequence: nothing where it raises, or waits for more."""
        with suppress(Exception):  # numbers out of range, in ways that change with Textual
            found = parse(self._parser, text, typed=typed)
            if found is not None:
                # Half of a character cannot be encoded.
                return [event for event in found if not _SURROGATE.search(getattr(event, "character", None) or "")]
        self._parser = XTermParser(self._debug)
        return []
