"""Keys that come faster than they are answered: each is answered before the next is given to the program.

Over a link that stalls, what was typed meanwhile comes at once. A dialog that the first key opens is not there yet
when Textual handles the second, and what was meant for the dialog goes to the screen below it.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import wait
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from textual import events

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from textual.app import App
    from textual.message import Message
    from textual.message_pump import MessagePump

# A key that comes later than this after another finds it answered.
_SOON: Final = 0.1
# How long a program that is busy may keep keys waiting.
_PATIENCE: Final = 0.5
_STEP: Final = 0.02
# A key goes to a widget, which may tell a screen, which may close, and tell the one below.
_PASSES: Final = 3


class TypeAhead:
    """Gives events to the program, from the thread that reads them.

    Args:
        app: the program.
        loop: its event loop.
        give: gives it an event.
        ended: is set when the program takes no more.
    """

    def __init__(
        self, app: App[Any], loop: asyncio.AbstractEventLoop, give: Callable[[Message], None], ended: threading.Event
    ) -> None:
        self._app = app
        self._loop = loop
        self._give = give
        self._ended = ended
        self._given = float("-inf")

    def give(self, event: Message) -> None:
        """Give an event to the program; one that was typed, when those before it are answered."""
        if isinstance(event, (events.Key, events.Paste)):
            if monotonic() - self._given < _SOON:
                self._wait()
            self._given = monotonic()
        self._give(event)

    def _wait(self) -> None:
        answered = asyncio.run_coroutine_threadsafe(_answered(self._app), self._loop)
        until = monotonic() + _PATIENCE
        while not self._ended.is_set() and monotonic() < until:
            # In short steps, since a program that ends waits for this thread.
            if wait([answered], _STEP).done:
                return
        answered.cancel()


async def _answered(app: App[Any]) -> None:
    """Return when all is done that the last key has set off, and the screen that it opened has its focus."""
    for _ in range(_PASSES):
        for place in _way(app):
            await _reached(place)
    await _reached(app)


def _way(app: App[Any]) -> list[MessagePump]:
    """Return whom a key passes: the program, what has the focus and what is around it, the screen."""
    screen = app.screen_stack[-1:]
    focused = screen[0].focused if screen else None
    return [app, *(focused.ancestors_with_self if focused is not None else screen)]


async def _reached(place: MessagePump) -> None:
    """Return when all is done that waited there."""
    reached = asyncio.Event()
    if place.call_later(reached.set):
        await reached.wait()
