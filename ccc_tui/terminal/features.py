"""What the terminal can do, as far as its name tells."""

from collections.abc import Mapping
from typing import Final

# Terminals known to erase with the pen's background colour ("bce" in terminfo). GNU screen, which calls
# itself "screen", does not; tmux, which often calls itself "screen" too, does.
_COLOURED_ERASE: Final = (
    "xterm",
    "tmux",
    "linux",
    "rxvt",
    "alacritty",
    "foot",
    "ghostty",
    "wezterm",
    "konsole",
    "vte",
    "gnome",
    "putty",
    "mintty",
    "st-",
    "iterm",
    "nsterm",
    "contour",
)


def erases_with_colour(environ: Mapping[str, str]) -> bool:
    """Whether erased cells take the background colour that is set."""
    name = environ.get("TERM", "")
    if name.startswith("screen"):
        return bool(environ.get("TMUX")) or environ.get("TERM_PROGRAM") == "tmux"
    return name.startswith(_COLOURED_ERASE)
