"""The command palette survives what comes too early, too late, or twice."""

import pytest
from rich.style import Style
from textual import events
from textual.app import App
from textual.command import CommandList
from textual.pilot import Pilot

from ccc_tui.ui.dialogs.help import HelpScreen
from ccc_tui.ui.palette import Palette
from tests.ui.stage import on_stage


async def opened(pilot: Pilot[None]) -> Palette:
    palette = Palette()
    await pilot.app.push_screen(palette)
    await pilot.pause()
    return palette


async def test_a_search_that_ends_after_the_palette_is_closed() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        palette = await opened(pilot)
        await palette.remove_children()
        palette._show_busy = True
        await pilot.pause()
        assert palette.is_running


async def test_a_click_outside_of_the_screen_closes_it() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        palette = await opened(pilot)
        palette.post_message(events.Click(palette, 900, 900, 0, 0, 1, False, False, False, 900, 900))
        await pilot.pause()
        assert app.screen is not palette


async def test_a_click_on_a_command_that_is_gone() -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        palette = await opened(pilot)
        commands = palette.query_one(CommandList)
        click = events.Click(commands, 1, 1, 0, 0, 1, False, False, False, 1, 1, style=Style(meta={"option": 99}))
        commands.post_message(click)
        await pilot.pause()
        assert app.screen is palette


@pytest.mark.parametrize("columns", range(1, 9))
async def test_it_opens_on_a_narrow_screen(columns: int) -> None:
    app = App[None]()
    async with app.run_test(size=(columns, 30)) as pilot:
        palette = await opened(pilot)
        await pilot.press("down")
        assert app.screen is palette


@pytest.mark.parametrize("times", [1, 2, 3])
async def test_it_closes_once(times: int) -> None:
    app = App[None]()
    async with app.run_test() as pilot:
        below = app.screen
        palette = await opened(pilot)
        for _ in range(times):
            palette.dismiss()
        await pilot.pause()
        assert app.screen is below


async def test_a_command_chosen_twice_in_one_packet_runs_once() -> None:
    async with on_stage() as stage:
        await stage.open_admin(0, 0)
        await stage.quiet()
        turn = next(each for each in stage.app.get_system_commands(stage.app.screen) if "next_page" in each.help)
        turn.callback()
        turn.callback()
        await stage.quiet()
        assert "page 2 of" in stage.line("footer")


async def test_a_command_that_another_screen_came_before_does_nothing() -> None:
    async with on_stage() as stage:
        copy = next(each for each in stage.app.get_system_commands(stage.app.screen) if "copy_cell" in each.help)
        await stage.press("question_mark")
        copy.callback()
        await stage.pilot.pause()
        assert stage.app.is_running
        assert isinstance(stage.app.screen_stack[-1], HelpScreen)
