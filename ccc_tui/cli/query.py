"""A command's query of the service: connect, ask, and close at every end."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from ccc_tui.cli.errors import Stopped
from ccc_tui.logfile import log_calls
from ccc_tui.session import Session, open_session
from ccc_tui.settings import Settings

T = TypeVar("T")


def run_query(settings: Settings, ask: Callable[[Session], Awaitable[T]]) -> T:
    """Connect, ask, and return the answer. Calls under way are cancelled and connections closed at every end.

    Raises:
        CloudError: the service cannot be asked, or refuses.
        KeyboardInterrupt: Ctrl+C.
        Stopped: SIGTERM or SIGHUP.
    """

    async def connect_and_ask() -> T:
        session = open_session(settings)
        log_calls(session.client.call_log)
        try:
            return await ask(session)
        finally:
            await session.client.aclose()

    return asyncio.run(_until_stopped(connect_and_ask()))


async def _until_stopped(work: Coroutine[Any, Any, T]) -> T:
    """Do the work; a signal that ends the program cancels it first, as asyncio does for Ctrl+C."""
    task = asyncio.create_task(work)
    stopped: list[int] = []

    def stop(number: int) -> None:
        stopped.append(number)
        task.cancel()

    for number in (signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stop, number)  # until the loop is closed
    try:
        return await task
    except asyncio.CancelledError:
        if stopped:
            raise Stopped(stopped[0]) from None
        raise
