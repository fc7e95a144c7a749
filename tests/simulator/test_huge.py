"""The scale ``huge``: how much it is, and that a page does not cost more for it."""

import httpx
import pytest

from ccc_tui.simulator import Simulator, entities, scales
from tests.simulator.asking import outbound, reply, rows
from tests.simulator.reference import NOW, V2017


@pytest.fixture
def simulator() -> Simulator:
    return Simulator("huge", clock=lambda: NOW)


async def test_it_has_10_000_users_and_numbers_200_groups_and_60_classes(client: httpx.AsyncClient) -> None:
    users = await rows(client, "ListUsers", InstanceId="huge")
    numbers = await rows(client, "ListPhoneNumbers", InstanceId="huge")
    groups = await rows(client, "ListSkillGroups", InstanceId="huge")
    assert len({user["UserId"] for user in users}) == 10_000
    assert len({number["Number"] for number in numbers}) == 10_000
    assert len(groups) == 200
    assert all(group["UserCount"] and group["PhoneNumberCount"] for group in groups)
    classes = {
        frozenset(level["SkillGroupId"] for level in user["SkillLevelList"])
        for user in users
        if user["RoleName"] == "Agent"
    }
    assert len(classes) == 60
    assert sum(bool(user["PersonalOutboundNumberList"]) for user in users) == 200


async def test_agents_are_served_the_numbers_of_their_groups_and_their_own(client: httpx.AsyncClient) -> None:
    numbers = await rows(client, "ListPhoneNumbers", InstanceId="huge")
    for login in ("admin", "agent00000", "agent00050", "agent09998"):
        user = (await rows(client, "ListUsers", InstanceId="huge", SearchPattern=login))[0]
        mine = {level["SkillGroupId"] for level in user["SkillLevelList"]}
        expected = {
            number["Number"]
            for number in numbers
            if mine & {group["SkillGroupId"] for group in number["SkillGroups"]}
            or number.get("UserId") == user["UserId"]
        }
        assert set(await outbound(client, user["UserId"], "huge")) == expected


async def test_its_row_names_no_numbers_which_would_be_thousands(client: httpx.AsyncClient) -> None:
    (row,) = (await reply(client, "ListInstancesOfUser", V2017))["Instances"]["CallCenterInstance"]
    assert (row["InstanceId"], "PhoneNumbers" in row) == ("huge", False)


async def test_a_page_makes_its_own_rows_only(monkeypatch: pytest.MonkeyPatch) -> None:
    made = {"users": 0, "numbers": 0}
    agent, number = scales._huge_agent, entities.Block.number

    def count_user(index: int) -> entities.User:
        made["users"] += 1
        return agent(index)

    def count_number(block: entities.Block, index: int) -> entities.Number:
        made["numbers"] += 1
        return number(block, index)

    monkeypatch.setattr(scales, "_huge_agent", count_user)
    monkeypatch.setattr(entities.Block, "number", count_number)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(Simulator("huge", clock=lambda: NOW)),
        base_url="http://ccc.cn-shanghai.aliyuncs.com",
    ) as client:
        page = {"InstanceId": "huge", "PageNumber": 90, "PageSize": 100}
        # The first request of a user makes the index, once.
        await reply(client, "ListOutboundNumbersOfUser", **page, UserId="agent04711@huge")
        for action in ("ListUsers", "ListPhoneNumbers"):
            made.update(users=0, numbers=0)
            await reply(client, action, **page)
            assert sum(made.values()) == 100
        made.update(users=0, numbers=0)
        await reply(client, "ListOutboundNumbersOfUser", **page | {"PageNumber": 2}, UserId="agent00007@huge")
        assert made["users"] == 1
        assert 0 < made["numbers"] <= 100
        made.update(users=0, numbers=0)
        await reply(client, "ListOutboundPhoneNumberOfUser", V2017, InstanceId="huge", UserId="agent00007@huge")
        assert made == {"users": 1, "numbers": 10}
