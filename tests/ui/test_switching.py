"""Another profile or region: its session takes over once it works; where it fails, the old one stays."""

import gc
import json
import weakref
from collections.abc import Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from ccc_tui import session as sessions
from ccc_tui.cloud.errors import ConfigurationError
from ccc_tui.session import Session
from ccc_tui.settings import Settings
from ccc_tui.ui.app import Dashboard
from ccc_tui.ui.dialogs.choices import ChoiceDialog
from tests.ui.stage import INSTANCES, ONCE, Canned, Stage, Wire, connector, document, refusal

pytestmark = pytest.mark.usefixtures("_profiles")


@pytest.fixture
def _profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = {"mode": "AK", "access_key_id": "LTAI5tDeskDeskDeskDesk", "access_key_secret": "secret-of-the-profile"}
    names = [("desk", "cn-shanghai"), ("night", "cn-beijing"), ("denied", "cn-shanghai"), ("absent", None)]
    path = tmp_path / "config.json"
    found = [{"name": name, "region_id": region, **key} for name, region in names]
    path.write_text(json.dumps({"current": "desk", "profiles": found}))
    monkeypatch.setattr(sessions, "ALIYUN_CONFIG", path)


class Opener:
    """Opens a session for each profile, with a server of its own; notes the clients."""

    def __init__(self) -> None:
        self.clients: list[weakref.ref[object]] = []
        self.closed: list[str] = []
        self.wires: dict[str, Wire] = {}
        for name in ("desk", "night"):
            self.wires[name] = Wire(Canned(**{INSTANCES: document({"InstanceId": f"center-of-{name}"})}))
        self.wires["denied"] = Wire(Canned(**{INSTANCES: refusal("Forbidden.RAM", 403)}))

    def __call__(self, settings: Settings) -> Session:
        name = settings.profile or "desk"
        if name == "absent":
            raise ConfigurationError("Client.Credentials.Missing", "no access key")
        made = connector(self.wires[name], retry=ONCE)(settings)
        self.clients.append(weakref.ref(made.client))
        close = made.client.aclose

        async def aclose() -> None:
            self.closed.append(name)
            await close()

        made.client.aclose = aclose
        region = settings.region or "cn-shanghai"
        return Session(made.client, f"profile {name} (aliyun CLI)", region, f"https://ccc.{region}.aliyuncs.com")

    def alive(self) -> int:
        """Return how many clients have not been freed."""
        gc.collect()
        return sum(client() is not None for client in self.clients)


@asynccontextmanager
async def stage_of(opener: Callable[[Settings], Session], settings: Settings | None = None) -> Any:
    app = Dashboard(settings or Settings(), opener)
    async with app.run_test(size=(120, 40)) as pilot:
        stage = Stage(pilot, Wire(Canned()))
        try:
            yield stage
        finally:
            app.exit()


async def choose(stage: Stage, key: str, typed: str) -> None:
    """Open a dialog, and choose what is typed."""
    await stage.press(key)
    await stage.until(lambda: isinstance(stage.app.screen, ChoiceDialog))
    await stage.press(*("minus" if letter == "-" else letter for letter in typed), "enter")


async def test_profiles_are_listed_with_their_source_and_the_current_one_is_marked() -> None:
    async with stage_of(Opener()) as stage:
        await stage.until_shown("center-of-desk")
        await stage.press("P")
        await stage.until_shown("Profiles", "✓ desk", "  night", "aliyun CLI", "cn-beijing", "AK LTAI…Desk")
        assert "secret-of" not in stage.text()
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.screen)
        assert "profile desk (aliyun CLI)" in stage.line("top")


async def test_a_profile_that_works_takes_over_with_its_region() -> None:
    opener = Opener()
    async with stage_of(opener) as stage:
        await stage.until_shown("center-of-desk")
        await choose(stage, "P", "night")
        await stage.until_shown("center-of-night", "profile night (aliyun CLI) · cn-beijing")
        assert "center-of-desk" not in stage.text()
        await stage.until(lambda: opener.closed == ["desk"])
        asked = len(opener.wires["night"].asked)
        await stage.press("r")
        await stage.until(lambda: len(opener.wires["night"].asked) > asked)
        await stage.quiet()
        await stage.press("P")
        await stage.until_shown("✓ night")


@pytest.mark.parametrize(("name", "words"), [("denied", "Forbidden.RAM"), ("absent", "No access key was found.")])
async def test_where_a_profile_fails_the_old_one_stays(name: str, words: str) -> None:
    opener = Opener()
    async with stage_of(opener) as stage:
        await stage.until_shown("center-of-desk")
        await choose(stage, "P", name)
        await stage.until_shown("✗", words, "profile desk (aliyun CLI) stays in use.")
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.screen)
        assert "center-of-desk" in stage.text()
        assert opener.closed == (["denied"] if name == "denied" else [])
        await stage.press("r")
        await stage.quiet()
        assert stage.screen.centers.state.failure is None


async def test_leaving_the_dialog_ends_the_attempt() -> None:
    opener = Opener()
    async with stage_of(opener) as stage:
        await stage.until_shown("center-of-desk")
        opener.wires["night"].hold()
        await choose(stage, "P", "night")
        await stage.until_shown("esc cancels")
        await stage.until(lambda: bool(opener.wires["night"].waiting))
        await stage.press("escape")
        await stage.until(lambda: opener.closed == ["night"] and not opener.wires["night"].waiting)
        assert "profile desk" in stage.line("top")


async def test_another_choice_gives_up_the_one_under_way() -> None:
    opener = Opener()
    async with stage_of(opener) as stage:
        await stage.until_shown("center-of-desk")
        opener.wires["night"].hold()
        await choose(stage, "P", "night")
        await stage.until(lambda: bool(opener.wires["night"].waiting))
        await stage.press(*["backspace"] * 5, *"denied", "enter")
        await stage.until_shown("Forbidden.RAM")
        assert opener.closed == ["night", "denied"]


async def test_a_profile_helps_where_the_first_one_has_no_key() -> None:
    async with stage_of(Opener(), Settings(profile="absent")) as stage:
        await stage.until_said("No access key was found.")
        await choose(stage, "P", "night")
        await stage.until_shown("center-of-night")


async def test_ten_switches_leave_no_client_and_no_screen() -> None:
    opener = Opener()
    async with stage_of(opener) as stage:
        await stage.until_shown("center-of-desk")
        screens: list[weakref.ref[object]] = []
        for turn in range(10):
            name = ("night", "desk")[turn % 2]
            screens.append(weakref.ref(stage.screen))
            await stage.press("4", "5")
            await choose(stage, "P", name)
            await stage.until_shown(f"center-of-{name}")
            await stage.quiet()
        await stage.until(lambda: len(opener.closed) == 10)
        assert not any(wire.waiting for wire in opener.wires.values())
        await stage.until(lambda: opener.alive() == 1)
        # Textual keeps its first screen while it runs.
        assert not [screen for screen in screens[1:] if screen() is not None]


async def test_a_region_is_chosen_or_typed() -> None:
    async with stage_of(Opener()) as stage:
        await stage.until_shown("center-of-desk")
        await choose(stage, "R", "cn-hang")
        await stage.until_shown("· cn-hangzhou")
        await choose(stage, "R", "cn-nanjing")
        await stage.until_shown("· cn-nanjing")
        await stage.press("R")
        await stage.until_shown("✓ cn-nanjing", "ccc.cn-nanjing.aliyuncs.com", "  cn-shanghai")


@pytest.mark.parametrize("key", ["P", "R"])
async def test_the_demo_has_nothing_to_choose(key: str) -> None:
    async with stage_of(Opener(), Settings(demo=True)) as stage:
        await stage.until_shown("center-of-desk")
        await stage.press(key)
        await stage.until(lambda: "This is the demo" in stage.line("status"))
        assert stage.app.screen is stage.screen


async def test_where_the_endpoint_is_given_a_region_would_change_nothing() -> None:
    async with stage_of(Opener(), Settings(endpoint="ccc.example.com")) as stage:
        await stage.until_shown("center-of-desk")
        await stage.press("R")
        await stage.until(lambda: "--endpoint" in stage.line("status"))


async def test_a_file_of_the_aliyun_cli_that_is_broken_is_named() -> None:
    async with stage_of(Opener()) as stage:
        await stage.until_shown("center-of-desk")
        sessions.ALIYUN_CONFIG.write_text("{")
        await stage.press("P")
        await stage.until(lambda: "configuration cannot be read" in stage.line("status"))


async def test_what_is_typed_ahead_goes_into_the_dialog() -> None:
    async with stage_of(Opener()) as stage:
        await stage.until_shown("center-of-desk")
        await stage.press("P", *"night", "enter")
        await stage.until_shown("center-of-night")
