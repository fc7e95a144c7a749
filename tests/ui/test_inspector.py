"""The inspector: every field, the request, the raw reply; whatever the service sends, and nothing secret."""

import json
from typing import Any

import pytest

from ccc_tui.resources.masking import Masked
from ccc_tui.settings import Settings
from ccc_tui.simulator import ACCESS_KEY_ID, ACCESS_KEY_SECRET
from ccc_tui.ui.screens.inspector import InspectorScreen
from ccc_tui.ui.widgets.text_view import TextView
from tests.ui.stage import INSTANCES, NUMBERS, Canned, Stage, Wire, document, on_stage, page_of, refusal
from tests.ui.test_filter import of_user, server
from tests.ui.test_privacy import PERSON, SECRETS, leaks
from tests.ui.test_untrusted import HOSTILE

NUMBER = {"Number": "02100000001", "Province": "上海", "NewField": {"Deep": [1, None]}}


def one_number(**others: Any) -> Canned:
    """Return a server of one call center whose user may dial with one number."""
    centers = document({"InstanceId": "a", "InstanceName": "华东客服中心"})
    return Canned(**{INSTANCES: centers, NUMBERS: page_of([NUMBER], 1)} | others)


def view(stage: Stage) -> TextView:
    screen = stage.app.screen
    assert isinstance(screen, InspectorScreen)
    return screen.view


def inspected(stage: Stage) -> str:
    """Return all lines that are inspected, as they would be seen."""
    return "\n".join(
        "".join(span.text for span in line.before) + line.text[line.start : line.end] for line in view(stage).lines
    )


def under_cursor(stage: Stage) -> str:
    return view(stage).text_to_copy(whole_row=False) or ""


async def inspect(stage: Stage, key: str = "i") -> str:
    await stage.press(key)
    await stage.until(lambda: isinstance(stage.app.screen, InspectorScreen) and bool(view(stage).lines))
    return inspected(stage)


async def with_rows(stage: Stage, *words: str) -> None:
    await stage.until_shown(*words)
    await stage.quiet()
    stage.table.focus()
    await stage.pilot.pause()


async def test_i_shows_the_fields_the_request_and_the_reply_of_a_row() -> None:
    async with on_stage(one_number(), settings=of_user()) as stage:
        await with_rows(stage, "02100000001")
        text = await inspect(stage)
        for line in (
            "number 02100000001",
            "province 上海",
            "city —",
            '? NewField {"Deep": [1, null]}',
            "? is a field that this program does not know.",
            "ListOutboundNumbersOfUser",
            "InstanceId=a UserId=u@a PageNumber=1",
            "RequestId R-PAGE-1",
            '"Number": "02100000001",',
        ):
            assert line in " ".join(text.split()), text
        assert "2020-07-01" in stage.text()
        assert "✓ 200" in stage.text()
        marked = [line.split()[1] for line in text.splitlines() if line.lstrip()[:1].isdigit() and "? " in line]
        assert marked == ['"NewField":', '"Deep":']
        await stage.press("G")
        assert under_cursor(stage) == "? is a field that this program does not know."


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_escape_and_q_go_back_to_the_row(key: str) -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await with_rows(stage, "rows 1–50 of 250")
        await stage.press("down", "enter")
        await stage.until_shown("row 2 of 50 · page 1")
        await stage.press(key)
        await stage.until(lambda: stage.app.screen is stage.screen)
        assert stage.table.cursor_row == 1
        assert stage.app.focused is stage.table


async def test_other_rows_move_the_cursor_beneath_and_stop_at_the_ends() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await with_rows(stage, "rows 1–50 of 250")
        await inspect(stage)
        await stage.press("[")
        assert "row 1 of 50" in stage.text()
        await stage.press("down", "]", "]")
        await stage.until_shown("row 3 of 50")
        assert view(stage).cursor == 1, "fields can be compared"
        assert under_cursor(stage) == stage.table.rows[2].number
        await stage.press("escape")
        await stage.until(lambda: stage.table.cursor_row == 2)


async def test_in_a_list_that_is_filtered_and_sorted_it_is_the_row_under_the_cursor() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await with_rows(stage, "rows 1–50 of 250")
        await stage.press("S", "/", *"成都", "enter")
        await stage.until_shown("17 of 50")
        stage.table.focus()
        await stage.press("down")
        wanted = [row.number for row in stage.table.rows]
        assert wanted[1] in await inspect(stage)
        assert under_cursor(stage) != wanted[1]
        await stage.press("down")
        for number in wanted[1:4]:
            assert under_cursor(stage) == number
            await stage.press("]")
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.screen)
        assert stage.table.row.number == wanted[4]


async def test_from_the_tree_it_is_the_call_center() -> None:
    async with on_stage(server()) as stage:
        stage.tree.focus()
        text = await inspect(stage)
        assert "  instance_name" in text
        assert "华东客服中心" in text


async def test_from_the_tree_the_next_call_center_is_inspected_and_the_cursor_goes_there() -> None:
    several = document(*({"InstanceId": name, "InstanceName": name} for name in ("north", "east", "south")))
    async with on_stage(server(**{INSTANCES: several})) as stage:
        stage.tree.focus()
        await inspect(stage)
        assert "north · row 1 of 3" in stage.text()
        await stage.press("]", "]")
        await stage.until(lambda: "south · row 3 of 3" in stage.text())
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.screen)
        assert stage.tree.place is not None
        assert stage.tree.place.instance.name == "south"
        await stage.until(lambda: stage.screen.detail.scope.instance_id == "south")
        await stage.press("/", *"south", "enter")
        await inspect(stage)
        assert "] row" not in stage.text(), "there is no other one"


async def test_without_rows_there_is_the_call() -> None:
    async with on_stage(server(), home=True) as stage:
        stage.tree.focus()
        text = await inspect(stage)
        assert INSTANCES in text
        assert "instance_name" not in text


async def test_a_failed_call_is_explained() -> None:
    refused = refusal("Forbidden.RAM", 403, "User not authorized")
    async with on_stage(one_number(**{NUMBERS: refused}), settings=of_user()) as stage:
        await stage.until_said("Forbidden.RAM")
        stage.table.focus()
        text = await inspect(stage)
        for words in ("Forbidden.RAM: The access key is not allowed", "The service said: User not authorized"):
            assert words in text
        assert "ccc:ListOutboundNumbersOfUser" in text.replace("\n  ", " ")
        assert "✗ 403" in stage.text()


async def test_personal_data_is_masked_in_the_fields_and_in_the_reply_until_v_shows_it() -> None:
    async with on_stage(Canned(**{INSTANCES: document({"InstanceId": "a", "Admin": {"User": PERSON}})})) as stage:
        await stage.press("2", "tab")
        await stage.until_shown("138****5678")
        text = await inspect(stage)
        assert not leaks(text)
        assert not leaks(view(stage).text_to_copy(whole_row=True))
        assert text.count("138****5678") == 2
        assert "personal data is masked, v shows it" in stage.text()
        view(stage).find("138****5678", 1)
        assert isinstance(view(stage).text_to_copy(whole_row=False), Masked)
        view(stage).find('"Phone"', 1)
        assert isinstance(view(stage).text_to_copy(whole_row=False), Masked)
        await stage.press("v")
        await stage.until(lambda: leaks(inspected(stage)) == list(SECRETS))
        assert "personal data is shown for 5 minutes" in stage.text()
        assert leaks(view(stage).text_to_copy(whole_row=True)) == list(SECRETS)
        await stage.press("v")
        await stage.until(lambda: not leaks(inspected(stage)))


async def test_find() -> None:
    async with on_stage(one_number(), settings=of_user()) as stage:
        await with_rows(stage, "02100000001")
        await inspect(stage)
        await stage.press("n")
        assert under_cursor(stage).strip() == '"Number": "02100000001",', "the row in the reply"
        await stage.press("/", *"PROV")
        await stage.until(lambda: under_cursor(stage).strip() == '"Province": "上海",')
        await stage.press("enter", "n")
        assert under_cursor(stage) == "上海", "from the top again"
        await stage.press("N")
        assert under_cursor(stage).strip() == '"Province": "上海",'
        await stage.press("/", "ctrl+u", *"zzz", "enter", "n")
        await stage.until_shown("not found: zzz")


async def test_a_call_is_made_again_with_other_parameters() -> None:
    wire = Wire(server())
    async with on_stage(wire, settings=of_user()) as stage:
        await with_rows(stage, "rows 1–50 of 250")
        await inspect(stage)
        await stage.press("x")
        await stage.until_shown("Call again: ListOutboundNumbersOfUser 2020-07-01")
        fields = {name: str(value) for name, value in wire.numbers()[0].parameters.items()}
        await stage.press("tab", "tab", "tab", "ctrl+u", *"3", "enter")
        await stage.until(lambda: len(wire.numbers()) > 1 and "PageNumber=3" in inspected(stage))
        assert wire.numbers()[-1].parameters == fields | {"PageNumber": "3"}
        assert "ListOutboundNumbersOfUser 2020-07-01 · ok" in stage.text()
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.screen)
        await stage.until_shown("rows 1–50 of 250")


async def test_a_call_that_is_made_again_and_fails_is_shown_with_its_reason() -> None:
    def numbers(parameters: dict[str, str]) -> dict[str, Any]:
        if parameters["UserId"] == "u@a":
            return page_of([NUMBER], 1)
        return refusal("InvalidParameter.UserId", 400, "no such user")

    async with on_stage(one_number(**{NUMBERS: numbers}), settings=of_user()) as stage:
        await with_rows(stage, "02100000001")
        await inspect(stage)
        await stage.press("x")
        await stage.until_shown("Call again")
        await stage.press("tab", "end", "x", "enter")
        await stage.until_shown("✗ 400", "InvalidParameter.UserId: ", "UserId=u@ax")


async def test_escape_stops_a_call_that_is_made_again() -> None:
    wire = Wire(server())
    async with on_stage(wire, settings=of_user()) as stage:
        await with_rows(stage, "rows 1–50 of 250")
        await inspect(stage)
        wire.hold()
        await stage.press("x")
        await stage.until_shown("Call again")
        await stage.press("enter")
        await stage.until(lambda: bool(wire.waiting))
        await stage.press("escape")
        await stage.until(lambda: not wire.waiting)
        assert isinstance(stage.app.screen, InspectorScreen)


async def test_c_shows_the_call_among_the_others_and_from_there_back_to_it() -> None:
    async with on_stage(one_number(), settings=of_user()) as stage:
        await with_rows(stage, "02100000001")
        await inspect(stage)
        await stage.press("c")
        await stage.until_shown("Calls this session", "✓ call 3 · 200")
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, InspectorScreen))
        await stage.press("c")
        await stage.until_shown("Calls this session")
        assert len(stage.app.screen_stack) == 3, "it was beneath already"


@pytest.mark.parametrize("name", HOSTILE)
async def test_nothing_in_a_reply_is_obeyed(name: str) -> None:
    row = {"Number": name, "Province": name, name: name}
    async with on_stage(one_number(**{NUMBERS: page_of([row], 1) | {"Message": name}}), settings=of_user()) as stage:
        await stage.until_shown("1 of 1")
        await stage.quiet()
        stage.table.focus()
        text = await inspect(stage)
        shown = text + stage.text() + (view(stage).text_to_copy(whole_row=True) or "")
        assert not set("\x00\x07\x1b\x7f\x90\x9b\x9c\u202e\u2066").intersection(shown)
        await stage.press("G", "n", "C")
        await stage.until_shown("Copy call 3 as")
        assert stage.app.is_running


@pytest.mark.parametrize(
    "reply",
    [
        '{"Code":"OK","Data":{"List":[{"Number":"0210"',
        "<r><Code>OK</Code><Data><List><Number>0210</Number></List></Data></r>",
        "no document",
        "",
        "{" * 3_000,
        "[{" * 15_000,
        '{"Code": "OK", "Data": "' + "x" * 30_000 + '"}',
    ],
    ids=["cut", "xml", "text", "empty", "deep", "brackets", "long"],
)
async def test_any_reply_can_be_read(reply: str) -> None:
    async with on_stage(one_number(**{NUMBERS: reply}), settings=of_user()) as stage:
        await stage.until(lambda: bool(stage.wire.numbers()))
        await stage.quiet()
        stage.table.focus()
        text = await inspect(stage)
        assert NUMBERS in text
        assert ("The reply was empty." in text) == (not reply)
        assert max(map(len, text.splitlines())) <= 160


async def test_no_secret_is_shown_even_if_the_service_sends_it_back() -> None:
    echoed = page_of([NUMBER], 1) | {"Message": f"{ACCESS_KEY_ID} {ACCESS_KEY_SECRET}", "SecurityToken": "T0KEN"}
    async with on_stage(one_number(**{NUMBERS: echoed}), settings=of_user()) as stage:
        await with_rows(stage, "02100000001")
        await inspect(stage)
        await stage.press("c", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, InspectorScreen))
        text = inspected(stage) + (view(stage).text_to_copy(whole_row=True) or "")
        for secret in (ACCESS_KEY_ID, ACCESS_KEY_SECRET, "T0KEN", "Signature="):
            assert secret not in text


async def test_the_raw_reply_is_copied_whole_where_a_call_is_inspected() -> None:
    async with on_stage(one_number(), settings=of_user()) as stage:
        await with_rows(stage, "02100000001")
        await inspect(stage)
        row = json.loads(view(stage).text_to_copy(whole_row=True) or "")
        assert (row["number"], row["NewField"]) == ("02100000001", {"Deep": [1, None]})
        await stage.press("c", "enter")
        await stage.until(lambda: isinstance(stage.app.screen, InspectorScreen))
        reply = json.loads(view(stage).text_to_copy(whole_row=True) or "")
        assert reply == page_of([NUMBER], 1)


async def test_help_lists_the_keys_of_the_inspector_only_there() -> None:
    async with on_stage(one_number(), settings=of_user(), size=(80, 24)) as stage:
        await stage.press("?")
        await stage.until_shown("inspect", "any key closes")
        assert "call again" not in stage.text()
        await stage.press("escape")
        await with_rows(stage, "02100000001")
        await inspect(stage)
        await stage.press("?")
        await stage.until_shown("call again", "copy as", "find", "any key closes")
        assert "load all" not in stage.text()


async def test_another_width_wraps_anew() -> None:
    async with on_stage(one_number(), settings=Settings(instance="a", user="u@a"), size=(120, 30)) as stage:
        await with_rows(stage, "02100000001")
        await inspect(stage)
        await stage.pilot.resize_terminal(50, 20)
        await stage.until(lambda: max(map(len, inspected(stage).splitlines())) <= 50)
        assert "? is a field that this program does not know."[:20] in inspected(stage)


async def test_where_nothing_was_asked_there_is_nothing_to_inspect() -> None:
    async with on_stage(one_number()) as stage:
        await stage.go_to_first()
        await stage.press("4", "tab", "i")
        await stage.until_shown("nothing to inspect here")
        assert stage.app.screen is stage.screen
