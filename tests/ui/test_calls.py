"""The calls of the session: as they come, failures explained, the rate limit in sight."""

from typing import Any

import pytest

from ccc_tui.settings import Settings
from ccc_tui.ui.screens.calls import CallsScreen
from ccc_tui.ui.screens.inspector import InspectorScreen
from ccc_tui.ui.widgets.row_table import RowTable
from tests.ui.stage import INSTANCES, NUMBERS, ONCE, Canned, Stage, Wire, document, on_stage, page_of, refusal
from tests.ui.test_filter import of_user, server


def failing(**others: Any) -> Canned:
    refused = refusal("Forbidden.RAM", 403, "User not authorized")
    return Canned(**{INSTANCES: document({"InstanceId": "a"}), NUMBERS: refused} | others)


def few() -> Canned:
    """Return a server with one page of numbers: nothing is loaded ahead."""
    return server(**{NUMBERS: page_of([{"Number": "0210"}], 1)})


def calls(stage: Stage) -> list[int]:
    """Return the numbers of the calls that are shown, from the top."""
    return [call.number for call in stage.app.screen.query_one(RowTable).rows]


async def open_calls(stage: Stage) -> None:
    await stage.quiet()
    await stage.press("!")
    await stage.until(lambda: isinstance(stage.app.screen, CallsScreen))
    await stage.until_shown("Calls this session")


async def test_the_newest_stands_first_and_others_come_by_themselves() -> None:
    async with on_stage(few(), settings=of_user()) as stage:
        await stage.until_shown("1–1 of 1")
        await open_calls(stage)
        assert calls(stage) == [3, 2, 1]
        await stage.until_shown("✓ call 3 · 200", "RequestId  R-PAGE-1", "ListOutboundNumbersOfUser", "3 calls kept")
        stage.screen.pane.reload()
        await stage.until(lambda: calls(stage) == [4, 3, 2, 1])
        table = stage.app.screen.query_one(RowTable)
        assert table.row.number == 3, "the cursor stays on its call"


@pytest.mark.parametrize("key", ["escape", "q", "!"])
async def test_three_keys_go_back(key: str) -> None:
    async with on_stage(server()) as stage:
        await open_calls(stage)
        await stage.press(key)
        await stage.until(lambda: stage.app.screen is stage.screen)


async def test_a_failure_is_explained_and_f_shows_failures_only() -> None:
    async with on_stage(failing(), settings=of_user()) as stage:
        await stage.until_said("Forbidden.RAM")
        await open_calls(stage)
        await stage.until_shown(
            "✗ call 3 · 403 Forbidden.RAM",
            "Forbidden.RAM: The access key is not allowed to make this call.",
            "The service said: User not authorized",
            "ccc:ListOutboundNumbersOfUser",
            "✗ 2",
        )
        await stage.press("f")
        await stage.until_shown("failed only")
        assert calls(stage) == [3, 2]
        await stage.press("f")
        await stage.until(lambda: calls(stage) == [3, 2, 1])


async def test_where_no_call_failed_f_says_so() -> None:
    wire = Wire(server())
    async with on_stage(wire, settings=Settings(api_version="2017-07-05")) as stage:
        await open_calls(stage)
        await stage.press("f")
        await stage.until_shown("No call failed.")
        await stage.press("C")
        await stage.until_shown("no call here")


async def test_enter_inspects_the_call_and_the_next_one_is_that_below_it() -> None:
    async with on_stage(few(), settings=of_user()) as stage:
        await stage.until_shown("1–1 of 1")
        await open_calls(stage)
        await stage.press("/", *"listinst", "enter")
        await stage.until(lambda: calls(stage) == [2, 1])
        stage.app.screen.query_one(RowTable).focus()
        await stage.press("s")
        await stage.until(lambda: calls(stage) == [1, 2])
        await stage.until(lambda: stage.app.screen.query_one(RowTable).row.number == 2)
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, InspectorScreen))
        await stage.until_shown(" call 2")
        await stage.press("]")
        assert " call 2" in stage.text(), "the last one of those shown"
        await stage.press("[")
        await stage.until_shown(" call 1")
        await stage.press("escape")
        await stage.until(lambda: isinstance(stage.app.screen, CallsScreen))
        assert stage.app.screen.query_one(RowTable).row.number == 1


async def test_y_copies_the_request_id_and_capital_y_the_row() -> None:
    async with on_stage(few(), settings=of_user()) as stage:
        await stage.until_shown("1–1 of 1")
        await open_calls(stage)
        screen = stage.app.screen
        assert isinstance(screen, CallsScreen)
        assert screen._pane.text_to_copy(whole_row=False) == "R-PAGE-1"
        assert '"operation": "ListOutboundNumbersOfUser"' in (screen._pane.text_to_copy(whole_row=True) or "")


async def test_the_rate_limit_and_the_time_that_a_call_waited_for_it() -> None:
    async with on_stage(few(), settings=of_user()) as stage:
        await stage.until_shown("1–1 of 1")
        session = stage.app.session
        assert session is not None
        log = session.client.call_log
        call = log.find(3)
        assert call is not None
        log.update(call, waited=1.25)
        await open_calls(stage)
        await stage.until_shown("no rate limit", "waited 1,250 ms")
        limiter = session.client.rate_limiters[0]
        limiter.full_rate = limiter.rate = 10.0
        await stage.press("r")
        await stage.until_shown("at most 10 calls/s")
        limiter.throttled()
        await stage.press("r")
        await stage.until_shown("! throttled: 5 of 10 calls/s")
        await stage.press("enter")
        await stage.until_shown("waited 1,250 ms", "no key, no signature kept")


async def test_a_throttled_call_shows_its_tries() -> None:
    replies = iter([refusal("Throttling.User", 400), page_of([{"Number": "0210"}], 1)])
    answer = failing(**{NUMBERS: lambda _parameters: next(replies)})
    async with on_stage(answer, settings=of_user()) as stage:
        await stage.until_shown("0210")
        await open_calls(stage)
        await stage.until_shown("✓ call 3 · 200 ok", "2 tries")


async def test_nothing_the_service_says_is_obeyed() -> None:
    refused = refusal("[/]", 400, "\x1b[2J[@click=app.quit]x[/]")
    async with on_stage(failing(**{NUMBERS: refused}), settings=of_user(), retry=ONCE) as stage:
        await stage.until_said("[/]")
        await open_calls(stage)
        await stage.until_shown("✗ call 3 · 400 [/]", "[@click=app.quit]x[/]")
        assert "\x1b" not in stage.text()


async def test_a_narrow_window_keeps_the_list_and_the_call() -> None:
    async with on_stage(few(), settings=of_user(), size=(60, 15)) as stage:
        await stage.quiet()
        await open_calls(stage)
        await stage.until_shown("▌ 3", "✓ call 3")
        assert "? help" in stage.lines()[-1]
