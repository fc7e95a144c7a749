"""What it costs to turn replies into models."""

import asyncio
import gc
import json
from collections.abc import Callable
from functools import partial
from importlib import import_module
from time import process_time
from typing import Any, Final

import httpx

from bench.event_loop import longest_gap
from bench.report import Effort, Figure, in_turns
from ccc_tui.callcenter import v2017, v2020
from ccc_tui.cli import prepare_process
from ccc_tui.cloud.client import RpcClient
from ccc_tui.cloud.parsing import parse
from ccc_tui.cloud.rate_limiter import RateLimiter
from ccc_tui.cloud.response import Response
from ccc_tui.cloud.retry import RetryPolicy
from ccc_tui.demo import demo_credentials
from ccc_tui.resources import operations
from ccc_tui.simulator import Simulator

_NUMBERS: Final = "10,000 outbound numbers"
_INSTANCES: Final = "500 call centers × 200 numbers"
_PAGES: Final = 100


def measure(effort: Effort) -> list[Figure]:
    """Measure 10,000 outbound numbers, and the reply with 500 call centers of 200 numbers."""
    rounds = (3, 7, 7)[effort]
    prepare_process()  # the peers gain by it, too
    numbers, instances = asyncio.run(_replies())
    first, *rest = map(json.loads, numbers)
    first["Data"]["List"] += [row for page in rest for row in page["Data"]["List"]]
    one_page = json.dumps(first, ensure_ascii=False).encode()
    of_numbers = v2020.LIST_OUTBOUND_NUMBERS_OF_USER.response_model
    of_instances = v2017.LIST_INSTANCES_OF_USER.response_model
    sdk_numbers = import_module("alibabacloud_ccc20200701.models").ListOutboundNumbersOfUserResponseBody
    sdk_instances = import_module("alibabacloud_ccc20170705.models").ListInstancesOfUserResponseBody
    return [
        *_compared(_NUMBERS, numbers, of_numbers, sdk_numbers, rounds, (1.8, 1)),
        *_compared(_INSTANCES, [instances], of_instances, sdk_instances, rounds, (None, None)),
        _gap(_NUMBERS, one_page, of_numbers, rounds, 30),
        _gap(_INSTANCES, instances, of_instances, rounds, 250),
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
    of_user: dict[str, str | int | None] = {"InstanceId": "large-000", "UserId": "admin@large-000", "PageSize": 100}
    pages = [of_user | {"PageNumber": page} for page in range(1, _PAGES + 1)]
    numbers = [await client.call(v2020.LIST_OUTBOUND_NUMBERS_OF_USER, page) for page in pages]
    instances = await client.call(v2017.LIST_INSTANCES_OF_USER)
    await client.aclose()
    return [bytes(response.body) for response in numbers], bytes(instances.body)


def _compared(
    name: str,
    contents: list[bytes],
    model: type[Response],
    sdk_model: Any,
    rounds: int,
    targets: tuple[float | None, float | None],
) -> list[Figure]:
    ours, loads, sdk = in_turns(
        rounds,
        partial(_cpu, lambda content: parse(content, "application/json", model), contents),
        partial(_cpu, json.loads, contents),
        partial(_cpu, lambda content: sdk_model().from_map(json.loads(content)), contents),
    )
    return [
        Figure(f"{name}, CPU", "ms", ours, "json.loads", loads, targets[0]),
        Figure(f"{name}, CPU", "ms", ours, "SDK's models", sdk, targets[1]),
    ]


def _cpu(read: Callable[[bytes], object], contents: list[bytes]) -> float:
    """Return milliseconds of processor time; garbage of the work before does not count."""
    gc.collect()
    start = process_time()
    results = [read(content) for content in contents]
    end = process_time()
    del results
    return 1000 * (end - start)


def _gap(name: str, content: bytes, model: type[Response], rounds: int, target: float) -> Figure:
    """Measure the longest time in ms that the event loop stands still while a thread parses a reply."""

    def gap() -> float:
        return asyncio.run(longest_gap(asyncio.to_thread(parse, content, "application/json", model)))

    return Figure(f"{name}, gap of the event loop", "ms", [gap() for _ in range(rounds)], target=target)
