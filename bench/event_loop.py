"""How long an event loop handles nothing."""

import asyncio
from collections.abc import Coroutine
from time import monotonic
from typing import Final

_TICK: Final = 0.001


async def longest_gap(work: Coroutine[object, object, object]) -> float:
    """Run a coroutine; return the longest time in ms in which the event loop could not handle a key."""
    task = asyncio.create_task(work)
    longest, before = 0.0, monotonic()
    while not task.done():
        await asyncio.sleep(_TICK)
        now = monotonic()
        longest, before = max(longest, now - before - _TICK), now
    await task
    return 1000 * longest
