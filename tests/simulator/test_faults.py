"""What goes wrong on request, and in the instances of the demo that are made to fail."""

import json
from xml.etree.ElementTree import ParseError

import httpx
import pytest
from defusedxml import ElementTree

from ccc_tui.simulator import Fault, Faults, Simulator
from tests.simulator.reference import HOST, NOW, Call, outbound, v3


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Every delay, noted instead of waited for."""
    noted: list[float] = []

    async def note(delay_s: float) -> None:
        noted.append(delay_s)

    monkeypatch.setattr("asyncio.sleep", note)
    return noted


def client_of(simulator: Simulator) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(simulator), base_url=f"http://{HOST}")


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        (Fault.THROTTLE, 429, "Throttling.User"),
        (Fault.THROTTLE(status=400, code="Throttling"), 400, "Throttling"),
        (Fault.ERROR, 400, "InvalidParameter"),
        (Fault.ERROR(status=403, code="NoPermission"), 403, "NoPermission"),
        (Fault.ERROR_500, 500, "InternalError"),
        (Fault.UNAVAILABLE, 503, "ServiceUnavailable"),
        (Fault.FORBIDDEN, 403, "Forbidden.RAM"),
        (Fault.NONCE_USED, 400, "SignatureNonceUsed"),
        (Fault.ERROR_IN_200, 200, "InternalService.Failure"),
    ],
)
async def test_a_refusal_on_request_comes_once(
    simulator: Simulator, client: httpx.AsyncClient, fault: Fault, status: int, code: str
) -> None:
    simulator.fail_next(fault)
    refused = await client.send(v3(Call()))
    assert (refused.status_code, refused.json()["Code"]) == (status, code)
    assert "x-acs-retry-after" not in refused.headers
    assert (await client.send(v3(Call()))).json()["Code"] == "OK"


async def test_throttling_says_when_to_come_again(simulator: Simulator, client: httpx.AsyncClient) -> None:
    simulator.fail_next(Fault.THROTTLE(retry_after_ms=250))
    assert (await client.send(v3(Call()))).headers["x-acs-retry-after"] == "250"


async def test_error_keys_may_come_in_lower_case(simulator: Simulator, client: httpx.AsyncClient) -> None:
    simulator.fail_next(Fault.LOWER_CASE)
    reply = await client.send(v3(Call()))
    assert set(reply.json()) == {"requestId", "hostId", "code", "message", "recommend"}


async def test_faults_come_in_order_for_the_action_that_is_meant(
    simulator: Simulator, client: httpx.AsyncClient
) -> None:
    simulator.fail_next(Fault.ERROR_500, times=2, action="ListOutboundNumbersOfUser")
    simulator.fail_next(Fault.UNAVAILABLE)
    statuses = [
        (await client.send(v3(call))).status_code for call in (Call(), outbound(), outbound(), outbound(), Call())
    ]
    assert statuses == [503, 500, 500, 200, 200]


async def test_the_first_faults_can_be_given_at_the_start() -> None:
    simulator = Simulator(clock=lambda: NOW, faults=Faults(first=(Fault.ERROR_500, Fault.EMPTY)))
    async with client_of(simulator) as client:
        assert [(await client.send(v3(Call()))).status_code for _ in range(3)] == [500, 200, 200]


@pytest.mark.parametrize("xml", [False, True])
async def test_replies_are_damaged_in_every_way(simulator: Simulator, client: httpx.AsyncClient, xml: bool) -> None:
    call = Call(xml=xml)
    whole = (await client.send(v3(call))).content
    simulator.fail_next(Fault.TRUNCATE)
    truncated = await client.send(v3(call))
    assert truncated.content == whole[: len(truncated.content)]
    assert len(truncated.content) < int(truncated.headers["content-length"])
    simulator.fail_next(Fault.MALFORMED)
    malformed = await client.send(v3(call))
    with pytest.raises(ParseError if xml else json.JSONDecodeError):
        ElementTree.fromstring(malformed.content) if xml else malformed.json()
    simulator.fail_next(Fault.EMPTY)
    assert (await client.send(v3(call))).content == b""
    simulator.fail_next(Fault.HTML)
    page = await client.send(v3(call))
    assert (page.status_code, page.headers["content-type"]) == (502, "text/html")
    assert page.text.startswith("<html>")


@pytest.mark.parametrize("fault", [Fault.TRUNCATE, Fault.MALFORMED])
async def test_no_character_is_cut(simulator: Simulator, client: httpx.AsyncClient, fault: Fault) -> None:
    for size in range(1, 61):
        simulator.fail_next(fault)
        (await client.send(v3(outbound(PageSize=size)))).content.decode()


async def test_a_reset_in_process_is_an_exception(simulator: Simulator, client: httpx.AsyncClient) -> None:
    simulator.fail_next(Fault.RESET)
    with pytest.raises(ConnectionResetError):
        await client.send(v3(Call()))


async def test_a_client_that_corrects_its_clock_gets_through(simulator: Simulator, client: httpx.AsyncClient) -> None:
    simulator.fail_next(Fault.CLOCK_SKEW(skew_s=7200), times=2)
    late = await client.send(v3(Call()))
    assert late.json()["Code"] == "InvalidTimeStamp.Expired"
    assert late.headers["date"] == "Fri, 02 Jan 2026 05:04:05 GMT"
    assert (await client.send(v3(Call(at=NOW + 7200)))).status_code == 200


async def test_a_clock_that_is_wrong_all_along() -> None:
    async with client_of(Simulator(clock=lambda: NOW - 86400)) as client:
        reply = await client.send(v3(Call()))
    assert (reply.json()["Code"], reply.headers["date"]) == (
        "InvalidTimeStamp.Expired",
        "Thu, 01 Jan 2026 03:04:05 GMT",
    )


async def test_latency_and_slowness_add_up(waits: list[float]) -> None:
    simulator = Simulator(latency_ms=20, faults=Faults(latency_ms=10), clock=lambda: NOW)
    async with client_of(simulator) as client:
        assert (await client.send(v3(Call()))).status_code == 200
        simulator.fail_next(Fault.SLOW(delay_ms=500))
        assert (await client.send(v3(Call()))).status_code == 200
    assert waits == [0.03, 0.53]


DEMO = {
    "demo-throttled": ["Throttling.User", "Throttling.User", "OK", "OK"],
    "demo-always-throttled": ["Throttling.User"] * 4,
    "demo-error": ["InternalError"] * 4,
    "demo-forbidden": ["Forbidden.RAM"] * 4,
}


@pytest.mark.parametrize("instance", DEMO)
async def test_instances_of_the_demo_fail_as_their_names_say(client: httpx.AsyncClient, instance: str) -> None:
    call = outbound(InstanceId=instance, UserId=f"demo@{instance}")
    codes = []
    for _ in range(4):
        reply = await client.send(v3(call))
        codes.append(reply.json()["Code"])
        assert reply.headers.get("x-acs-retry-after") == ("800" if "Throttling" in codes[-1] else None)
    assert codes == DEMO[instance]


async def test_the_slow_instance_takes_its_time(client: httpx.AsyncClient, waits: list[float]) -> None:
    call = outbound(InstanceId="demo-slow", UserId="demo@demo-slow")
    assert (await client.send(v3(call))).status_code == 200
    assert waits == [1.5]


async def test_the_instances_of_the_demo_can_behave() -> None:
    simulator = Simulator(clock=lambda: NOW, faults=Faults(of_instances=False))
    async with client_of(simulator) as client:
        for instance in DEMO:
            call = outbound(InstanceId=instance, UserId=f"demo@{instance}")
            assert (await client.send(v3(call))).status_code == 200


async def test_requests_are_recorded_without_the_common_parameters(
    simulator: Simulator, client: httpx.AsyncClient
) -> None:
    await client.send(v3(outbound(PageNumber=2)))
    recorded = simulator.requests[-1]
    assert (recorded.method, recorded.action, recorded.version, recorded.signature) == (
        "POST",
        "ListOutboundNumbersOfUser",
        "2020-07-01",
        "v3",
    )
    assert recorded.parameters == outbound(PageNumber=2).parameters
    assert recorded.headers["x-acs-action"] == "ListOutboundNumbersOfUser"
    assert simulator.requests.maxlen is not None
