"""Where the export goes: files, never in the place of others unasked, and the clipboard."""

import errno
import os
from pathlib import Path

import pytest

from ccc_tui.settings import Settings
from ccc_tui.ui.dialogs.confirm import ConfirmDialog
from ccc_tui.ui.dialogs.dialog import Field
from tests.ui.export_dialog import (
    HOSTILE,
    choose,
    closed,
    dialog,
    files,
    name,
    opened,
    read,
    server,
    type_name,
    until_said,
    write,
)
from tests.ui.stage import Wire, on_stage


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


async def test_a_file_is_replaced_only_after_a_yes() -> None:
    async with on_stage(server()) as stage:
        await opened(stage)
        await dialog(stage)
        write("mine.csv", "old")
        type_name(stage, "mine.csv")
        await stage.press("enter", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, ConfirmDialog))
        await stage.until_shown("mine.csv exists already. Replace it?")
        await stage.press("enter", "n")
        await stage.until_shown("! mine.csv exists already")
        assert read("mine.csv") == "old"
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, ConfirmDialog))
        await stage.press("y")
        await closed(stage, "50 of 120 numbers written to mine.csv")
        assert len(read("mine.csv").splitlines()) == 51


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "! A file name is required."),
        ("missing/a.csv", "✗ there is no folder for missing/a.csv"),
        ("/dev/full", "✗ /dev/full is not a regular file"),
        (".", "✗ . is a folder"),
    ],
)
async def test_what_is_wrong_with_the_file_is_said_in_the_dialog(typed: str, said: str) -> None:
    wire = Wire(server())
    async with on_stage(wire) as stage:
        await opened(stage)
        await dialog(stage)
        await choose(stage, "rows", 1)
        asked = len(wire.asked)
        type_name(stage, typed)
        await stage.press("enter")
        await stage.until_shown(said)
        assert len(wire.asked) == asked  # before anything is loaded


async def test_a_full_disk_is_said_in_the_dialog(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with on_stage(server()) as stage:
        await opened(stage)
        await dialog(stage)
        monkeypatch.setattr(os, "fsync", full)
        type_name(stage, "a.csv")
        await stage.press("enter")
        await stage.until_shown("✗ the disk is full: a.csv was not written")
        assert not files()


async def test_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    async with on_stage(server()) as stage:
        await opened(stage)
        await dialog(stage)
        type_name(stage, "~/")
        stage.app.screen.query_one(Field).focus()
        await stage.press(*"a.csv", "enter")
        await closed(stage, "written to ~/a.csv")
        assert files(tmp_path / "home") == ["a.csv"]


async def test_the_clipboard_takes_what_is_small_enough() -> None:
    async with on_stage(server(2_000)) as stage:
        await opened(stage)
        await dialog(stage)
        await choose(stage, "to", False)
        await stage.until_shown("[clipboard (74 kB at most)]")
        assert not stage.app.screen.query_one("#file-row").display
        await choose(stage, "format", "json")
        await choose(stage, "rows", 1)
        await stage.press("enter")
        await until_said(stage, "bytes, and the clipboard takes 74,994 at most: export to a file")
        await choose(stage, "rows", 0)
        await stage.press("enter")
        await closed(stage, "! sent to the terminal: 50 of 2,000 numbers")
        assert not files()


async def test_a_terminal_without_a_clipboard_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "linux")
    async with on_stage(server()) as stage:
        await opened(stage)
        await dialog(stage)
        await choose(stage, "to", False)
        await stage.press("enter")
        await until_said(stage, "The clipboard is not available here: export to a file.")


async def test_a_typed_name_gets_the_extension_of_the_format() -> None:
    async with on_stage(server(), settings=Settings(csv_safe=False)) as stage:
        await opened(stage)
        await dialog(stage)
        type_name(stage, "mine.csv")
        await choose(stage, "format", "jsonl")
        assert name(stage) == "mine.jsonl"
        await choose(stage, "rows", 1)
        assert name(stage) == "mine.jsonl"
        await choose(stage, "format", "csv")
        await stage.press("up", "up", "down", "down", "enter")
        await closed(stage, "120 numbers written to mine.csv")
        assert f',"{HOSTILE}"'.replace('"/c calc"', '""/c calc""') in read("mine.csv")


async def test_there_is_nothing_to_export_before_something_is_loaded() -> None:
    async with on_stage(server()) as stage:
        await stage.press("4", "e")
        await stage.until(lambda: "nothing to export here" in stage.line("status"))
        assert stage.app.screen is stage.screen
