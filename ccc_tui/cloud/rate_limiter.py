"""Client-side rate limit: the agents' softphones share the account's quota with this program."""

import asyncio
import heapq
import math
from contextlib import suppress
from itertools import count
from typing import Final

from ccc_tui.cloud.operation import Priority

# Calls per second; throttling never halves the rate below it.
_LOWEST_RATE: Final = 0.5
# Seconds. Concurrent calls are throttled together; halve the rate once for all of them.
_ONE_EVENT: Final = 1.0
# Tolerance for rounding: seconds times rate is rarely a whole number.
_WHOLE: Final = 1.0 - 1e-6
# Each successful call restores this share of the full rate.
_RECOVERY: Final = 0.05


class RateLimiter:
    """A token bucket whose rate halves on throttling and recovers as calls succeed.

    Args:
        rate: calls per second; 0 for no limit.
    """

    def __init__(self, rate: float = 10.0) -> None:
        self.full_rate = rate
        self.rate = rate
        self._tokens = max(1.0, rate)
        self._updated = math.inf  # before the first call, no time has passed
        self._halved = -math.inf
        self._waiting: list[tuple[Priority, int, asyncio.Future[None]]] = []
        self._order = count()
        self._timer: asyncio.TimerHandle | None = None

    async def acquire(self, priority: Priority = Priority.PERSON) -> None:
        """Wait for a token. A cancelled waiter gives its token back."""
        if not self.full_rate:
            return
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._order), future))
        self._serve()
        try:
            await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self._tokens += 1.0
            future.cancel()
            self._serve()
            raise

    def succeeded(self) -> None:
        """Raise the rate a little after a successful call."""
        self.rate = min(self.full_rate, self.rate + self.full_rate * _RECOVERY)

    def throttled(self) -> None:
        """Halve the rate after the service throttled a call."""
        if not self.full_rate:
            return
        now = asyncio.get_running_loop().time()
        if now - self._halved < _ONE_EVENT:
            return
        self._refill(now)
        self._halved = now
        self.rate = max(_LOWEST_RATE, self.rate / 2)
        self._tokens = min(self._tokens, 1.0)

    def _refill(self, now: float) -> None:
        self._tokens = min(max(1.0, self.rate), self._tokens + max(0.0, now - self._updated) * self.rate)
        self._updated = now

    def _serve(self) -> None:
        """Give the available tokens to the waiters by priority, and schedule the next run."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        loop = asyncio.get_running_loop()
        self._refill(loop.time())
        while self._waiting:
            if self._waiting[0][2].done():
                heapq.heappop(self._waiting)
            elif self._tokens >= _WHOLE:
                self._tokens -= 1.0
                with suppress(asyncio.InvalidStateError):
                    heapq.heappop(self._waiting)[2].set_result(None)
            else:
                self._timer = loop.call_later((1.0 - self._tokens) / self.rate, self._serve)
                return
