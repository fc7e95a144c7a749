"""Files that a person names: only regular ones are opened, and read up to a limit.

A FIFO would block the program, `/dev/zero` fill its memory, and a tape drive rewind.
"""

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

# Bytes of a configuration file, token or key; a hundred profiles of the aliyun CLI have 100 kB.
LARGEST_FILE: Final = 2**20
# O_NONBLOCK has no effect on regular files; it counts where one is replaced by a FIFO between stat and open.
_FLAGS: Final = os.O_CLOEXEC | os.O_NOCTTY | os.O_NONBLOCK


class NotRegularFileError(OSError):
    """The path names a folder, FIFO, socket, terminal or another device."""


class FileTooLargeError(OSError):
    """The file is larger than the limit."""


def read_regular_file(path: Path, largest: int = LARGEST_FILE, *, may_be_null: bool = False) -> bytes:
    """Return the content of a regular file.

    Raises:
        NotRegularFileError: it is something else.
        FileTooLargeError: it has more bytes.
        OSError: it cannot be read.
    """
    with open(open_regular_file(path, os.O_RDONLY, may_be_null=may_be_null), "rb") as file:
        content = file.read(largest + 1)  # files in /proc have content, and size 0
    if len(content) > largest:
        raise FileTooLargeError(errno.EFBIG, f"larger than {largest // 1024} kB", os.fspath(path))
    return content


def open_regular_file(path: Path, flags: int, *, may_be_null: bool = False) -> int:
    """Open a regular file and return its descriptor. A new file has mode 0600.

    Args:
        path: the file.
        flags: those of `os.open`.
        may_be_null: whether `/dev/null` is accepted too.

    Raises:
        NotRegularFileError: it is something else.
        OSError: it cannot be opened.
    """

    def check(found: os.stat_result) -> None:
        is_null = stat.S_ISCHR(found.st_mode) and found.st_rdev == Path(os.devnull).stat().st_rdev
        if not stat.S_ISREG(found.st_mode) and not (may_be_null and is_null):
            raise NotRegularFileError(errno.EINVAL, "not a regular file", os.fspath(path))

    try:
        check(path.stat())  # before it is opened, because opening a device can have effects
    except ValueError:  # NUL, or a surrogate
        raise NotRegularFileError(errno.EINVAL, "not a regular file", str(path)) from None
    except FileNotFoundError:
        pass  # `flags` says whether it is made
    descriptor = os.open(path, flags | _FLAGS, 0o600)
    try:
        check(os.fstat(descriptor))
    except NotRegularFileError:
        os.close(descriptor)
        raise
    return descriptor


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file as a whole, or not at all; it and new folders are for their owner only.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
