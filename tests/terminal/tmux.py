"""A private tmux server, as a second judge."""

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Final

PATIENCE: Final = 30.0


class Tmux:
    """A server of its own, that reads nobody's configuration."""

    def __init__(self, folder: Path) -> None:
        self._socket = str(folder / "tmux")
        self._environ = {name: value for name, value in os.environ.items() if not name.startswith("TMUX")}

    def run(self, *command: str) -> str:
        """Run a tmux command."""
        return subprocess.run(
            ("tmux", "-u", "-f", "/dev/null", "-S", self._socket, *command),
            env=self._environ,
            check=True,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        ).stdout

    def environ(self) -> dict[str, str]:
        """What a program inside has in its environment."""
        value = self.run("display-message", "-p", "#{socket_path},#{pid},0").strip()
        return {**self._environ, "TMUX": value}

    def wait_for(self, form: str, value: str) -> None:
        """Wait until tmux says so."""
        deadline = monotonic() + PATIENCE
        while (found := self.run("display-message", "-p", form).strip()) != value:
            if monotonic() > deadline:
                raise TimeoutError(f"{form} stays {found!r}, not {value!r}")


@contextlib.contextmanager
def server(folder: Path, *command: str, columns: int = 120, rows: int = 40) -> Iterator[Tmux]:
    """A server with one window in which a command runs."""
    tmux = Tmux(folder)
    tmux.run("new-session", "-d", "-x", str(columns), "-y", str(rows), *command)
    try:
        yield tmux
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            tmux.run("kill-server")
