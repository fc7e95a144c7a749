"""Marks: they are of rows, not of places, and what is copied is what is marked."""

import json

from tests.ui.stage import INSTANCES, NUMBERS, Canned, Stage, document, on_stage, page_of


def many(total: int) -> Canned:
    """Return a server that has so many numbers behind every user."""

    def answer(parameters: dict[str, str]) -> dict[str, object]:
        number, size = int(parameters["PageNumber"]), int(parameters["PageSize"])
        rows = range((number - 1) * size, min(number * size, total))
        return page_of([{"Number": f"021{n:08}", "Province": "上海"} for n in rows], total, number, size)

    someone = {"UserId": "someone@a", "DisplayName": "Someone"}
    return Canned(**{INSTANCES: document({"InstanceId": "a", "Admin": {"User": someone}}), NUMBERS: answer})


async def opened(stage: Stage) -> None:
    await stage.open_admin(0, 0)
    await stage.until_shown("02100000000", "page 1 of")
    await stage.quiet()


def marked(stage: Stage) -> list[str]:
    """Return the lines that show a mark."""
    return [line.split()[1] for line in stage.pane().splitlines() if line.lstrip().startswith("✓")]


async def test_marks_stay_while_pages_are_turned_and_rows_are_loaded_again() -> None:
    async with on_stage(many(120)) as stage:
        await opened(stage)
        await stage.press("space", "down", "down", "space")
        await stage.until_shown("2 marked")
        assert marked(stage) == ["02100000000", "02100000002"]
        await stage.press("]")
        await stage.until_shown("page 2 of 3")
        assert marked(stage) == []
        await stage.press("space")
        await stage.until_shown("3 marked")
        await stage.press("{", "r")
        await stage.quiet()
        await stage.until_shown("3 marked", "page 1 of 3")
        assert marked(stage) == ["02100000000", "02100000002"]


async def test_a_second_space_takes_the_mark_away_and_escape_all_of_them() -> None:
    async with on_stage(many(20)) as stage:
        await opened(stage)
        await stage.press("space", "space")
        assert "marked" not in stage.line("footer")
        await stage.press("space", "down", "space")
        await stage.until_shown("2 marked")
        await stage.press("escape")
        assert "marked" not in stage.line("footer")
        assert marked(stage) == []
        assert stage.table.has_focus
        await stage.press("m", "U")
        await stage.until(lambda: "marked" not in stage.line("footer"))
        await stage.press("escape")
        assert stage.tree.has_focus


async def test_marked_rows_are_copied_as_json_lines() -> None:
    async with on_stage(many(120)) as stage:
        await opened(stage)
        await stage.press("space", "]")
        await stage.until_shown("page 2 of 3")
        await stage.press("space")
        text = stage.screen.pane.text_to_copy(whole_row=True) or ""
        assert [json.loads(line)["number"] for line in text.splitlines()] == ["02100000000", "02100000050"]
        await stage.press("escape")
        text = stage.screen.pane.text_to_copy(whole_row=True) or ""
        assert [json.loads(line)["number"] for line in text.splitlines()] == ["02100000050"]


async def test_each_call_center_has_its_own_marks() -> None:
    async with on_stage() as stage:
        await stage.go_to_instance(0)
        await stage.press("2", "tab", "space")
        await stage.until_shown("1 marked")
        await stage.go_to_instance(1)
        await stage.press("2")
        await stage.until(lambda: "marked" not in stage.line("footer"))
        await stage.go_to_instance(0)
        await stage.press("2")
        await stage.until_shown("1 marked")


async def test_fields_of_the_overview_and_notices_have_no_marks() -> None:
    async with on_stage() as stage:
        await stage.press("1", "space", "4", "space")
        assert "marked" not in stage.text()
