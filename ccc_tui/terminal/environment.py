"""What the environment tells of the terminal, and of the link to it."""

import re
import subprocess
from collections.abc import Mapping
from typing import Final, Literal

Setting = Literal["auto", "on", "off"]

# Set by sshd; mosh-server, which is started over SSH, keeps them. sudo and su keep some of them.
_SSH: Final = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")

# tmux answers in 3 ms. The dashboard does not wait for a server that hangs.
_TMUX_TIMEOUT: Final = 0.3

# Terminals known to erase with the current background color ("bce" in terminfo).
_COLORED_ERASE: Final = re.compile(
    r"xterm|tmux|linux|rxvt|alacritty|foot|ghostty|wezterm|konsole|vte|gnome|putty|mintty|st-|iterm|nsterm|contour"
)


def erases_in_color(environ: Mapping[str, str]) -> bool:
    """Return whether erased cells take the current background color. GNU screen's do not; tmux may have its name."""
    name = environ.get("TERM", "")
    if name.startswith("screen"):
        return bool(environ.get("TMUX")) or environ.get("TERM_PROGRAM") == "tmux"
    return bool(_COLORED_ERASE.match(name))


def low_bandwidth(setting: Setting, environ: Mapping[str, str]) -> bool:
    """Return whether to send less: as set, or with `auto` over SSH and mosh, from inside tmux too."""
    if setting != "auto":
        return setting == "on"
    attached = _tmux_client_is_remote(environ) if environ.get("TMUX") else None
    return any(environ.get(name) for name in _SSH) if attached is None else attached


def _tmux_client_is_remote(environ: Mapping[str, str]) -> bool | None:
    """Return whether tmux was last attached over SSH; None if it does not say.

    A pane's environment is as old as the pane, and its session may have been attached from elsewhere since. tmux takes
    SSH_CONNECTION over from each client, or notes that it is missing ("update-environment" in tmux(1)). This is the one
    place that starts a process before the first paint, inside tmux only.
    """
    try:
        answer = subprocess.run(
            ("tmux", "show-environment", "SSH_CONNECTION"),  # noqa: S607 - the user's own tmux, wherever it is
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TMUX_TIMEOUT,
            check=True,
            text=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.startswith("SSH_CONNECTION=")
