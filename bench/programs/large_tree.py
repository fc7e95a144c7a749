"""Load the large tree without a terminal, open nodes, and print the longest gaps of the event loop as JSON."""

import asyncio
import gc
import json
import sys
from typing import Final

from textual.pilot import Pilot

from bench.event_loop import longest_gap
from ccc_tui.cli import prepare_process
from ccc_tui.cli.application import parse
from ccc_tui.cli.command import settings_of
from ccc_tui.ui.app import Dashboard
from ccc_tui.ui.widgets.instance_tree import InstanceTree

_CALL_CENTERS: Final = 500
_QUIET: Final = 0.3


async def main(opened: int) -> None:
    """Load, open, print."""
    async with Dashboard(settings_of(parse([]))).run_test(size=(120, 40)) as pilot:
        print(json.dumps([await longest_gap(load(pilot)), await longest_gap(walk(pilot, opened))]))


async def load(pilot: Pilot[None]) -> None:
    """Wait for all call centers."""
    await pilot.app.workers.wait_for_complete()
    while len(pilot.app.screen.query_one(InstanceTree).root.children) < _CALL_CENTERS:
        await pilot.pause(_QUIET)


async def walk(pilot: Pilot[None], opened: int) -> None:
    """Open one call center after the other, and its numbers."""
    for _ in range(opened):
        await pilot.press("right", "down", "down", "right", "end")
        await pilot.press("up", "left")
    await pilot.pause(_QUIET)


if __name__ == "__main__":
    prepare_process()
    gc.freeze()  # as `run_dashboard` does
    asyncio.run(main(int(sys.argv[1])))
