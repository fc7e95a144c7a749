"""The call centers of the demo: what each is there to show."""

from collections import Counter
from typing import Any

import httpx
import pytest

from ccc_tui.simulator import Simulator
from tests.simulator.reference import HOST, NOW, V2017, V2020, Call, outbound, v3

Json = dict[str, Any]


async def instances(client: httpx.AsyncClient) -> dict[str, Json]:
    reply = await client.send(v3(Call()))
    rows = reply.json()["Instances"]["CallCenterInstance"]
    return {row.get("DomainName", ""): row for row in rows}


async def page(client: httpx.AsyncClient, **changes: object) -> Json:
    reply = await client.send(v3(outbound(**changes)))
    assert reply.status_code == 200, reply.text
    data: Json = reply.json()["Data"]
    return data


async def code(client: httpx.AsyncClient, call: Call) -> str:
    return str((await client.send(v3(call))).json()["Code"])


def on_2017(instance: str, user: str) -> Call:
    return Call("ListOutboundPhoneNumberOfUser", V2017, {"InstanceId": instance, "UserId": user})


async def test_two_simulators_say_the_same() -> None:
    calls = [Call(), Call(version=V2020, parameters={"PageNumber": "1", "PageSize": "100"}), outbound()]
    replies: list[list[bytes]] = []
    for _ in range(2):
        simulator = Simulator(clock=lambda: NOW)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(simulator), base_url=f"http://{HOST}") as client:
            replies.append([(await client.send(v3(call))).content for call in calls])
    assert replies[0] == replies[1]


async def test_the_first_instance_is_the_one_that_people_look_at(client: httpx.AsyncClient) -> None:
    first = next(iter((await instances(client)).values()))
    assert (first["InstanceName"], first["Status"]) == ("华东客服中心", "Running")
    assert len(first["Admin"]["User"]) == 4
    assert len(first["PhoneNumbers"]["PhoneNumber"]) == 18


async def test_instances_of_every_status_in_both_languages(client: httpx.AsyncClient) -> None:
    rows = (await instances(client)).values()
    assert {row["Status"] for row in rows if "Status" in row} == {"Creating", "Running", "Stopped", "Released"}
    assert all(row["CreatedTime"] < NOW * 1000 for row in rows if "CreatedTime" in row)


async def test_the_sample_instance_of_the_api_page_is_there(client: httpx.AsyncClient) -> None:
    sample = (await instances(client))["111"]
    assert sample["InstanceId"] == "ef1e71e9-ae9d-487c-96ad-9181d85cf802"
    assert (sample["InstanceName"], sample["CreatedTime"]) == ("测试11111", 1537867125000)
    ids, detail = sample["Admin"]["User"]
    assert set(ids) == {"RamId", "InstanceId", "UserId"}
    assert set(detail) == {"Detail"}
    assert sample["PhoneNumbers"]["PhoneNumber"][0]["Number"] == "02500000000"


async def test_numbers_of_every_usage_and_test_numbers_in_every_state(client: httpx.AsyncClient) -> None:
    rows = (await instances(client)).values()
    numbers = [number for row in rows for number in row.get("PhoneNumbers", {}).get("PhoneNumber", [])]
    assert {number["Usage"] for number in numbers} == {"Inbound", "Outbound", "Bidirection"}
    assert {number["AllowOutbound"] for number in numbers} == {True, False}
    assert {number["RemainingTime"] for number in numbers if number["TestOnly"]} == {0, 12, 480}
    assert len({number["Number"] for number in numbers}) == len(numbers)


async def test_every_number_of_a_user_is_on_exactly_one_page(client: httpx.AsyncClient) -> None:
    rows: list[Json] = []
    for number in range(1, 33):
        data = await page(client, PageNumber=number, PageSize=100)
        assert (data["PageNumber"], data["PageSize"], data["TotalCount"]) == (number, 100, 3120)
        rows += data["List"]
    assert len(rows) == len({row["Number"] for row in rows}) == 3120
    assert rows[2] == {
        "Number": "083xxxx0019",
        "Province": "四川",
        "City": "乐山",
        "Provider": "中国电信",
        "ProviderShortName": "电信",
        "ProviderType": "China Telecom",
    }
    assert len({row.get("Province") for row in rows}) > 20
    assert sum("City" not in row for row in rows) == 32
    assert sum("xxxx" in row["Number"] for row in rows) == 8


async def test_a_page_beyond_the_last_is_empty(client: httpx.AsyncClient) -> None:
    data = await page(client, PageNumber=100, PageSize=100)
    assert (data["List"], data["TotalCount"]) == ([], 3120)


async def test_a_user_may_have_more_numbers_than_can_be_reached(client: httpx.AsyncClient) -> None:
    user = {"InstanceId": "huabei-sales", "UserId": "chenyu@huabei-sales"}
    rows: set[str] = set()
    for number in range(1, 101):
        data = await page(client, **user, PageNumber=number, PageSize=100)
        rows |= {row["Number"] for row in data["List"]}
    assert (data["TotalCount"], len(rows)) == (12_480, 10_000)


@pytest.mark.parametrize(
    ("user", "total"), [("lina@hd-service", 18), ("zhaomin@hd-service", 0), ("agent01@hd-service", 240)]
)
async def test_users_with_some_numbers_and_with_none(client: httpx.AsyncClient, user: str, total: int) -> None:
    data = await page(client, UserId=user, PageSize=100)
    assert (data["TotalCount"], len(data["List"])) == (total, min(total, 100))


async def test_skill_groups_split_the_numbers(client: httpx.AsyncClient) -> None:
    seen: Counter[str] = Counter()
    groups = ("skg-default", "skg-sales", "skg-aftersales")
    totals = []
    for group in groups:
        for number in range(1, 12):
            data = await page(client, PageNumber=number, PageSize=100, SkillGroupIdList=f'["{group}@hd-service"]')
            seen.update(row["Number"] for row in data["List"])
        totals.append(data["TotalCount"])
    assert sum(totals) == len(seen) == 3120
    assert set(seen.values()) == {1}
    both = await page(client, SkillGroupIdList='["skg-sales@hd-service","skg-default@hd-service"]')
    assert both["TotalCount"] == totals[0] + totals[1]


async def test_the_example_request_of_the_api_page_has_the_example_reply(client: httpx.AsyncClient) -> None:
    data = await page(
        client,
        InstanceId="ccc-test",
        UserId="user-test@ccc-test",
        SkillGroupIdList='["skg-default@ccc-test","skg-default2@ccc-test"]',
    )
    assert data["TotalCount"] == 1
    assert data["List"][0]["Number"] == "083xxxx0019"


async def test_an_admin_that_only_2017_knows(client: httpx.AsyncClient) -> None:
    user = "9d-487c-96ad-9181d85cf802"
    assert await code(client, outbound(UserId=user)) == "NotExists.UserId"
    reply = await client.send(v3(on_2017("hd-service", user)))
    assert len(reply.json()["OutboundPhoneNumbers"]["PhoneNumber"]) == 5


async def test_an_instance_with_a_uuid_answers_2020_by_its_domain_name(client: httpx.AsyncClient) -> None:
    row = (await instances(client))["xinan-support"]
    instance, admin = row["InstanceId"], row["Admin"]["User"][0]
    login = f"{admin['Detail']['LoginName']}@xinan-support"
    assert len(instance) == len(admin["UserId"]) == 36
    assert await code(client, outbound(InstanceId=instance, UserId=login)) == "NotExists.InstanceId"
    assert await code(client, outbound(InstanceId="xinan-support", UserId=admin["UserId"])) == "NotExists.UserId"
    assert (await page(client, InstanceId="xinan-support", UserId=login))["TotalCount"] == 126
    assert await code(client, on_2017(instance, admin["UserId"])) == "OK"
    assert await code(client, on_2017("xinan-support", admin["UserId"])) == "NotExists.InstanceId"
    assert await code(client, on_2017(instance, login)) == "NotExists.UserId"
    assert await code(client, on_2017(instance, "frontdesk@xinan-support")) == "OK"


async def test_a_login_name_may_be_chinese(client: httpx.AsyncClient) -> None:
    assert (await page(client, InstanceId="111", UserId="云呼测试@111"))["TotalCount"] == 6


async def test_an_old_instance_exists_in_2017_only(client: httpx.AsyncClient) -> None:
    row = (await instances(client))["jiu-rexian"]
    user = row["Admin"]["User"][0]["UserId"]
    for instance in (row["InstanceId"], "jiu-rexian"):
        assert await code(client, outbound(InstanceId=instance, UserId=user)) == "NotExists.InstanceId"
    assert await code(client, on_2017(row["InstanceId"], user)) == "OK"


async def test_list_instances_2020_pages_and_knows_migrated_instances_only(client: httpx.AsyncClient) -> None:
    rows: list[Json] = []
    for number in (1, 2, 3, 4):
        call = Call(version=V2020, parameters={"PageNumber": str(number), "PageSize": "5"})
        data = (await client.send(v3(call))).json()["Data"]
        assert data["TotalCount"] == 18
        rows += data["List"]
    ids = [row["Id"] for row in rows]
    assert len(set(ids)) == 18
    assert "jiu-rexian" not in ids
    assert {row["Status"] for row in rows} == {"CREATING", "RUNNING", "STOPPED"}
    assert rows[0]["AdminList"][0]["UserId"] == "wangxm@hd-service"
    assert rows[0]["NumberList"][0]["SkillGroups"][0]["SkillGroupId"] == "skg-hotline@hd-service"


async def test_names_that_try_to_break_the_screen(client: httpx.AsyncClient) -> None:
    rows = await instances(client)
    names = {domain: row.get("InstanceName") for domain, row in rows.items()}
    assert len(names["demo-long-name"] or "") > 200
    assert "\u200d" in (names["demo-emoji"] or "")
    assert "[@click=app.quit]x[/]" in (names["demo-markup"] or "")
    assert "\x1b[31m" in (names["demo-escapes"] or "")
    assert names["demo-no-name"] is None
    assert set(rows[""]) == {"Admin", "PhoneNumbers"}
