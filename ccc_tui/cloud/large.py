"""Large work beside the event loop, which has its turn all the while.

A hundred thousand phone numbers are millions of objects. Making them takes a thread; and so that no key waits, the
garbage collector must not walk over them again and again, and they must not be freed in one go: both keep every
thread waiting until they are done.
"""

import asyncio
import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

T = TypeVar("T")

# Below this many bytes of a reply, the hand-over to a thread costs more than the work.
_LARGE: Final = 64 * 1024

_lock = threading.Lock()
_pauses = 0


async def beside(size: int, work: Callable[[], T]) -> T:
    """Do some work on a reply, in a thread if it is large.

    Args:
        size: bytes of the reply.
        work: what to do.
    """
    if size <= _LARGE:
        return work()
    return await asyncio.to_thread(_undisturbed, work)


def _undisturbed(work: Callable[[], T]) -> T:
    with collector_paused():
        return work()


@contextmanager
def collector_paused() -> Iterator[None]:
    """Make many objects that live long, and let the collector know of them when the last pause ends.

    From then on it leaves alone all that is there (`gc.freeze`): that lives until its last reference goes. What is
    garbage already, and only the collector could find, goes first.
    """
    global _pauses  # noqa: PLW0603 - the collector is one for the whole process
    with _lock:
        _pauses += 1
        if _pauses == 1:
            gc.collect()
            gc.disable()
    try:
        yield
    finally:
        with _lock:
            _pauses -= 1
            if not _pauses:
                gc.freeze()
                gc.enable()


def dismantle(document: Any) -> None:
    """Empty a document that nobody needs any more, container by container."""
    pending = [document]
    while pending:
        container = pending.pop()
        values = container.values() if isinstance(container, dict) else container
        pending.extend(value for value in values if isinstance(value, dict | list))
        container.clear()
