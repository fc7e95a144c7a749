"""The view comes back: by a command line that can be copied, and by what is remembered of the last session."""

import base64
import os
import shlex
from typing import Any

import pytest
from textual.widgets import Input

from ccc_tui.cli.application import parse
from ccc_tui.cli.command import settings_of
from ccc_tui.session import Session
from ccc_tui.settings import Settings, SettingsError, state_folder
from ccc_tui.simulator import Simulator
from ccc_tui.terminal.textual_internals import driver_of
from ccc_tui.ui import run_dashboard
from ccc_tui.ui.view import View, command_line
from tests.ui.stage import INSTANCES, Canned, Stage, Wire, document, on_stage

ANY_CLIENT: Any = object()
DESK = Session(ANY_CLIENT, "profile desk (aliyun CLI)", "cn-beijing", "https://ccc.cn-beijing.aliyuncs.com")
EVERYTHING = View("hd-service", "li@hd-service", ("a b", "$(c)"), "outbound", 3, 20, "成都; rm -rf ~", "-province")


def view_of(stage: Stage) -> View:
    """Return what the dashboard shows."""
    view = stage.screen.view
    assert view is not None
    return view


def parsed(line: str) -> Settings:
    """Return the settings that the program makes of a command line, as a shell splits it."""
    name, *arguments = shlex.split(line)
    assert name == "ccc-tui"
    return settings_of(parse(arguments))


def test_the_command_line_names_what_is_shown_and_is_quoted() -> None:
    line = command_line(Settings(), DESK, EVERYTHING)
    assert shlex.split(line) == [
        *("ccc-tui", "--profile", "desk", "--region", "cn-beijing", "--instance", "hd-service"),
        *("--user", "li@hd-service", "--skill-group", "a b", "--skill-group", "$(c)"),
        *("--page", "3", "--page-size", "20", "--filter", "成都; rm -rf ~", "--sort", "-province"),
    ]


def test_the_program_understands_its_own_command_line() -> None:
    found = parsed(command_line(Settings(), DESK, EVERYTHING._replace(filter="")))
    assert (found.profile, found.region, found.instance, found.user) == (
        *("desk", "cn-beijing", "hd-service", "li@hd-service"),
    )
    assert (found.skill_groups, found.page, found.page_size) == (("a b", "$(c)"), 3, 20)
    assert found.sort == "-province"
    assert parsed(command_line(Settings(demo=True), DESK, View("a", tab="users"))).tab == "users"


def test_what_is_usual_is_left_out() -> None:
    assert command_line(Settings(demo=True), DESK, View()) == "ccc-tui --demo"
    here = DESK._replace(credentials="environment")
    assert command_line(Settings(), here, View("a")) == "ccc-tui --region cn-beijing --instance a"


def test_several_profiles_an_endpoint_and_a_version_are_named() -> None:
    several = DESK._replace(credentials="profiles a, b", region="cn-beijing, cn-shanghai")
    assert command_line(Settings(profile="a,b"), several, View()) == "ccc-tui --profile a,b"
    chosen = Settings(endpoint="ccc.example.com", api_version="2020-07-01")
    wanted = "ccc-tui --profile desk --endpoint ccc.example.com --api-version 2020-07-01"
    assert command_line(chosen, DESK, View()) == wanted


def test_escapes_never_reach_the_clipboard() -> None:
    line = command_line(Settings(), DESK, View("a\x1b]52;c;x\x07b\nc", "u"))
    assert line.isprintable()


async def test_l_copies_the_command_line_of_what_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    async with on_stage() as stage:
        monkeypatch.setattr(driver_of(stage.app), "write", written.append)
        await stage.open_admin(0, 0)
        await stage.until_shown("page 1 of 63")
        await stage.press("]", "plus")
        await stage.until_shown("100 per page")
        await stage.quiet()
        await stage.press("L")
        await stage.until(lambda: "sent to the terminal: ccc-tui --profile desk" in stage.line("status"))
        encoded = next(text for text in written if "]52;" in text).split(";")[2].rstrip("\x07")
        line = base64.b64decode(encoded).decode()
        page = view_of(stage).page
        wanted = "--instance hd-service --user wangxm@hd-service"
        assert line.startswith(f"ccc-tui --profile desk --region cn-shanghai {wanted}")
        assert line.endswith("--page-size 100" if page == 1 else f"--page {page} --page-size 100")


async def test_the_filter_of_the_tree_is_named_beside_an_overview() -> None:
    async with on_stage(settings=Settings(remember=False)) as stage:
        await stage.quiet()
        await stage.press("/", *"huabei", "enter", "down")
        await stage.until_shown("/huabei 1 of 20")
        assert command_line(Settings(demo=True), DESK, view_of(stage)) == (
            "ccc-tui --demo --instance huabei-sales --filter huabei"
        )
        await stage.press("5")
        await stage.quiet()
        assert view_of(stage)._replace(page_size=50) == View("huabei-sales", tab="users")
    chosen = Settings(instance="huabei-sales", filter="huabei", remember=False)
    async with on_stage(settings=chosen) as stage:
        await stage.until_shown("/huabei 1 of 20", "Huabei Sales")
        assert (view_of(stage).instance, view_of(stage).filter) == ("huabei-sales", "huabei")


async def test_a_tab_and_a_page_are_opened() -> None:
    async with on_stage(settings=Settings(instance="huabei-sales", tab="users", page=1, remember=False)) as stage:
        await stage.quiet()
        assert stage.screen.pane.resource.id == "users"
        assert view_of(stage).instance == "huabei-sales"
        assert view_of(stage).tab == "users"


async def test_a_sort_order_is_opened_and_named_again() -> None:
    chosen = Settings(instance="huabei-sales", user="chenyu@huabei-sales", sort="-Province", remember=False)
    async with on_stage(settings=chosen) as stage:
        await stage.until_shown("Province ↓", "50 of 12,480 loaded")
        assert stage.app.focused is stage.screen.detail.outbound.table
        provinces = [row.province for row in stage.screen.pane.shown_rows]
        assert provinces[0] != stage.screen.pane.current_rows()[0].province
        assert view_of(stage).sort == "-province"
        assert "--sort -province" in command_line(Settings(demo=True), DESK, view_of(stage))
    async with on_stage(
        settings=Settings(instance="hd-service", tab="numbers", sort="number", remember=False)
    ) as stage:
        await stage.until_shown("Number ↑")
        assert view_of(stage).sort == "number"
    async with on_stage(
        settings=Settings(instance="hd-service", tab="numbers", sort="nummer", remember=False)
    ) as stage:
        await stage.until_shown("no column nummer; did you mean number?")
        assert view_of(stage).sort == ""


async def test_the_users_of_a_group_come_back() -> None:
    async with on_stage(settings=Settings(instance="hd-service", tab="groups")) as stage:
        await stage.quiet()
        await stage.press("tab", "enter")
        await stage.quiet()
        shown = view_of(stage)
        assert shown.tab == "users"
        assert shown.skill_groups
        await leave(stage)
    async with on_stage() as stage:
        await stage.quiet()
        assert view_of(stage) == shown
        assert stage.screen.pane.scope.skill_group_ids == shown.skill_groups


def test_an_unknown_tab_is_an_error() -> None:
    with pytest.raises(SettingsError, match="unknown tab 'nothing'; tabs: overview"):
        run_dashboard(Settings(tab="nothing"))


# What is remembered


async def leave(stage: Stage) -> None:
    """Quit, and wait until the place is written."""
    await stage.quiet()
    await stage.press("q")


async def test_the_next_session_opens_where_the_last_one_was_left() -> None:
    async with on_stage() as stage:
        await stage.open_admin(1, 0)
        await stage.until_shown("page 1 of")
        await stage.press("minus")
        await stage.until_shown("20 per page")
        await leave(stage)
    async with on_stage() as stage:
        await stage.until_shown("page 1 of", "20 per page")
        assert "chenyu@huabei-sales · huabei-sales" in stage.line("heading")
        assert view_of(stage).instance == "huabei-sales"
        await leave(stage)


async def test_an_option_wins_over_what_is_remembered() -> None:
    async with on_stage() as stage:
        await stage.open_admin(1, 0)
        await stage.until_shown("page 1 of")
        await leave(stage)
    async with on_stage(settings=Settings(instance="hd-service")) as stage:
        await stage.quiet()
        assert stage.screen.view == View("hd-service", tab="overview")


async def test_a_center_that_is_gone_is_no_trouble() -> None:
    async with on_stage() as stage:
        await stage.go_to_instance(3)
        await stage.press("2")
        await leave(stage)
    async with on_stage(Canned(**{INSTANCES: document({"InstanceId": "another"})})) as stage:
        await stage.quiet()
        assert stage.screen.view == View("another", tab="admins")


async def test_users_that_were_typed_are_suggested() -> None:
    async with on_stage() as stage:
        await stage.press("u")
        field = stage.app.screen.query_one("#user", Input)
        field.value = "wangxm@hd-service"
        await stage.press("enter")
        await stage.until_shown("page 1 of 63")
        await leave(stage)
    async with on_stage(settings=Settings(instance="ccc-test")) as stage:
        await stage.press("u")
        field = stage.app.screen.query_one("#user", Input)
        await stage.press("w")
        await stage.until(lambda: "angxm@hd-service" in stage.text())
        await stage.press("right")
        assert field.value == "wangxm@hd-service"


@pytest.mark.parametrize("settings", [Settings(demo=True), Settings(remember=False)])
async def test_the_demo_and_no_remember_write_nothing(settings: Settings) -> None:
    async with on_stage(settings=settings) as stage:
        await stage.go_to_instance(2)
        await leave(stage)
    assert not state_folder(os.environ).exists()


async def test_who_quits_before_anything_is_shown_forgets_nothing() -> None:
    async with on_stage() as stage:
        await stage.go_to_instance(3)
        await leave(stage)
    wire = Wire(Canned())
    wire.hold()
    async with on_stage(wire, loaded=False) as stage:
        await stage.until(lambda: bool(wire.waiting))
        await stage.press("q")
    async with on_stage() as stage:
        await stage.quiet()
        assert view_of(stage).instance == "ccc-test"


async def test_a_center_that_only_the_later_version_knows_is_opened_when_that_has_answered() -> None:
    wire = Wire(Simulator())
    wire.hold(lambda asked: asked.action == INSTANCES and asked.page > 0)  # 2017-07-05 has no pages
    async with on_stage(wire, settings=Settings(instance="huanan-cloud", remember=False)) as stage:
        assert view_of(stage).instance == "hd-service"
        wire.release()
        await stage.quiet()
        assert view_of(stage).instance == "huanan-cloud"


async def test_whoever_moves_before_the_later_version_has_answered_stays_there() -> None:
    wire = Wire(Simulator())
    wire.hold(lambda asked: asked.action == INSTANCES and asked.page > 0)
    async with on_stage(wire, settings=Settings(instance="huanan-cloud", remember=False)) as stage:
        await stage.go_to_instance(3)
        wire.release()
        await stage.quiet()
        assert view_of(stage).instance == "ccc-test"
