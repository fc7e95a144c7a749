"""Texts as they are compared: case and width folded; names and places also by their pinyin."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_QUOTES: Final = str.maketrans("“”„‟", '""""')
# The first digits of a Chinese number in its national form; of a masked number the code may be hidden.
_AREA_CODE: Final = re.compile(r"(?:0[12]\d|0[3-9]\d\d)(?=\d{5})", re.ASCII)
# Some characters have several readings: so many spellings of a name are tried.
_MOST_SPELLINGS: Final = 4


def fold(text: str) -> str:
    """Return the text without differences of case and width, such as ＳＣ and sc."""
    if text.isascii():
        return text.lower()
    return _folded(text)


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    folded = normalize("NFKC", normalize("NFKC", text).casefold()).translate(_QUOTES)
    return folded if folded == text or folded.isascii() else _folded(folded)


def fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return the folded text, and for each of its characters which one of the text it comes from."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded, range(len(text))
    parts = [fold(character) for character in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


def area_code(number: str) -> str | None:
    """Return the area code that a number begins with; None where it has none, or a masked one."""
    found = _AREA_CODE.match(number)
    return found[0] if found else None


@lru_cache(maxsize=20_000)
def spellings_of_place(text: str) -> tuple[str, ...]:
    """Return the pinyin of a place, and its initials; in 重庆 the first character is read as in this word."""
    from pypinyin import lazy_pinyin

    return _spelled([lazy_pinyin(text)])


def spellings_of_person(text: str) -> tuple[str, ...]:
    """Return the pinyin of a name, and its initials; several where its characters have several readings.

    pypinyin's own reading of words takes ten times as long, and knows no names.
    """
    return _spelled(islice(product(*map(_readings, text)), _MOST_SPELLINGS))


def _spelled(all_syllables: Iterable[Sequence[str]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for syllables in all_syllables:
        parts = [fold(syllable).replace(" ", "") for syllable in syllables]
        found["".join(parts)] = None
        found["".join(part[:1] for part in parts)] = None
    return tuple(found)


@cache
def _readings(character: str) -> tuple[str, ...]:
    if character.isascii():
        return (character,)
    from pypinyin import Style, pinyin

    return tuple(pinyin(character, style=Style.NORMAL, heteronym=True)[0])
