"""Names that try to break the screen: they are shown as they are, and nothing of them is obeyed."""

from typing import Any

import pytest

from ccc_tui.cloud.text import clean
from ccc_tui.settings import Settings
from ccc_tui.ui.panes.outbound import Ids
from tests.ui.stage import INSTANCES, NUMBERS, Canned, Stage, document, on_stage, page_of, refusal

HOSTILE = (
    "[/]",
    "[@click=app.quit]x[/]",
    "[b]x[/i] [/v1/x] [",
    "\x1b[2J\x1b]0;gone\x07[red",
    "\x9b31m\x90q\x9c[link=x]",
    "a\r\nb\tc\x00\x7f",
    "\u202egnp.exe\u2066",
    "👩‍👩‍👧‍👦 🇨🇳 e\u0301 ",
    "客" * 300,
    "{n} %s {0} \\",
)


def hostile(*names: str) -> Canned:
    """Return a server of call centers with one name everywhere in each."""

    by_id = {clean(name): name for name in names}

    def numbers(parameters: dict[str, str]) -> dict[str, Any]:
        name = by_id[parameters["InstanceId"]]
        row = {"Number": name, "Province": name, "City": name, "Provider": name}
        return page_of([row] * 3, 3) | {"RequestId": name}

    instances = document(*map(instance_of, names), request_id=names[0])
    return Canned(**{INSTANCES: instances, NUMBERS: numbers})


def instance_of(name: str) -> dict[str, Any]:
    """Return a call center with this name everywhere."""
    user = {
        "UserId": name,
        "RamId": name,
        "LoginName": name,
        "DisplayName": name,
        "Email": name,
        "Phone": name,
        "Department": name,
    }
    number = {"Number": name, "PhoneNumberDescription": name, "Usage": name, "TestOnly": True, "RemainingTime": 0}
    return {
        "InstanceId": name,
        "InstanceName": name,
        "InstanceDescription": name,
        "Status": name,
        "DomainName": name,
        "ConsoleUrl": name,
        "Owner": name,
        "TenantId": name,
        "DirectoryId": name,
        "StorageBucket": name,
        "Admin": {"User": [user]},
        "PhoneNumbers": {"PhoneNumber": [number]},
    }


def harmless(stage: Stage) -> None:
    """Check that nothing on the screen is for the terminal to obey, and that the program lives."""
    for line in stage.lines():
        assert all(character.isprintable() or character == "\u200d" for character in line), repr(line)
    assert stage.app.is_running
    assert stage.app._exception is None


async def test_no_name_breaks_any_surface() -> None:
    async with on_stage(hostile(*HOSTILE)) as stage:
        server = stage.wire.server
        for tab in ("1", "2", "3"):
            await stage.press(tab)
            for index in range(len(HOSTILE)):
                await stage.go_to_instance(index)
                harmless(stage)
        for index, name in enumerate(HOSTILE):
            await stage.open_admin(index, 0)
            await stage.quiet()
            assert "of 3" in stage.line("footer")
            harmless(stage)
            await stage.press("u")
            await stage.pilot.pause()
            harmless(stage)
            await stage.press("escape")
            if index % 2:
                continue
            # Two names in one refusal: its code and its message.
            refused = {each: refusal(name, 404, HOSTILE[index + 1]) for each in (INSTANCES, NUMBERS)}
            stage.wire.server = Canned(**refused)
            await stage.press("r")
            await stage.until_shown("refresh failed")
            harmless(stage)
            await stage.screen.detail.open_user(Ids("other", name, (name,)))
            await stage.until(lambda: "✗" in stage.pane())
            await stage.quiet()
            harmless(stage)
            stage.wire.server = server


@pytest.mark.parametrize("name", ["\ud800x", "\x1b[2Jx", "客" * 300])
async def test_no_name_of_a_field_breaks_any_surface(name: str) -> None:
    admin = {"UserId": "someone@a", name: {name: name}, "Detail": {name: 1}}
    instance = {"InstanceId": "a", name: [name], "Admin": {"User": admin, name: 1}}
    numbers = page_of([{"Number": "021", name: name}], 1) | {name: 1}
    async with on_stage(Canned(**{INSTANCES: document(instance) | {name: 1}, NUMBERS: numbers})) as stage:
        await stage.open_admin(0, 0)
        await stage.until_shown("of 1")
        harmless(stage)


async def test_markup_is_shown_as_it_was_written_and_a_click_on_it_does_nothing() -> None:
    name = "[@click=app.quit]x[/]"
    async with on_stage(hostile(name)) as stage:
        await stage.until(lambda: stage.text().count(name) > 5)
        for y, line in enumerate(stage.lines()):
            if name in line:
                await stage.pilot.click(offset=(line.index(name) + 18, y))
        await stage.pilot.pause()
        assert stage.app.is_running


async def test_what_is_pasted_into_a_question_is_cleaned() -> None:
    async with on_stage(settings=Settings()) as stage:
        await stage.press("u")
        await stage.until_shown("Whose outbound numbers?")
        stage.app.screen.query_one("#user").value = "wang\x1b[31mxm\u202e@hd-service"  # type: ignore[attr-defined]
        await stage.press("enter")
        await stage.until_shown("wangxm@hd-service · hd-service", "of 3,120")
