"""The scale ``large``: how much it is."""

import json
from xml.parsers import expat

import httpx
import pytest

from ccc_tui.simulator import Simulator
from tests.simulator.reference import NOW, V2020, Call, outbound, v3

# A reply that is larger than this is refused by the client.
LARGEST_REPLY = 32 * 1000 * 1000


@pytest.fixture
def simulator() -> Simulator:
    return Simulator("large", clock=lambda: NOW)


async def test_500_instances_with_100_000_numbers_fit_in_one_reply(client: httpx.AsyncClient) -> None:
    body = (await client.send(v3(Call()))).content
    instances = json.loads(body)["Instances"]["CallCenterInstance"]
    numbers = [number["Number"] for row in instances for number in row["PhoneNumbers"]["PhoneNumber"]]
    assert len({row["InstanceId"] for row in instances}) == 500
    assert len(set(numbers)) == len(numbers) == 100_000
    assert len(body) < LARGEST_REPLY


async def test_xml_fits_as_well(client: httpx.AsyncClient) -> None:
    body = (await client.send(v3(Call(xml=True)))).content
    assert len(body) < LARGEST_REPLY
    assert body.count(b"<PhoneNumber>") == 100_000
    assert body.endswith(b"</ListInstancesOfUserResponse>")
    expat.ParserCreate().Parse(body, True)  # a tree of it would take ten times as long


async def test_pages_of_instances(client: httpx.AsyncClient) -> None:
    call = Call(version=V2020, parameters={"PageNumber": "5", "PageSize": "100"})
    data = (await client.send(v3(call))).json()["Data"]
    assert data["TotalCount"] == 500
    assert [data["List"][0]["Id"], data["List"][-1]["Id"]] == ["large-400", "large-499"]


@pytest.mark.parametrize(
    ("user", "total"), [("admin@large-000", 10_000), ("admin@large-499", 200), ("deputy@large-007", 12)]
)
async def test_their_users_have_numbers(client: httpx.AsyncClient, user: str, total: int) -> None:
    call = outbound(InstanceId=user.partition("@")[2], UserId=user)
    assert (await client.send(v3(call))).json()["Data"]["TotalCount"] == total


@pytest.mark.parametrize("instance", ["large-500", "large-1", "large-", "large-00x", "hd-service", "007"])
async def test_other_instances_are_unknown(client: httpx.AsyncClient, instance: str) -> None:
    reply = await client.send(v3(outbound(InstanceId=instance)))
    assert reply.json()["Code"] == "NotExists.InstanceId"
