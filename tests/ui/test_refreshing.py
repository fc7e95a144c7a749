"""What is shown is loaded again in the background: changes are marked, nothing moves, and a person goes first."""

from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ccc_tui.callcenter.page import Page
from ccc_tui.settings import Settings
from ccc_tui.ui.dialogs.help import HelpScreen
from ccc_tui.ui.panes.paged import PagedPane
from ccc_tui.ui.refreshing import AutoRefresh
from tests.ui.stage import INSTANCES, NUMBERS, Canned, Stage, Wire, document, on_stage, page_of, refusal

THROTTLED = refusal("Throttling.User", 400)
ADMIN = {"UserId": "li@a", "RamId": "1", "DisplayName": "Li"}


def center(*numbers: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a reply with one call center."""
    admins = {"User": [ADMIN]}
    found = {"PhoneNumber": list(numbers)}
    return document({"InstanceId": "a", "DomainName": "a", "AdminList": admins, "PhoneNumbers": found, **fields})


def rows(*cities: str) -> list[dict[str, Any]]:
    """Return outbound numbers, one in each city."""
    return [{"Number": f"0285555{n:04}", "City": city} for n, city in enumerate(cities)]


class Changing(Canned):
    """Call centers and outbound numbers that a test changes."""

    def __init__(self, *cities: str) -> None:
        self.cities = rows(*cities)
        self.center = center(InstanceName="A", Status="Running")
        self.said: dict[str, Any] | None = None
        super().__init__(**{INSTANCES: lambda _asked: self.answer(self.center), NUMBERS: lambda _asked: self.numbers()})

    def numbers(self) -> dict[str, Any]:
        return self.answer(page_of([*self.cities], len(self.cities)))

    def answer(self, usual: dict[str, Any]) -> dict[str, Any]:
        return usual if self.said is None else self.said


def stage_of(server: Wire, **options: Any) -> AbstractAsyncContextManager[Stage]:
    """Open the dashboard with a refresh that no test waits for."""
    settings = Settings(refresh=3600, remember=False, instance="a", user="li@a")
    return on_stage(server, settings=settings, **options)


async def refresh(stage: Stage) -> AutoRefresh:
    """Refresh as the timer does, and wait for the end."""
    refresher = stage.screen.refresher
    refresher.tick()
    await stage.until(lambda: not refresher.is_running)
    await stage.pilot.pause()
    return refresher


def underlined(stage: Stage) -> list[str]:
    """Return the texts of the table that are marked as changed."""
    table = stage.table
    lines = [table.render_line(y) for y in range(table.size.height)]
    return [part.text.strip() for line in lines for part in line if part.style and part.style.underline]


async def opened(stage: Stage) -> None:
    """Wait for the outbound numbers that the settings name."""
    await stage.until_shown("page 1 of 1")
    await stage.quiet()


async def test_changed_cells_are_marked_until_the_cursor_comes_to_their_row() -> None:
    server = Changing("Chengdu", "Leshan", "Luzhou")
    async with stage_of(Wire(server)) as stage:
        await opened(stage)
        server.cities = rows("Chengdu", "Leshan", "Yibin")
        await refresh(stage)
        assert underlined(stage) == ["Yibin"]
        await stage.press("down")
        assert underlined(stage) == ["Yibin"]
        await stage.press("down")
        await stage.pilot.pause()
        assert underlined(stage) == []


async def test_marks_go_when_the_pane_is_left() -> None:
    server = Changing("Chengdu", "Leshan")
    async with stage_of(Wire(server)) as stage:
        await opened(stage)
        server.cities = rows("Chengdu", "Yibin", "Zigong")
        await refresh(stage)
        assert "1 new" in stage.line("footer")
        await stage.press("1", "4")
        await stage.pilot.pause()
        assert underlined(stage) == []
        assert "1 new" not in stage.line("footer")


async def test_new_and_gone_rows_are_counted_and_the_cursor_stays_on_its_row_and_line() -> None:
    server = Changing(*[f"city{n}" for n in range(50)])
    async with stage_of(Wire(server), size=(120, 24)) as stage:
        await opened(stage)
        await stage.press(*["pagedown"] * 2)
        await stage.pilot.pause()
        number, line = stage.table.cell, stage.table.cursor_row - stage.table.scroll_offset.y
        new = [{"Number": f"0211111{n:04}", "City": "Shanghai"} for n in range(2)]
        server.cities = [*new, *server.cities[1:]]
        await refresh(stage)
        assert "2 new, 1 gone" in stage.line("footer")
        assert stage.table.cell == number
        assert stage.table.cursor_row - stage.table.scroll_offset.y == line
        server.cities = server.cities[1:]
        await refresh(stage)
        assert "1 new, 2 gone" in stage.line("footer")
        await stage.press("down")
        await stage.pilot.pause()
        assert "gone" not in stage.line("footer")


async def test_where_nothing_changed_only_the_clock_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    server = Changing("Chengdu")
    async with stage_of(Wire(server)) as stage:
        await opened(stage)
        drawn: list[str] = []
        for widget in stage.screen.query("*"):
            name = widget.id or " ".join(widget.classes)
            monkeypatch.setattr(widget, "refresh", lambda *_, name=name, **__: drawn.append(name))
        page = stage.screen.pane.state.page
        monkeypatch.setattr("ccc_tui.ui.formatting.clock", lambda _moment: "23:59:59")
        await refresh(stage)
        assert stage.screen.pane.state.page is not page
        assert drawn == ["footer"]


async def test_the_call_centers_are_refreshed_too_and_the_tree_does_not_move() -> None:
    server = Changing("Chengdu")
    async with stage_of(Wire(server)) as stage:
        await opened(stage)
        await stage.press("1")
        await stage.pilot.pause()
        stage.tree.focus()
        line = stage.tree.cursor_line
        server.center = center(InstanceName="B", Status="Running")
        await refresh(stage)
        assert stage.tree.cursor_line == line
        assert "● B" in stage.text()


async def test_rows_that_come_with_the_call_center_stay_on_their_line() -> None:
    numbers = [{"Number": f"021{n:08}", "PhoneNumberId": str(n)} for n in range(60)]
    server = Changing("Chengdu")
    server.center = center(*numbers)
    settings = Settings(refresh=3600, remember=False, instance="a", tab="numbers")
    async with on_stage(Wire(server), settings=settings, size=(120, 24)) as stage:
        await stage.quiet()
        await stage.press("tab", "pagedown", "pagedown")
        await stage.pilot.pause()
        number, line = stage.table.cell, stage.table.cursor_row - stage.table.scroll_offset.y
        server.center = center({"Number": "02199999999", "PhoneNumberId": "new"}, *numbers)
        await refresh(stage)
        assert stage.table.cell == number
        assert stage.table.cursor_row - stage.table.scroll_offset.y == line
        assert "1 new" in stage.line("footer")


async def test_every_call_is_behind_a_persons() -> None:
    async with stage_of(Wire(Changing("Chengdu"))) as stage:
        await opened(stage)
        session = stage.app.session
        assert session is not None
        before = len(session.client.call_log)
        status = stage.line("status")
        await refresh(stage)
        calls = [*session.client.call_log][before:]
        assert {call.operation.action for call in calls} == {INSTANCES, NUMBERS}
        assert {call.priority.name for call in calls} == {"SCAN"}
        assert stage.line("status") == status


async def test_a_failure_keeps_the_rows_and_is_said_then_goes() -> None:
    server = Changing("Chengdu")
    async with stage_of(Wire(server)) as stage:
        await opened(stage)
        server.said = refusal("Forbidden.RAM", 403)
        await refresh(stage)
        assert "refresh failed: Forbidden.RAM" in stage.line("footer")
        assert "Chengdu" in stage.text()
        server.said = None
        await refresh(stage)
        assert "failed" not in stage.line("footer")


async def test_it_slows_down_while_the_service_throttles_and_recovers() -> None:
    server = Changing("Chengdu")
    async with stage_of(Wire(server)) as stage:
        await opened(stage)
        server.said = THROTTLED
        factors = [(await refresh(stage)).factor for _ in range(4)]
        server.said = None
        factors.append((await refresh(stage)).factor)
        assert factors == [2, 4, 8, 8, 1]
        assert stage.screen.refresher.pause == 3600


async def test_not_while_a_dialog_is_open_or_a_request_is_under_way() -> None:
    wire = Wire(Changing("Chengdu"))
    async with stage_of(wire) as stage:
        await opened(stage)
        await stage.press("question_mark")
        await stage.until(lambda: isinstance(stage.app.screen, HelpScreen))
        asked = len(wire.asked)
        stage.screen.refresher.tick()
        assert not stage.screen.refresher.is_running
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.screen)
        wire.hold()
        await stage.press("r")
        await stage.until(lambda: bool(wire.waiting))
        stage.screen.refresher.tick()
        assert not stage.screen.refresher.is_running
        wire.release()
        await stage.quiet()
        assert len(wire.asked) == asked + 1


async def test_two_never_overlap_and_what_a_person_asks_for_meanwhile_wins() -> None:
    server = Changing(*["city"] * 120)
    server.numbers = lambda: page_of([*server.cities[:50]], 120)  # type: ignore[method-assign]
    wire = Wire(server)
    async with stage_of(wire) as stage:
        await stage.until_shown("page 1 of 3")
        await stage.quiet()
        wire.hold()
        refresher = stage.screen.refresher
        refresher.tick()
        await stage.until(lambda: bool(wire.waiting))
        asked = len(wire.asked)
        refresher.tick()
        await stage.pilot.pause()
        assert len(wire.asked) == asked
        await stage.press("]")
        wire.release()
        await stage.until(lambda: not refresher.is_running)
        await stage.quiet()
        assert "page 2 of 3" in stage.line("footer")


async def test_a_list_that_was_loaded_in_full_is_left_alone() -> None:
    wire = Wire(Changing("Chengdu"))
    async with stage_of(wire) as stage:
        await opened(stage)
        pane = stage.screen.pane
        assert isinstance(pane, PagedPane)
        pane.action_load_all()
        await stage.until_shown("all 1 loaded")
        await stage.quiet()
        asked = len(wire.numbers())
        await refresh(stage)
        assert len(wire.numbers()) == asked


async def test_a_page_that_was_turned_back_to_is_the_newest() -> None:
    server = Changing("Chengdu")
    wire = Wire(server)
    async with stage_of(wire) as stage:
        await opened(stage)
        server.cities = rows("Yibin")
        await refresh(stage)
        asked = len(wire.numbers())
        pane = stage.screen.pane
        assert isinstance(pane, PagedPane)
        pane.state.start(pane._load)
        await stage.quiet()
        assert len(wire.numbers()) == asked
        assert "Yibin" in stage.text()


@pytest.mark.parametrize(("seconds", "pause"), [(0, 0), (1, 5), (5, 5), (60, 60)])
async def test_the_pause_is_off_or_at_least_five_seconds(seconds: int, pause: int) -> None:
    async with on_stage(settings=Settings(refresh=seconds)) as stage:
        assert stage.screen.refresher.pause == pause


async def test_after_an_hour_the_footer_says_the_age() -> None:
    async with stage_of(Wire(Changing("Chengdu"))) as stage:
        await opened(stage)
        state = stage.screen.pane.state
        assert isinstance(state.page, Page)
        state.page = state.page._replace(as_of=datetime.now(UTC) - timedelta(hours=3, minutes=5))
        stage.screen.age.follow()
        assert "h old" not in stage.line("footer")
        stage.screen.age._turn()
        await stage.pilot.pause()
        assert stage.line("footer").rstrip(" │").endswith("3 h old")
