"""Tabs 5 and 6: users and skill groups of a call center, the service's search, and the groups of a user."""

from typing import Any

import pytest

from ccc_tui.ui.panes.base import ResourcePane
from tests.ui.stage import INSTANCES, NUMBERS, Canned, Stage, Wire, document, on_stage, page_of, refusal

USERS, GROUPS, LEVELS = "ListUsers", "ListSkillGroups", "ListSkillLevelsOfUser"
PEOPLE = 12_345


def paged(rows: list[dict[str, Any]], parameters: dict[str, str]) -> dict[str, object]:
    number, size = int(parameters["PageNumber"]), int(parameters["PageSize"])
    return page_of(rows[(number - 1) * size : number * size], len(rows), number, size)


def users(parameters: dict[str, str]) -> dict[str, object]:
    """Answer with many users, those of a group, or those in whose names a text is found."""
    number, size = int(parameters["PageNumber"]), int(parameters["PageSize"])
    wanted, group = parameters.get("SearchPattern"), parameters.get("SkillGroupId")
    total = 3 if group else PEOPLE if wanted is None else 1 if wanted == "agent-7" else 0
    first = 7 if wanted == "agent-7" else (number - 1) * size
    rows = [
        {
            "UserId": f"agent-{n}@a",
            "LoginName": f"agent-{n}",
            "DisplayName": f"坐席 {n}",
            "RoleName": "Agent",
            "WorkMode": "ON_SITE",
            "RamId": 1000 + n,
            "SkillLevelList": [{"SkillGroupId": "g-1@a", "SkillGroupName": "一线", "SkillLevel": 1}],
        }
        for n in range(first, min(first + size, first + total if wanted else total))
    ]
    return page_of(rows, total, number, size)


def server(**others: Any) -> Canned:
    groups = [
        {"SkillGroupId": f"g-{n}@a", "DisplayName": f"{n}线", "UserCount": 3, "MediaType": "AUDIO"} for n in (1, 2)
    ]
    levels = [{"SkillGroupId": f"g-{n}@a", "SkillGroupName": f"{n}线", "SkillLevel": str(n)} for n in (1, 2)]
    center = {"InstanceId": "a", "DomainName": "a", "InstanceName": "A"}
    answers = {
        INSTANCES: document(center, {"InstanceId": "b", "DomainName": "b", "InstanceName": "B"}),
        USERS: users,
        GROUPS: lambda parameters: paged(groups, parameters),
        LEVELS: lambda parameters: paged(levels, parameters),
        NUMBERS: lambda parameters: paged([{"Number": "02102100210"}], parameters),
    }
    return Canned(**answers | others)


async def opened(stage: Stage, tab: int, *words: str) -> None:
    await stage.press(str(tab))
    stage.table.focus()
    await stage.until_shown(*words)
    await stage.quiet()


async def test_users_are_loaded_when_their_tab_is_opened_a_page_at_a_time() -> None:
    wire = Wire(server())
    async with on_stage(wire) as stage:
        assert {asked.action for asked in wire.asked} == {INSTANCES}
        await opened(stage, 5, "坐席 0", "agent-0", "on site", "一线", "page 1 of 247", "rows 1–50 of 12,345")
        assert "5 Users 12,345" in stage.text()
        first = next(asked for asked in wire.asked if asked.action == USERS)
        assert first.parameters == {"InstanceId": "a", "PageNumber": "1", "PageSize": "50"}
        assert len(wire.asked) == 2 + 1, "both lists of call centers, and one page of users"
        await stage.press("G")
        await stage.until_shown("▌ 坐席 49")


async def test_the_nodes_users_and_groups_load_when_they_are_selected_and_not_before() -> None:
    wire = Wire(server())
    async with on_stage(wire) as stage:
        await stage.press("right", "down", "down")
        await stage.until(lambda: stage.tree.place is not None and stage.tree.place.kind == "users")
        await stage.quiet()
        assert {asked.action for asked in wire.asked} == {INSTANCES}
        await stage.press("enter")
        await stage.until_shown("rows 1–50 of 12,345")
        stage.tree.focus()
        await stage.press("down", "enter")
        await stage.until_shown("6 Groups 2", "1线", "2线", "audio")


async def test_enter_on_a_user_shows_the_numbers_with_the_exact_ids() -> None:
    wire = Wire(server())
    async with on_stage(wire) as stage:
        await opened(stage, 5, "坐席 0")
        await stage.press("down", "enter")
        await stage.until_shown("02102100210", "坐席 1  agent-1@a · a")
        assert [(asked.parameters["InstanceId"], asked.user) for asked in wire.numbers()][:1] == [("a", "agent-1@a")]


@pytest.mark.parametrize("key", ["0", "1"])
async def test_enter_on_a_row_that_has_gone_since_does_nothing(key: str) -> None:
    wire = Wire(server())
    async with on_stage(wire) as stage:
        await opened(stage, 5, "坐席 0")
        pane = stage.screen.pane
        row = pane.rows[0]
        await stage.press(key)
        await stage.until(lambda: stage.tree.at_home or stage.screen.pane is not pane)
        pane.post_message(ResourcePane.Selected(pane, row))
        await stage.quiet()
        assert stage.screen.pane is not stage.screen.detail.outbound
        assert not wire.numbers()


async def test_enter_on_a_group_shows_its_users_and_a_search_all_of_them() -> None:
    wire = Wire(server())
    async with on_stage(wire) as stage:
        await opened(stage, 6, "1线")
        await stage.press("enter")
        await stage.until_shown("Of skill group g-1@a", "rows 1–3 of 3")
        assert wire.asked[-1].parameters["SkillGroupId"] == "g-1@a"
        await stage.press("ctrl+f", "enter")
        await stage.until_shown("rows 1–50 of 12,345")
        assert "Of skill group" not in stage.text()


async def test_the_service_searches_users_and_what_it_does_not_find_is_said() -> None:
    wire = Wire(server())
    async with on_stage(wire) as stage:
        await opened(stage, 5, "坐席 0")
        await stage.press("ctrl+f", *"agent-7", "enter")
        await stage.until_shown("The service finds: agent-7", "坐席 7", "rows 1–1 of 1")
        await stage.press("ctrl+f", "x", "enter")
        await stage.until_shown("The service finds: agent-7x", "The service finds none.", "ctrl+f searches again")
        # Loading the call centers again keeps the search; another call center begins with all of its users.
        await stage.press("1", "r")
        await stage.quiet()
        await opened(stage, 5, "The service finds: agent-7x")
        await stage.go_to_instance(1)
        await opened(stage, 5, "rows 1–50 of 12,345")
        assert wire.asked[-1].parameters["InstanceId"] == "b"


async def test_keys_for_pages_and_search_are_offered_where_they_work() -> None:
    async with on_stage(server()) as stage:
        assert "] page" not in stage.line("keys")
        await opened(stage, 5, "坐席 0")
        await stage.until(lambda: "] page" in stage.line("keys"))
        await stage.press("question_mark")
        await stage.until_shown("ctrl+f")
        await stage.press("escape")
        await opened(stage, 2, "This call center has no admins.")
        await stage.until(lambda: "] page" not in stage.line("keys"))


async def test_a_list_that_is_denied_is_a_quiet_line_with_what_to_grant_and_is_not_asked_again() -> None:
    wire = Wire(server(ListUsers=refusal("Forbidden.RAM", 403)))
    async with on_stage(wire) as stage:
        await stage.press("5")
        await stage.until_said("The access key is not allowed to make this call.", "ccc:ListUsers", "R-REFUSED")
        assert "✗" not in stage.pane()
        asked = len(wire.asked)
        await stage.press("1", "5")
        await stage.quiet()
        assert len(wire.asked) == asked
        await stage.press("r")
        await stage.until(lambda: len(wire.asked) == asked + 1)


async def test_the_groups_of_a_user_are_chosen_for_the_numbers() -> None:
    wire = Wire(server())
    async with on_stage(wire) as stage:
        await opened(stage, 5, "坐席 0")
        await stage.press("enter")
        await stage.until_shown("02102100210")
        await stage.press("t")
        await stage.until_shown("Numbers of which skill group?", "1线", "2线", "g-2@a")
        await stage.press("down", "enter")
        await stage.until(lambda: "SkillGroupIdList" in wire.asked[-1].parameters)
        assert wire.asked[-1].parameters["SkillGroupIdList"] == '["g-2@a"]'
        await stage.until_shown("g-2@a")
        await stage.press("t")
        await stage.until_shown("Numbers of which skill group?", "1线")
        await stage.press("0")
        await stage.until_shown("all skill groups")
        await stage.quiet()
        assert "SkillGroupIdList" not in wire.numbers()[-1].parameters
