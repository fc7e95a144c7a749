"""`RequestTracker`: one request at a time of a pane, how long it takes, and at which try it is."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ccc_tui.cloud.call_log import CAUSE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.timer import Timer
    from textual.widget import Widget
    from textual.worker import Worker

    from ccc_tui.cloud.call_log import Call

# Seconds; words that are shown sooner, and go away sooner, would flicker.
INDICATOR_DELAY: Final = 0.5
_GROUP: Final = "requests"


@dataclass(frozen=True, eq=False)
class _Started:
    """A request that began; told apart by identity."""

    at: float


class RequestTracker:
    """Runs requests in a worker of a widget; a new one replaces the one that is running.

    Args:
        owner: the widget; its requests end with it.
        changed: called when a request begins, ends, or is tried again, and each half second while it runs.

    Attributes:
        call: the call that is under way for the request, if any.
        cancelled: whether a person cancelled the last request.
    """

    def __init__(self, owner: Widget, changed: Callable[[], None]) -> None:
        self.call: Call | None = None
        self.cancelled = False
        self._owner = owner
        self._changed = changed
        self._started: _Started | None = None
        self._turn = asyncio.Lock()
        self._timer: Timer | None = None

    @property
    def is_running(self) -> bool:
        """Whether a request is under way."""
        return self._started is not None

    @property
    def seconds(self) -> float:
        """How long the request has been running."""
        return 0.0 if self._started is None else _now() - self._started.at

    @property
    def is_slow(self) -> bool:
        """Whether it has been running for long enough to say so."""
        return self.seconds >= INDICATOR_DELAY

    def start(self, request: Callable[[], Awaitable[None]]) -> None:
        """Run a request; it is the cause of the calls that it makes."""
        started = self._begin()

        async def work() -> None:
            CAUSE.set(self)
            try:
                # A request that is replaced needs a moment to end: it shares state with the next one.
                async with self._turn:
                    await request()
            finally:
                if self._started in {started, None}:  # one that was cancelled may have left something to show
                    self._end()

        _worker: Worker[None] = self._owner.run_worker(work, group=_GROUP, exclusive=True)

    def cancel(self) -> bool:
        """Cancel the request; return whether there was one."""
        if not self.is_running:
            return False
        self._owner.workers.cancel_group(self._owner, _GROUP)
        self.cancelled = True
        self._end()
        return True

    def observe(self, call: Call) -> None:
        """Note how far a call is, if this tracker's request is its cause."""
        if call.cause is not self or not self.is_running:
            return
        if not call.ended:
            self.call = call
        elif self.call is not None and self.call.number == call.number:
            self.call = None
        # The first try of a call is shown after the delay; most are answered before.
        if call.tries > 1 or call.next_try is not None:
            self._changed()

    def _begin(self) -> _Started:
        self._started = started = _Started(_now())
        self.call, self.cancelled = None, False
        self._changed()
        if self._timer is None:
            self._timer = self._owner.set_interval(INDICATOR_DELAY, self._changed)
        return started

    def _end(self) -> None:
        self._started = self.call = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._owner.is_attached:
            self._changed()


def _now() -> float:
    return asyncio.get_running_loop().time()
