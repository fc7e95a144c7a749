"""The export: which rows, in which format; and that a part never passes for the whole."""

import csv
import json
from pathlib import Path

import pytest

from tests.ui.export_dialog import (
    HOSTILE,
    TODAY,
    choose,
    closed,
    dialog,
    files,
    mode,
    name,
    opened,
    read,
    server,
    type_name,
    until_said,
)
from tests.ui.stage import NUMBERS, ONCE, Wire, on_stage, page_of


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


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
        await closed(stage, f"✓ 2 of 120 numbers written to {file}")
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


async def test_filtered_rows_are_a_part_of_their_own() -> None:
    async with on_stage(server()) as stage:
        await opened(stage)
        stage.screen.pane.set_filter("02100000003")
        await dialog(stage)
        await stage.until_shown("[filtered: 1]", "page 1: 50", "all: 120")
        await stage.press("enter")
        file = f"ccc-outbound-wang-ming-{TODAY}-filtered.csv"
        await closed(stage, f"! 1 of 120 numbers written to {file}")
        assert "'02100000003" in read(file)
