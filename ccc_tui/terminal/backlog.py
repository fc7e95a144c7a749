"""What waits for the terminal besides the picture: control functions, in order and in bounded memory."""

import re
from collections import deque
from typing import Final

_PRIVATE_MODE: Final = re.compile(r"\x1b\[\?(\d+)[hl]")
_OSC: Final = re.compile(r"\x1b(?:P(?:tmux;)?\x1b+)?\](\d+)[;\x07\x1b]")

# While nothing can be sent, so many control functions are kept, and so many characters; then the oldest go.
_KEPT_AT_MOST: Final = 256
_KEPT_CHARACTERS: Final = 400_000

# Operating system commands of which only the last one counts: titles, directory, pointer shape, clipboard.
_LAST_COUNTS: Final = frozenset({"0", "1", "2", "7", "22", "52"})


class Backlog:
    """Bytes in the order in which they go out.

    `commit` keeps the order under all circumstances. `hold` is for control functions that wait while the
    link is stalled: a later one takes the place of an earlier one with the same effect.

    Attributes:
        lost: Whether so much was committed that something of it was thrown away.
    """

    def __init__(self) -> None:
        self.lost = False
        self._committed: deque[str] = deque()
        self._characters = 0
        self._held: dict[str, str] = {}
        self._number = 0

    def __bool__(self) -> bool:
        return bool(self._committed or self._held)

    def commit(self, text: str) -> None:
        """Send this after everything before it."""
        if text:
            for waiting in (*self._held.values(), text):
                self._committed.append(waiting)
                self._characters += len(waiting)
            self._held.clear()
            while len(self._committed) > 1 and self._characters > _KEPT_CHARACTERS:
                self._characters -= len(self._committed.popleft())
                self.lost = True

    def hold(self, sequence: str) -> None:
        """Send this, or what replaces it."""
        self._number += 1
        key = _effect(sequence) or f"number {self._number}"
        self._held.pop(key, None)
        self._held[key] = sequence
        while len(self._held) > _KEPT_AT_MOST:
            del self._held[next(iter(self._held))]

    def take(self) -> str:
        """Everything, once."""
        text = "".join([*self._committed, *self._held.values()])
        self._committed.clear()
        self._characters = 0
        self._held.clear()
        self.lost = False
        return text


def _effect(sequence: str) -> str | None:
    """A name for what the sequence does, shared by those that replace one another; None if each counts."""
    if mode := _PRIVATE_MODE.fullmatch(sequence):
        return f"mode {mode[1]}"
    if command := _OSC.match(sequence):
        return f"osc {command[1]}" if command[1] in _LAST_COUNTS else sequence
    if sequence.endswith("u"):
        return None  # pushing and popping keyboard flags: both of two equal ones count
    return sequence
