"""Only regular files are opened, and not more of them is read than a limit."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from ccc_tui.files import FileTooLargeError, NotRegularFileError, open_regular_file, read_regular_file, write_atomically
from tests.special_files import SPECIAL_FILES

SPECIAL = pytest.mark.parametrize("special", SPECIAL_FILES.values(), ids=SPECIAL_FILES.keys())


@SPECIAL
@pytest.mark.parametrize("flags", [os.O_RDONLY, os.O_WRONLY | os.O_CREAT | os.O_APPEND])
def test_other_files_are_not_opened(tmp_path: Path, special: Callable[[Path], Path], flags: int) -> None:
    with pytest.raises(NotRegularFileError, match="not a regular file"):
        open_regular_file(special(tmp_path), flags)


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b"])
def test_a_name_that_no_file_has(name: str) -> None:
    with pytest.raises(NotRegularFileError):
        read_regular_file(Path(name))


def test_a_file_replaced_by_a_fifo_meanwhile_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.touch()
    regular = file.stat()
    file.unlink()
    os.mkfifo(file)
    monkeypatch.setattr(Path, "stat", lambda _path: regular)
    with pytest.raises(NotRegularFileError):
        read_regular_file(file)


def test_a_file_is_read_up_to_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"1234")
    assert read_regular_file(file, largest=4) == b"1234"
    with pytest.raises(FileTooLargeError):
        read_regular_file(file, largest=3)
    with pytest.raises(FileNotFoundError):
        read_regular_file(tmp_path / "none")


def test_a_sparse_file_of_any_size_is_no_burden(tmp_path: Path) -> None:
    file = tmp_path / "file"
    with file.open("wb") as large:
        large.truncate(2**40)
    with pytest.raises(FileTooLargeError, match="larger than 1024 kB"):
        read_regular_file(file)


def test_links_to_regular_files_are_followed(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"1234")
    (tmp_path / "link").symlink_to("file")
    assert read_regular_file(tmp_path / "link") == b"1234"


def test_the_null_device_is_opened_where_it_may_be() -> None:
    os.close(open_regular_file(Path(os.devnull), os.O_WRONLY, may_be_null=True))
    with pytest.raises(NotRegularFileError):
        open_regular_file(Path(os.devnull), os.O_WRONLY)


def test_a_file_is_replaced_as_a_whole_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file"
    write_atomically(path, b"one")
    path.chmod(0o644)
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [*path.parent.iterdir()] == [path]


def test_a_link_is_replaced_not_what_it_leads_to(tmp_path: Path) -> None:
    other, path = tmp_path / "other", tmp_path / "file"
    other.write_text("stays")
    path.symlink_to(other)
    write_atomically(path, b"new")
    assert other.read_text() == "stays"
    assert path.read_bytes() == b"new"


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_atomically(tmp_path / "folder", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
