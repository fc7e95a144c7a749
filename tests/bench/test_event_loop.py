"""The gap of an event loop, with work that says itself how long it blocked."""

import asyncio
from time import monotonic

import pytest

from bench.event_loop import longest_gap


def test_the_gap_is_as_long_as_what_blocks() -> None:
    blocked = 0.0

    async def work() -> None:
        nonlocal blocked
        start = monotonic()
        sum(range(1_000_000))
        blocked = 1000 * (monotonic() - start)
        await asyncio.sleep(0)

    gap = asyncio.run(longest_gap(work()))
    assert gap >= blocked - 1  # the event loop is asked every millisecond


def test_errors_of_the_work_are_raised() -> None:
    async def work() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        asyncio.run(longest_gap(work()))
