"""Control functions that wait for the terminal: in order, and in bounded memory."""

import re
from collections import deque
from typing import Final

PRIVATE_MODE: Final = re.compile(r"\x1b\[\?(\d+)[hl]")
_OSC: Final = re.compile(r"\x1b(?:P(?:tmux;)?\x1b+)?\](\d+)[;\x07\x1b]")
_CHARACTERS_AT_MOST: Final = 400_000
_HELD_AT_MOST: Final = 256

# Operating system commands of which only the last one counts: titles, directory, pointer shape, clipboard.
_LAST_COUNTS: Final = frozenset({"0", "1", "2", "7", "22", "52"})


class ControlQueue:
    """Text in the order in which it is sent. `lost`: too much was committed, so the oldest was dropped."""

    def __init__(self) -> None:
        self.lost = False
        self._committed: deque[str] = deque()
        self._characters = 0
        self._held: dict[str, str] = {}
        self._number = 0

    def commit(self, text: str) -> None:
        """Send this after everything before it."""
        if text:
            waiting = (*self._held.values(), text)
            self._held.clear()
            self._committed.extend(waiting)
            self._characters += sum(map(len, waiting))
            while len(self._committed) > 1 and self._characters > _CHARACTERS_AT_MOST:
                self._characters -= len(self._committed.popleft())
                self.lost = True

    def hold(self, sequence: str) -> None:
        """Send this unless a later one with the same effect replaces it: for a link that is stalled."""
        self._number += 1
        effect = _effect(sequence) or f"number {self._number}"
        self._held.pop(effect, None)
        self._held[effect] = sequence
        while len(self._held) > _HELD_AT_MOST:
            del self._held[next(iter(self._held))]

    def take(self) -> str:
        """Return everything, once."""
        text = "".join([*self._committed, *self._held.values()])
        self._committed.clear()
        self._characters = 0
        self._held.clear()
        self.lost = False
        return text


def _effect(sequence: str) -> str | None:
    """Name what a sequence does, shared by those that replace one another; None if each counts."""
    if mode := PRIVATE_MODE.fullmatch(sequence):
        return f"mode {mode[1]}"
    if command := _OSC.match(sequence):
        return f"osc {command[1]}" if command[1] in _LAST_COUNTS else sequence
    # Keyboard flags are pushed and popped: of two equal sequences both count.
    return None if sequence.endswith("u") else sequence
