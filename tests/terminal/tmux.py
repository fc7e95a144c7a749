"""A private tmux server, as a second judge."""

import codecs
import contextlib
import fcntl
import os
import select
import struct
import subprocess
import termios
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PATIENCE: Final = 30.0
BEGIN_OF_UPDATE, END_OF_UPDATE = "\x1bP=1s\x1b\\", "\x1bP=2s\x1b\\"


class Terminal:
    """A terminal to which a client of tmux is attached."""

    def __init__(self, master: int) -> None:
        self._master = master
        self._data = ""
        self._decode = codecs.getincrementaldecoder("utf-8")().decode

    def read_until(self, text: str) -> str:
        """Everything up to the next place where something was sent, and that."""
        while text not in self._data:
            if not select.select([self._master], [], [], PATIENCE)[0]:
                raise TimeoutError(f"tmux does not send {text!r}")
            self._data += self._decode(os.read(self._master, 65536))
        found, _, self._data = self._data.partition(text)
        return found + text


class Tmux:
    """A server of its own, without a configuration file."""

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

    def shown(self, terminal: Terminal, number: int) -> str:
        """Return what tmux paints when it paints everything. The number differs from one picture to the next.

        The screen that capture-pane prints lacks cells that were erased in color.
        """
        # Both are sent in one go: the terminal's title, then the picture.
        self.run("select-pane", "-T", f"picture {number}", ";", "refresh-client")
        terminal.read_until(f"picture {number}\x07")
        terminal.read_until(BEGIN_OF_UPDATE)
        return terminal.read_until(END_OF_UPDATE)

    @contextlib.contextmanager
    def attached(self, columns: int = 120, rows: int = 40) -> Iterator["Terminal"]:
        """Attach a terminal, of a kind that has a clipboard."""
        master, slave = os.openpty()
        fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        client = subprocess.Popen(
            ("tmux", "-u", "-T", "RGB,sync,clipboard", "-S", self._socket, "attach"),
            env={**self._environ, "TERM": "xterm-256color"},
            stdin=slave,
            stdout=slave,
            stderr=slave,
            preexec_fn=lambda: os.login_tty(os.dup(slave)),  # noqa: PLW1509 - no threads here, no other way
        )
        os.close(slave)
        try:
            yield Terminal(master)
        finally:
            client.terminate()
            with contextlib.suppress(OSError):  # Linux says so at the end
                while os.read(master, 65536):
                    pass
            client.wait(PATIENCE)
            os.close(master)


@contextlib.contextmanager
def server(folder: Path, *command: str, columns: int = 120, rows: int = 40) -> Iterator[Tmux]:
    """A server with one window in which a command runs."""
    tmux = Tmux(folder)
    tmux.run(
        "start-server",
        ";",
        "set-option",
        "-g",
        "status",
        "off",
        ";",
        *("set-option", "-g", "set-titles", "on"),
        ";",
        *("set-option", "-g", "set-titles-string", "#{pane_title}"),
        ";",
        "new-session",
        "-d",
        "-x",
        str(columns),
        "-y",
        str(rows),
        *command,
    )
    try:
        yield tmux
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            tmux.run("kill-server")
