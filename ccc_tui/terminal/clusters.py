"""Cut text into the cells that it takes on the screen, and mark clusters whose width terminals disagree about."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from rich.cells import cell_len

_JOINER: Final = "\u200d"
_FLAG_LETTERS: Final = range(0x1F1E6, 0x1F200)

# Where terminals disagree: symbols that became emoji (Unicode 9), and the emoji themselves.
_EMOJI_SYMBOLS: Final = range(0x2300, 0x2C00)
_EMOJI: Final = range(0x1F000, 0x20000)

# Most of what is written: ASCII, Latin-1, dashes, lines and blocks; kana, Chinese and fullwidth forms, two cells each.
# No two of them join, and every terminal gives them this width.
_WIDE_FROM: Final = "\u2e80"
_USUAL: Final = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u00ff\u2013\u2014\u2026\u2190-\u2193\u2500-\u259f"
    "\u3001-\u3029\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fa5\uff01-\uff5e]*+"
)


class Unsure(str):
    """A cluster that terminals may give different widths."""

    __slots__ = ()


@lru_cache(maxsize=512)
def cells(text: str) -> tuple[str, ...]:
    """Return one entry per cell: the cluster in its first cell, then empty strings. Widths are Textual's.

    Text that begins with what joins the character before it has no cells of its own: nothing is returned.
    """
    if _USUAL.fullmatch(text):
        return tuple(
            [cell for character in text for cell in ((character, "") if character >= _WIDE_FROM else character)]
        )
    if cell_len(text[0]) == 0:
        return ()
    clusters: list[str] = []
    for character in text:
        if clusters and _continues(clusters[-1], character):
            clusters[-1] += character
        else:
            clusters.append(character)
    grid: list[str] = []
    for cluster in clusters:
        width = cell_len(cluster)
        grid += [cluster if _agreed(cluster, width) else Unsure(cluster), *[""] * (width - 1)]
    return tuple(grid)


def _continues(cluster: str, character: str) -> bool:
    """Return whether the character joins the cluster before it."""
    if cluster[-1] == _JOINER:
        return True
    if ord(character) in _FLAG_LETTERS:
        return len(cluster) == 1 and ord(cluster) in _FLAG_LETTERS
    return cell_len(character) == 0


@lru_cache(maxsize=4096)
def _agreed(cluster: str, width: int) -> bool:
    """Return whether every terminal can be expected to give the cluster this width."""
    if len(cluster) > 1 or unicodedata.category(cluster)[0] in "CM" or ord(cluster) in _EMOJI:
        return False
    if unicodedata.east_asian_width(cluster) in "WF":
        return width == 2 and ord(cluster) not in _EMOJI_SYMBOLS  # noqa: PLR2004 - two cells, as everywhere here
    return width == 1
