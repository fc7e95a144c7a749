"""How a cell looks, and the shortest way (ECMA-48 SGR, OSC 8) from one look to another."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

# SGR parameters that switch one attribute on, and the parameter that switches it off (ECMA-48, 8.3.117; xterm
# ctlseqs "Character Attributes"). Some share their off switch: 22 ends both bold and dim.
_OFF: Final = {
    "1": "22",
    "2": "22",
    "3": "23",
    "4": "24",
    "21": "24",
    "5": "25",
    "6": "25",
    "7": "27",
    "8": "28",
    "9": "29",
    "51": "54",
    "52": "54",
    "53": "55",
}
_BIT: Final = {on: 1 << position for position, on in enumerate(_OFF)}
_ENDED: Final = {off: sum(bit for on, bit in _BIT.items() if _OFF[on] == off) for off in dict.fromkeys(_OFF.values())}
_COLOURS: Final = frozenset(map(str, (*range(30, 38), 39, *range(90, 98))))
_BACKGROUNDS: Final = frozenset(map(str, (*range(40, 48), 49, *range(100, 108))))
_EXTENDED: Final = {"5": 3, "2": 5}  # parameters of 38;5;n and 38;2;r;g;b

# Attributes that show on a blank: erasing draws none of them, so such blanks have to be written.
_VISIBLE_ON_BLANK: Final = sum(_BIT[on] for on in ("4", "21", "5", "6", "7", "9", "51", "52", "53"))


class Style(NamedTuple):
    """The look of one cell.

    Attributes:
        attributes: One bit for each attribute that is on.
        colour: SGR parameters of the text's colour, empty for the default.
        background: SGR parameters of the background, empty for the default.
        link: What stands between ``OSC 8 ;`` and its end, empty without a hyperlink.
        extra: SGR parameters that are not understood, kept and sent as they came.
    """

    attributes: int = 0
    colour: str = ""
    background: str = ""
    link: str = ""
    extra: str = ""

    @property
    def erasable(self) -> bool:
        """Whether an erased cell looks the same as a blank in this style."""
        return not (self.attributes & _VISIBLE_ON_BLANK or self.link or self.extra)


DEFAULT: Final = Style()

# One object for each look, so that comparing two cells is comparing two addresses. Programs that fade colours
# can use millions of looks: past this number the table starts again, at the price of some cells sent twice.
_INTERNED_AT_MOST: Final = 16_384
_interned: dict[Style, Style] = {DEFAULT: DEFAULT}


def _intern(style: Style) -> Style:
    if len(_interned) > _INTERNED_AT_MOST:
        _interned.clear()
        _interned[DEFAULT] = DEFAULT
    return _interned.setdefault(style, style)


def linked(style: Style, link: str) -> Style:
    """The same look with another hyperlink, as OSC 8 sets it."""
    return _intern(style._replace(link=link))


@lru_cache(maxsize=512)
def apply(style: Style, parameters: str) -> Style:
    """The look after the SGR sequence with these parameters."""
    for code in _codes(parameters):
        if code == "0":
            style = Style(link=style.link)
        elif style.extra:
            # What an unknown parameter did is not known, so what follows it stays behind it.
            style = style._replace(extra=f"{style.extra};{code}")
        else:
            style = _with(style, code)
    return _intern(style)


def _with(style: Style, code: str) -> Style:
    """The look with one parameter more."""
    if code in _BIT:
        return style._replace(attributes=style.attributes | _BIT[code])
    if code in _ENDED:
        return style._replace(attributes=style.attributes & ~_ENDED[code])
    if code in _COLOURS or code.startswith("38;"):
        return style._replace(colour="" if code == "39" else code)
    if code in _BACKGROUNDS or code.startswith("48;"):
        return style._replace(background="" if code == "49" else code)
    return style._replace(extra=code)


def _codes(parameters: str) -> Iterator[str]:
    """The parameters one by one, those of an extended colour together."""
    waiting = [part.lstrip("0") or "0" for part in parameters.split(";")]
    while waiting:
        length = _EXTENDED.get(waiting[1], 1) if waiting[0] in {"38", "48"} and len(waiting) > 1 else 1
        if length > len(waiting):
            length = 1
        yield ";".join(waiting[:length])
        del waiting[:length]


@lru_cache(maxsize=8192)
def transition(old: Style | None, new: Style) -> str:
    """The shortest sequences that turn the pen from one look (None: not known) into another."""
    if old is new:
        return ""
    reset = ";".join(["", *_parameters(new)])
    if old is None:
        # A hyperlink cannot be left open by anyone else, and the Linux console would print an OSC 8 as text.
        return f"\x1b[{reset}m" + (_link(new) if new.link else "")
    if old.extra or new.extra:
        changes: str | None = reset
    else:
        steps = ";".join(_steps(old, new))
        changes = min(steps, reset, key=len) if steps else None
    sequence = "" if changes is None else f"\x1b[{changes}m"
    return sequence if old.link == new.link else sequence + _link(new)


def _link(style: Style) -> str:
    return f"\x1b]8;{style.link or ';'}\x1b\\"


def _parameters(style: Style) -> list[str]:
    """Everything that has to be set after a reset."""
    on = [code for code, bit in _BIT.items() if style.attributes & bit]
    return [*on, *filter(None, (style.colour, style.background, style.extra))]


def _steps(old: Style, new: Style) -> list[str]:
    """What has to change without a reset."""
    steps = []
    lit = old.attributes
    for off, group in _ENDED.items():
        if lit & group & ~new.attributes:
            steps.append(off)
            lit &= ~group
    steps += [code for code, bit in _BIT.items() if new.attributes & bit & ~lit]
    if old.colour != new.colour:
        steps.append(new.colour or "39")
    if old.background != new.background:
        steps.append(new.background or "49")
    return steps
