"""Exported files: private, whole or not there, never in the place of another one unasked."""

import errno
import os
import stat
from pathlib import Path

import pytest

from ccc_tui.output.saving import destination, problem_with, save
from tests.special_files import SPECIAL_FILES


def test_a_file_is_private_and_nothing_else_is_left(tmp_path: Path) -> None:
    save(destination(str(tmp_path / "a.csv")), "号码\r\n", replace=False)
    assert (tmp_path / "a.csv").read_bytes() == "号码\r\n".encode()
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]


def test_a_file_that_exists_is_replaced_only_if_that_is_wanted(tmp_path: Path) -> None:
    old = tmp_path / "a.csv"
    old.write_text("old")
    old.chmod(0o644)
    with pytest.raises(FileExistsError):
        save(destination(str(old)), "new", replace=False)
    assert old.read_text() == "old"
    save(destination(str(old)), "new", replace=True)
    assert (old.read_text(), stat.S_IMODE(old.stat().st_mode)) == ("new", 0o600)
    assert len([*tmp_path.iterdir()]) == 1


@pytest.mark.parametrize("replace", [True, False])
def test_without_hard_links_the_same_holds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, replace: bool) -> None:
    def link(*_arguments: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", link)
    path = destination(str(tmp_path / "a"))
    save(path, "1", replace=replace)
    with pytest.raises(FileExistsError):
        save(path, "2", replace=False)
    assert path.read_text() == "1"


def test_a_full_disk_leaves_what_was_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    (tmp_path / "a").write_text("old")
    with pytest.raises(OSError, match="No space") as caught:
        save(tmp_path / "a", "new", replace=True)
    assert problem_with(caught.value, "a") == "the disk is full: a was not written"
    assert [file.read_text() for file in tmp_path.iterdir()] == ["old"]


def test_the_home_folder_and_links(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert destination(" ~/a.csv ") == tmp_path / "a.csv"
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there" / "target")
    save(destination(str(tmp_path / "link")), "x", replace=False)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there" / "target").read_text() == "x"


@pytest.mark.parametrize("kind", [kind for kind in SPECIAL_FILES if kind != "folder"])
def test_what_is_no_regular_file_is_never_written_to(kind: str, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="Errno 22") as caught:
        destination(str(SPECIAL_FILES[kind](tmp_path)))
    assert problem_with(caught.value, "x") == "x is not a regular file"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("missing/a.csv", "there is no folder for it"),
        ("file/a.csv", "there is no folder for it"),
        ("folder", "it is a folder"),
        ("folder/", "it is a folder"),
        ("new/", "it is a folder"),
    ],
)
def test_what_is_wrong_with_a_path_is_said(typed: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="Errno") as caught:
        destination(f"{tmp_path}/{typed}")
    assert problem_with(caught.value, "it") == said


def test_a_folder_without_permission_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "access", lambda _path, mode: not mode & os.W_OK)  # root may write everywhere
    with pytest.raises(PermissionError) as caught:
        destination(str(tmp_path / "a"))
    assert problem_with(caught.value, "a") == "no permission to write a"


def test_other_reasons_are_the_system_s() -> None:
    assert problem_with(OSError(errno.EIO, "Input/output error"), "a") == "a: Input/output error"


@pytest.mark.parametrize("typed", ["a\0b", "a\x1bb", "x" * 300])
def test_hostile_names_do_no_harm(typed: str, tmp_path: Path) -> None:
    try:
        save(destination(f"{tmp_path}/{typed}"), "x", replace=False)
    except OSError as error:
        assert problem_with(error, "name") == "the file name is too long"  # noqa: PT017 - either is fine
    assert all(file.name.isprintable() for file in tmp_path.iterdir())
