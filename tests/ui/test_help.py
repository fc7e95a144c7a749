"""The help: every key on one screen, the signs, and that the program only reads."""

import re
from typing import Final

import pytest

from ccc_tui.i18n import use_language
from ccc_tui.settings import Settings
from ccc_tui.ui.actions import ACTIONS, Action, group_of
from ccc_tui.ui.dialogs import help as help_module
from ccc_tui.ui.dialogs.help import HelpBody, HelpScreen
from tests.ui.stage import Stage, on_stage

# Actions that the table may get.
MORE: Final = (
    Action("everywhere", ("E",), "rows of all", "Rows.", "app", group="look"),
    Action("findings", ("f",), "findings", "Findings.", "app", group="move"),
    Action("grants", ("x",), "grants", "Grants.", "app", group="move"),
)


async def opened(stage: Stage) -> None:
    """Open the help."""
    await stage.press("question_mark")
    await stage.until(lambda: isinstance(stage.app.screen, HelpScreen))
    await stage.pilot.pause()


async def test_it_fits_on_one_screen_with_signs_and_promise() -> None:
    async with on_stage(size=(80, 24)) as stage:
        await opened(stage)
        text = stage.text()
        assert "↑ ↓  k j  row" in text
        assert "g G       first, last" in text
        assert "1–6       tab" in text
        assert "[ ]    previous, next" in text
        assert re.search(r"y Y +cell, row", text)
        assert "Signs ● running  ◐ changing  ○ stopped  × released" in text
        assert "Reads only: no call of this program changes anything.       any key closes" in text


@pytest.mark.parametrize("language", ["en", "zh"], indirect=True)
async def test_there_is_room_for_more_actions(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(help_module, "ACTIONS", (*ACTIONS, *MORE))
    async with on_stage(size=(80, 24)) as stage:
        await opened(stage)
        body = stage.app.screen.query_one(HelpBody)
        assert body.size.height <= 22
        assert body.parent is not None
        assert getattr(body.parent, "max_scroll_y") == 0  # noqa: B009
        assert all(key in stage.text() for key in ("rows of all", "findings", "grants"))
    use_language("en")


@pytest.mark.parametrize("key", ["q", "j", "escape", "question_mark", "down", "enter", "tab", "x", "3"])
async def test_any_key_closes_it_and_does_nothing_else(key: str) -> None:
    async with on_stage(size=(80, 24)) as stage:
        before = stage.tree.cursor_line, stage.screen.pane
        await opened(stage)
        await stage.press(key)
        await stage.until(lambda: stage.app.screen is stage.screen)
        assert stage.app.is_running
        assert (stage.tree.cursor_line, stage.screen.pane) == before


async def test_a_click_closes_it() -> None:
    async with on_stage(size=(80, 24)) as stage:
        await opened(stage)
        await stage.pilot.click(offset=(1, 1))
        await stage.until(lambda: stage.app.screen is stage.screen)


@pytest.mark.parametrize("size", [(60, 15), (40, 8), (30, 6)])
async def test_it_scrolls_where_the_window_is_too_small(size: tuple[int, int]) -> None:
    async with on_stage(size=size) as stage:
        await opened(stage)
        assert "any key closes" not in stage.text()
        await stage.press("end")
        await stage.until_shown("any key closes")
        await stage.press("up", "home")
        await stage.until_shown("Move")
        await stage.press("x")
        await stage.until(lambda: stage.app.screen is stage.screen)


async def test_keys_of_the_configuration_are_shown() -> None:
    async with on_stage(size=(80, 24), settings=Settings(keys={"refresh": "f5", "calls": "[x]"})) as stage:
        await opened(stage)
        assert "f5" in stage.text()
        assert "[x]" in stage.text()
        assert "ctrl+r" not in stage.text()


async def test_what_does_not_work_here_stands_back() -> None:
    async with on_stage(size=(80, 24)) as stage:
        await opened(stage)
        body = stage.app.screen.query_one(HelpBody)
        lines = [line for _title, group in body._groups for line in group]
        here = {line.words: line.here for line in lines}
        assert (here["row"], here["load all"]) == (True, False)


def test_every_action_has_a_group() -> None:
    assert {group_of(action) for action in ACTIONS} == {"move", "look", "pages", "copy", "program"}
