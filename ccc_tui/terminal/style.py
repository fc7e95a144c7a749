"""How a cell looks, and the shortest way (ECMA-48 SGR, OSC 8) from one style to another."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple, Self

# SGR parameters that switch attributes off, and those that switch them on (ECMA-48, 8.3.117; xterm ctlseqs "Character
# Attributes").
_ENDS: Final = {
    "22": ("1", "2"),
    "23": ("3",),
    "24": ("4", "21"),
    "25": ("5", "6"),
    "27": ("7",),
    "28": ("8",),
    "29": ("9",),
    "54": ("51", "52"),
    "55": ("53",),
}
_BIT: Final = {on: 1 << position for position, on in enumerate(on for group in _ENDS.values() for on in group)}
_ENDED: Final = {off: sum(_BIT[on] for on in group) for off, group in _ENDS.items()}
_COLORS: Final = frozenset(map(str, (*range(30, 38), 39, *range(90, 98))))
_BACKGROUNDS: Final = frozenset(map(str, (*range(40, 48), 49, *range(100, 108))))
_EXTENDED: Final = {"5": 3, "2": 5}  # parameters of 38;5;n and 38;2;r;g;b

# Attributes that show on a blank: erasing draws none of them, so such blanks have to be written.
_VISIBLE_ON_BLANK: Final = sum(_BIT[on] for on in ("4", "21", "5", "6", "7", "9", "51", "52", "53"))


class Style(NamedTuple):
    """How a cell looks: a bit for each attribute, SGR parameters of both colors (empty for the default).

    `link` is what stands between ``OSC 8 ;`` and its end, empty without a hyperlink. `extra` holds SGR parameters that
    are not understood, which are sent as they came.
    """

    attributes: int = 0
    color: str = ""
    background: str = ""
    link: str = ""
    extra: str = ""

    @property
    def erasable(self) -> bool:
        """Whether an erased cell looks the same as a blank in this style."""
        return not (self.attributes & _VISIBLE_ON_BLANK or self.link or self.extra)

    def linked(self, link: str) -> "Style":
        """Return this style with another hyperlink, as OSC 8 sets it."""
        return _intern(self._replace(link=link))

    def after(self, code: str) -> Self:
        """Return this style after one more SGR parameter."""
        # What an unknown parameter did is not known, so what follows it stays behind it.
        if self.extra:
            return self._replace(extra=f"{self.extra};{code}")
        if code in _BIT:
            return self._replace(attributes=self.attributes | _BIT[code])
        if code in _ENDED:
            return self._replace(attributes=self.attributes & ~_ENDED[code])
        if code in _COLORS or code.startswith("38;"):
            return self._replace(color="" if code == "39" else code)
        if code in _BACKGROUNDS or code.startswith("48;"):
            return self._replace(background="" if code == "49" else code)
        return self._replace(extra=code)


DEFAULT: Final = Style()

# One object for each style, so that comparing two cells is comparing two addresses. Programs that fade colors can use
# millions of styles: past this number the table starts again, at the price of some cells sent twice.
_INTERNED_AT_MOST: Final = 16_384
_interned: dict[Style, Style] = {DEFAULT: DEFAULT}


def _intern(style: Style) -> Style:
    if len(_interned) > _INTERNED_AT_MOST:
        _interned.clear()
        _interned[DEFAULT] = DEFAULT
    return _interned.setdefault(style, style)


@lru_cache(maxsize=512)
def apply(style: Style, parameters: str) -> Style:
    """Return the style after the SGR sequence with these parameters."""
    for code in _codes(parameters):
        style = Style(link=style.link) if code == "0" else style.after(code)
    return _intern(style)


def _codes(parameters: str) -> Iterator[str]:
    """Return the parameters one by one, those of an extended color together."""
    waiting = [part.lstrip("0") or "0" for part in parameters.split(";")]
    while waiting:
        length = _EXTENDED.get(waiting[1], 1) if waiting[0] in {"38", "48"} and len(waiting) > 1 else 1
        if length > len(waiting):
            length = 1
        yield ";".join(waiting[:length])
        del waiting[:length]


@lru_cache(maxsize=8192)
def transition(old: Style | None, new: Style) -> str:
    """Return the shortest sequences from one style (None: not known) to another."""
    if old is new:
        return ""
    on = [code for code, bit in _BIT.items() if new.attributes & bit]
    reset = ";".join(["", *on, *filter(None, (new.color, new.background, new.extra))])
    link = f"\x1b]8;{new.link or ';'}\x1b\\"
    if old is None:
        # No other program leaves a hyperlink open, and the Linux console would print an OSC 8 as text.
        return f"\x1b[{reset}m" + (link if new.link else "")
    steps = ";".join(_steps(old, new))
    if old.extra or new.extra:
        steps = reset
    elif steps:
        steps = min(steps, reset, key=len)
    else:
        return "" if old.link == new.link else link
    sequence = f"\x1b[{steps}m"
    return sequence if old.link == new.link else sequence + link


def _steps(old: Style, new: Style) -> Iterator[str]:
    """Return the parameters that have to be sent without a reset."""
    lit = old.attributes
    for off, group in _ENDED.items():
        if lit & group & ~new.attributes:
            yield off
            lit &= ~group
    yield from (code for code, bit in _BIT.items() if new.attributes & bit & ~lit)
    if old.color != new.color:
        yield new.color or "39"
    if old.background != new.background:
        yield new.background or "49"
