"""What is imported by when: the time until the first paint depends on it."""

import json
import subprocess
import sys

# What asks the service is imported in a thread, after the first paint.
NOT_BEFORE_THE_FIRST_PAINT = {"httpx", "pydantic", "defusedxml", "alibabacloud_credentials"}
# What no list of call centers needs.
NOT_BEFORE_THE_FIRST_DATA = {"alibabacloud_credentials", "defusedxml", "uvicorn"}
PROGRAM = """
import asyncio, json, sys
import ccc_tui.cli.application, ccc_tui.terminal.driver
from ccc_tui.settings import Settings
from ccc_tui.ui.app import Dashboard
from ccc_tui.ui.screens.settled import SettledScreen

painted = []
settle = SettledScreen.settle

def first_paint(screen):
    settle(screen)
    painted.append(sorted(sys.modules))

SettledScreen.settle = first_paint

async def main():
    app = Dashboard(Settings(demo=True))
    async with app.run_test() as pilot:
        while app.screen.is_loading or not app.screen.query_one("InstanceTree").root.children:
            await pilot.pause()
    print(json.dumps([painted[0], sorted(sys.modules)]))

asyncio.run(main())
"""


def test_nothing_is_imported_before_it_is_needed() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True, timeout=60
    )
    at_the_first_paint, at_the_first_data = map(set, json.loads(done.stdout))
    assert not at_the_first_paint & NOT_BEFORE_THE_FIRST_PAINT
    assert not at_the_first_data & NOT_BEFORE_THE_FIRST_DATA
    assert {"httpx", "pydantic"} <= at_the_first_data
