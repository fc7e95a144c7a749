"""Keys that come faster than they are answered: each is answered before the next is given to the program.

Over a link that stalls, what was typed meanwhile comes at once. A dialog that the first key opens is not there yet when
Textual handles the second, and what was meant for the dialog goes to the screen below it.
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

# A key that comes later than this (seconds) after another finds it answered.
_SOON: Final = 0.1
# Seconds that a program which is busy may keep a key waiting.
_PATIENCE: Final = 2.0
_STEP: Final = 0.02
# A key goes to a widget, which may tell a screen, which may close, and tell the one below.
_PASSES: Final = 3


class TypeAhead:
    """Give events to a program by `give`, from the thread that reads them, until `ended` is set."""

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
        if isinstance(event, events.Key | events.Paste):
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
    """Return when all is done that the last key has set off, and the screen that it opened has its focus.

    A key passes the application, the focused widget and what is around it, or the screen.
    """
    for _ in range(_PASSES):
        screen = app.screen_stack[-1:]
        focused = screen[0].focused if screen else None
        for place in (app, *(focused.ancestors_with_self if focused is not None else screen)):
            reached = asyncio.Event()
            if place.call_later(reached.set):
                await reached.wait()
    reached = asyncio.Event()
    if app.call_later(reached.set):
        await reached.wait()
