"""What the screen says when the service refuses, fails or is slow, and what is done about it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from ccc_tui.cloud.errors import ConfigurationError
from ccc_tui.session import Session
from ccc_tui.settings import Settings
from ccc_tui.simulator import Fault, Simulator
from ccc_tui.ui import formatting
from ccc_tui.ui.app import Dashboard
from ccc_tui.ui.panes.outbound import Ids
from tests.ui.stage import INSTANCES, NUMBERS, ONCE, Canned, Stage, Wire, document, on_stage, page_of, refusal

THROTTLED = Fault.THROTTLE(retry_after_ms=1)


@pytest.fixture
def simulator() -> Simulator:
    return Simulator()


@pytest.fixture
async def stage(simulator: Simulator) -> AsyncIterator[Stage]:
    async with on_stage(simulator, retry=ONCE) as stage:
        yield stage


async def test_a_user_whom_the_service_does_not_know_is_named_with_code_request_id_and_remedy(stage: Stage) -> None:
    await stage.screen.detail.open_user(Ids("hd-service", "wangxm"))
    await stage.until_said("✗ There is no such user in this call center.")
    said = stage.words()
    assert "NotExists.UserId · HTTP 404 · RequestId " in said
    assert "The service said: The user wangxm does not exist in instance hd-service." in said
    assert "user ids look like login@instance" in said
    assert "u type another id" in said
    assert "r try again" in said
    assert "wangxm · hd-service" in stage.line("heading")


async def test_r_asks_again_after_a_failure(stage: Stage, simulator: Simulator) -> None:
    simulator.fail_next(Fault.UNAVAILABLE, action=NUMBERS)
    await stage.open_admin(0, 1)
    await stage.until_said("✗ The service is not available now.", "ServiceUnavailable · HTTP 503")
    await stage.press("r")
    await stage.until_shown("rows 1–18 of 18")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault.HTML, "A gateway in front of the service failed."),
        (Fault.EMPTY, "The reply was empty."),
        (Fault.TRUNCATE, "The reply is incomplete."),
        (Fault.FORBIDDEN, "The access key is not allowed to make this call."),
        (Fault.ERROR_IN_200, "A part of the service failed."),
    ],
)
async def test_call_centers_that_cannot_be_had_say_why(simulator: Simulator, fault: Fault, said: str) -> None:
    simulator.fail_next(fault, times=2)  # of both API versions
    async with on_stage(simulator, retry=ONCE, loaded=False) as stage:
        await stage.until_said(f"✗ {said}", "r try again")
        await stage.press("r")
        await stage.until_said("16 running")


async def test_without_an_access_key_the_screen_says_how_to_give_one() -> None:
    def connect(_settings: Settings) -> Session:
        raise ConfigurationError("Client.Credentials.Missing", "no access key")

    app = Dashboard(Settings(), connect)
    async with app.run_test(size=(120, 40)) as pilot:
        stage = Stage(pilot, Wire(Simulator()))
        await stage.until_said("✗ No access key was found.", "Set ALIBABA_CLOUD_ACCESS_KEY_ID")
        await stage.press("1", "2", "3", "4", "u", "]", "A", "down", "G", "enter", "tab", "question_mark")
        await stage.until_shown("any key closes")


async def test_while_the_service_throttles_the_words_say_which_try_of_how_many() -> None:
    simulator = Simulator()
    wire = Wire(simulator)
    async with on_stage(wire) as stage:
        simulator.fail_next(THROTTLED, times=2, action=NUMBERS)
        wire.hold(lambda _asked: len(wire.numbers()) == 3)
        await stage.open_admin(0, 1)
        await stage.until_said("Loading… ListOutboundNumbersOfUser", "try 3 of 4", "esc cancels")
        wire.release()
        await stage.until_shown("rows 1–18 of 18")
        await stage.quiet()


async def test_between_two_tries_the_words_say_why_and_when_the_next_one_is() -> None:
    simulator = Simulator()
    async with on_stage(simulator) as stage:
        simulator.fail_next(Fault.THROTTLE(retry_after_ms=8_000), action=NUMBERS)
        await stage.open_admin(0, 1)
        await stage.until_said("try 1 of 4 (Throttling.User, next in 8.")
        await stage.press("escape")
        await stage.until_said("Loading was stopped.")
        assert stage.under_way() == 0


async def test_always_throttled_ends_with_how_often_it_was_tried(simulator: Simulator) -> None:
    async with on_stage(simulator) as stage:
        simulator.fail_next(THROTTLED, times=4, action=NUMBERS)
        await stage.open_admin(0, 1)
        await stage.until_said("✗ The service is throttling", "Throttling.User · HTTP 429", "after 4 tries")


async def test_esc_during_the_first_loading_leaves_nothing_under_way_and_says_what_to_do() -> None:
    wire = Wire(Simulator())
    wire.hold()
    async with on_stage(wire, loaded=False) as stage:
        await stage.until_said("Loading… ListInstancesOfUser", "esc cancels")
        await stage.press("escape")
        await stage.until_said("Loading was stopped.", "r try again")
        assert stage.under_way() == 0
        assert wire.waiting == []
        wire.release()
        await stage.press("r")
        await stage.until_said("16 running")


async def test_esc_while_a_page_is_turned_keeps_the_page_that_is_shown() -> None:
    wire = Wire(Simulator())
    async with on_stage(wire) as stage:
        await stage.open_admin(0, 0)
        await stage.until_shown("page 1 of 63")
        await stage.quiet()
        wire.hold()
        await stage.press("}")
        await stage.until_shown("loading… · esc cancels")
        await stage.press("escape")
        await stage.until(lambda: "loading" not in stage.line("footer"))
        assert stage.under_way() == 0
        assert "page 1 of 63" in stage.line("footer")
        wire.release()
        await stage.press("]")
        await stage.until_shown("page 2 of 63")


async def test_a_late_reply_for_somebody_who_is_no_longer_chosen_is_dropped() -> None:
    wire = Wire(Simulator())
    async with on_stage(wire) as stage:
        wire.hold(lambda asked: asked.user.startswith("wangxm"))
        await stage.open_admin(0, 0)
        await stage.until(lambda: any(asked.user.startswith("wangxm") for asked in wire.waiting))
        stage.tree.focus()
        await stage.press("down", "enter")
        await stage.until_shown("李娜  lina@hd-service", "rows 1–18 of 18")
        wire.release()
        await stage.quiet()
        assert "李娜  lina@hd-service" in stage.line("heading")
        assert "rows 1–18 of 18" in stage.line("footer")


async def test_a_refresh_that_fails_keeps_the_rows_and_says_how_old_they_are(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with on_stage(simulator, retry=ONCE) as stage:
        await stage.open_admin(0, 1)
        await stage.until_shown("rows 1–18 of 18")
        await stage.quiet()
        simulator.fail_next(Fault.UNAVAILABLE, action=NUMBERS)
        later = datetime.now(UTC) + timedelta(minutes=14)
        true_age = formatting.age
        monkeypatch.setattr(formatting, "age", lambda moment, now=None: true_age(moment, now or later))
        await stage.press("r")
        await stage.until_shown("14 minutes old · ! refresh failed: ServiceUnavailable · r try again")
        assert "as of " in stage.line("footer")
        assert "02855500001" in stage.text()
        await stage.press("r")
        await stage.until(lambda: "failed" not in stage.line("footer"))


async def test_the_failed_refresh_is_said_in_a_window_of_80_by_24_too(simulator: Simulator) -> None:
    async with on_stage(simulator, retry=ONCE, size=(80, 24)) as stage:
        await stage.open_admin(0, 0)
        await stage.until_shown("page 1 of 63")
        await stage.quiet()
        simulator.fail_next(THROTTLED, action=NUMBERS)
        await stage.press("r")
        await stage.until_shown("refresh failed: Throttling.User")
        assert "02855500001" in stage.text()


async def test_call_centers_stay_when_their_refresh_fails(stage: Stage, simulator: Simulator) -> None:
    simulator.fail_next(Fault.UNAVAILABLE, times=2)
    await stage.press("r")
    await stage.until_shown("refresh failed: ServiceUnavailable")
    assert "Instance id      hd-service" in stage.pane()


async def test_while_call_centers_are_asked_for_again_the_screen_says_so() -> None:
    wire = Wire(Simulator())
    async with on_stage(wire) as stage:
        wire.hold()
        await stage.press("r")
        await stage.until_shown("loading… · esc cancels", "Instance id      hd-service")
        await stage.press("escape")
        await stage.until_shown("as of ")


async def test_a_page_that_fails_is_named_and_the_page_before_stays(stage: Stage, simulator: Simulator) -> None:
    await stage.open_admin(0, 0)
    await stage.until_shown("page 1 of 63")
    await stage.quiet()
    simulator.fail_next(Fault.UNAVAILABLE, action=NUMBERS)
    await stage.press("}")
    await stage.until_shown("page 63 failed: ServiceUnavailable", "page 1 of 63", "r try again")
    await stage.press("r")
    await stage.until_shown("page 63 of 63")


async def test_a_page_fetched_ahead_that_failed_is_asked_for_when_it_is_turned_to() -> None:
    simulator = Simulator()
    wire = Wire(simulator)
    async with on_stage(wire, retry=ONCE) as stage:
        wire.hold(lambda asked: asked.page == 2)
        await stage.open_admin(0, 0)
        await stage.until_shown("page 1 of 63")
        await stage.until(lambda: wire.pages() == [1, 2])
        simulator.fail_next(Fault.UNAVAILABLE, action=NUMBERS)
        wire.release()
        await stage.quiet()
        await stage.until(lambda: stage.under_way() == 0)
        assert "failed" not in stage.line("footer")
        await stage.press("]")
        await stage.until_shown("page 2 of 63")
        await stage.quiet()
        assert wire.pages() == [1, 2, 2, 3]


async def test_a_walk_stopped_by_a_failing_page_says_so_and_r_continues_with_that_page() -> None:
    trouble = {4}

    def answer(parameters: dict[str, str]) -> dict[str, object]:
        number, size = int(parameters["PageNumber"]), int(parameters["PageSize"])
        if number in trouble and size == 100:
            return refusal("Throttling.User", 429)
        rows = range((number - 1) * size, min(number * size, 700))
        return page_of([{"Number": f"021{n:08}"} for n in rows], 700, number, size)

    someone = {"UserId": "someone@a", "DisplayName": "Someone"}
    server = Canned(**{INSTANCES: document({"InstanceId": "a", "Admin": {"User": someone}}), NUMBERS: answer})
    async with on_stage(server, retry=ONCE) as stage:
        await stage.open_admin(0, 0)
        await stage.until_shown("page 1 of 14")
        await stage.quiet()
        await stage.press("A")
        await stage.until_shown("300 of 700 loaded", "page 4 failed: Throttling.User", "r continues")
        await stage.quiet()
        assert "refresh failed" not in stage.text()
        await stage.press("]")
        await stage.until_shown("page 2 of 6", "300 of 700 loaded")
        trouble.clear()
        asked = len(stage.wire.asked)
        await stage.press("r")
        await stage.until_shown("all 700 loaded")
        assert stage.wire.asked[asked].page == 4


async def test_leaving_while_something_loads_leaves_quietly() -> None:
    wire = Wire(Simulator())
    async with on_stage(wire) as stage:
        wire.hold()
        await stage.open_admin(0, 0)
        await stage.until(lambda: len(wire.waiting) == 1)
        await stage.press("q")
    assert stage.app.return_code == 0
    assert stage.under_way() == 0
