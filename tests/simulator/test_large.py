"""The scale ``large``: how much it is, and that it is made without holding anybody up."""

import json
import time
from typing import Any
from xml.parsers import expat

import httpx
import pytest

from ccc_tui.simulator import Simulator
from tests.simulator.reference import NOW, V2020, Call, outbound, v3

# A reply that is larger than this is refused by the client.
LARGEST_REPLY = 32 * 1000 * 1000
LONGEST_TURN_S = 0.05


async def parts_of(call: Call) -> tuple[list[bytes], list[float]]:
    """Return the pieces of a reply, and for how long the loop was held up before each, in processor time."""
    request = v3(call)
    scope = {
        "type": "http",
        "method": request.method,
        "path": "/",
        "query_string": request.url.query,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
    }
    parts: list[bytes] = []
    turns: list[float] = []
    last = time.process_time()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": request.content}

    async def send(message: Any) -> None:
        nonlocal last
        turns.append(time.process_time() - last)
        parts.append(message.get("body", b""))
        last = time.process_time()

    await Simulator("large", clock=lambda: NOW)(scope, receive, send)
    return parts, turns


async def test_500_instances_with_100_000_numbers_fit_in_one_reply() -> None:
    parts, turns = await parts_of(Call())
    body = b"".join(parts)
    instances = json.loads(body)["Instances"]["CallCenterInstance"]
    numbers = [number["Number"] for row in instances for number in row["PhoneNumbers"]["PhoneNumber"]]
    assert len({row["InstanceId"] for row in instances}) == 500
    assert len(set(numbers)) == len(numbers) == 100_000
    assert len(body) < LARGEST_REPLY
    assert len(parts) > 500
    assert max(turns) < LONGEST_TURN_S


async def test_xml_fits_as_well() -> None:
    parts, turns = await parts_of(Call(xml=True))
    body = b"".join(parts)
    assert len(body) < LARGEST_REPLY
    assert body.count(b"<PhoneNumber>") == 100_000
    assert b"<Success>true</Success>" in body
    expat.ParserCreate().Parse(body, True)  # raises where the document is not well-formed
    assert max(turns) < LONGEST_TURN_S


@pytest.fixture
def simulator() -> Simulator:
    return Simulator("large", clock=lambda: NOW)


async def test_pages_of_instances(client: httpx.AsyncClient) -> None:
    call = Call(version=V2020, parameters={"PageNumber": "5", "PageSize": "100"})
    data = (await client.send(v3(call))).json()["Data"]
    assert data["TotalCount"] == 500
    assert [data["List"][0]["Id"], data["List"][-1]["Id"]] == ["large-400", "large-499"]


@pytest.mark.parametrize(
    ("user", "total"),
    [("admin@large-000", 10_000), ("admin@large-499", 200), ("deputy@large-007", 12)],
)
async def test_their_users_have_numbers(client: httpx.AsyncClient, user: str, total: int) -> None:
    call = outbound(InstanceId=user.partition("@")[2], UserId=user)
    assert (await client.send(v3(call))).json()["Data"]["TotalCount"] == total


@pytest.mark.parametrize("instance", ["large-500", "large-1", "large-", "large-00x", "hd-service", "007"])
async def test_other_instances_are_unknown(client: httpx.AsyncClient, instance: str) -> None:
    reply = await client.send(v3(outbound(InstanceId=instance)))
    assert reply.json()["Code"] == "NotExists.InstanceId"
