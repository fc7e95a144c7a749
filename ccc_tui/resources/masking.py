"""Mask personal data: enough is left to recognize what is known, too little to use what is not."""

from typing import Final

_MASK: Final = "****"
# Characters that services put in the place of digits; a masked number keeps its form.
_DIGITS: Final = "*xX"
# Digits at the end that stay, digits before them that go, digits below which almost all go.
_TAIL, _HIDDEN, _SHORT = 4, 4, 8
# Characters of an id that stay at each end, and below which none do.
_ENDS, _SHORT_ID = 4, 12


class Masked(str):
    """A text in which something is masked."""

    __slots__ = ()


def mask_phone(number: str) -> Masked:
    """Return 138****5678 for 13812345678: four digits before the last four are masked, all but two of a short one."""
    digits = [place for place, letter in enumerate(number) if letter.isdecimal() or letter in _DIGITS]
    count = len(digits)
    if not count:
        return Masked(_MASK)
    hidden = digits[-_TAIL - _HIDDEN : -_TAIL] if count >= _SHORT else digits[: max(0, count - 2)] or digits
    return Masked("".join("*" if place in hidden else letter for place, letter in enumerate(number)))


def mask_email(address: str) -> Masked:
    """Return w***@example.com for wang@example.com."""
    name, at, domain = address.rpartition("@")
    first = name[:1] if len(name) > 1 else ""
    return Masked(f"{first}***{at}{domain}" if at else "***")


def mask_id(text: str) -> Masked:
    """Return the first and last four characters of a long id, nothing of a short one."""
    return Masked(f"{text[:_ENDS]}{_MASK}{text[-_ENDS:]}" if len(text) >= _SHORT_ID else _MASK)
