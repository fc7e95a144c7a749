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
from bench.figures import Figure, Target, compared, interleaved
from bench.programs.large_tree import Watch
from ccc_tui.callcenter import v2017, v2020
from ccc_tui.cloud.client import RpcClient
from ccc_tui.cloud.parsing import parse
from ccc_tui.cloud.rate_limiter import RateLimiter
from ccc_tui.cloud.response import Response
from ccc_tui.cloud.retry import RetryPolicy
from ccc_tui.demo import demo_credentials
from ccc_tui.resources import operations
from ccc_tui.simulator import Simulator

_SECTION: Final = "decode"
_PAGES: Final = 100
_NUMBERS: Final = "10,000 outbound numbers"
_INSTANCES: Final = "500 call centers × 200 numbers"

_TARGETS: Final = (Target(1.8), Target(1.0))


def measure(effort: Effort) -> list[Figure]:
    """Measure 10,000 outbound numbers, and the reply with 500 call centers of 200 numbers."""
    numbers, instances = asyncio.run(_replies())
    return [
        *_compared(_NUMBERS, numbers, v2020.ListOutboundNumbersOfUserResponse, _sdk_numbers(), effort, _TARGETS),
        *_compared(_INSTANCES, [instances], v2017.ListInstancesOfUserResponse, _sdk_instances(), effort),
        _gap(_NUMBERS, _joined(numbers), v2020.ListOutboundNumbersOfUserResponse, 30, effort),
        _gap(_INSTANCES, instances, v2017.ListInstancesOfUserResponse, 250, effort),
    ]


async def _replies() -> tuple[list[bytes], bytes]:
    client = RpcClient(
        "http://demo.invalid",
        operations=operations(),
        credentials=demo_credentials(),
        retry=RetryPolicy(),
        rate_limiter=RateLimiter(0),
        transport=httpx.ASGITransport(Simulator("large")),
    )
    asked: dict[str, str | int | None] = {"InstanceId": "large-000", "UserId": "admin@large-000", "PageSize": 100}
    numbers = [
        await client.call(v2020.LIST_OUTBOUND_NUMBERS_OF_USER, asked | {"PageNumber": page})
        for page in range(1, _PAGES + 1)
    ]
    instances = await client.call(v2017.LIST_INSTANCES_OF_USER)
    await client.aclose()
    return [bytes(response.body) for response in numbers], bytes(instances.body)


def _joined(pages: list[bytes]) -> bytes:
    """Return one reply that holds the rows of all pages."""
    first, *rest = map(json.loads, pages)
    for page in rest:
        first["Data"]["List"] += page["Data"]["List"]
    return json.dumps(first, ensure_ascii=False, separators=(",", ":")).encode()


def _compared(
    name: str,
    contents: list[bytes],
    model: type[Response],
    from_map: Callable[[dict[str, Any]], object],
    effort: Effort,
    targets: tuple[Target | None, Target | None] = (None, None),
) -> list[Figure]:
    def ours() -> object:
        return [parse(content, "application/json", model) for content in contents]

    def loads() -> object:
        return [json.loads(content) for content in contents]

    def sdk() -> object:
        return [from_map(json.loads(content)) for content in contents]

    found = interleaved(
        {"ours": lambda: _time(ours), "json": lambda: _time(loads), "sdk": lambda: _time(sdk)}, effort.decodings
    )
    size = sum(map(len, contents)) / 1_000_000
    note = f"{name}: {size:.1f} MB of JSON; checked and frozen models, beside plain ones and bare dicts"
    return [
        compared(_SECTION, f"{name}, CPU", "ms", found["ours"], found[key], peer=peer, target=target, note=note)
        for key, peer, target in zip(("json", "sdk"), ("json.loads", "SDK's models"), targets, strict=True)
    ]


def _gap(name: str, content: bytes, model: type[Response], longest: float, effort: Effort) -> Figure:
    """Measure how long the event loop stands still while a thread parses one reply."""

    async def once() -> float:
        watch = Watch()
        watching = asyncio.create_task(watch.run())
        await asyncio.sleep(0.01)
        watch.take()
        await asyncio.to_thread(parse, content, "application/json", model)
        await asyncio.sleep(0.01)
        watching.cancel()
        return watch.take()

    gaps = []
    for _ in range(effort.decodings):
        gc.collect()
        gaps.append(asyncio.run(once()))
    target = Target(longest, "value")
    return compared(_SECTION, f"{name}, gap of the event loop", "ms", gaps, target=target)


def _time(work: Callable[[], object]) -> float:
    """Return milliseconds of processor time; garbage of the work before does not count."""
    gc.collect()
    begin = process_time()
    result = work()
    end = process_time()
    del result
    return 1000 * (end - begin)


def _sdk_numbers() -> Callable[[dict[str, Any]], object]:
    model = import_module("alibabacloud_ccc20200701.models").ListOutboundNumbersOfUserResponseBody
    return lambda document: model().from_map(document)


def _sdk_instances() -> Callable[[dict[str, Any]], object]:
    model = import_module("alibabacloud_ccc20170705.models").ListInstancesOfUserResponseBody
    return lambda document: model().from_map(document)
