"""The loaded outbound numbers by province: what they cover, and filtering by a bar."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from ccc_tui.terminal import clipboard
from ccc_tui.terminal.clipboard import Way
from ccc_tui.ui.panes.outbound import Ids, OutboundPane
from ccc_tui.ui.screens.provinces import ProvincesScreen
from ccc_tui.ui.widgets.province_bars import ProvinceBars
from tests.ui.stage import INSTANCES, NUMBERS, Canned, Stage, document, on_stage, page_of

USER = Ids("huabei-sales", "chenyu@huabei-sales")


@asynccontextmanager
async def counting(server: Any = None, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Stage]:
    """Show the bars of a user's numbers."""
    async with on_stage(server, size=size) as stage:
        await stage.screen.detail.open_user(USER)
        await stage.quiet()
        await stage.press("o")
        await stage.until(lambda: isinstance(stage.app.screen, ProvincesScreen))
        await stage.until_shown("By province")
        yield stage


async def test_bars_of_the_page_and_what_they_cover() -> None:
    async with counting() as stage:
        text = stage.text()
        assert "50 of 12,480: page 1 only · A loads all" in text
        assert "四川 ████████ 12        电信 ████████ 14" in text
        assert "江苏 █████▍ 8" in text
        assert "By city" in text
        assert "chenyu@huabei-sales" in text
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.screen)
        await stage.until_shown("Province")


@pytest.mark.parametrize(("key", "wanted"), [("y", "8"), ("Y", '{"江苏": "8"}')])
async def test_a_bar_is_copied(key: str, wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []

    async def send(text: str, *_: object) -> Way:
        sent.append(text)
        return Way.TERMINAL

    monkeypatch.setattr(clipboard, "copy", send)
    async with counting() as stage:
        await stage.press("down", key)
        await stage.until_shown("sent to the terminal")
        assert sent == [wanted]
        assert isinstance(stage.app.screen, ProvincesScreen)
        await stage.press("up")
        await stage.until(lambda: "sent to the terminal" not in stage.text())


@pytest.mark.parametrize(("keys", "wanted"), [((), "province:四川"), (("right",), "provider_short_name:电信")])
async def test_enter_filters_the_list_by_the_bar(
    keys: tuple[str, ...], wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[str] = []
    monkeypatch.setattr(OutboundPane, "set_filter", lambda _pane, text: chosen.append(text), raising=False)
    async with counting() as stage:
        await stage.press(*keys, "enter")
        await stage.until(lambda: stage.app.screen is stage.screen)
        assert chosen == [wanted]


async def test_names_that_are_no_words_are_quoted_and_missing_ones_are_filtered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen: list[str] = []
    monkeypatch.setattr(OutboundPane, "set_filter", lambda _pane, text: chosen.append(text), raising=False)
    rows = [{"Number": "1", "Province": 'a "b" c'}, {"Number": "2", "Province": 'a "b" c'}, {"Number": "3"}]
    server = Canned(**{INSTANCES: document({"InstanceId": "huabei-sales"}), NUMBERS: page_of(rows, 3)})
    async with counting(server) as stage:
        assert "all 3 rows" in stage.text()
        await stage.press("enter")
        await stage.until(lambda: stage.app.screen is stage.screen)
        await stage.press("o")
        await stage.until(lambda: isinstance(stage.app.screen, ProvincesScreen))
        await stage.until_shown("By province")
        await stage.press("down", "enter")
        await stage.until(lambda: stage.app.screen is stage.screen)
        assert chosen == ['province:"a ""b"" c"', 'province:""']


async def test_loading_all_goes_on_counting_and_esc_stops_it_first() -> None:
    async with counting() as stage:
        stage.wire.hold(lambda asked: asked.page == 3)
        await stage.press("A")
        await stage.until_shown("200 of 12,480 loaded")
        await stage.press("escape")
        await stage.until(lambda: not stage.screen.pane.state.is_running)
        assert isinstance(stage.app.screen, ProvincesScreen)
        stage.wire.release()
        await stage.press("A")
        await stage.until_shown("all 12,480 rows")
        assert "1,034" in stage.text()
        await stage.quiet()
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.screen)


async def test_it_follows_the_window() -> None:
    async with counting() as stage:
        await stage.pilot.resize_terminal(120, 40)
        await stage.until_shown("四川 ████████████████ 12")
        await stage.pilot.resize_terminal(44, 12)
        await stage.until_shown("四川 ████████ 12")


async def test_without_rows_there_is_nothing_to_count() -> None:
    server = Canned(**{INSTANCES: document({"InstanceId": "huabei-sales"}), NUMBERS: page_of([], 0)})
    async with on_stage(server) as stage:
        await stage.press("o")
        assert stage.app.screen is stage.screen
        await stage.screen.detail.open_user(USER)
        await stage.quiet()
        await stage.press("o")
        assert stage.app.screen is stage.screen


# Beside the list, in a wide window


@asynccontextmanager
async def beside(server: Any = None, size: tuple[int, int] = (120, 40)) -> AsyncIterator[tuple[Stage, ProvinceBars]]:
    """Show a user's numbers."""
    async with on_stage(server, size=size) as stage:
        await stage.screen.detail.open_user(USER)
        await stage.quiet()
        yield stage, stage.screen.query_one(ProvinceBars)


def line_of(bars: ProvinceBars, words: str) -> int:
    """Return the line of the bars that begins with these words."""
    lines = bars.render().plain.split("\n")
    return next(number for number, line in enumerate(lines) if line.strip().startswith(words))


async def test_bars_stand_beside_the_list_where_the_window_is_wide() -> None:
    async with beside() as (stage, bars):
        await stage.until_shown("By province", "50 of 12,480: page 1", "A loads all", "江苏 █████▍ 8")
        assert bars.display
        assert stage.screen.query_one(OutboundPane).table.region.right == bars.region.x
        await stage.pilot.resize_terminal(119, 40)
        await stage.until(lambda: not bars.display)


async def test_a_click_on_a_bar_filters_and_a_second_one_shows_all_rows() -> None:
    async with beside() as (stage, bars):
        await stage.until_shown("江苏 █████▍ 8")
        line = line_of(bars, "江苏")
        await stage.pilot.click(bars, offset=(4, line))
        await stage.until_shown("/province:江苏  8 of 50 on this page")
        assert {row.province for row in stage.screen.pane.shown_rows} == {"江苏"}
        assert line_of(bars, "四川") < line  # all that is loaded is still counted
        await stage.pilot.click(bars, offset=(4, line))
        await stage.until_shown("page 1 of 250")
        await stage.pilot.click(bars, offset=(4, 0))  # the title does nothing
        await stage.pilot.click(bars, offset=(4, 30))
        assert stage.screen.pane.filter_text == ""


async def test_bars_cover_all_rows_once_they_are_loaded_and_none_where_there_are_none() -> None:
    rows = [{"Number": str(n), "Province": f"p{n % 50:02}"} for n in range(100)]
    server = Canned(
        **{
            INSTANCES: document({"InstanceId": "huabei-sales"}),
            NUMBERS: lambda asked: page_of(
                rows[(int(asked["PageNumber"]) - 1) * 50 :][:50], 100, int(asked["PageNumber"])
            ),
        }
    )
    async with beside(server) as (stage, bars):
        await stage.until_shown("50 of 100: page 1 only", "p00       ████████ 1")
        stage.wire.hold(lambda asked: asked.page == 2)
        await stage.press("A")
        await stage.until_shown("loading all")
        assert "50 of 100: page 1" in bars.render().plain
        stage.wire.release()
        await stage.until_shown("all 100 rows", "p00       ████████ 2", "20 others")
    nothing = Canned(**{INSTANCES: document({"InstanceId": "huabei-sales"}), NUMBERS: page_of([], 0)})
    async with beside(nothing) as (stage, bars):
        assert not bars.display


async def test_bars_are_drawn_in_windows_that_leave_no_room_for_them() -> None:
    async with beside(size=(120, 8)) as (stage, bars):
        assert bars.display
        assert bars.render().plain.count("\n") < bars.size.height
        assert "By province" in stage.text()
