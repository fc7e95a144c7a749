"""Loads the large tree without a terminal, opens nodes, and prints the longest gaps of the event loop as JSON."""

import asyncio
import json
import sys
from time import monotonic
from typing import Final

from ccc_tui.cli.application import parse
from ccc_tui.cli.command import settings_of
from ccc_tui.ui.app import Dashboard
from ccc_tui.ui.widgets.instance_tree import InstanceTree

_ASK_EVERY: Final = 0.001
_QUIET: Final = 0.3
_CALL_CENTERS: Final = 500


class Watch:
    """Sees how long the event loop does not come round.

    Attributes:
        longest: the longest gap in milliseconds.
    """

    def __init__(self) -> None:
        self.longest = 0.0

    async def run(self) -> None:
        """Watch until cancelled."""
        before = monotonic()
        while True:
            await asyncio.sleep(_ASK_EVERY)
            now = monotonic()
            self.longest = max(self.longest, 1000 * (now - before - _ASK_EVERY))
            before = now

    def take(self) -> float:
        """Return the longest gap, and begin again."""
        longest, self.longest = self.longest, 0.0
        return longest


async def main(opened: int) -> None:
    """Load, open, print."""
    app = Dashboard(settings_of(parse([])))
    watch = Watch()
    async with app.run_test(size=(120, 40)) as pilot:
        task = asyncio.create_task(watch.run())
        await asyncio.sleep(_ASK_EVERY)
        watch.take()
        tree = app.screen.query_one(InstanceTree)
        await app.workers.wait_for_complete()
        while len(tree.root.children) < _CALL_CENTERS:
            await pilot.pause(_QUIET)
        found = {"loading": watch.take()}
        for _ in range(opened):
            # Into a call center, its numbers, and on to the next.
            await pilot.press("right", "down", "down", "right", "end")
            await pilot.press("up", "left")
        await asyncio.sleep(_QUIET)
        found["opening"] = watch.take()
        task.cancel()
    print(json.dumps(found))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
