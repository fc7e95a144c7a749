"""Names that try to break the screen: they are shown as they are, and nothing of them is obeyed."""

from typing import Any

import pytest

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


def hostile(name: str) -> Canned:
    """Return a server that answers with one name everywhere."""
    user = {
        "UserId": name,
        "RamId": name,
        "LoginName": name,
        "DisplayName": name,
        "Email": name,
        "Phone": name,
        "Department": name,
    }
    number = {
        "Number": name,
        "PhoneNumberDescription": name,
        "Usage": name,
        "TestOnly": True,
        "RemainingTime": 0,
    }
    instance: dict[str, Any] = {
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
    row = {"Number": name, "Province": name, "City": name, "Provider": name}
    return Canned(
        **{
            INSTANCES: document(instance, request_id=name),
            NUMBERS: page_of([row] * 3, 3) | {"RequestId": name},
        }
    )


def harmless(stage: Stage) -> None:
    """Check that nothing on the screen is for the terminal to obey, and that the program lives."""
    for line in stage.lines():
        assert all(character.isprintable() or character == "\u200d" for character in line), repr(line)
    assert stage.app.is_running
    assert stage.app._exception is None


@pytest.mark.parametrize("name", HOSTILE)
async def test_no_name_breaks_any_surface(name: str) -> None:
    async with on_stage(hostile(name)) as stage:
        for keys in (["right"], ["1"], ["2"], ["3"], ["enter"]):
            await stage.press(*keys)
            harmless(stage)
        await stage.open_admin(0, 0)
        await stage.until_shown("of 3")
        harmless(stage)
        await stage.press("u")
        await stage.pilot.pause()
        harmless(stage)
        await stage.press("escape", "question_mark", "escape")
        stage.wire.server = Canned(**{INSTANCES: refusal(name, 400, name), NUMBERS: refusal(name, 404, name)})
        await stage.press("r")
        await stage.until_shown("refresh failed")
        harmless(stage)
        await stage.screen.open_user(Ids("other", name, (name,)))
        await stage.until_shown("✗")
        await stage.quiet()
        harmless(stage)


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
        assert stage.text().count(name) > 5
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
