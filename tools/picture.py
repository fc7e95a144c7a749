"""Draws ``docs/dashboard.svg``, the picture of the README: the demo, the same at every run.

``python -m tools.picture`` after a change of the screen.
"""

import asyncio
import os
import re
import time
from pathlib import Path
from typing import Final
from unittest.mock import patch

PICTURE: Final = Path(__file__).resolve().parent.parent / "docs" / "dashboard.svg"
_SIZE: Final = (120, 40)
_TITLE: Final = "ccc-tui --demo"
# What a person types: open the first call center, go to its first admin, open the numbers she may dial with.
_KEYS: Final = ("right", "down", "down", "enter")
# What differs from run to run, and what stands for it.
_CLOCK: Final = "10:42:07"
_WEB_FONT: Final = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_REMOTE: Final = re.compile(r"(?:url\(|href=)[\"']?https?:")


async def draw() -> str:
    """Return the picture, which fetches nothing when it is shown."""
    # Textual reads the environment when it is imported, so these imports wait.
    os.environ.update(TEXTUAL_ANIMATIONS="none", TZ="Asia/Shanghai")
    os.environ.pop("NO_COLOR", None)
    time.tzset()
    from ccc_tui.settings import Settings
    from ccc_tui.ui import formatting
    from ccc_tui.ui.app import Dashboard

    with patch.object(formatting, "clock", lambda _moment: _CLOCK):
        app = Dashboard(Settings(demo=True, theme="dark"))
        async with app.run_test(size=_SIZE) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            for key in _KEYS:
                await pilot.press(key)
                await app.workers.wait_for_complete()
                await pilot.pause()
            picture = app.export_screenshot(title=_TITLE)
    return _without_web_fonts(picture)


def _without_web_fonts(picture: str) -> str:
    """Return the picture in the fonts of whoever looks at it: fetching one would tell a stranger."""
    picture = _WEB_FONT.sub("", picture)
    assert not _REMOTE.search(picture), "the picture would fetch something"  # noqa: S101 - it must not be written
    lines = (line.rstrip() for line in picture.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


if __name__ == "__main__":
    PICTURE.write_text(asyncio.run(draw()), "utf-8")
