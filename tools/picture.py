"""Draws the pictures of the README and of the guide from the demo, the same at every run.

``python -m tools.picture`` after a change of the screen; look at them before they are committed.
"""

import asyncio
import os
import re
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from unittest.mock import patch

if TYPE_CHECKING:
    from textual.pilot import Pilot


_DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
_PICTURES: Final = _DOCS / "pictures"
_TITLE: Final = "ccc-tui --demo"
_LARGE: Final = (120, 40)
_USUAL: Final = (80, 24)
# What differs from run to run, and what stands for it.
_CLOCK: Final = "10:42:07"
_LATENCIES: Final = (0.003, 0.009, 0.015, 0.004)
_WEB_FONT: Final = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
_REMOTE: Final = re.compile(r"(?:url\(|href=)[\"']?https?:")
_VIEW_BOX: Final = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


class Scene(NamedTuple):
    """A picture: what is typed before it is taken, and in the animation, where the scene before it ended."""

    name: str
    keys: tuple[str, ...]
    next_keys: tuple[str, ...] = ()
    size: tuple[int, int] = _USUAL
    seconds: float = 0.0  # how long the animation shows it; 0 where it has no part in it


_ADMIN: Final = ("down", "right", "down", "right", "enter")
SCENES: Final = (
    Scene("home", (), seconds=3),
    Scene("center", ("down",), ("down",), seconds=3),
    Scene("numbers", ("down", "3"), ("3",), seconds=2.5),
    Scene("outbound", _ADMIN, ("right", "down", "right", "enter"), seconds=3),
    Scene("filter", (*_ADMIN, "slash", *"chengdu"), ("slash", *"chengdu"), seconds=3),
    Scene("inspector", (*_ADMIN, "i"), ("enter", "i"), seconds=3),
    Scene("calls", (*_ADMIN, "exclamation_mark")),
)
FRONT: Final = Scene("dashboard", _ADMIN, size=_LARGE)


class _Stopped(datetime):
    """A clock that stands still."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "_Stopped":
        return cls(2026, 1, 5, 2, 42, 7, tzinfo=tz)


async def _drawn(scenes: Sequence[Scene], *, apart: bool) -> list[str]:
    """Return a picture of each scene, which fetches nothing when it is shown."""
    # Textual reads the environment when it is imported, so these imports wait.
    os.environ.update(TEXTUAL_ANIMATIONS="none", TZ="Asia/Shanghai")
    os.environ.pop("NO_COLOR", None)
    time.tzset()
    from ccc_tui.cloud import call_log
    from ccc_tui.settings import Settings
    from ccc_tui.ui import formatting
    from ccc_tui.ui.app import Dashboard

    pictures: list[str] = []
    with (
        patch.object(formatting, "clock", lambda _moment: _CLOCK),
        patch.object(call_log, "datetime", _Stopped),
        patch("ccc_tui.cloud.client._Attempt.elapsed", lambda its: _LATENCIES[its.call.number % len(_LATENCIES)]),
    ):
        for group in [[scene] for scene in scenes] if apart else [scenes]:
            app = Dashboard(Settings(demo=True, theme="dark"))
            async with app.run_test(size=group[0].size) as pilot:
                await _settle(pilot)
                for scene in group:
                    for key in scene.keys if apart else scene.next_keys:
                        await pilot.press(key)
                        await _settle(pilot)
                    pictures.append(_without_web_fonts(app.export_screenshot(title=_TITLE)))
    return pictures


async def _settle(pilot: "Pilot[None]") -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def _without_web_fonts(picture: str) -> str:
    """Return the picture in the fonts of whoever looks at it: fetching one would tell a stranger."""
    picture = _WEB_FONT.sub("", picture)
    assert not _REMOTE.search(picture), "the picture would fetch something"  # noqa: S101 - it must not be written
    lines = (line.rstrip() for line in picture.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def animated(frames: Sequence[tuple[str, float]]) -> str:
    """Return one picture that shows each frame for so many seconds, over and over, by style sheet alone."""
    box = _VIEW_BOX.search(frames[0][0])
    assert box is not None  # noqa: S101 - Textual writes it
    total = sum(seconds for _frame, seconds in frames)
    return "".join(_animated(frames, total, f'viewBox="0 0 {box[1]} {box[2]}"'))


def _animated(frames: Sequence[tuple[str, float]], total: float, box: str) -> Iterator[str]:
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {box}>\n<style>\n'
    start = 0.0
    for number, (_frame, seconds) in enumerate(frames):
        begin, end = 100 * start / total, 100 * (start + seconds) / total
        hidden = f"0%, {begin:.3f}% {{ visibility: hidden }} " if begin else ""
        yield f"@keyframes frame-{number} {{ {hidden}{begin + 0.001:.3f}%, {end:.3f}% {{ visibility: visible }} "
        yield f"{min(end + 0.001, 100):.3f}%, 100% {{ visibility: {'visible' if end >= 100 else 'hidden'} }} }}\n"  # noqa: PLR2004
        # Without animations the first one is shown.
        shown = "hidden" if number else "visible"
        yield f".frame-{number} {{ visibility: {shown}; animation: frame-{number} {total}s step-end infinite }}\n"
        start += seconds
    yield "</style>\n"
    for number, (frame, _seconds) in enumerate(frames):
        yield f'<g class="frame-{number}">\n{frame}</g>\n'
    yield "</svg>\n"


async def draw() -> None:
    """Write every picture."""
    _PICTURES.mkdir(exist_ok=True)
    for scene, picture in zip((FRONT, *SCENES), await _drawn((FRONT, *SCENES), apart=True), strict=True):
        folder = _DOCS if scene is FRONT else _PICTURES
        (folder / f"{scene.name}.svg").write_text(picture, "utf-8")
    moving = [scene for scene in SCENES if scene.seconds]
    frames = await _drawn(moving, apart=False)
    film = animated([(frame, scene.seconds) for frame, scene in zip(frames, moving, strict=True)])
    (_DOCS / "demo.svg").write_text(film, "utf-8")


if __name__ == "__main__":
    asyncio.run(draw())
