"""Another language while the dashboard runs: every word changes at once, and nothing else."""

from collections.abc import Iterator

import pytest

from ccc_tui.i18n import use_language
from ccc_tui.settings import Settings
from tests.ui.stage import Stage, on_stage


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


async def speak(stage: Stage, typed: str) -> None:
    """Choose a language in the palette."""
    await stage.press("colon", *typed, "enter")
    await stage.until(lambda: stage.app.screen is stage.screen)
    await stage.pilot.pause()


def words(stage: Stage) -> list[str]:
    """Return the lines, without what is a moment's."""
    return [line for line in stage.lines() if "RequestId" not in line]


@pytest.mark.parametrize("tab", ["overview", "admins", "numbers", "outbound", "users", "groups"])
async def test_every_visible_word_changes_and_the_place_stays(tab: str, stopped_clock: None) -> None:
    del stopped_clock
    settings = Settings(remember=False, instance="hd-service", tab=tab)
    async with on_stage(settings=settings) as stage:
        await stage.quiet()
        english, rows = words(stage), stage.table.rows
        await speak(stage, "language_zh")
        await stage.quiet()
        chinese = words(stage)
        assert stage.table.rows == rows or tab == "overview"
        use_language("zh")
    async with on_stage(settings=settings) as stage:
        await stage.quiet()
        assert words(stage) == chinese
        await speak(stage, "English")
        await stage.quiet()
        assert words(stage) == english
        assert stage.app.settings.language == "en"


async def test_it_is_found_in_its_own_words_and_keeps_the_cursor() -> None:
    async with on_stage(settings=Settings(remember=False)) as stage:
        await stage.open_admin(0, 0)
        await stage.until_shown("page 1 of 63")
        await stage.quiet()
        await stage.press("down", "down")
        number = stage.table.cell
        await speak(stage, "中文")
        assert stage.table.cell == number
        assert "技能组" in stage.line("heading")
        assert "q 退出" in stage.line("keys")


async def test_a_notice_and_the_calls_change_too() -> None:
    async with on_stage(settings=Settings(remember=False)) as stage:
        await stage.press("4")
        await stage.until_said("Whose outbound numbers?")
        await stage.press("exclamation_mark", "colon", *"language_zh", "enter")
        await stage.until_shown("接口", "时间", "打开")
        await stage.press("escape")
        await stage.until_said("查询谁的外呼号码")


async def test_another_language_than_these_changes_nothing() -> None:
    async with on_stage(settings=Settings(remember=False)) as stage:
        stage.app.action_language("fr")
        await stage.pilot.pause()
        assert stage.app.settings.language == "en"
        assert "q quit" in stage.line("keys")
