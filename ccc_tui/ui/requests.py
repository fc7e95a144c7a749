"""`RequestTracker`: one request at a time of a widget, how long it takes, and at which try it is."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker

from ccc_tui.cloud.call_log import CAUSE, Call

# Seconds before a request is shown to be slow, to avoid flicker.
_INDICATOR_DELAY: Final = 0.5


class RequestTracker:
    """Runs requests in a worker of a widget; a new one replaces the one that is running.

    Args:
        owner: the widget; its requests end with it.
        changed: called when a request begins, ends, or is tried again, and each half second while it runs.
    """

    call: Call | None = None  # under way for the request
    cancelled = False  # whether a person cancelled the last request
    _worker: Worker[None] | None = None
    _timer: Timer | None = None
    _started_at = 0.0

    def __init__(self, owner: Widget, changed: Callable[[], object]) -> None:
        self._owner = owner
        self._changed = changed
        self._turn = asyncio.Lock()

    @property
    def is_running(self) -> bool:
        """Whether a request is under way."""
        return self._worker is not None

    @property
    def seconds(self) -> float:
        """How long the request has been running."""
        return _now() - self._started_at if self.is_running else 0.0

    @property
    def is_slow(self) -> bool:
        """Whether it has been running for long enough to say so."""
        return self.seconds >= _INDICATOR_DELAY

    def start(self, request: Callable[[], Awaitable[None]]) -> None:
        """Run a request; it is the cause of the calls that it makes."""

        async def work() -> None:
            CAUSE.set(self)
            try:
                # Python 3.12 runs the beginning of a worker before run_worker returns.
                await asyncio.sleep(0)
                # A request that is replaced needs a moment to end: it shares state with the next one.
                async with self._turn:
                    await request()
            finally:
                if self._worker in {worker, None}:  # one that was cancelled may have left something to show
                    self._end()

        self.call, self.cancelled, self._started_at = None, False, _now()
        worker = self._worker = self._owner.run_worker(work, group="requests", exclusive=True)
        if self._timer is None:
            self._timer = self._owner.set_interval(_INDICATOR_DELAY, self._changed)
        self._changed()

    def cancel(self) -> bool:
        """Cancel the request; return whether there was one."""
        if self._worker is None:
            return False
        self._worker.cancel()
        self.cancelled = True
        self._end()
        return True

    def observe(self, call: Call) -> None:
        """Note how far a call is that the request has made."""
        if not self.is_running:
            return
        if not call.ended:
            self.call = call
        elif self.call is not None and self.call.number == call.number:
            self.call = None
        # The first try of a call is shown after the delay; most are answered before.
        if (call.tries > 1 or call.next_try is not None) and self._owner.is_attached:
            self._changed()

    def _end(self) -> None:
        self._worker = self.call = None
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._owner.is_attached:
            self._changed()


def observe(call: Call) -> None:
    """Tell the request that has made a call how far it is."""
    if isinstance(call.cause, RequestTracker):
        call.cause.observe(call)


def _now() -> float:
    return asyncio.get_running_loop().time()
