"""The loaded outbound numbers by province: what they cover, and filtering by a bar."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from ccc_tui.ui.panes.outbound import Ids, OutboundPane
from ccc_tui.ui.screens.provinces import ProvincesScreen
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
