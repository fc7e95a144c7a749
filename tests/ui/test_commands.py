"""The command palette: it finds actions by their words or ids, runs one once, and survives keys that come too early."""

import time

from ccc_tui.callcenter.models import Instance, User
from ccc_tui.settings import Settings
from ccc_tui.ui.commands import PlaceIndex, commands_of
from ccc_tui.ui.dialogs.commands import CommandDialog, CommandList
from ccc_tui.ui.dialogs.help import HelpScreen
from tests.ui.stage import Stage, on_stage


def offered(stage: Stage) -> list[str]:
    """Return the ids of the commands that are offered."""
    return [command.id for command in commands(stage).rows]


def commands(stage: Stage) -> CommandList:
    """Return the list of the palette."""
    assert isinstance(stage.app.screen, CommandDialog)
    return stage.app.screen.query_one(CommandList)


def named(stage: Stage) -> list[str]:
    """Return the texts that are offered, with what stands at the right."""
    return [f"{command.text} | {command.key}" for command in commands(stage).rows]


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
        await stage.pilot.click(CommandList, offset=(5, 0))
        await stage.until(lambda: isinstance(stage.app.screen, HelpScreen))


async def test_a_click_beside_the_commands_does_nothing() -> None:
    async with on_stage() as stage:
        await stage.press("colon", *"help")
        await stage.pilot.pause()
        await stage.pilot.click(CommandList, offset=(5, 9))
        assert offered(stage)[0] == "help"


async def test_a_command_chosen_twice_in_one_packet_runs_once() -> None:
    async with on_stage() as stage:
        await stage.open_admin(0, 0)
        await stage.press("colon", *"next_page")
        table = commands(stage)
        table.post_message(CommandList.Selected())
        table.post_message(CommandList.Selected())
        await stage.quiet()
        assert "page 2 of" in stage.line("footer")


async def test_a_command_that_another_screen_came_before_does_nothing() -> None:
    async with on_stage() as stage:
        await stage.press("colon", *"copy_cell")
        dialog = stage.app.screen
        assert isinstance(dialog, CommandDialog)
        dialog.dismiss(commands(stage).row)
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


async def test_it_shows_words_at_the_left_and_the_key_at_the_right_and_no_configuration_names() -> None:
    async with on_stage(size=(80, 24)) as stage:
        await stage.press("colon")
        await stage.until_shown("Commands")
        text = stage.text()
        assert "▌ Go to the other pane                           tab │" in text
        assert "tab_overview" not in text
        assert "choose_user" not in text


async def test_what_was_used_comes_first() -> None:
    async with on_stage() as stage:
        await stage.press("colon", *"redraw", "enter")
        await stage.pilot.pause()
        await stage.press("colon")
        assert offered(stage)[0] == "redraw"


async def test_call_centers_and_admins_are_found_by_name_once_something_is_typed() -> None:
    async with on_stage() as stage:
        await stage.press("colon")
        assert not any(command.place for command in commands(stage).rows)
        await stage.press(*"huabei")
        await stage.pilot.pause()
        assert named(stage)[0] == "Huabei Sales | call center"
        await stage.press("enter")
        await stage.until_said("Huabei Sales ● running")
        assert stage.tree.place is not None
        assert stage.tree.place.instance.name == "Huabei Sales"


async def test_an_admin_that_is_chosen_shows_the_outbound_numbers() -> None:
    async with on_stage() as stage:
        await stage.press("colon", *"alice")
        await stage.pilot.pause()
        assert named(stage)[0] == "Alice Chen | Huabei Sales"
        await stage.press("enter")
        await stage.until(lambda: stage.screen.pane is stage.screen.detail.outbound)
        await stage.quiet()
        assert "Alice Chen" in stage.line("heading")


async def test_places_are_offered_only_above_the_dashboard() -> None:
    async with on_stage() as stage:
        await stage.press("exclamation_mark")
        await stage.until(lambda: stage.app.screen is not stage.screen)
        await stage.press("colon", *"huabei")
        await stage.pilot.pause()
        assert not any(command.place for command in commands(stage).rows)


async def test_themes_can_be_chosen() -> None:
    async with on_stage(settings=Settings()) as stage:
        await stage.press("colon")
        assert "theme_nord" not in offered(stage)
        await stage.press(*"theme")
        await stage.press("space", *"nord")
        await stage.pilot.pause()
        assert offered(stage)[0] == "theme_nord"
        await stage.press("enter")
        await stage.until(lambda: stage.app.theme == "nord")


async def test_a_theme_that_does_not_exist_changes_nothing() -> None:
    async with on_stage() as stage:
        before = stage.app.theme
        await stage.app.run_action("set_theme('no such theme')")
        assert stage.app.theme == before


def test_thousands_of_call_centers_are_searched_between_two_keys() -> None:
    instances = [
        Instance(instance_id=f"id-{n}", instance_name=f"Center {n}", admins=(User(user_id=f"user{n}@id-{n}"),))
        for n in range(5_000)
    ]
    places = PlaceIndex(instances)
    assert [command.text for command in places.find("center 4999")] == ["Center 4999"]
    start = time.perf_counter()
    found = [command.text for command in places.find("49")]
    assert time.perf_counter() - start < 0.1
    assert found[:3] == ["Center 49", "user49@id-49", "Center 149"]
    assert len(found) == 100
