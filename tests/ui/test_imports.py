"""What the first paint does not wait for: it is imported in a thread, after it."""

import json
import subprocess
import sys

from tests.end_to_end.terminal import Terminal

SLOW = {"httpx", "pydantic", "pydantic_core"}
PROGRAM = """
import asyncio, json, sys
from ccc_tui.settings import Settings
from ccc_tui.ui.app import Dashboard
from ccc_tui.ui.panes.centers import CallCenters

painted = []
CallCenters.reload = lambda centers: painted.append(sorted(sys.modules))  # called after the first paint

async def main():
    async with Dashboard(Settings(demo=True)).run_test() as pilot:
        while not painted:
            await pilot.pause()
    print(json.dumps(painted[0]))

asyncio.run(main())
"""


def test_the_first_paint_does_not_wait_for_what_asks_the_service() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60)
    assert not SLOW & set(json.loads(done.stdout))


# Nothing goes on once loading begins, so that what is seen was painted before.
BLOCKED = """
import sys, threading
from ccc_tui.cli import main
from ccc_tui.ui.panes.centers import CallCenters

CallCenters.reload = lambda centers: threading.Event().wait()
sys.argv[1:] = ["--demo"]
main()
"""


def test_the_first_frame_is_painted_before_loading_begins() -> None:
    with Terminal(program=(sys.executable, "-c", BLOCKED)) as terminal:
        terminal.until_shown("Call centers", "1 Overview", "Loading")
