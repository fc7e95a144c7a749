"""Text cut into what stands in one place of the screen, with care for what terminals disagree about."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from rich.cells import cell_len

_JOINER: Final = "\u200d"
_FLAG_LETTERS: Final = range(0x1F1E6, 0x1F200)

# Where terminals have disagreed for years: symbols that became emoji (Unicode 9), and the emoji themselves.
_EMOJI_SYMBOLS: Final = range(0x2300, 0x2C00)
_EMOJI: Final = range(0x1F000, 0x20000)

# Most of what is written: ASCII, Latin-1, dashes, lines and blocks; kana, Chinese and fullwidth forms, two cells each.
# No two of them are drawn as one, and no terminal gives them another width.
_WIDE_FROM: Final = "\u2e80"
_USUAL: Final = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u00ff\u2013\u2014\u2026\u2190-\u2193\u2500-\u259f"
    "\u3001-\u3029\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fa5\uff01-\uff5e]*+"
)


class Unsure(str):
    """A character, or several drawn as one, that terminals may not agree on the width of."""

    __slots__ = ()


@lru_cache(maxsize=512)
def cells(text: str) -> tuple[str, ...]:
    """One entry for each cell that the text takes: the character in its first cell, then empty strings.

    The widths are Textual's. Nothing, if the text begins with what is drawn together with something before it.
    """
    if _USUAL.fullmatch(text):
        return tuple(
            [cell for character in text for cell in ((character, "") if character >= _WIDE_FROM else character)]
        )
    if cell_len(text[0]) == 0:
        return ()
    found: list[str] = []
    for character in text:
        if found and _continues(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    grid: list[str] = []
    for cluster in found:
        width = cell_len(cluster)
        grid.append(cluster if _agreed(cluster, width) else Unsure(cluster))
        grid.extend([""] * (width - 1))
    return tuple(grid)


@lru_cache(maxsize=512)
def has_unsure(text: str) -> bool:
    """Whether terminals may disagree about the width of something in the text."""
    return Unsure in map(type, cells(text))


def _continues(cluster: str, character: str) -> bool:
    """Whether the character is drawn together with what stands before it."""
    if cluster[-1] == _JOINER:
        return True
    if ord(character) in _FLAG_LETTERS:
        return len(cluster) == 1 and ord(cluster) in _FLAG_LETTERS
    return cell_len(character) == 0


@lru_cache(maxsize=4096)
def _agreed(cluster: str, width: int) -> bool:
    """Whether every terminal can be expected to give the cluster this width."""
    if len(cluster) > 1:
        return False
    code = ord(cluster)
    kind = unicodedata.east_asian_width(cluster)
    if unicodedata.category(cluster)[0] in "CM" or code in _EMOJI:
        return False
    if kind in "WF":
        return width == 2 and code not in _EMOJI_SYMBOLS  # noqa: PLR2004 - two cells, as everywhere here
    return width == 1
