r"""Turn what the terminal sends into Textual's events, and drop what is malformed or not understood.

Textual's parser raises on some sequences, and types the characters of sequences that it does not know: the reply
``\x1bP>|name q\x1b\\`` would press ``q``. So sequences are cut out by the grammar of ECMA-48 first, and each is
given to that parser whole.
"""

from __future__ import annotations

import re
from time import monotonic
from typing import TYPE_CHECKING, Final

from textual import constants, events

from ccc_tui.terminal.textual_internals import XTermParser, expire, is_inside

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator

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
    """Reads characters, and answers with events. Never raises.

    Args:
        debug: Whether Textual's parser keeps a log.
    """

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

        Ctrl+C that comes alone ends a paste whose end was lost: else each press would only prolong the wait for it.
        """
        if text == "\x03" and self._pasted is not None:
            yield from self._end_paste()
            self._unfinished = ""
        text, self._unfinished = self._unfinished + text, ""
        while text:
            text = yield from self._read_paste(text) if self._pasted is not None else self._read_keys(text)
        self._until = monotonic() + self._patience()

    def tick(self) -> Iterator[Message]:
        """Give up on what has waited too long: a lone escape is a key then, and the rest is dropped."""
        if not self.is_waiting or monotonic() < self._until:
            return
        unfinished, self._unfinished = self._unfinished, ""
        if self._pasted is not None:
            yield from self._end_paste()
        elif len(unfinished) <= _TYPED:
            yield from self._typed(unfinished)

    def _patience(self) -> float:
        if self._pasted is not None:
            return _PASTE_PATIENCE
        return constants.ESCAPE_DELAY if len(self._unfinished) <= _TYPED else _PATIENCE

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
                case "sequence":
                    yield from self._sequence(found)
                case "beginning":
                    self._unfinished = found if len(found) <= _UNFINISHED_AT_MOST else found[: _TYPED + 1]
                case "alt" | "escape":
                    yield from self._typed(found)
        return ""

    def _read_paste(self, text: str) -> Generator[Message, None, str]:
        """Read up to the end of a paste; return the rest."""
        pasted, end, rest = text.partition(_PASTE_END)
        if end:
            self._keep(pasted)
            yield from self._end_paste()
            return rest
        # The end of the paste may be cut in two.
        cut = next(n for n in range(len(_PASTE_END) - 1, -1, -1) if text.endswith(_PASTE_END[:n]))
        self._keep(text[: len(text) - cut])
        self._unfinished = text[len(text) - cut :]
        return ""

    def _keep(self, pasted: str) -> None:
        self._pasted = (self._pasted or "") + pasted[: _PASTED_AT_MOST - len(self._pasted or "")]

    def _end_paste(self) -> Iterator[Message]:
        pasted, self._pasted = self._pasted, None
        if pasted:
            yield events.Paste(_NO_TEXT.sub("", pasted))

    def _typed(self, keys: str) -> Iterator[Message]:
        """Read an escape, or an escape and a key, which is that key with alt."""
        yield from self._understood(keys, at_once=True)

    def _sequence(self, sequence: str) -> Iterator[Message]:
        if len(sequence) <= _LONGEST and not _SIZE_REPORT.fullmatch(sequence):
            yield from self._understood(sequence)

    def _understood(self, text: str, *, at_once: bool = False) -> Iterable[Message]:
        """Return what Textual's parser makes of one key or sequence: nothing where it raises, or waits for more."""
        parser = self._parser
        try:
            found = [*parser.feed(text)]
            if at_once:
                found += expire(parser)
            if not is_inside(parser):
                return [event for event in found if not _is_surrogate(event)]
        except Exception:  # noqa: BLE001, S110 - numbers out of range, in ways that change with Textual
            pass
        self._parser = XTermParser(self._debug)
        return ()


def _is_surrogate(event: Message) -> bool:
    """Whether a key is half of a character, which cannot be encoded."""
    return isinstance(event, events.Key) and bool(_SURROGATE.search(event.character or ""))
