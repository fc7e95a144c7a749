"""The colors: a few tokens that the style sheets use, in three themes of our own and in any of Textual's.

Colors paint signs, keys and bars; words keep the terminal's own. The background is the terminal's own, too: erasing is
free, and it fits whatever a person has chosen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from textual.theme import BUILTIN_THEMES, Theme

from ccc_tui.i18n import _
from ccc_tui.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

AUTO: Final = "auto"
# Each hex is sent as one of the 256 colors. Greys are those that rich rounds to 248, 241 and 244.
_TOKENS: Final[dict[str, dict[str, str]]] = {
    "dark": {
        "muted": "#adadad",
        "frame": "#858585",
        "accent": "#87d7ff",
        "ok": "#87d787",
        "hold": "#afafff",
        "warn": "#ffd75f",
        "urgent": "#ffd75f",
        "bad": "#ff8787",
    },
    "light": {
        "muted": "#626262",
        "frame": "#858585",
        "accent": "#005faf",
        "ok": "#005f00",
        "hold": "#5f00af",
        "warn": "#875f00",
        "urgent": "#875f00",
        "bad": "#af0000",
    },
    # 16 colors that each terminal shows in its own way: on signs only, never on words.
    "terminal": {
        **dict.fromkeys(("muted", "frame", "accent", "urgent"), "ansi_default"),
        "ok": "ansi_green",
        "hold": "ansi_magenta",
        "warn": "ansi_yellow",
        "bad": "ansi_red",
    },
}
# Attributes tell the tokens apart where there are no colors.
_ATTRIBUTES: Final = dict.fromkeys(("accent-style", "warn-style", "urgent-style", "bad-style"), "none")
_BOLD: Final = dict.fromkeys(_ATTRIBUTES, "bold")
# What Textual's own widgets would paint in colors of the terminal.
_QUIET: Final = {
    "block-cursor-foreground": "ansi_default",
    "block-cursor-background": "ansi_default",
    "border": "ansi_default",
    "border-blurred": "ansi_default",
    "input-cursor-background": "ansi_default",
    "input-cursor-foreground": "ansi_default",
    "scrollbar-background": "ansi_default",
    "scrollbar-background-hover": "ansi_default",
    "scrollbar-background-active": "ansi_default",
}
# A mix with the background, for themes that have no such token.
_MUTED, _FRAME = 0.3, 0.5


def _theme(name: str, tokens: Mapping[str, str]) -> Theme:
    attributes = _BOLD if name == "terminal" else _ATTRIBUTES
    own = dict.fromkeys(("foreground", "background", "surface", "panel"), "ansi_default")
    return Theme(
        name=name,
        ansi=True,
        dark=name != "light",
        primary=tokens["accent"],
        accent=tokens["accent"],
        success=tokens["ok"],
        warning=tokens["warn"],
        error=tokens["bad"],
        variables={
            **BUILTIN_THEMES["ansi-light" if name == "light" else "ansi-dark"].variables,
            **_QUIET,
            **attributes,
            **tokens,
        },
        **own,  # type: ignore[arg-type]  # mypy takes them for any of its parameters
    )


THEMES: Final = [_theme(name, tokens) for name, tokens in _TOKENS.items()]


def check(name: str) -> None:
    """Raise SettingsError where there is no such theme."""
    known = [AUTO, *_TOKENS, *BUILTIN_THEMES]
    if name not in known:
        raise SettingsError(_("theme: must be one of {names}").format(names=", ".join(known)))


def first_theme(environ: Mapping[str, str], *, colors: str | None) -> str:
    """Return the theme to begin with where none is chosen; what the terminal answers may change it.

    Args:
        environ: its COLORFGBG, which some terminals set, names the background among the 16 colors.
        colors: rich's name for how many colors the terminal has.
    """
    if not can_be_asked(environ, colors=colors):
        return "terminal"
    background = environ.get("COLORFGBG", "").rpartition(";")[2]
    if not re.fullmatch("[0-9]|1[0-5]", background):
        return "terminal"
    return "light" if background in {"7", "15"} else "dark"


def can_be_asked(environ: Mapping[str, str], *, colors: str | None) -> bool:
    """Return whether the answer for the background would count."""
    return "NO_COLOR" not in environ and colors in {"256", "truecolor"}


def theme_on(red: float, green: float, blue: float) -> str:
    """Return the theme for a background, whose parts are between 0 and 1."""
    # Relative luminance as ITU-R BT.709 weighs it; half of it as the eye does.
    linear = (part**2.2 * weight for part, weight in ((red, 0.2126), (green, 0.7152), (blue, 0.0722)))
    return "light" if sum(linear) > 0.18 else "dark"  # noqa: PLR2004


def tokens_of(theme: Theme) -> dict[str, str]:
    """Return the tokens for a theme of Textual's, out of its palette."""
    palette = theme.to_color_system().generate()
    if theme.ansi:
        return {**_TOKENS["terminal"], **_BOLD}
    from textual.color import Color

    text, background = Color.parse(palette["foreground"]), Color.parse(palette["background"])
    return {
        **_ATTRIBUTES,
        "muted": text.blend(background, _MUTED).hex,
        "frame": text.blend(background, _FRAME).hex,
        "ok": palette["success"],
        "hold": palette["secondary"],
        "warn": palette["warning"],
        "urgent": palette["warning"],
        "bad": palette["error"],
    }
