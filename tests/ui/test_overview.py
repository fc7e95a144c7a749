"""The overview of a call center: the answer first, the details last; what is shown can be opened and copied."""

from typing import Any

import pytest

from ccc_tui.ui.panes.overview import OverviewPane
from tests.ui.stage import INSTANCES, Canned, Stage, document, on_stage

LONG = "A description of a call center that is longer than a line of the pane, and has to be wrapped to be read."


def lines(stage: Stage) -> list[str]:
    """Return the lines of the pane, without the marks of the cursor."""
    return [" ".join(line.strip(" ▌┃").split()) for line in stage.pane().splitlines()[1:-1]]


async def test_it_answers_first_and_tells_details_last() -> None:
    async with on_stage(size=(80, 24)) as stage:
        await stage.until_said("Details")
        said = lines(stage)
        assert said[0] == "华东客服中心 ● running · hd-service"
        assert said[1] == "华东区客户服务与回访，7×24 小时"
        assert said[3] == "· Admin 9d-487c-96ad-9181d85cf802 has no phone"
        assert said[6] == "Numbers 18 Test numbers minutes left"
        assert said[7] == "⇄ both ████████ 8 02855599001 ████████ 480"
        assert said[10] == "13 may dial out Seats at most 320"
        assert said[13:15] == ["Details", "Instance id hd-service"]
        assert "4 admins · 18 numbers" in stage.line("footer")


async def test_enter_opens_the_admin_with_the_problem() -> None:
    async with on_stage(size=(80, 24)) as stage:
        await stage.press("tab", "down", "enter")
        await stage.until(lambda: stage.screen.pane.resource.id == "admins")
        assert "9d-487c-96ad-9181d85cf802" in str(stage.table.row)
        assert stage.app.focused is stage.table


async def test_enter_opens_the_test_number_that_runs_out_and_the_numbers() -> None:
    async with on_stage() as stage:
        await stage.go_to_instance(4)
        await stage.until_said("Test number 02155599012 has 12 minutes left.")
        await stage.press("tab", "down", "down", "enter")
        await stage.until(lambda: stage.screen.pane.resource.id == "phone_numbers")
        assert stage.table.row.number == "02155599012"
        await stage.press("1", "g", *["down"] * 3, "enter")
        await stage.until(lambda: stage.screen.pane.resource.id == "phone_numbers")


async def test_a_long_text_is_wrapped_and_copied_whole() -> None:
    row = {"InstanceId": "a", "InstanceName": "A", "Status": "Running", "InstanceDescription": LONG}
    async with on_stage(Canned(**{INSTANCES: document(row)}), size=(80, 24)) as stage:
        await stage.until_said("read.")
        await stage.press("tab", "down")
        pane = stage.screen.pane
        assert pane.text_to_copy(whole_row=False) == LONG
        assert pane.text_to_copy(whole_row=True) == f'{{"Description": "{LONG}"}}'


async def test_a_name_that_is_cut_above_stands_in_the_details() -> None:
    row = {"InstanceId": "a", "InstanceName": LONG, "Status": "Running"}
    async with on_stage(Canned(**{INSTANCES: document(row)}), size=(80, 24)) as stage:
        await stage.until_said("● running · a")
        assert "… ● running · a" in lines(stage)[0]
        await stage.until_said(f"Name {LONG[:15]}")


async def test_many_problems_are_shown_where_enter_asks_for_them() -> None:
    users = [{"UserId": f"u{n}"} for n in range(9)]
    row: dict[str, Any] = {"InstanceId": "a", "Status": "Running", "Admin": {"User": users}}
    async with on_stage(Canned(**{INSTANCES: document(row)}), size=(80, 24)) as stage:
        await stage.until_said("and 6 more")
        await stage.press("tab", *["down"] * 4, "enter")
        await stage.until_said("Admin u8 has no phone number.")
        await stage.until_said("fewer")


async def test_every_line_can_be_read_in_a_small_window() -> None:
    async with on_stage(size=(60, 12)) as stage:
        await stage.press("tab", "G")
        await stage.until_said("2020-07-01")
        await stage.press("g")
        await stage.until(lambda: stage.table.scroll_offset.y == 0)


async def test_the_cursor_passes_over_titles_and_blank_lines() -> None:
    async with on_stage(size=(80, 24)) as stage:
        await stage.press("tab")
        seen = []
        for _step in range(30):
            seen.append(stage.table.cell)
            await stage.press("down")
        assert None not in seen
        assert "" not in seen
        assert seen[-1] == "hd-service"
        await stage.press(*["pageup"] * 3)
        assert stage.table.cursor_row == 0


async def test_unknown_states_and_usages_are_shown_as_they_were_sent() -> None:
    numbers = {"PhoneNumber": [{"Number": "1", "Usage": "[b]Fax"}, {"Number": "2"}]}
    row = {"InstanceId": "a", "Status": "[/] odd", "PhoneNumbers": numbers}
    async with on_stage(Canned(**{INSTANCES: document(row)})) as stage:
        await stage.until_said("[/] odd")
        await stage.until_said("[b]Fax █")
        await stage.until_said("— █")


@pytest.mark.parametrize("size", [(40, 8), (50, 14), (72, 24), (100, 30), (200, 50)])
async def test_its_lines_are_made_for_the_window(size: tuple[int, int]) -> None:
    async with on_stage(size=size) as stage:
        pane = stage.screen.pane
        assert isinstance(pane, OverviewPane)
        await stage.press("tab")

        def has_second_column() -> bool:
            return any(line.second for line in pane.rows)

        # They are made again when the pane has got its size.
        await stage.until(lambda: bool(pane.rows) and (pane.lines.room >= 44) == has_second_column())
        assert all(line.second < pane.lines.room for line in pane.rows)
