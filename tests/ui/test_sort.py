"""`s`, `S` and a click on a heading: the rows in the order of a column."""

from textual.geometry import Offset

from tests.ui.stage import NUMBERS, Stage, on_stage, page_of
from tests.ui.test_filter import of_user, rows, server


def shown(stage: Stage, column: int = 0) -> list[str]:
    """Return a column of the table's rows."""
    table = stage.table
    return [table.columns[column].value(row) for row in table.rows]


async def test_s_sorts_by_the_column_under_the_cursor_then_by_the_next_and_at_last_by_none() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        unsorted = shown(stage)
        await stage.press("s")
        await stage.until_shown("Number ↑", "Number ↑ on this page")
        assert shown(stage) == sorted(unsorted)
        await stage.press("s")
        await stage.until_shown("Province ↑")
        assert shown(stage, 1) == ["上海"] * 16 + ["四川"] * 17 + ["浙江"] * 17
        await stage.press("S")
        await stage.until_shown("Province ↓")
        assert shown(stage, 1) == ["浙江"] * 17 + ["四川"] * 17 + ["上海"] * 16
        await stage.press("s", "s", "s")
        await stage.until_shown("rows 1–50 of 250")
        assert shown(stage) == unsorted
        assert "↑" not in stage.pane()


async def test_the_order_survives_a_refresh_and_turning_pages() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        await stage.press("right", "right", "S", "r")
        await stage.quiet()
        await stage.until_shown("City ↓ on this page", "page 1 of 5")
        await stage.press("]")
        await stage.until_shown("page 2 of 5", "City ↓ on this page")
        assert shown(stage, 2) == sorted(shown(stage, 2), key=["上海", "杭州", "成都"].index), "↓ of 成 hang shang"


async def test_a_click_on_a_heading_sorts_then_reverses_then_restores() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        unsorted = shown(stage)
        heading = Offset(stage.table.region.x + 3, stage.table.region.y)
        for mark, expected in (("↑", sorted(unsorted)), ("↓", sorted(unsorted, reverse=True)), ("", unsorted)):
            await stage.pilot.click(offset=heading)
            await stage.pilot.pause()
            assert shown(stage) == expected
            assert stage.table.columns[0].mark == mark


async def test_the_cursor_stays_on_its_row() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        await stage.press("down", "S")
        await stage.until_shown("Number ↓", "▌ 057155500001")
        assert stage.table.cursor_row == 16


async def test_all_that_is_loaded_is_sorted_as_one_list() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        await stage.press("A")
        await stage.until_shown("all 250 loaded")
        await stage.press("S")
        await stage.until_shown("Number ↓")
        assert shown(stage) == sorted((str(row["Number"]) for row in rows()), reverse=True)
        assert "on this page" not in stage.line("footer")


async def test_a_list_of_one_page_needs_no_word_about_what_is_sorted() -> None:
    few = server(**{NUMBERS: lambda _parameters: page_of(rows(3), 3)})
    async with on_stage(few, settings=of_user()) as stage:
        await stage.until_shown("rows 1–3 of 3")
        await stage.press("s")
        await stage.until_shown("Number ↑", "all 3 loaded")
        assert "on this page" not in stage.line("footer")


async def test_sorting_works_from_the_tree_and_the_overview_keeps_its_order() -> None:
    async with on_stage(server()) as stage:
        await stage.press("s", "S")
        await stage.pilot.pause()
        assert "↑" not in stage.pane()
        assert "↓" not in stage.pane()
