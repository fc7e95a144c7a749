"""The footer names the call that failed, and not one that ended later."""

from ccc_tui.simulator import Fault, Simulator
from tests.ui.stage import INSTANCES, NUMBERS, ONCE, Canned, Stage, Wire, document, on_stage, page_of, refusal

SOMEONE = {"InstanceId": "a", "Admin": {"User": {"UserId": "someone@a", "DisplayName": "Someone"}}}


def server(failing_page: int) -> Canned:
    """Serve 3,000 numbers, all pages of 100 but one."""

    def answer(parameters: dict[str, str]) -> dict[str, object]:
        number, size = int(parameters["PageNumber"]), int(parameters["PageSize"])
        if number == failing_page and size == 100:
            return refusal("Throttling.User", 429)
        rows = range((number - 1) * size, min(number * size, 3_000))
        return page_of([{"Number": f"021{n:08}"} for n in rows], 3_000, number, size)

    return Canned(**{INSTANCES: document(SOMEONE), NUMBERS: answer})


async def opened(stage: Stage) -> None:
    await stage.open_admin(0, 0)
    await stage.until_shown("page 1 of ")
    await stage.quiet()
    await stage.until(lambda: stage.under_way() == 0)


def failures(stage: Stage) -> int:
    session = stage.app.session
    assert session is not None
    return sum(call.state == "failed" and call.operation.action == NUMBERS for call in session.client.call_log)


async def test_after_a_walk_that_failed_it_names_the_page_that_failed_and_not_one_that_ended_later() -> None:
    wire = Wire(server(failing_page=4))
    async with on_stage(wire, retry=ONCE) as stage:
        await opened(stage)
        wire.hold(lambda asked: asked.page == 2)
        await stage.press("A")
        await stage.until(lambda: failures(stage) == 1)
        wire.release()  # page 2 comes after page 4 has failed
        await stage.until_shown("300 of 3,000 loaded", "page 4 failed: Throttling.User")
        await stage.quiet()


async def test_a_page_that_was_being_fetched_ahead_and_fails_when_it_is_turned_to_is_named() -> None:
    simulator = Simulator()
    wire = Wire(simulator)
    async with on_stage(wire, retry=ONCE) as stage:
        wire.hold(lambda asked: asked.page == 2)
        await stage.open_admin(0, 0)
        await stage.until_shown("page 1 of 63")
        await stage.until(lambda: wire.pages() == [1, 2])
        simulator.fail_next(Fault.UNAVAILABLE, action=NUMBERS)
        await stage.press("]")
        wire.release()
        await stage.until_shown("page 2 failed: ServiceUnavailable")
        await stage.quiet()


async def test_a_failure_without_a_request_id_is_named_too() -> None:
    simulator = Simulator()
    wire = Wire(simulator)
    async with on_stage(wire, retry=ONCE) as stage:
        wire.hold(lambda asked: asked.page == 2)
        await stage.open_admin(0, 0)
        await stage.until_shown("page 1 of 63")
        await stage.until(lambda: wire.pages() == [1, 2])
        simulator.fail_next(Fault.EMPTY, action=NUMBERS)
        await stage.press("]")
        wire.release()
        await stage.until_shown("page 2 failed: Client.Reply.Empty")
        await stage.quiet()
