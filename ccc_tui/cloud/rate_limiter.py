"""How many calls a second leave this program: the agents' softphones share the account's quota with us."""

import asyncio
import heapq
from contextlib import suppress
from itertools import count
from typing import Final

from ccc_tui.cloud.priority import Priority

# After throttling the rate halves, never below this many calls a second.
_LOWEST_RATE: Final = 0.5
# Replies to calls that were sent together are throttled together: that is one event, not several.
_ONE_EVENT: Final = 1.0
# Seconds times a rate are seldom a whole number exactly.
_WHOLE: Final = 1.0 - 1e-6
# A call that succeeds gives back this share of the full rate.
_RECOVERY: Final = 0.05


class RateLimiter:
    """A token bucket whose rate halves on throttling and recovers as calls succeed.

    Args:
        rate: calls a second; 0 means no limit.
    """

    def __init__(self, rate: float = 10.0) -> None:
        self.full_rate = rate
        self.rate = rate
        self._tokens = max(1.0, rate)
        self._updated: float | None = None
        self._halved: float | None = None
        self._waiting: list[tuple[Priority, int, asyncio.Future[None]]] = []
        self._order = count()
        self._timer: asyncio.TimerHandle | None = None

    async def acquire(self, priority: Priority = Priority.PERSON) -> None:
        """Wait until a call may leave. Cancelling gives the place up."""
        if not self.full_rate:
            return
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (priority, next(self._order), future))
        self._serve()
        try:
            await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled():
                self._tokens += 1.0  # the turn had come, and nobody will use it
            future.cancel()
            self._serve()
            raise

    def succeeded(self) -> None:
        """A call was answered: go a little faster again."""
        self.rate = min(self.full_rate, self.rate + self.full_rate * _RECOVERY)

    def throttled(self) -> None:
        """The service refused a call for its rate: halve ours."""
        if not self.full_rate:
            return
        now = asyncio.get_running_loop().time()
        if self._halved is not None and now - self._halved < _ONE_EVENT:
            return
        self._refill(now)
        self._halved = now
        self.rate = max(_LOWEST_RATE, self.rate / 2)
        self._tokens = min(self._tokens, 1.0)

    def _refill(self, now: float) -> None:
        if self._updated is not None:
            self._tokens = min(max(1.0, self.rate), self._tokens + (now - self._updated) * self.rate)
        self._updated = now

    def _serve(self) -> None:
        """Hand out what there is, the most urgent first, and come back when there is more."""
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
