"""Large replies: read beside the event loop, without the collector, and let go piece by piece."""

import asyncio
import gc
import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from ccc_tui.cloud.large import beside, collector_paused, dismantle
from tests.cloud.service import LIST, OK, answering, client


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    yield
    assert gc.isenabled()
    gc.unfreeze()


async def test_small_work_is_done_here_and_large_work_beside() -> None:
    assert await beside(10, threading.current_thread) is threading.main_thread()
    assert await beside(10**6, threading.current_thread) is not threading.main_thread()


async def test_the_collector_stands_still_during_large_work() -> None:
    assert not await beside(10**6, gc.isenabled)
    assert gc.isenabled()


async def test_large_works_at_once_end_the_pause_together() -> None:
    together = threading.Barrier(2)

    def work() -> bool:
        together.wait()
        return gc.isenabled()

    assert not any(await asyncio.gather(beside(10**6, work), beside(10**6, work)))
    assert gc.isenabled()


async def test_work_that_fails_ends_the_pause() -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await beside(10**6, fail)
    assert gc.isenabled()


def test_what_was_made_in_a_pause_is_left_alone_after_it() -> None:
    gc.unfreeze()
    with collector_paused():
        made: list[list[int]] = [[] for _ in range(1_000)]
    assert gc.get_freeze_count() >= len(made)


def test_a_document_is_emptied_down_to_its_last_list() -> None:
    inner: dict[str, Any] = {"List": [{"Number": "1"}]}
    document = {"Data": inner, "Code": "OK", "Rows": [[1], 2]}
    dismantle(document)
    assert (document, inner) == ({}, {})


async def test_a_large_reply_is_read_as_any_other() -> None:
    document = OK | {"Data": {"List": [{"Number": f"{row:011}"} for row in range(20_000)]}}
    transport = answering(httpx.Response(200, content=json.dumps(document).encode()))
    async with client(transport=transport) as asking:
        reply = await asking.call(LIST)
    assert reply.document == document
    assert len(reply.content) > 400_000
