"""Files that a person names: only regular ones are opened, and read up to a limit.

A FIFO would block the program, `/dev/zero` fill its memory, and a tape drive rewind.
"""

import errno
import os
import stat
from pathlib import Path
from typing import Final

# No configuration file, token or key has more; a hundred profiles of the aliyun CLI have 100 kB.
LARGEST_FILE: Final = 2**20
# O_NONBLOCK has no effect on regular files; it counts where one is replaced by a FIFO between stat and open.
_FLAGS: Final = os.O_CLOEXEC | os.O_NOCTTY | os.O_NONBLOCK


class NotRegularFileError(OSError):
    """The path names a folder, FIFO, socket, terminal or another device."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, "not a regular file", os.fspath(path))


class FileTooLargeError(OSError):
    """The file is larger than what is read here."""

    def __init__(self, path: Path, largest: int) -> None:
        super().__init__(errno.EFBIG, f"larger than {largest // 1024} kB", os.fspath(path))


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
        raise FileTooLargeError(path, largest)
    return content


def open_regular_file(path: Path, flags: int, mode: int = 0o600, *, may_be_null: bool = False) -> int:
    """Open a regular file and return its descriptor.

    Args:
        path: the file.
        flags: those of `os.open`.
        mode: of the file, where it is made.
        may_be_null: whether `/dev/null` is accepted too.

    Raises:
        NotRegularFileError: it is something else.
        OSError: it cannot be opened.
    """
    try:
        found = path.stat()
    except ValueError:  # NUL, or a surrogate
        raise NotRegularFileError(path) from None
    except FileNotFoundError:
        pass  # `flags` says whether it is made
    else:
        # Before it is opened, because opening a device can have effects.
        _check(path, found, may_be_null=may_be_null)
    descriptor = os.open(path, flags | _FLAGS, mode)
    try:
        _check(path, os.fstat(descriptor), may_be_null=may_be_null)
    except NotRegularFileError:
        os.close(descriptor)
        raise
    return descriptor


def _check(path: Path, found: os.stat_result, *, may_be_null: bool) -> None:
    if not stat.S_ISREG(found.st_mode) and not (may_be_null and _is_null_device(found)):
        raise NotRegularFileError(path)


def _is_null_device(found: os.stat_result) -> bool:
    return stat.S_ISCHR(found.st_mode) and found.st_rdev == Path(os.devnull).stat().st_rdev
