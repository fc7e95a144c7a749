"""Questions under way: one of each group, since when, and how far its last call is."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ccc_tui.ui.views import states

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.screen import Screen
    from textual.timer import Timer

    from ccc_tui.cloud.journal import Call
    from ccc_tui.ui.parts import Part

# Seconds after which a person wonders what is going on; words that come and go sooner only flicker.
_WONDER: Final = 0.5


@dataclass(eq=False, slots=True)
class _Waiting:
    """A question under way: since when, and how far its last call is."""

    since: float
    call: Call | None = None


class Questions:
    """Asks in the background, and has the words for who waits.

    Args:
        screen: what the questions belong to; they end with it.
        changed: called when there is something else to show.

    Attributes:
        stopped: whether a person stopped the last question.
    """

    def __init__(self, screen: Screen[None], changed: Callable[[], None]) -> None:
        self.stopped = False
        self._screen = screen
        self._changed = changed
        self._waiting: dict[str, _Waiting] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._ticker: Timer | None = None

    def ask(self, group: str, question: Callable[[], Awaitable[None]]) -> None:
        """Ask; a new question of the same group takes the place of the one before."""

        async def work() -> None:
            waiting = _Waiting(since=_now())
            self._waiting[group] = waiting
            self.stopped = False
            self._changed()
            if self._ticker is None:
                self._ticker = self._screen.set_interval(_WONDER, self._tick)
            try:
                # Cancelling takes a moment: the request that is replaced ends before the next one begins.
                async with self._turns[group]:
                    await question()
            finally:
                # One that was replaced may end after the next one has begun.
                if self._waiting.get(group) is waiting:
                    del self._waiting[group]
                    if self._screen.is_attached:
                        self._changed()

        self._screen.run_worker(work(), group=group, exclusive=True, exit_on_error=True)

    def stop(self) -> bool:
        """Stop what is under way; return whether there was anything."""
        groups = list(self._waiting)
        for group in groups:
            self._screen.workers.cancel_group(self._screen, group)
        self.stopped = self.stopped or bool(groups)
        return bool(groups)

    def call_moved(self, call: Call) -> None:
        """Note how far a call is."""
        group = "instances" if call.operation.action == "ListInstancesOfUser" else "outbound"
        waiting = self._waiting.get(group)
        if waiting is None:
            return
        if not call.ended:
            waiting.call = call
        elif waiting.call is not None and waiting.call.number == call.number:
            waiting.call = None
        # A first try is shown when a person would wonder, and most are answered before.
        if call.tries > 1 or call.next_try is not None:
            self._changed()

    def is_waiting(self, group: str) -> bool:
        """Whether a question of this group is under way."""
        return group in self._waiting

    def loading(self, group: str) -> list[str] | None:
        """Return the words in the place of data that is awaited, or None when there is no question."""
        waiting = self._waiting.get(group)
        return None if waiting is None else states.loading(waiting.call, _now() - waiting.since)

    def asking(self, group: str) -> list[Part] | None:
        """Return the words beside data that is being renewed, once a person would wonder."""
        waiting = self._waiting.get(group)
        if waiting is None or _now() - waiting.since < _WONDER:
            return None
        return states.asking(waiting.call)

    def _tick(self) -> None:
        """While something loads, count its seconds; otherwise nothing moves."""
        if self._waiting:
            self._changed()
        elif self._ticker is not None:
            self._ticker.stop()
            self._ticker = None


def _now() -> float:
    return asyncio.get_running_loop().time()
