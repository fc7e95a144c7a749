"""What it costs to turn replies into models."""

import asyncio
import gc
import json
from collections.abc import Callable
from importlib import import_module
from time import process_time
from typing import Any, Final

import httpx

from bench.effort import Effort
from bench.figures import Figure, compared, interleaved
from ccc_tui.callcenter import decode, v2017, v2020
from ccc_tui.callcenter.client import OPERATIONS
from ccc_tui.cloud.budget import Budget
from ccc_tui.cloud.client import RpcClient
from ccc_tui.cloud.reply import Reply
from ccc_tui.cloud.retry import RetryPolicy
from ccc_tui.cloud.wire import parse
from ccc_tui.demo import demo_credentials
from ccc_tui.simulator import Simulator

_SECTION: Final = "decode"
_PAGES: Final = 100


def measure(effort: Effort) -> list[Figure]:
    """Measure 10,000 outbound numbers, and the reply with 500 call centers of 200 numbers."""
    numbers, instances = asyncio.run(_replies())
    return [
        *_compared("10,000 outbound numbers", numbers, decode.outbound_numbers_2020, _sdk_numbers(), effort),
        *_compared(
            "500 call centers × 200 numbers", [instances], decode.instances_2017, _sdk_instances(), effort
        ),
    ]


async def _replies() -> tuple[list[Reply], Reply]:
    client = RpcClient(
        "http://demo.invalid",
        operations=OPERATIONS,
        credentials=demo_credentials(),
        retry=RetryPolicy(),
        budget=Budget(0),
        transport=httpx.ASGITransport(Simulator("large")),
    )
    asked: dict[str, str | int | None] = {
        "InstanceId": "large-000",
        "UserId": "admin@large-000",
        "PageSize": 100,
    }
    numbers = [
        await client.call(v2020.LIST_OUTBOUND_NUMBERS_OF_USER, asked | {"PageNumber": page})
        for page in range(1, _PAGES + 1)
    ]
    instances = await client.call(v2017.LIST_INSTANCES_OF_USER)
    await client.aclose()
    return numbers, instances


def _compared(
    name: str,
    replies: list[Reply],
    decoder: Callable[[Reply], object],
    from_map: Callable[[dict[str, Any]], object],
    effort: Effort,
) -> list[Figure]:
    contents = [reply.content for reply in replies]

    def ours() -> object:
        return [decoder(_read(reply)) for reply in replies]

    def loads() -> object:
        return [json.loads(content) for content in contents]

    def sdk() -> object:
        return [from_map(json.loads(content)) for content in contents]

    found = interleaved(
        {"ours": lambda: _time(ours), "json": lambda: _time(loads), "sdk": lambda: _time(sdk)},
        effort.decodings,
    )
    size = sum(map(len, contents)) / 1_000_000
    note = (
        f"{name}: {size:.1f} MB of JSON; checked, cleaned and frozen models, beside plain ones and bare dicts"
    )
    return [
        compared(_SECTION, f"{name}, CPU", "ms", found["ours"], found[key], peer=peer, note=note)
        for key, peer in (("json", "json.loads"), ("sdk", "SDK's models"))
    ]


def _read(reply: Reply) -> Reply:
    """Return the reply as it is read from its bytes again."""
    document = parse(reply.content, "application/json")
    return Reply(reply.operation, document, reply.content, reply.request_id, reply.received_at)


def _time(work: Callable[[], object]) -> float:
    """Return milliseconds of processor time; what the work before has left is not counted."""
    gc.collect()
    begin = process_time()
    work()
    return 1000 * (process_time() - begin)


def _sdk_numbers() -> Callable[[dict[str, Any]], object]:
    model = import_module("alibabacloud_ccc20200701.models").ListOutboundNumbersOfUserResponseBody
    return lambda document: model().from_map(document)


def _sdk_instances() -> Callable[[dict[str, Any]], object]:
    model = import_module("alibabacloud_ccc20170705.models").ListInstancesOfUserResponseBody
    return lambda document: model().from_map(document)
