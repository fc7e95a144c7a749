"""What terminals are asked once, and what they answer: the color of the background, and how wide a sign is drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from textual.message import Message

ASK_BACKGROUND: Final = "\x1b]11;?\x1b\\"
# A sign of ambiguous width (UAX #11), the cursor's position behind it (CPR), and both erased. Not in the first row,
# where the answer would be that of F3 with a modifier.
ASK_WIDTH: Final = "\x1b[2;1H●\x1b[6n\x1b[2K"
_BACKGROUND: Final = re.compile(r"\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})\b")
_WIDTH: Final = re.compile(r"\x1b\[2;([23])R")


@dataclass
class Background(Message):
    """The color of the terminal's background; each part between 0 and 1."""

    red: float
    green: float
    blue: float


@dataclass
class SignWidth(Message):
    """How many cells a sign of ambiguous width takes."""

    cells: int


def answer(sequence: str) -> Message | None:
    """Return what a sequence from the terminal answers; None where it is no answer."""
    if found := _BACKGROUND.match(sequence):
        red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in found.groups())
        return Background(red, green, blue)
    return SignWidth(int(found[1]) - 1) if (found := _WIDTH.fullmatch(sequence)) else None
