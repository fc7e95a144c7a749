"""The command palette: it finds actions by their words or ids, runs one once, and survives keys that come too early."""

from ccc_tui.ui.dialogs.commands import CommandDialog, commands_of
from ccc_tui.ui.dialogs.help import HelpScreen
from ccc_tui.ui.widgets.row_table import RowTable
from tests.ui.stage import Stage, on_stage


def offered(stage: Stage) -> list[str]:
    """Return the ids of the commands that are offered."""
    assert isinstance(stage.app.screen, CommandDialog)
    return [command.id for command in stage.app.screen.query_one(RowTable).rows]


async def test_it_offers_what_works_here_once() -> None:
    async with on_stage() as stage:
        await stage.press("colon")
        in_tree = offered(stage)
        await stage.press("escape")
        await stage.open_admin(0, 0)
        await stage.press("colon")
        assert len(in_tree) == len(set(in_tree))
        assert {"refresh", "quit", "help", "tab_overview"} <= set(in_tree)
        assert not {"cursor_down", "command_palette", "back"} & set(in_tree)
        assert {"next_page", "load_all"} <= set(offered(stage))


async def test_it_finds_by_words_and_by_id() -> None:
    found = {"next page": "next_page", "load_all": "load_all", "Quit": "quit", "zzz": None}
    async with on_stage() as stage:
        await stage.open_admin(0, 0)
        for typed, first in found.items():
            await stage.press("colon", *("space" if letter == " " else letter for letter in typed))
            await stage.pilot.pause()
            assert offered(stage)[:1] == ([first] if first else []), typed
            assert first or "No command matches." in "\n".join(stage.lines())
            await stage.press("escape")


async def test_keys_move_and_enter_runs() -> None:
    async with on_stage() as stage:
        await stage.open_admin(0, 0)
        await stage.press("colon", "down", "pagedown", "up", "pageup", *"next_page")
        await stage.press("enter")
        await stage.quiet()
        assert "page 2 of" in stage.line("footer")


async def test_a_click_runs_a_command() -> None:
    async with on_stage() as stage:
        await stage.press("colon", *"help")
        await stage.pilot.pause()
        await stage.pilot.click(RowTable, offset=(5, 1))
        await stage.until(lambda: isinstance(stage.app.screen, HelpScreen))


async def test_a_click_beside_the_commands_does_nothing() -> None:
    async with on_stage() as stage:
        await stage.press("colon", *"help")
        await stage.pilot.pause()
        await stage.pilot.click(RowTable, offset=(5, 0))
        await stage.pilot.click(RowTable, offset=(5, 4))
        assert offered(stage)[0] == "help"


async def test_a_command_chosen_twice_in_one_packet_runs_once() -> None:
    async with on_stage() as stage:
        await stage.open_admin(0, 0)
        await stage.press("colon", *"next_page")
        table = stage.app.screen.query_one(RowTable)
        table.action_open()
        table.action_open()
        await stage.quiet()
        assert "page 2 of" in stage.line("footer")


async def test_a_command_that_another_screen_came_before_does_nothing() -> None:
    async with on_stage() as stage:
        await stage.press("colon", *"copy_cell")
        dialog = stage.app.screen
        assert isinstance(dialog, CommandDialog)
        dialog.dismiss(dialog.query_one(RowTable).row)
        stage.app.push_screen(HelpScreen({}, {}))
        await stage.pilot.pause()
        assert stage.app.is_running
        assert isinstance(stage.app.screen, HelpScreen)


async def test_it_lives_on_a_small_screen() -> None:
    async with on_stage(size=(20, 5)) as stage:
        for columns in (20, *range(1, 9)):
            await stage.pilot.resize_terminal(columns, 5)
            await stage.press("colon", "pagedown", "pageup", "q", "down", "escape")
            assert not isinstance(stage.app.screen, CommandDialog), columns


async def test_it_offers_nothing_for_bindings_that_are_not_ours() -> None:
    async with on_stage() as stage:
        active = {key: bound for key, bound in stage.app.screen.active_bindings.items() if not bound.binding.id}
        assert active
        assert commands_of(active, {}) == []
