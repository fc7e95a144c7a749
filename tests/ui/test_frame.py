"""The frame of the dashboard: titles and tabs, the node of all call centers, zoom, the way back, keys and messages."""

from typing import Any

import pytest

from ccc_tui.settings import Settings
from ccc_tui.ui.screens import dashboard
from ccc_tui.ui.widgets.rule import Rule
from tests.ui.stage import INSTANCES, NUMBERS, Canned, Stage, Wire, document, on_stage

TABS = "[1 Overview]  2 Admins  3 Numbers  4 Outbound  5 Users  6 Groups"


def rule(stage: Stage) -> str:
    return stage.line("rule").rpartition("┬")[2].strip("─ ")


def columns(stage: Stage, word: str, name: str) -> int:
    """Return the column of a word in a line of signs that take one cell each."""
    return stage.line(name).index(word)


def reversed_runs(stage: Stage) -> list[str]:
    """Return what is drawn reversed."""
    update: Any = stage.app.screen._compositor.render_update(full=True)
    return [
        segment.text
        for row in update.strips
        for strip in row
        for segment in strip
        if segment.style is not None and segment.style.reverse
    ]


# Tabs


async def test_tabs_keep_a_word_each_and_the_current_one_its_count() -> None:
    async with on_stage(size=(120, 24)) as stage:
        assert rule(stage) == TABS
        await stage.press("3")
        await stage.until_shown("1 Overview  2 Admins  [3 Numbers 18]  4 Outbound  5 Users  6 Groups")
        await stage.pilot.resize_terminal(80, 24)
        await stage.until(lambda: rule(stage) == "1 Over 2 Admi [3 Numbers 18] 4 Outb 5 User 6 Grou")


async def test_a_click_on_a_tab_shows_it_and_one_on_the_title_goes_to_the_tree() -> None:
    async with on_stage(size=(120, 24)) as stage:
        await stage.pilot.click(Rule, offset=(columns(stage, "3 Numbers", "rule"), 0))
        await stage.until_shown("[3 Numbers 18]")
        stage.table.focus()
        await stage.pilot.pause()
        await stage.pilot.click(Rule, offset=(columns(stage, "Call", "rule"), 0))
        await stage.until(lambda: stage.tree.has_focus)
        await stage.pilot.click(Rule, offset=(100, 0))
        assert "[3 Numbers 18]" in stage.text()


async def test_only_the_cursor_of_what_has_the_focus_is_reversed() -> None:
    async with on_stage() as stage:
        await stage.press("3")
        await stage.pilot.pause()
        assert reversed_runs(stage) == ["华东客服中心"]
        await stage.press("tab")
        await stage.pilot.pause()
        assert reversed_runs(stage) == ["057155590000"]


async def test_a_digit_looks_and_the_focus_stays() -> None:
    async with on_stage() as stage:
        await stage.press("3")
        assert stage.tree.has_focus
        await stage.press("tab", "2")
        await stage.until(lambda: stage.table.has_focus)
        assert "[2 Admins 4]" in stage.text()


async def test_a_move_in_the_tree_keeps_the_tab() -> None:
    async with on_stage() as stage:
        await stage.press("3", "down")
        await stage.until_shown("[3 Numbers 12]")
        await stage.press("up", "up")
        await stage.until_shown("[3 Numbers 68]")


async def test_a_list_is_loaded_where_the_cursor_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dashboard, "_LOAD_AFTER", 1.0)  # a busy machine may be slow with the second key
    empty = {"Code": "OK", "HttpStatusCode": 200, "Data": {"List": [], "TotalCount": 0}}
    centers = [{"InstanceId": name, "DomainName": name} for name in "abc"]
    wire = Wire(Canned(**{INSTANCES: document(*centers), "ListUsers": empty}))
    async with on_stage(wire) as stage:
        await stage.press("5", "down", "down")
        await stage.until(lambda: any(asked.parameters.get("InstanceId") == "c" for asked in wire.asked))
        assert "b" not in {asked.parameters.get("InstanceId") for asked in wire.asked}


# All call centers


async def test_it_opens_on_all_call_centers() -> None:
    async with on_stage(home=True) as stage:
        assert stage.lines()[2].startswith("▌  ◆ All centers")
        assert "1/21" in stage.line("position")
        await stage.press("j", "j")
        assert "3/21" in stage.line("position")
        await stage.press("0")
        await stage.until(lambda: stage.tree.at_home)
        await stage.press("right", "left")
        assert len(stage.tree.root.children) == 20


async def test_at_home_admins_and_numbers_are_those_of_all_call_centers() -> None:
    async with on_stage(home=True) as stage:
        await stage.press("3", "tab", "G")
        await stage.until_shown("68 numbers", "! 2 test numbers running out")
        assert stage.pane().splitlines()[1].split()[:2] == ["Center", "Number"]
        await stage.press("2", "g")
        await stage.until_shown("▌ 华东客服中心", "王小明")
        await stage.press("enter")
        await stage.until_shown("王小明  wangxm@hd-service", "page 1 of 63")


async def test_at_home_the_lists_of_one_call_center_ask_for_one() -> None:
    async with on_stage(home=True) as stage:
        before = len(stage.wire.asked)
        await stage.press("4", "5", "6", "r")
        await stage.quiet()
        assert {asked.action for asked in stage.wire.asked[before:]} <= {INSTANCES}
        assert stage.app._exception is None


async def test_a_call_center_that_is_named_is_opened_instead() -> None:
    async with on_stage(settings=Settings(instance="hotline-en"), home=True) as stage:
        await stage.until_shown("▌▸ ! Hotline EN")


# Zoom, and the way back


async def test_z_shows_the_pane_alone_and_both_again() -> None:
    async with on_stage(size=(80, 24)) as stage:
        await stage.press("3", "z")
        await stage.until_shown("‹ 华东客服中心 › Numbers")
        assert "All centers" not in stage.text()
        assert stage.table.has_focus
        await stage.press("z")
        await stage.until_shown("All centers", "┬")
        await stage.press("z", "escape")
        await stage.until_shown("All centers")


async def test_escape_goes_back_step_by_step_at_last_to_the_tree() -> None:
    async with on_stage() as stage:
        await stage.press("2", "tab", "enter")
        await stage.until_shown("page 1 of 63")
        await stage.quiet()
        await stage.press("escape")
        await stage.until_shown("[2 Admins 4]")
        assert stage.table.has_focus
        await stage.press("escape")
        await stage.until_shown("[1 Overview]")
        stage.table.focus()
        await stage.press("escape", "escape")
        assert stage.tree.has_focus


async def test_a_narrow_window_names_the_way() -> None:
    async with on_stage(size=(60, 20)) as stage:
        assert "‹" not in stage.text()
        await stage.press("3")
        await stage.until_shown("‹ 华东客服中心 › Numbers")
        assert "All centers" not in stage.text()


# Keys and messages


async def test_the_key_bar_offers_what_does_something_now() -> None:
    async with on_stage() as stage:
        await stage.press("4")
        assert "] page" not in stage.line("keys")
        assert "A all" not in stage.line("keys")
        await stage.open_admin(0, 0)
        await stage.until(lambda: "] page  # go to  A all" in stage.line("keys"))
        await stage.open_admin(0, 1)
        await stage.until_shown("rows 1–18 of 18")
        await stage.quiet()
        await stage.until(lambda: "] page" not in stage.line("keys"))
        assert stage.line("keys").endswith("? help  q quit")


async def test_while_a_call_is_slow_the_key_that_stops_it_comes_first() -> None:
    async with on_stage() as stage:
        stage.wire.hold(lambda asked: asked.action == NUMBERS)
        await stage.open_admin(0, 0)
        await stage.until(lambda: stage.line("keys").startswith(" esc stop  enter open"))
        await stage.press("escape")
        await stage.until(lambda: "esc stop" not in stage.line("keys"))
        await stage.until_said("Loading was stopped.")


async def test_a_click_on_a_key_does_what_it_does() -> None:
    async with on_stage() as stage:
        await stage.pilot.click("#keys", offset=(columns(stage, "tab pane", "keys") + 2, 0))
        await stage.until(lambda: stage.screen.focused is stage.screen.pane.table)
        await stage.pilot.click("#keys", offset=(columns(stage, "? help", "keys"), 0))
        await stage.until_shown("any key closes")


@pytest.mark.parametrize(("height", "name"), [(24, "status"), (15, "keys")])
async def test_what_a_key_did_is_said_until_the_next_one(height: int, name: str) -> None:
    async with on_stage(size=(80, height)) as stage:
        assert not stage.screen.query_one("#status").size or not stage.line("status")
        stage.screen.notify_key("✓ copied")
        await stage.until(lambda: stage.line(name) == " ✓ copied")
        await stage.press("down")
        await stage.until(lambda: "copied" not in stage.text())
        assert "q quit" in stage.line("keys")
