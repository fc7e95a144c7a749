"""Files that a person exports to: written at once or not at all, readable by the person only."""

import errno
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from ccc_tui.cloud.text import clean
from ccc_tui.files import NotRegularFileError
from ccc_tui.i18n import N_, _

_PROBLEMS: Final = {
    errno.EACCES: N_("no permission to write {file}"),
    errno.EPERM: N_("no permission to write {file}"),
    errno.EROFS: N_("{file} is on a read-only file system"),
    errno.ENOSPC: N_("the disk is full: {file} was not written"),
    errno.EDQUOT: N_("the disk quota is used up: {file} was not written"),
    errno.ENOENT: N_("there is no folder for {file}"),
    errno.ENOTDIR: N_("there is no folder for {file}"),
    errno.EISDIR: N_("{file} is a folder"),
    errno.EEXIST: N_("{file} exists already"),
    errno.ENAMETOOLONG: N_("the file name is too long"),
    errno.EINVAL: N_("{file} is not a regular file"),
}
# File systems without hard links answer with one of these.
_NO_LINKS: Final = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}


def destination(typed: str) -> Path:
    """Return the file that a typed path means: `~` is the home folder, a link what it leads to.

    Raises:
        OSError: no file can be written there.
    """
    text = clean(typed).strip()
    path = Path(os.path.realpath(os.path.expanduser(text)))  # noqa: PTH111 - pathlib raises where there is no home
    if text.endswith(("/", os.sep)) or path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "", text)
    folder = path.parent
    if not folder.is_dir():
        raise FileNotFoundError(errno.ENOENT, "", text)
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        raise NotRegularFileError(errno.EINVAL, "", text)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "", text)
    return path


def save(path: Path, text: str, *, replace: bool) -> None:
    """Write a file of mode 0600 as a whole: it is never seen half written.

    Args:
        path: as `destination` returns it.
        text: what the file will hold.
        replace: whether a file of this name may be replaced.

    Raises:
        FileExistsError: there is one, and it may not be.
        OSError: it cannot be written; what was there is still there.
    """
    draft = path.with_name(f".ccc-tui-{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor
            file.write(text.encode("utf-8", "backslashreplace"))
            file.flush()
            os.fsync(file.fileno())
        if replace:
            draft.replace(path)
        else:
            _link(draft, path)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def problem_with(error: OSError, name: str) -> str:
    """Return in one sentence why a file cannot be written."""
    words = _PROBLEMS.get(error.errno or 0)
    return _(words).format(file=name) if words else _("{file}: {reason}").format(file=name, reason=error.strerror)


def _link(draft: Path, path: Path) -> None:
    """Give the draft its name, unless another file has it."""
    try:
        os.link(draft, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        draft.replace(path)
