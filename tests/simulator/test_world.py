"""One world: what one list says of users, groups and numbers, the others say, too."""

from collections import Counter, defaultdict

import httpx
import pytest

from tests.simulator.asking import HD, Json, outbound, reply, rows
from tests.simulator.reference import V2017, V2020

ROSTER = ("ListUsers", "ListPhoneNumbers")
CENTERS = [HD, "ccc-test", "xinan-support", "demo-emoji", "huanan-cloud"]


def groups_of(user: Json) -> set[str]:
    return {level["SkillGroupId"] for level in user["SkillLevelList"]}


def assigned(user: Json, numbers: list[Json]) -> set[str]:
    """Return what a user may dial with, going by the lists of users and numbers."""
    return {
        number["Number"]
        for number in numbers
        if number["Active"]
        and number["Usage"] != "Inbound"
        and (
            number.get("UserId") == user["UserId"]
            or groups_of(user) & {group["SkillGroupId"] for group in number["SkillGroups"]}
        )
    }


@pytest.mark.parametrize("instance", CENTERS)
async def test_outbound_numbers_follow_from_users_groups_and_numbers(client: httpx.AsyncClient, instance: str) -> None:
    users, numbers = [await rows(client, action, InstanceId=instance) for action in ROSTER]
    checked: set[tuple[frozenset[str], bool]] = set()
    for user in users:
        kind = (frozenset(groups_of(user)), bool(user["PersonalOutboundNumberList"]))
        if kind not in checked:
            checked.add(kind)
            served = await outbound(client, user["UserId"], instance)
            assert len(served) == len(set(served))
            assert set(served) == assigned(user, numbers)
    assert len(checked) >= 2


@pytest.mark.parametrize("instance", CENTERS)
async def test_groups_count_their_users_and_numbers(client: httpx.AsyncClient, instance: str) -> None:
    users, numbers = [await rows(client, action, InstanceId=instance) for action in ROSTER]
    members = Counter(group for user in users for group in groups_of(user))
    lines = Counter(group["SkillGroupId"] for number in numbers for group in number["SkillGroups"])
    audio, chat = [
        await rows(client, "ListSkillGroups", InstanceId=instance, MediaType=media) for media in ("AUDIO", "CHAT")
    ]
    assert {group["MediaType"] for group in audio} == {"AUDIO"}
    assert {group["MediaType"] for group in chat} <= {"CHAT"}
    for group in audio + chat:
        group_id = group["SkillGroupId"]
        assert (group["UserCount"], group["PhoneNumberCount"]) == (members[group_id], lines[group_id])
        asked = {"InstanceId": instance, "SkillGroupId": group_id, "IsMember": "true"}
        of_group = await rows(client, "ListUserLevelsOfSkillGroup", **asked)
        assert [row["UserId"] for row in of_group] == [user["UserId"] for user in users if group_id in groups_of(user)]
        assert await rows(client, "ListUsers", InstanceId=instance, SkillGroupId=group_id) == [
            user for user in users if group_id in groups_of(user)
        ]
        assert len(await rows(client, "ListPhoneNumbersOfSkillGroup", **asked)) == lines[group_id]
    assert {group["SkillGroupId"] for group in audio + chat} >= members.keys() | lines.keys()


async def test_a_user_says_the_same_in_every_list(client: httpx.AsyncClient) -> None:
    for user in (await rows(client, "ListUsers", InstanceId=HD))[:20]:
        asked = {"InstanceId": HD, "UserId": user["UserId"]}
        single = (await reply(client, "GetUser", **asked))["Data"]
        assert single.items() <= {**user, "InstanceId": HD}.items()
        by_extension = await reply(client, "GetUser", InstanceId=HD, Extension=user["Extension"])
        assert by_extension["Data"] == single
        levels = await rows(client, "ListSkillLevelsOfUser", IsMember="true", **asked)
        assert {(row["SkillGroupId"], row["SkillLevel"]) for row in levels} == {
            (level["SkillGroupId"], str(level["SkillLevel"])) for level in user["SkillLevelList"]
        }
        personal = await rows(client, "ListPersonalNumbersOfUser", IsMember="true", **asked)
        assert [row["Number"] for row in personal] == [row["Number"] for row in user["PersonalOutboundNumberList"]]


async def test_a_level_is_from_1_to_10_and_the_same_from_both_sides(client: httpx.AsyncClient) -> None:
    asked = {"InstanceId": HD, "SkillGroupId": "skg-sales@hd-service", "IsMember": "true"}
    wang = (await rows(client, "ListUserLevelsOfSkillGroup", **asked))[0]
    user = (await rows(client, "ListUsers", InstanceId=HD))[0]
    level = next(level for level in user["SkillLevelList"] if level["SkillGroupId"] == asked["SkillGroupId"])
    assert (wang["UserId"], wang["SkillLevel"]) == (user["UserId"], level["SkillLevel"])
    assert wang["RamId"] == str(user["RamId"])
    assert 1 <= level["SkillLevel"] <= 10


async def test_each_misconfiguration_is_there_once(client: httpx.AsyncClient) -> None:
    users, numbers = [await rows(client, action, InstanceId=HD) for action in ROSTER]
    groups = await rows(client, "ListSkillGroups", InstanceId=HD)
    ids = {user["UserId"] for user in users}
    in_groups = [number for number in numbers if number["SkillGroups"]]
    dials = defaultdict(list)
    for number in in_groups:
        for group in number["SkillGroups"]:
            dials[group["SkillGroupId"]].append(number["Active"] and number["Usage"] != "Inbound")
    once = {
        "neither group nor owner": [n for n in numbers if not n["SkillGroups"] and "UserId" not in n],
        "inactive in a group": [n for n in in_groups if not n["Active"]],
        "owner is no user": [n for n in numbers if n.get("UserId", "wangxm@hd-service") not in ids],
        "personal and in a group": [n for n in in_groups if "UserId" in n],
        "city is not the area code's": [n for n in numbers if n["Number"][:3] == "021" and n["City"] != "上海"],
        "group without users": [g for g in groups if not g["UserCount"]],
        "group without numbers": [g for g in groups if not g["PhoneNumberCount"]],
        "group with inbound numbers only": [
            g for g in groups if dials[g["SkillGroupId"]] and not any(dials[g["SkillGroupId"]])
        ],
        "user without groups": [u for u in users if not u["SkillLevelList"]],
        "office phone that is offline": [
            u for u in users if u["WorkMode"] == "OFFICE_PHONE" and u["DeviceState"] != "ONLINE"
        ],
        "off site without mobile": [u for u in users if u["WorkMode"] == "OFF_SITE" and "Mobile" not in u],
    }
    assert {name: len(found) for name, found in once.items()} == dict.fromkeys(once, 1)


async def test_one_number_is_in_two_call_centers(client: httpx.AsyncClient) -> None:
    for instance in (HD, "huabei-sales"):
        assert len(await rows(client, "ListPhoneNumbers", InstanceId=instance, SearchPattern="4005550188")) == 1


async def test_more_numbers_than_can_be_listed_are_reached_by_group(client: httpx.AsyncClient) -> None:
    asked = {"InstanceId": "huabei-sales"}
    first = await reply(client, "ListPhoneNumbers", **asked, PageNumber=100, PageSize=100)
    assert (first["Data"]["TotalCount"], len(first["Data"]["List"])) == (12_493, 100)
    found: set[str] = set()
    for group in await rows(client, "ListSkillGroups", **asked):
        of_group = await rows(
            client, "ListPhoneNumbersOfSkillGroup", **asked, SkillGroupId=group["SkillGroupId"], IsMember="true"
        )
        assert len(of_group) == group["PhoneNumberCount"]
        found |= {row["Number"] for row in of_group}
    assert len(found) == 12_493


async def test_a_group_of_somebody_else_is_refused(client: httpx.AsyncClient) -> None:
    asked = {"InstanceId": HD, "UserId": "lina@hd-service", "PageNumber": 1, "PageSize": 10}
    mine = await reply(client, "ListOutboundNumbersOfUser", **asked, SkillGroupIdList='["skg-callback@hd-service"]')
    assert mine["Data"]["TotalCount"] == 18
    for groups in ('["skg-sales@hd-service"]', '["skg-callback@hd-service","skg-sales@hd-service"]'):
        refused = await reply(client, "ListOutboundNumbersOfUser", **asked, SkillGroupIdList=groups)
        assert refused["Code"] == "Permission.SkillGroup"


async def test_personal_numbers_are_served_unless_groups_are_named(client: httpx.AsyncClient) -> None:
    everything = await outbound(client, "agent08@hd-service")
    of_group = await outbound(client, "agent08@hd-service", SkillGroupIdList='["skg-aftersales@hd-service"]')
    assert set(everything) - set(of_group) == {"05715558206"}


async def test_both_versions_serve_the_same_numbers(client: httpx.AsyncClient) -> None:
    for user in ("lina@hd-service", "agent08@hd-service", "zhaomin@hd-service"):
        old = await reply(
            client, "ListOutboundPhoneNumberOfUser", V2017, InstanceId=HD, UserId=user, PageNumber=1, PageSize=100
        )
        assert old["NumberList"]["Number"] == (await outbound(client, user))[:100]


async def test_both_versions_know_the_same_call_centers_but_for_three(client: httpx.AsyncClient) -> None:
    old = (await reply(client, "ListInstancesOfUser", V2017))["Instances"]["CallCenterInstance"]
    new = {row["DomainName"]: row for row in await rows(client, "ListInstancesOfUser")}
    by_domain = {row["DomainName"]: row for row in old if "DomainName" in row}
    assert by_domain.keys() - new.keys() == {"jiu-rexian"}
    assert new.keys() - by_domain.keys() == {"huanan-cloud"}
    different = set()
    for domain in by_domain.keys() & new.keys():
        before, after = by_domain[domain], new[domain]
        assert before["ConsoleUrl"].rpartition("/")[2] == after["ConsoleUrl"].rpartition("/")[2] == after["Id"]
        assert before["Owner"] == after["AliyunUid"]
        different |= {domain} if before["Status"].upper() != after["Status"] else set()
        numbers = before.get("PhoneNumbers", {"PhoneNumber": []})["PhoneNumber"]
        assert [row["Number"] for row in numbers] == [row["Number"] for row in after["NumberList"]]
    assert different == {"trial-2019"}


async def test_admins_have_the_same_keys_in_both_versions(client: httpx.AsyncClient) -> None:
    old = (await reply(client, "ListInstancesOfUser", V2017))["Instances"]["CallCenterInstance"][0]
    users = {row["UserId"]: row for row in await rows(client, "ListUsers", InstanceId=HD)}
    for admin in old["Admin"]["User"][:3]:
        user = users[admin["UserId"]]
        assert (admin["RamId"], admin["Detail"]["LoginName"]) == (str(user["RamId"]), user["LoginName"])
        assert (admin["Detail"]["Phone"], admin["Detail"]["Email"]) == (user["Mobile"], user["Email"])


async def test_what_instances_list_is_in_the_list_of_numbers(client: httpx.AsyncClient) -> None:
    for instance in await rows(client, "ListInstancesOfUser"):
        for listed in instance["NumberList"]:
            asked = {"InstanceId": instance["Id"], "SearchPattern": listed["Number"]}
            (same,) = await rows(client, "ListPhoneNumbers", **asked)
            assert (listed["Usage"], listed["Active"]) == (same["Usage"], same["Active"])
            groups = [[group["SkillGroupId"] for group in row["SkillGroups"]] for row in (listed, same)]
            assert groups[0] == groups[1]


async def test_unassigned_numbers_belong_to_no_call_center(client: httpx.AsyncClient) -> None:
    unassigned = {row["Number"] for row in await rows(client, "ListUnassignedNumbers")}
    assert len(unassigned) == 5
    for instance in await rows(client, "ListInstancesOfUser"):
        for number in unassigned:
            assert not await rows(client, "ListPhoneNumbers", InstanceId=instance["Id"], SearchPattern=number)
    found = await rows(client, "ListUnassignedNumbers", SearchPattern="021")
    assert [row["City"] for row in found] == ["上海"]


@pytest.mark.parametrize(
    ("number", "city"), [("02155590000", "上海"), ("083355590000", "乐山"), ("13900000001", None), ("4005550199", "")]
)
async def test_a_number_is_located_by_its_area_code(client: httpx.AsyncClient, number: str, city: str | None) -> None:
    data = (await reply(client, "GetNumberLocation", InstanceId=HD, Number=number))["Data"]
    assert data["Number"] == number
    assert data["City"] if city is None else data.get("City", "") == city


async def test_it_is_the_version_that_decides_which_operations_there_are(client: httpx.AsyncClient) -> None:
    assert (await reply(client, "ListUsers", V2017))["Code"] == "InvalidAction.NotFound"
    assert (await reply(client, "ListUsers", V2020))["Code"] == "MissingInstanceId"


async def test_one_outbound_number_may_not_call_out_and_one_test_number_is_used_up(client: httpx.AsyncClient) -> None:
    old = (await reply(client, "ListInstancesOfUser", V2017))["Instances"]["CallCenterInstance"]
    numbers = [number for row in old for number in row.get("PhoneNumbers", {"PhoneNumber": []})["PhoneNumber"]]
    assert [n["Number"] for n in numbers if n["Usage"] != "Inbound" and not n["AllowOutbound"]] == ["02855580001"]
    assert [n["Number"] for n in numbers if n["TestOnly"] and not n["RemainingTime"]] == ["01055599013"]
