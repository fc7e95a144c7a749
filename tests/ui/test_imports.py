"""What may be imported by when: the start of the program depends on it."""

import json
import subprocess
import sys

# The first paint needs Textual and the screen. What asks the service comes in a thread, after it.
NOT_BEFORE_THE_FIRST_PAINT = {
    "httpx",
    "pydantic_core",
    "click",
    "defusedxml",
    "logging.config",
    "alibabacloud_credentials",
}
# What no list of call centers needs: XML, roles and logins, dialogs, the clipboard, the walk over all pages, and of
# pydantic all but the engine.
NOT_BEFORE_THE_FIRST_DATA = {
    "alibabacloud_credentials",
    "ccc_tui.cloud.credentials",
    "ccc_tui.cloud.wire_xml",
    "ccc_tui.logfile",
    "ccc_tui.terminal.clipboard",
    "ccc_tui.ui.screens.ask",
    "ccc_tui.ui.screens.help",
    "defusedxml",
    "pydantic",
    "uvicorn",
}
OF_THE_FIRST_PAINT = {
    "actions",
    "app",
    "glyphs",
    "parts",
    "screens",
    "screens.call_centers",
    "screens.dashboard",
    "screens.large",
    "screens.pages",
    "screens.questions",
    "screens.settled",
    "views",
    "views.states",
    "views.tabs",
    "views.view",
    "widgets",
    "widgets.detail_pane",
    "widgets.instance_tree",
    "widgets.key_bar",
    "widgets.line",
    "widgets.one_style",
    "widgets.row_table",
    "widgets.status_line",
    "widgets.top_line",
    "words",
}
PROGRAM = """
import asyncio, json, sys
import ccc_tui.cli.dashboard, ccc_tui.terminal.driver
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
    assert {"httpx", "pydantic_core"} <= at_the_first_data
    prefix = "ccc_tui.ui."
    ours = {name.removeprefix(prefix) for name in at_the_first_paint if name.startswith(prefix)}
    assert ours == OF_THE_FIRST_PAINT
