"""Paths that are no regular files, where a careless reader waits for ever or fills its memory."""

import os
import socket
from collections.abc import Callable
from pathlib import Path


def fifo(folder: Path) -> Path:
    os.mkfifo(folder / "fifo")
    return folder / "fifo"


def unix_socket(folder: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(folder)  # the path of a socket has 108 bytes at most
        try:
            listening.bind("socket")
        finally:
            os.chdir(here)
    return folder / "socket"


def link_to_fifo(folder: Path) -> Path:
    (folder / "link").symlink_to(fifo(folder))
    return folder / "link"


SPECIAL_FILES: dict[str, Callable[[Path], Path]] = {
    "folder": lambda folder: folder,
    "fifo": fifo,
    "link to a fifo": link_to_fifo,
    "socket": unix_socket,
    "endless device": lambda _: Path("/dev/zero"),
    "full device": lambda _: Path("/dev/full"),
}
