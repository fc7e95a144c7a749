"""Accounts with a peculiarity, each chosen by its name."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, get_args

import httpx
import pytest

from ccc_tui.simulator import SCENARIOS, Scenario, Simulator
from tests.simulator.asking import HD, outbound, reply, rows
from tests.simulator.reference import HOST, NOW, V2017, V2020
from tests.simulator.test_sdk_lists import CALLS


@asynccontextmanager
async def account(scenario: Scenario) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(Simulator(clock=lambda: NOW, scenario=scenario))
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
        yield client


async def codes(client: httpx.AsyncClient) -> dict[tuple[str, str], str]:
    """Return how each operation is answered."""
    return {
        (action, version): (await reply(client, action, version, **parameters))["Code"]
        for (action, version), (parameters, _) in CALLS.items()
    }


def test_the_names_are_those_of_the_type() -> None:
    assert get_args(Scenario) == SCENARIOS


async def test_by_default_everything_is_answered() -> None:
    async with account("default") as client:
        assert set((await codes(client)).values()) == {"OK"}


@pytest.mark.parametrize(
    ("scenario", "served", "code"), [("only-2017", V2017, "InvalidAction.NotFound"), ("only-2020", V2020, "Forbidden")]
)
async def test_only_one_version_is_served(scenario: Any, served: str, code: str) -> None:
    async with account(scenario) as client:
        for (_, version), answer in (await codes(client)).items():
            assert answer == ("OK" if version == served else code)


async def test_lists_may_be_denied_and_the_reply_names_the_permission() -> None:
    async with account("denied") as client:
        allowed = {name for (name, _), code in (await codes(client)).items() if code == "OK"}
        assert allowed == {
            "ListInstancesOfUser",
            "ListOutboundNumbersOfUser",
            "ListOutboundPhoneNumberOfUser",
            "GetNumberLocation",
        }
        refused = await reply(client, "ListUsers", InstanceId=HD, PageNumber=1, PageSize=10)
        assert (refused["Code"], "ccc:ListUsers" in refused["Message"]) == ("Forbidden.RAM", True)


@pytest.mark.parametrize("action", ["ListUsers", "ListPhoneNumbers", "ListSkillGroups", "ListOutboundNumbersOfUser"])
async def test_a_total_may_move_while_a_list_is_read(action: str) -> None:
    asked = {"InstanceId": HD, "UserId": "wangxm@hd-service"}
    async with account("moving-total") as client:
        pages = [(await reply(client, action, **asked, PageNumber=number, PageSize=4))["Data"] for number in (1, 2, 3)]
    totals = [page["TotalCount"] for page in pages]
    assert totals == [totals[0], totals[0] - 1, totals[0] - 2]
    async with account("default") as client:
        everything = await rows(client, action, **asked)
    # One row is skipped between each page and the next.
    expected = [*everything[0:4], *everything[5:9], *everything[10:14]]
    assert [row for page in pages for row in page["List"]] == expected


async def test_an_account_may_have_more_users_than_can_be_listed() -> None:
    async with account("many-users") as client:
        (instance,) = await rows(client, "ListInstancesOfUser")
        seen = set()
        for number in (1, 2, 50, 99, 100):
            page = await reply(client, "ListUsers", InstanceId=instance["Id"], PageNumber=number, PageSize=100)
            seen |= {row["UserId"] for row in page["Data"]["List"]}
        assert (page["Data"]["TotalCount"], len(seen)) == (12_345, 500)
        by_group: set[str] = set()
        for group in await rows(client, "ListSkillGroups", InstanceId=instance["Id"]):
            if len(by_group) == 12_345:
                break
            members = await rows(client, "ListUsers", InstanceId=instance["Id"], SkillGroupId=group["SkillGroupId"])
            by_group |= {row["UserId"] for row in members}
        assert len(by_group) == 12_345


async def test_every_number_may_be_masked() -> None:
    async with account("masked") as client:
        shown = [row["Number"] for row in await rows(client, "ListPhoneNumbers", InstanceId=HD)]
        shown += await outbound(client, "wangxm@hd-service")
        shown += [row["Number"] for row in await rows(client, "ListUnassignedNumbers")]
        old = await reply(client, "ListInstancesOfUser", V2017)
        for row in old["Instances"]["CallCenterInstance"]:
            shown += [number["Number"] for number in row.get("PhoneNumbers", {}).get("PhoneNumber", [])]
        cities = {row.get("City") for row in await rows(client, "ListPhoneNumbers", InstanceId=HD)}
    assert all("xxxx" in number for number in shown)
    assert "杭州" in cities


async def test_personal_numbers_may_not_be_served() -> None:
    async with account("personal-unserved") as client:
        served = await outbound(client, "agent08@hd-service")
        personal = await rows(
            client, "ListPersonalNumbersOfUser", InstanceId=HD, UserId="agent08@hd-service", IsMember="true"
        )
    assert len(personal) == 2
    assert not {row["Number"] for row in personal} & set(served)
