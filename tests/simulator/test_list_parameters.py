"""Filters of the lists of users, skill groups and numbers."""

import httpx
import pytest

from tests.simulator.asking import HD, reply, rows
from tests.simulator.reference import V2020

SALES = {"InstanceId": HD, "SkillGroupId": "skg-sales@hd-service"}
AGENT = {"InstanceId": HD, "UserId": "agent07@hd-service"}


@pytest.mark.parametrize(("pattern", "found"), [("wang", 1), ("王小", 1), ("agent20", 11), ("陈", 21), ("nobody", 0)])
async def test_users_are_searched_by_login_and_name(client: httpx.AsyncClient, pattern: str, found: int) -> None:
    users = await rows(client, "ListUsers", InstanceId=HD, SearchPattern=pattern)
    assert len(users) == found
    assert all(pattern in user["LoginName"] + user["DisplayName"] for user in users)


async def test_users_are_searched_in_a_group(client: httpx.AsyncClient) -> None:
    users = await rows(client, "ListUsers", **SALES, SearchPattern="王")
    levels = await rows(client, "ListUserLevelsOfSkillGroup", **SALES, IsMember="true", SearchPattern="王")
    assert [user["UserId"] for user in users] == [level["UserId"] for level in levels]
    assert 0 < len(users) < 20


async def test_groups_are_searched_by_name(client: httpx.AsyncClient) -> None:
    groups = await rows(client, "ListSkillGroups", InstanceId=HD, SearchPattern="呼入")
    assert [group["SkillGroupId"] for group in groups] == ["skg-inbound@hd-service"]


async def test_numbers_are_searched_and_filtered(client: httpx.AsyncClient) -> None:
    numbers = await rows(client, "ListPhoneNumbers", InstanceId=HD)
    expected = {
        ("Usage", "Inbound"): [row for row in numbers if row["Usage"] == "Inbound"],
        ("SearchPattern", "5558"): [row for row in numbers if "5558" in row["Number"]],
        ("Active", "False"): [row for row in numbers if not row["Active"]],
        ("Active", "TRUE"): [row for row in numbers if row["Active"]],
    }
    for (name, value), matches in expected.items():
        assert 0 < len(matches) < len(numbers)
        assert await rows(client, "ListPhoneNumbers", InstanceId=HD, **{name: value}) == matches


@pytest.mark.parametrize("value", ["true", "True", "TRUE"])
async def test_booleans_are_accepted_in_any_case(client: httpx.AsyncClient, value: str) -> None:
    assert len(await rows(client, "ListPersonalNumbersOfUser", **AGENT, IsMember=value)) == 2


@pytest.mark.parametrize("value", ["false", "False"])
async def test_is_member_false_lists_all_others(client: httpx.AsyncClient, value: str) -> None:
    groups = [await rows(client, "ListSkillLevelsOfUser", **AGENT, IsMember=is_member) for is_member in ("true", value)]
    assert [len(part) for part in groups] == [1, 9]
    users = [
        await rows(client, "ListUserLevelsOfSkillGroup", **SALES, IsMember=is_member) for is_member in ("true", value)
    ]
    assert sum(map(len, users)) == len({row["UserId"] for part in users for row in part}) == 212


@pytest.mark.parametrize(
    ("action", "parameters", "code"),
    [
        ("ListUsers", {"InstanceId": None}, "MissingInstanceId"),
        ("ListUsers", {"InstanceId": "none"}, "NotExists.InstanceId"),
        ("ListUsers", {"SkillGroupId": "skg-none@hd-service"}, "NotExists.SkillGroupId"),
        ("ListUsers", {"SkillGroupId": "skg-sales"}, "NotExists.SkillGroupId"),
        ("ListUsers", {"PageSize": 101}, "Parameter.Maximum"),
        ("ListUsers", {"PageNumber": None}, "MissingPageNumber"),
        ("ListSkillGroups", {"MediaType": "FAX"}, "Parameter.Enumeration"),
        ("ListPhoneNumbers", {"Usage": "Both"}, "Parameter.Enumeration"),
        ("ListPhoneNumbers", {"Active": "yes"}, "InvalidParameter"),
        ("ListUserLevelsOfSkillGroup", {"IsMember": "true"}, "MissingSkillGroupId"),
        ("ListUserLevelsOfSkillGroup", {"SkillGroupId": "skg-sales@hd-service"}, "MissingIsMember"),
        ("ListPhoneNumbersOfSkillGroup", {"SkillGroupId": "skg-sales@hd-service"}, "MissingIsMember"),
        ("ListSkillLevelsOfUser", {"UserId": "agent07"}, "NotExists.UserId"),
        ("ListPersonalNumbersOfUser", {"UserId": "agent07@hd-service"}, "MissingIsMember"),
        ("GetUser", {}, "MissingUserId"),
        ("GetUser", {"Extension": "1"}, "NotExists.UserId"),
        ("GetNumberLocation", {}, "MissingNumber"),
    ],
)
async def test_what_cannot_be_used_is_refused(
    client: httpx.AsyncClient, action: str, parameters: dict[str, object], code: str
) -> None:
    asked: dict[str, object] = {"InstanceId": HD, "PageNumber": 1, "PageSize": 10} | parameters
    assert (await reply(client, action, V2020, **asked))["Code"] == code
