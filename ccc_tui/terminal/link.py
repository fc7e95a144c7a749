"""Whether the terminal is far away, so that every byte counts."""

import subprocess
from collections.abc import Mapping
from typing import Final, Literal

Setting = Literal["auto", "on", "off"]

# Set by sshd, and left as they are by mosh-server, which starts as a command over SSH. Some survive where
# others do not: sudo and su keep one or the other, depending on how they are set up.
_SSH: Final = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")

# tmux answers in 3 ms. A server that does not answer is no reason to wait for the dashboard.
_TMUX_PATIENCE: Final = 0.3


def low_bandwidth(setting: Setting, environ: Mapping[str, str]) -> bool:
    """Whether to spare the link.

    Args:
        setting: What the user wants; ``auto`` means: over SSH and mosh, also from inside tmux.
        environ: The environment of the program.
    """
    if setting != "auto":
        return setting == "on"
    inherited = any(environ.get(name) for name in _SSH)
    if not environ.get("TMUX"):
        return inherited
    attached = _tmux_client_is_remote(environ)
    return inherited if attached is None else attached


def _tmux_client_is_remote(environ: Mapping[str, str]) -> bool | None:
    """Whether tmux was last attached over SSH; None if it does not say.

    A pane's own environment is as old as the pane: its session may have been left and taken up again from
    elsewhere. When a client attaches, tmux takes SSH_CONNECTION over from it, or marks with a minus that it
    is missing ("update-environment" in tmux(1)). This is the one place that starts a process before the
    first paint, inside tmux only.
    """
    try:
        answer = subprocess.run(  # noqa: S603 - a fixed command without a shell
            ("tmux", "show-environment", _SSH[0]),  # noqa: S607 - the user's own tmux, wherever it is
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TMUX_PATIENCE,
            check=False,
            text=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    if answer.returncode:
        return None
    return answer.stdout.startswith(f"{_SSH[0]}=")
