"""A call in other forms, from the inspector and from the list of calls: none of them holds a key."""

import pytest

from ccc_tui.simulator import ACCESS_KEY_ID, ACCESS_KEY_SECRET
from ccc_tui.terminal import clipboard
from ccc_tui.ui.dialogs.copy_as import CopyAsDialog, forms_of
from tests.ui.stage import NUMBERS, on_stage, refusal
from tests.ui.test_calls import open_calls
from tests.ui.test_filter import of_user, server
from tests.ui.test_inspector import inspect, one_number, with_rows

NAMES = [
    "Command of the aliyun CLI",
    "Python with the official SDK",
    "Shell script with curl and openssl",
    "Evidence for a support ticket, masked",
    "Link to OpenAPI Explorer",
    "Link to the diagnosis of the error",
]


@pytest.fixture(autouse=True)
def _clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


async def test_the_form_under_the_cursor_is_copied_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []

    async def copy(text: str, *_details: object) -> object:
        sent.append(text)
        return clipboard.Way.TERMINAL

    monkeypatch.setattr(clipboard, "copy", copy)
    async with on_stage(one_number(), settings=of_user()) as stage:
        await with_rows(stage, "02100000001")
        await inspect(stage)
        for number, name in enumerate(NAMES[:-1]):
            await stage.press("C")
            await stage.until_shown("Copy call 3 as", name)
            await stage.press(*["down"] * number, "enter")
            await stage.until_shown(f"✓ sent to the terminal: {name}")
        assert [text.split()[0] for text in sent] == ["aliyun", "#", "#!/bin/sh", "##", sent[-1]]
        assert sent[-1].startswith("https://api.aliyun.com/api/CCC/2020-07-01/ListOutboundNumbersOfUser?")
        for text in sent:
            assert ACCESS_KEY_ID not in text
            assert ACCESS_KEY_SECRET not in text


async def test_escape_copies_nothing() -> None:
    async with on_stage(server()) as stage:
        await open_calls(stage)
        await stage.press("C")
        await stage.until(lambda: isinstance(stage.app.screen, CopyAsDialog))
        await stage.press("escape")
        await stage.until_shown("Calls this session")
        assert "sent to" not in stage.text()


async def test_a_failed_call_has_a_link_to_its_diagnosis() -> None:
    refused = refusal("Forbidden.RAM", 403, "User not authorized")
    async with on_stage(one_number(**{NUMBERS: refused}), settings=of_user()) as stage:
        await stage.until_said("Forbidden.RAM")
        await open_calls(stage)
        await stage.press("C")
        await stage.until_shown(*NAMES)
        session = stage.app.session
        assert session is not None
        call = session.client.call_log.find(3)
        assert call is not None
        forms = {form.name: form.text for form in forms_of(call, "cn-shanghai")}
        assert "q=Forbidden.RAM" in forms[NAMES[-1]]
        assert "u@a" not in forms[NAMES[3]]
        others = forms_of(call._replace(failure=None), "cn-shanghai")
        assert [form.name for form in others] == NAMES[:-1]
