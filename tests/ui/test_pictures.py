"""How each pane and state looks. After a change of the screen: ``make snapshots``, and look at every picture."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from ccc_tui.cloud.errors import ConfigurationError
from ccc_tui.session import Session
from ccc_tui.settings import Settings
from ccc_tui.simulator import Fault, Simulator
from ccc_tui.ui.app import Dashboard
from ccc_tui.ui.panes.outbound import Ids
from tests.ui.stage import INSTANCES, NUMBERS, ONCE, Canned, Stage, Wire, connector, document, page_of, refusal

pytestmark = pytest.mark.usefixtures("stopped_clock")

WIDE, SMALL, NARROW, TINY = (120, 40), (80, 24), (60, 15), (20, 5)
Steps = Callable[[Stage], Awaitable[None]]
Picture = Callable[..., None]
both_languages = pytest.mark.parametrize("language", ["en", "zh"], indirect=True)
both_sizes = pytest.mark.parametrize("size", [WIDE, SMALL], ids=["120x40", "80x24"])


@pytest.fixture
def picture(snap_compare: Callable[..., bool]) -> Picture:
    """Compare the screen, after some steps, with the picture that was accepted."""

    def compare(
        steps: Steps,
        *,
        size: tuple[int, int] = WIDE,
        server: Any = None,
        app: Dashboard | None = None,
        demo: bool = False,
        loaded: bool = True,
        home: bool = False,
    ) -> None:
        wire = server if isinstance(server, Wire) else Wire(server or Simulator())
        dashboard = app or Dashboard(Settings(demo=demo, theme="dark"), connector(wire, retry=ONCE))

        async def run(pilot: Pilot[None]) -> None:
            stage = Stage(pilot, wire)
            if loaded:
                await stage.until(lambda: stage.screen.centers.state.page is not None)
                await stage.quiet()
                if not home:
                    await stage.go_to_first()
            await steps(stage)
            await pilot.pause()

        assert snap_compare(dashboard, terminal_size=size, run_before=run)

    return compare


async def nothing(_stage: Stage) -> None:
    """Leave the screen as it is."""


async def outbound(stage: Stage, instance: int = 0, admin: int = 0) -> None:
    """Open a user's numbers, and wait until the page fetched ahead has come, too."""
    await stage.open_admin(instance, admin)
    await stage.until(lambda: stage.under_way() == 0 and stage.table.virtual_size.height > 1)
    await stage.quiet()


@both_sizes
@both_languages
def test_overview(picture: Picture, size: tuple[int, int], language: str) -> None:
    picture(nothing, size=size, demo=True)


@both_sizes
def test_overview_of_a_call_center_that_needs_attention(picture: Picture, size: tuple[int, int]) -> None:
    async def steps(stage: Stage) -> None:
        await stage.go_to_instance(4)

    picture(steps, size=size)


@both_sizes
def test_admins(picture: Picture, size: tuple[int, int]) -> None:
    async def steps(stage: Stage) -> None:
        await stage.press("right", "down", "down", "down")

    picture(steps, size=size)


@both_languages
@both_sizes
def test_numbers_with_test_numbers_that_run_out(picture: Picture, size: tuple[int, int], language: str) -> None:
    async def steps(stage: Stage) -> None:
        await stage.go_to_instance(4)
        await stage.press("right", "3")

    picture(steps, size=size)


@both_languages
@both_sizes
def test_a_page_of_outbound_numbers(picture: Picture, size: tuple[int, int], language: str) -> None:
    picture(outbound, size=size)


def test_outbound_numbers_beyond_reach(picture: Picture) -> None:
    async def steps(stage: Stage) -> None:
        await outbound(stage, 1, 0)

    picture(steps)


def test_nobody_is_chosen_yet(picture: Picture) -> None:
    async def steps(stage: Stage) -> None:
        await stage.press("4")

    picture(steps, size=SMALL)


@both_languages
def test_a_user_without_numbers(picture: Picture, language: str) -> None:
    async def steps(stage: Stage) -> None:
        await stage.open_admin(0, 2)
        await stage.until(lambda: "RequestId" in stage.pane())
        await stage.quiet()

    picture(steps, size=SMALL)


@both_languages
def test_a_user_whom_the_service_does_not_know(picture: Picture, language: str) -> None:
    async def steps(stage: Stage) -> None:
        await stage.screen.detail.open_user(Ids("hd-service", "wangxm"))
        await stage.until(lambda: "✗" in stage.pane())
        await stage.quiet()

    picture(steps, size=SMALL)


def test_loading_while_the_service_throttles(picture: Picture) -> None:
    simulator = Simulator()
    wire = Wire(simulator)
    simulator.fail_next(Fault.THROTTLE(retry_after_ms=20_000), action=NUMBERS)

    async def steps(stage: Stage) -> None:
        await stage.open_admin(0, 0)
        await stage.until(lambda: "Throttling.User" in stage.pane())

    picture(steps, app=Dashboard(Settings(theme="dark"), connector(wire)), server=wire)


def test_the_first_loading(picture: Picture) -> None:
    wire = Wire(Simulator())
    wire.hold()

    async def steps(stage: Stage) -> None:
        await stage.until_said("Loading… ListInstancesOfUser, 2 s")
        await stage.until(lambda: "esc stop" in stage.line("keys"))

    picture(steps, server=wire, loaded=False, size=SMALL)


def test_no_access_key(picture: Picture) -> None:
    def connect(_settings: Settings) -> Session:
        raise ConfigurationError("Client.Credentials.Missing", "no access key")

    async def steps(stage: Stage) -> None:
        await stage.until(lambda: "Client.Credentials.Missing" in stage.pane())

    picture(steps, app=Dashboard(Settings(theme="dark"), connect), loaded=False, size=SMALL)


def test_no_call_centers(picture: Picture) -> None:
    picture(nothing, server=Canned(**{INSTANCES: document()}), size=SMALL)


@both_sizes
def test_a_part_of_all_pages(picture: Picture, size: tuple[int, int]) -> None:
    def answer(parameters: dict[str, str]) -> dict[str, object]:
        number, rows = int(parameters["PageNumber"]), int(parameters["PageSize"])
        if number == 4:
            return refusal("Throttling.User", 429)
        first = (number - 1) * rows
        return page_of([{"Number": f"021{n:08}", "Province": "上海"} for n in range(first, first + rows)], 3_120)

    someone = {"UserId": "wangxm@hd-service", "DisplayName": "王小明"}
    call_center = {"InstanceId": "hd-service", "InstanceName": "华东客服中心", "Admin": {"User": someone}}
    server = Canned(**{INSTANCES: document(call_center), NUMBERS: answer})

    async def steps(stage: Stage) -> None:
        await outbound(stage)
        await stage.press("A")
        await stage.until(lambda: "300 of 3,120 loaded" in stage.pane())
        await stage.quiet()

    picture(steps, server=server, size=size)


@both_sizes
def test_a_refresh_that_failed(picture: Picture, size: tuple[int, int]) -> None:
    simulator = Simulator()

    async def steps(stage: Stage) -> None:
        await outbound(stage)
        simulator.fail_next(Fault.THROTTLE, action=NUMBERS)
        await stage.press("r")
        await stage.until(lambda: "refresh failed" in stage.line("footer"))
        await stage.quiet()

    picture(steps, server=simulator, size=size)


def test_names_that_need_care(picture: Picture) -> None:
    async def steps(stage: Stage) -> None:
        await stage.go_to_instance(16)
        await stage.press("right")
        await stage.go_to_instance(15)
        await stage.press("right")
        await stage.pilot.pause()

    picture(steps)


@both_languages
def test_help(picture: Picture, language: str) -> None:
    async def steps(stage: Stage) -> None:
        await stage.press("question_mark")
        await stage.pilot.pause()

    picture(steps)


@both_languages
def test_the_question_for_a_user(picture: Picture, language: str) -> None:
    async def steps(stage: Stage) -> None:
        await stage.press("u")
        await stage.pilot.pause()

    picture(steps, size=SMALL)


def test_the_question_for_a_page(picture: Picture) -> None:
    async def steps(stage: Stage) -> None:
        await outbound(stage)
        await stage.press("#")
        await stage.pilot.pause()

    picture(steps, size=SMALL)


@pytest.mark.parametrize("keys", [(), ("tab",)], ids=["tree", "pane"])
def test_a_narrow_window(picture: Picture, keys: tuple[str, ...]) -> None:
    async def steps(stage: Stage) -> None:
        await stage.press(*keys)

    picture(steps, size=NARROW)


def test_each_picture_is_compared_by_a_test(request: pytest.FixtureRequest) -> None:
    """Leave no picture behind when a test goes; the plugin finds those only when all tests run in one process."""
    module = request.node.getparent(pytest.Module)
    tests = {item.name for item in module.collect()}
    pictures = {picture.stem for picture in Path(__file__).parent.glob("__snapshots__/test_pictures/*.svg")}
    assert pictures - tests == set(), "make snapshots removes them"


def test_a_window_too_small(picture: Picture) -> None:
    picture(nothing, size=TINY)
