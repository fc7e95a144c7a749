"""Windows of every size: nothing crashes, and what matters most is kept longest."""

from functools import partial

import pytest

from ccc_tui.settings import Settings
from ccc_tui.ui.app import Dashboard
from ccc_tui.ui.panes.outbound import Ids
from ccc_tui.ui.screens.dashboard import DashboardScreen
from tests.ui.stage import Stage, on_stage

SIZES = ((1, 1), (3, 3), (20, 5), (39, 8), (40, 8), (71, 24), (80, 24), (99, 30), (160, 50))


def fits(stage: Stage, height: int) -> bool:
    """Return whether what is drawn has no more lines than the window."""
    return len(stage.lines()) <= height


async def test_no_size_crashes_whatever_is_on_the_screen() -> None:
    async with on_stage(size=(1, 1)) as stage:
        for keys in (["right"], ["2"], ["3", "right", "down"], ["1"]):
            await stage.press(*keys)
            for width, height in SIZES:
                await stage.pilot.resize_terminal(width, height)
                await stage.until(partial(fits, stage, height))
        await stage.open_admin(0, 0)
        await stage.quiet()
        for width, height in reversed(SIZES):
            await stage.pilot.resize_terminal(width, height)
            await stage.press("]", "down")
        assert stage.app._exception is None


async def test_dialogs_live_in_every_size() -> None:
    async with on_stage(size=(80, 24)) as stage:
        for key in ("u", "question_mark", "colon"):
            await stage.press(key)
            for width, height in SIZES:
                await stage.pilot.resize_terminal(width, height)
            assert not isinstance(stage.app.screen, DashboardScreen)
            await stage.press("escape")
            await stage.until(lambda: isinstance(stage.app.screen, DashboardScreen))
        assert stage.app._exception is None


async def test_a_window_that_is_too_small_says_how_large_it_should_be() -> None:
    async with on_stage(size=(39, 8)) as stage:
        assert stage.text().strip() == "needs 40×8 or more, is 39×8"
        await stage.pilot.resize_terminal(40, 8)
        await stage.until_shown("华东客服中心")


async def test_in_a_narrow_window_tree_and_pane_take_turns() -> None:
    async with on_stage(size=(60, 15)) as stage:
        assert "Call centers" in stage.text()
        assert "1 Overview" not in stage.text()
        await stage.press("tab")
        await stage.until_shown("1 Overview")
        assert "Call centers" not in stage.text()
        await stage.press("escape")
        await stage.until_shown("Call centers")


async def test_at_80_by_24_the_lines_keep_what_counts() -> None:
    async with on_stage(size=(80, 24)) as stage:
        assert "profile desk (aliyun CLI)" in stage.line("top")
        assert "1 needs attention" in stage.line("top")
        await stage.open_admin(0, 0)
        await stage.until_shown("page 1 of 63 · rows 1–50 of 3,120")
        await stage.quiet()
        await stage.until_shown("as of ")
        await stage.press("}")
        await stage.until_shown("page 63 of 63 · rows 3,101–3,120 of 3,120")
        assert stage.line("footer").rstrip("│").rstrip()[-8:].count(":") == 2


@pytest.mark.parametrize(("width", "hidden"), [(80, True), (200, False)])
async def test_columns_that_do_not_fit_are_counted_where_they_are_missing(width: int, hidden: bool) -> None:
    async with on_stage(size=(width, 24)) as stage:
        await stage.press("2")
        await stage.until_shown("Login")
        heading = stage.pane().splitlines()[1]
        assert heading.rstrip().endswith("+4 →") is hidden
        assert (stage.table.hidden_columns > 0) is hidden


async def test_an_explanation_longer_than_the_window_can_be_scrolled() -> None:
    async with on_stage(size=(60, 12)) as stage:
        await stage.screen.detail.open_user(Ids("hd-service", "wangxm"))
        await stage.until_said("✗ There is no such user in this call center.")
        assert "r try again" not in stage.text()
        await stage.press("down", "pagedown", "G")
        await stage.until_shown("r try again")
        await stage.press("g")
        await stage.until_shown("✗ There is no such user in this call center.")


def test_keys_that_come_before_the_panes_are_mounted_are_dropped() -> None:
    screen = Dashboard(Settings()).get_default_screen()
    assert not any(screen.check_action(action, (3,)) for action in ("show_tab", "in_pane", "choose_user", "refresh"))
