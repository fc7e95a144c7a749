"""The export: which rows, in which format, where to; and that a part never passes for the whole."""

import csv
import errno
import json
import os
import stat
from datetime import datetime
from pathlib import Path

import pytest
from textual.widgets import Static

from ccc_tui.settings import Settings
from ccc_tui.ui.dialogs.choice import Choice
from ccc_tui.ui.dialogs.confirm import ConfirmDialog
from ccc_tui.ui.dialogs.dialog import Field
from ccc_tui.ui.dialogs.export import ExportDialog
from tests.ui.stage import INSTANCES, NUMBERS, ONCE, Canned, Stage, Wire, document, on_stage, page_of, refusal

TODAY = f"{datetime.now().astimezone():%Y%m%d}"
HOSTILE = '=cmd|"/c calc"!A1'


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def server(total: int = 120, failing: dict[int, int] | None = None) -> Canned:
    """Return a server with so many numbers; some pages of 100 fail so many times."""
    left = dict(failing or {})

    def answer(parameters: dict[str, str]) -> dict[str, object]:
        number, size = int(parameters["PageNumber"]), int(parameters["PageSize"])
        if size == 100 and left.get(number, 0):
            left[number] -= 1
            return refusal("Throttling.User", 429)
        rows = range((number - 1) * size, min(number * size, total))
        return page_of([{"Number": f"021{n:08}", "City": HOSTILE} for n in rows], total, number, size)

    person = {
        "UserId": "../wang ming@a",
        "RamId": "201234567890123456",
        "Detail": {
            "DisplayName": "王|小明",
            "Phone": "13812345678",
            "Email": "wang@example.com",
            "Department": HOSTILE,
        },
    }
    return Canned(**{INSTANCES: document({"InstanceId": "a", "Admin": {"User": person}}), NUMBERS: answer})


def read(file: str) -> str:
    return Path(file).read_text("utf-8")


def write(file: str, text: str) -> None:
    Path(file).write_text(text, "utf-8")


def mode(file: str) -> int:
    return stat.S_IMODE(Path(file).stat().st_mode)


def files(folder: Path | None = None) -> list[str]:
    return [file.name for file in (folder or Path()).iterdir()]


async def opened(stage: Stage) -> None:
    """Open the numbers of the first admin."""
    await stage.open_admin(0, 0)
    await stage.until_shown("page 1 of")
    await stage.quiet()


async def dialog(stage: Stage) -> ExportDialog:
    """Open the dialog."""
    await stage.press("e")
    await stage.until(lambda: isinstance(stage.app.screen, ExportDialog))
    found = stage.app.screen
    assert isinstance(found, ExportDialog)
    return found


async def choose(stage: Stage, name: str, value: object) -> None:
    """Choose an option with the keys."""
    choice = stage.app.screen.query_one(f"#{name}", Choice)
    choice.focus()
    for _option in choice._options:
        if choice.value == value:
            return
        await stage.press("right")
    assert choice.value == value


def name(stage: Stage) -> str:
    return stage.app.screen.query_one(Field).value


def type_name(stage: Stage, text: str) -> None:
    stage.app.screen.query_one(Field).value = text


async def until_said(stage: Stage, words: str) -> None:
    """Wait until the dialog's last line says something, however it is wrapped."""
    await stage.until(lambda: words in str(stage.app.screen.query_one("#problem", Static).content))


async def closed(stage: Stage, *said: str) -> None:
    """Wait until the dialog is closed and the status line says something."""
    await stage.until(lambda: not isinstance(stage.app.screen, ExportDialog))
    await stage.until(lambda: all(words in stage.line("status") for words in said))


async def test_the_page_is_exported_first_and_the_name_and_the_screen_say_that_it_is_one() -> None:
    async with on_stage(server()) as stage:
        await opened(stage)
        await dialog(stage)
        await stage.until_shown("[page 1: 50]", "all: 120", "! incomplete result: 50 of 120 numbers")
        file = f"ccc-outbound-wang-ming-{TODAY}-page-1.csv"
        assert name(stage) == file
        await stage.press("enter")
        await closed(stage, f"! 50 of 120 numbers written to {file}")
        rows = [*csv.DictReader(read(file).splitlines())]
        assert len(rows) == 50
        assert mode(file) == 0o600
        # Hostile cells are no formulas, numbers keep their zero.
        assert (rows[0]["city"], rows[0]["number"]) == (f"'{HOSTILE}", "'02100000000")
        assert (rows[0]["instance_id"], rows[0]["user_id"]) == ("a", "../wang ming@a")


async def test_all_rows_are_loaded_and_json_says_that_they_are_all() -> None:
    async with on_stage(server()) as stage:
        await opened(stage)
        await dialog(stage)
        await choose(stage, "rows", 1)
        await choose(stage, "format", "json")
        file = f"ccc-outbound-wang-ming-{TODAY}.json"
        assert name(stage) == file
        await stage.press("enter")
        await closed(stage, f"✓ 120 numbers written to {file}")
        found = json.loads(read(file))
        facts = ("total_count", "loaded", "complete", "selection", "masked", "page_number")
        assert [found[fact] for fact in facts] == [120, 120, True, "all", False, None]
        assert [row["number"] for row in found["numbers"]] == [f"021{n:08}" for n in range(120)]
        # The pane shows what it showed.
        assert "rows 1–50 of 120" in stage.line("footer")


async def test_what_was_loaded_before_is_not_loaded_again() -> None:
    wire = Wire(server())
    async with on_stage(wire) as stage:
        await opened(stage)
        await stage.press("A")
        await stage.until_shown("all 120 loaded")
        asked = len(wire.asked)
        await dialog(stage)
        await stage.until_shown("[all: 120]", "page 1: 50")
        await stage.press("enter")
        await closed(stage, "✓ 120 numbers written")
        assert len(wire.asked) == asked


async def test_a_load_that_fails_can_be_continued() -> None:
    wire = Wire(server(350, failing={3: 1}))
    async with on_stage(wire, retry=ONCE) as stage:
        await opened(stage)
        await dialog(stage)
        await choose(stage, "rows", 1)
        await stage.press("enter")
        await until_said(stage, "✗ page 3 failed: Throttling.User · 200 of 350 loaded · enter continues")
        assert not files()
        await stage.press("enter")
        await closed(stage, "✓ 350 numbers written")
        assert sorted(asked.page for asked in wire.numbers() if asked.parameters["PageSize"] == "100")[:2] == [1, 2]


async def test_a_part_that_was_loaded_is_exported_as_a_part() -> None:
    async with on_stage(server(350, failing={3: 99}), retry=ONCE) as stage:
        await opened(stage)
        await dialog(stage)
        await choose(stage, "rows", 1)
        await stage.press("enter")
        await until_said(stage, "200 of 350 loaded")
        await choose(stage, "rows", 1)
        await stage.until_shown("[loaded: 200]", "! incomplete result: 200 of 350 numbers")
        await choose(stage, "format", "json")
        file = f"ccc-outbound-wang-ming-{TODAY}-partial.json"
        assert name(stage) == file
        await stage.press("enter")
        await closed(stage, f"! 200 of 350 numbers written to {file}")
        found = json.loads(read(file))
        facts = ("total_count", "loaded", "complete", "selection")
        assert [found[fact] for fact in facts] == [350, 200, False, "loaded"]


async def test_a_list_that_cannot_be_loaded_wholly_gets_a_name_that_says_so() -> None:
    def answer(parameters: dict[str, str]) -> dict[str, object]:
        number, size = int(parameters["PageNumber"]), int(parameters["PageSize"])
        rows = [{"Number": f"021{n:08}"} for n in range((number - 1) * size, min(number * size, 120))]
        return page_of(rows, 130, number, size)

    canned = server()
    canned.answers[NUMBERS] = answer
    async with on_stage(canned) as stage:
        await opened(stage)
        await dialog(stage)
        await choose(stage, "rows", 1)
        type_name(stage, "mine.csv")
        await stage.press("enter")
        await closed(stage, "! 120 of 130 numbers written to mine-partial.csv")
        assert files() == ["mine-partial.csv"]


async def test_a_first_page_that_fails_leaves_no_file() -> None:
    async with on_stage(retry=ONCE) as stage:
        await opened(stage)
        await dialog(stage)
        stage.wire.server = server(350, failing={1: 99})
        await choose(stage, "rows", 1)
        await stage.press("enter")
        await until_said(stage, "✗ page 1 failed: Throttling.User · enter tries again")
        assert not files()


async def test_escape_stops_loading_and_keeps_what_came_and_a_second_one_closes() -> None:
    wire = Wire(server(350))
    async with on_stage(wire) as stage:
        await opened(stage)
        await dialog(stage)
        await choose(stage, "rows", 1)
        wire.hold(lambda asked: asked.page > 2 and asked.parameters["PageSize"] == "100")
        await stage.press("enter")
        await stage.until_shown("loading all: 200 of 350 · page 2 · esc stops")
        await stage.press("escape")
        await until_said(stage, "✗ stopped · 200 of 350 loaded · enter continues")
        await stage.until_shown("loaded: 200")
        wire.release()
        await stage.press("enter")
        await closed(stage, "✓ 350 numbers written")
        await dialog(stage)
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.screen)


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
        await stage.press("end", *"a.csv", "enter")
        await closed(stage, "written to ~/a.csv")
        assert files(tmp_path / "home") == ["a.csv"]


async def test_marked_rows_come_first_and_are_exported_from_all_pages() -> None:
    async with on_stage(server()) as stage:
        await opened(stage)
        await stage.press("space", "]")
        await stage.until_shown("page 2 of 3")
        await stage.press("space")
        await dialog(stage)
        await stage.until_shown("[marked: 2]", "page 2: 50")
        await choose(stage, "format", "jsonl")
        file = f"ccc-outbound-wang-ming-{TODAY}-marked.jsonl"
        assert name(stage) == file
        await stage.press("enter")
        await closed(stage, f"! 2 of 120 numbers written to {file}")
        rows = [json.loads(line) for line in read(file).splitlines()]
        assert [row["number"] for row in rows] == ["02100000000", "02100000050"]


async def test_personal_data_is_masked_unless_that_is_changed_and_the_file_says_which() -> None:
    async with on_stage(server()) as stage:
        await stage.press("2", "v")
        await stage.until_shown("13812345678")
        await dialog(stage)
        await stage.until_shown("Personal data  [masked] shown", "[all: 1]")
        await choose(stage, "format", "json")
        await stage.press("enter")
        file = f"ccc-admins-a-{TODAY}.json"
        await closed(stage, f"✓ 1 admin written to {file} · personal data masked")
        found = json.loads(read(file))
        assert (found["masked"], found["complete"], found["admins"][0]["phone"]) == (True, True, "138****5678")
        assert "wang@example.com" not in read(file)
        await dialog(stage)
        await choose(stage, "format", "md")
        await choose(stage, "personal", False)
        await stage.press("enter")
        await closed(stage, "personal data shown")
        text = read(f"ccc-admins-a-{TODAY}.md")
        assert "13812345678" in text
        # Hostile text is no markup.
        assert r"王\|小明" in text


async def test_call_centers_are_exported_from_the_overview_with_their_admins_masked() -> None:
    async with on_stage(server()) as stage:
        await dialog(stage)
        await choose(stage, "format", "json")
        await stage.press("enter")
        file = f"ccc-instances-{TODAY}.json"
        await closed(stage, f"✓ 1 instance written to {file}")
        found = json.loads(read(file))
        assert found["instances"][0]["admins"][0]["phone"] == "138****5678"


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
