"""All call centers at a glance: what needs attention, and the way there."""

from typing import Any

import pytest

from ccc_tui.ui.panes.home import HomePane
from tests.ui.stage import INSTANCES, Canned, Stage, document, on_stage


async def home(stage: Stage) -> HomePane:
    """Go to all call centers, with the focus on the pane."""
    stage.tree.focus()
    await stage.press("0", "1")
    await stage.until(lambda: isinstance(stage.screen.pane, HomePane) and bool(stage.table.rows))
    stage.table.focus()
    await stage.pilot.pause()
    pane = stage.screen.pane
    assert isinstance(pane, HomePane)
    return pane


def center(name: str, **fields: Any) -> dict[str, Any]:
    """Return a call center as the service sends it."""
    return {"InstanceId": name, "InstanceName": name, "Status": "Running", **fields}


def with_tests(*minutes: int) -> dict[str, Any]:
    """Return the test numbers of a call center."""
    numbers = [
        {"Number": f"0100{position}", "Usage": "Outbound", "TestOnly": True, "RemainingTime": left, "Trunks": 2}
        for position, left in enumerate(minutes)
    ]
    return {"PhoneNumbers": {"PhoneNumber": numbers}}


async def test_it_answers_whether_anything_is_wrong_and_where() -> None:
    async with on_stage(size=(80, 24)) as stage:
        await home(stage)
        said = [" ".join(line.strip(" ▌").split()) for line in stage.pane().splitlines()[1:]]
        assert said[0] == "Call centers 20"
        assert said[1] == "●●●●●●●●●●●●●●●● ◐ ○○ ?"
        assert said[2] == "16 running 1 creating 2 stopped 1 no state"
        assert said[4:9] == [
            "Needs attention",
            "! Hotline EN test number 01055599013 used up",
            "! Hotline EN test number 02155599012 12 min left",
            "◐ 测试11111 creating",
            "and 9 more",
        ]
        text = stage.words()
        assert "Numbers 68 Seats 1,697 at most" in text
        assert "⇄ both ████████ 43 华东客服中心 ████████ 320" in text
        assert "01055599013 ! used up 华东客服中心 ████████ 573" in text
        assert "16 others 1,227" in text
        assert "20 centers" in stage.line("footer")


async def test_bars_are_longer_and_more_in_a_large_window() -> None:
    async with on_stage(size=(120, 40)) as stage:
        await home(stage)
        text = stage.pane()
        assert "⇄ both ████████████████ 43" in text
        assert "54 may dial out" in text
        assert "· Huabei Sales" in text
        assert "1 admin has no phone" in text
        assert "and " not in text.split("Numbers 68", maxsplit=1)[0]


async def test_enter_opens_the_number_the_call_center_and_the_admin() -> None:
    async with on_stage() as stage:
        for downs, kind, words in (
            (0, "numbers", "01055599013"),
            (2, "overview", "测试11111"),
            (5, "admins", "9d-487c"),
        ):
            await home(stage)
            await stage.press("g", *["down"] * downs, "enter")
            await stage.until(lambda: not isinstance(stage.screen.pane, HomePane))
            await stage.until_shown(words)
            found = {"numbers": "phone_numbers"}.get(kind, kind)
            assert stage.screen.pane.resource.id == found
            assert stage.app.focused is stage.screen.pane.table
        assert stage.tree.place is not None
        assert stage.tree.place.instance.name == "华东客服中心"
        assert "9d-487c" in str(stage.screen.pane.table.row)


async def test_the_rest_of_the_issues_is_shown_where_enter_asks_for_it() -> None:
    async with on_stage(size=(80, 24)) as stage:
        await home(stage)
        await stage.press("down", "down", "down", "enter")
        await stage.until_said("1 admin has no phone")
        assert "9 more" not in stage.words()
        await stage.press("enter")
        await stage.until_said("and 9 more")


async def test_y_copies_a_sentence_and_large_y_its_name_too(monkeypatch: pytest.MonkeyPatch) -> None:
    async with on_stage() as stage:
        pane = await home(stage)
        assert pane.text_to_copy(whole_row=False) == "Test number 01055599013 is used up."
        assert pane.text_to_copy(whole_row=True) == '{"Hotline EN": "Test number 01055599013 is used up."}'


async def test_the_cursor_goes_down_a_column_and_across() -> None:
    async with on_stage(size=(80, 24)) as stage:
        pane = await home(stage)
        await stage.press(*["down"] * 4)
        assert pane.table.cell == "43"
        await stage.press("right")
        assert pane.table.cell == "320"
        await stage.press("down", "down", "down")
        assert pane.table.cell == "573"
        await stage.press("left", "G")
        assert pane.table.cell == "02855599001"
        await stage.press("g")
        assert pane.table.cell == "Test number 01055599013 is used up."
        assert pane.table.scroll_offset.y == 0


async def test_the_scope_of_the_largest_opens_the_call_center() -> None:
    async with on_stage(size=(80, 24)) as stage:
        await home(stage)
        await stage.press(*["down"] * 5, "right", "enter")
        await stage.until_said("Huabei Sales ● running")


async def test_many_call_centers_share_their_signs() -> None:
    rows = [center(f"c{n}") for n in range(395)] + [center(f"s{n}", Status="Stopped") for n in range(5)]
    async with on_stage(Canned(**{INSTANCES: document(*rows)}), size=(120, 40)) as stage:
        await home(stage)
        assert "●" * 40 + " ○ one sign per 10" in stage.pane()
        assert "395 running  5 stopped" in stage.pane()


async def test_nothing_needs_attention() -> None:
    async with on_stage(Canned(**{INSTANCES: document(center("only"))}), size=(80, 24)) as stage:
        await stage.press("0")
        await stage.until_said("✓ Nothing needs attention.")
        assert "Test numbers" not in stage.pane()
        assert "Numbers 0" in stage.pane()


async def test_an_access_key_without_call_centers() -> None:
    async with on_stage(Canned(**{INSTANCES: document()})) as stage:
        await stage.until_said("This access key has no call centers.")


async def test_a_refresh_is_shown_and_the_cursor_stays() -> None:
    server = Canned(**{INSTANCES: document(center("a", **with_tests(0)), center("b", **with_tests(5)))})
    async with on_stage(server, size=(80, 24)) as stage:
        pane = await home(stage)
        await stage.press("down")
        assert pane.table.cell == "Test number 01000 has 5 minutes left."
        server.answers[INSTANCES] = document(center("a", **with_tests(99)), center("b", **with_tests(4)))
        await stage.press("r")
        await stage.until_said("test number 01000 4 min left")
        assert "used up" not in stage.pane()


async def test_several_accounts_are_named() -> None:
    rows = [center("a", **with_tests(0)), center("b")]
    async with on_stage(Canned(**{INSTANCES: document(*rows)}), size=(80, 24)) as stage:
        page = stage.screen.centers.state.page
        assert page is not None
        for row, account in zip(page.rows, ("desk", "shop"), strict=True):
            row.belongs_to(account)
        stage.screen.centers.state.page = page._replace(request_id="R")  # another one, as after a refresh
        await home(stage)
        assert "Call centers 2 · 2 accounts" in stage.pane()
        assert "! a · desk  test number 01000 used up" in stage.pane()
        await stage.press("G")
        await stage.until_said("shop ████████ 1")


@pytest.mark.parametrize("size", [(40, 8), (60, 15), (72, 24), (200, 50)])
async def test_no_line_is_wider_than_its_pane(size: tuple[int, int]) -> None:
    async with on_stage(size=size) as stage:
        await home(stage)
        room = stage.screen.pane.lines.room  # type: ignore[attr-defined]
        assert all(line.second < room for line in stage.screen.pane.rows)
        await stage.press("G", "g", "right", "pagedown", "pageup", "left")
        assert stage.app.is_running


async def test_untrusted_names_are_shown_as_they_are() -> None:
    row = center("[/] [b]x[@click=app.quit]", **with_tests(0))
    async with on_stage(Canned(**{INSTANCES: document(row)}), size=(120, 24)) as stage:
        await home(stage)
        assert "[/] [b]x[@click=app.quit]" in stage.pane()
