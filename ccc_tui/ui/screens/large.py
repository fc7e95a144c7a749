"""Lists of call centers that are too large to be counted, or dropped, while somebody waits for a key."""

from __future__ import annotations

import asyncio
import gc
from typing import TYPE_CHECKING, Final

from ccc_tui.ui.widgets.top_line import summarize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.models import Instances
    from ccc_tui.ui.parts import Part

# With so few call centers, handing the work to a thread takes longer than the work.
_IN_PLACE: Final = 50


async def summary_of(found: Instances) -> Sequence[Part]:
    """Return the counts of the top line."""
    if len(found.instances) <= _IN_PLACE:
        return summarize(found)
    return await asyncio.to_thread(summarize, found)


async def let_go(replaced: list[Instances]) -> None:
    """Drop call centers that nobody shows any more; freeing a hundred thousand numbers takes a while.

    Args:
        replaced: holds the last reference to them.
    """
    if replaced and len(replaced[0].instances) > _IN_PLACE:
        await asyncio.to_thread(_drop, replaced)


def _drop(replaced: list[Instances]) -> None:
    instances = list(replaced.pop().instances)
    while instances:
        instances.pop()  # one at a time, so that the event loop has its turn between two


def collect_garbage_again() -> None:
    """Look for garbage from now on, but never again among what the start has made."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
