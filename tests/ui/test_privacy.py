"""Personal data on the screen: masked, shown for a while, and said to be masked where it is copied."""

import json

import pytest

from ccc_tui.resources.masking import Masked
from ccc_tui.settings import Settings
from ccc_tui.ui.privacy import SHOWN_FOR
from tests.ui.stage import INSTANCES, Canned, Stage, document, on_stage

PERSON = {
    "UserId": "wang@a",
    "RamId": "201234567890123456",
    "Detail": {"DisplayName": "王小明", "Phone": "13812345678", "Email": "wang@example.com"},
}
SECRETS = ("13812345678", "wang@example.com", "201234567890123456")


def server() -> Canned:
    return Canned(**{INSTANCES: document({"InstanceId": "a", "Admin": {"User": PERSON}})})


def leaks(text: str | None) -> list[str]:
    return [secret for secret in SECRETS if secret in (text or "")]


async def shown(stage: Stage) -> None:
    await stage.press("2")
    await stage.until_shown("王小明", "138****5678", "w***@example.com", "2012****3456")


async def test_it_is_masked_and_v_shows_it_until_v_or_the_time_is_over() -> None:
    async with on_stage(server()) as stage:
        await shown(stage)
        assert not leaks(stage.text())
        assert "v shows personal data" in stage.line("footer")
        await stage.press("v")
        await stage.until_shown(*SECRETS, "personal data shown, v masks it", "personal data is shown for 5 minutes")
        await stage.press("v")
        await stage.until_shown("personal data is masked")
        await shown(stage)
        await stage.press("v")
        await stage.until_shown(*SECRETS)
        timer = stage.app.privacy._timer
        assert timer is not None
        assert (timer._interval, timer._repeat, SHOWN_FOR) == (300, 0, 300)
        stage.app.privacy.mask_again()
        await stage.until_shown("personal data is masked again")
        await shown(stage)
        assert stage.app.privacy._timer is None


async def test_a_pane_that_was_hidden_is_masked_again_too() -> None:
    async with on_stage(server()) as stage:
        await shown(stage)
        await stage.press("v")
        await stage.until_shown(*SECRETS)
        await stage.press("1", "v", "2")
        await shown(stage)
        assert not leaks(stage.text())


async def test_what_is_copied_is_what_is_seen_and_says_so() -> None:
    async with on_stage(server()) as stage:
        await shown(stage)
        pane = stage.screen.pane
        await stage.press("tab", "right", "right")
        cell, row = pane.text_to_copy(whole_row=False), pane.text_to_copy(whole_row=True)
        assert (cell, isinstance(cell, Masked), isinstance(row, Masked)) == ("138****5678", True, True)
        assert not leaks(row)
        await stage.press("v")
        cell, row = pane.text_to_copy(whole_row=False), pane.text_to_copy(whole_row=True)
        assert (cell, isinstance(cell, Masked), isinstance(row, Masked)) == ("13812345678", False, False)
        assert json.loads(row or "")["email"] == "wang@example.com"


async def test_the_status_line_says_that_a_masked_text_was_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    async with on_stage(server()) as stage:
        await shown(stage)
        await stage.press("tab", "right", "right", "y")
        await stage.until_shown("masked, v shows it · sent to the terminal: 138****5678")
        await stage.press("left", "y")
        await stage.until(lambda: "masked, v shows it" not in stage.text())


async def test_nodes_of_the_tree_are_copied_masked() -> None:
    async with on_stage(server()) as stage:
        await stage.until(lambda: stage.tree.place is not None)
        text = stage.tree.text_to_copy(whole_row=True)
        assert "138****5678" in (text or "")
        assert not leaks(text)
        await stage.press("v")
        assert leaks(stage.tree.text_to_copy(whole_row=True))


async def test_with_no_mask_it_is_shown_and_v_masks_it_without_a_timer() -> None:
    async with on_stage(server(), settings=Settings(mask=False)) as stage:
        await stage.press("2")
        await stage.until_shown(*SECRETS)
        await stage.press("v")
        await shown(stage)
        await stage.press("v")
        await stage.until_shown(*SECRETS)
        assert stage.app.privacy._timer is None
