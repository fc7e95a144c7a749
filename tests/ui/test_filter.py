"""`/`: the rows of a list that match, as the filter is typed; the call centers in the tree."""

from typing import Any

import pytest
from textual.events import Key
from textual.widgets import Input

from ccc_tui.settings import Settings
from ccc_tui.ui.panes.paged import PagedPane
from ccc_tui.ui.widgets.prompt import Prompt
from ccc_tui.ui.widgets.rule import Rule
from tests.ui.stage import INSTANCES, NUMBERS, Canned, Stage, Wire, document, on_stage, page_of
from tests.ui.test_people import server as people

CITIES = (("四川", "成都", "028"), ("浙江", "杭州", "0571"), ("上海", "上海", "021"))
TOTAL = 250


def rows(total: int = TOTAL) -> list[dict[str, Any]]:
    found = []
    for n in range(total):
        province, city, code = CITIES[n % len(CITIES)]
        found.append({"Number": f"{code}555{n:05}", "Province": province, "City": city, "Provider": "中国电信"})
    return found


def numbers(parameters: dict[str, str]) -> dict[str, object]:
    number, size = int(parameters["PageNumber"]), int(parameters["PageSize"])
    return page_of(rows()[(number - 1) * size : number * size], TOTAL, number, size)


def server(**others: Any) -> Canned:
    admin = {"UserId": "u@a", "DisplayName": "王小明", "Phone": "13900000001"}
    centers: list[dict[str, Any]] = [
        {"InstanceId": "a", "DomainName": "a", "InstanceName": "华东客服中心", "Admin": [admin]},
        {"InstanceId": "b", "DomainName": "b", "InstanceName": "Sales"},
        {"InstanceId": "c", "DomainName": "c", "InstanceName": "西南支持中心"},
    ]
    return Canned(**{INSTANCES: document(*centers), NUMBERS: numbers} | others)


def of_user(**details: Any) -> Settings:
    return Settings(instance="a", user="u@a", **details)


async def test_what_a_filter_searches_is_known_before_its_first_key() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        pane = stage.screen.pane
        assert len(pane.rows_to_filter()) == 50
        await stage.press("A")
        await stage.until_shown("all 250 loaded")
        assert len(pane.current_rows()) == 50
        searched = pane.rows_to_filter()
        assert len(searched) == 250
        pane.set_filter("成都")
        assert pane.current_rows() is searched


async def test_the_side_that_is_filtered_keeps_its_title() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        before = stage.screen.query_one(Rule).render().markup
        await stage.press("/", "成")
        await stage.until_shown("/成")
        assert isinstance(stage.app.focused, Input)
        assert stage.screen.query_one(Rule).render().markup == before


@pytest.mark.parametrize("key", ["escape", "enter"])
async def test_the_focus_leaves_the_prompt_though_nothing_had_it_before(key: str) -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        for _ in range(2):
            stage.screen.set_focus(None)
            await stage.press("/")
            await stage.until(lambda: isinstance(stage.app.focused, Input))
            await stage.press(key)
            await stage.until(lambda: stage.app.focused is stage.tree)
        assert not stage.screen.query_one(Prompt).is_open


async def test_a_question_in_the_place_of_another_returns_the_focus_to_where_the_first_one_had_it() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        await stage.press("/")
        await stage.until(lambda: isinstance(stage.app.focused, Input))
        prompt = stage.screen.query_one(Prompt)
        stage.app.app_focus = False
        prompt.close(None, returns=False)
        stage.app.app_focus = True
        stage.screen.set_focus(prompt.input)  # as Textual does when the terminal has the focus again
        await stage.screen.action_filter()
        await stage.press("escape")
        await stage.until(lambda: stage.app.focused is stage.table)


async def test_a_program_that_ends_asks_nothing() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        stage.app.leave()
        await stage.screen.action_filter()
        assert not stage.screen.query(Prompt)
        for key in ("/", ":", "?"):
            await stage.app.on_event(Key(key, key))
        assert len(stage.app.screen_stack) == 1
    assert stage.app.return_code == 0


async def test_the_rows_follow_what_is_typed_and_enter_keeps_the_filter() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        await stage.press("/")
        assert stage.line("status") == ""
        await stage.press("成", "都")
        await stage.until_shown("/成都  17 of 50 on this page", "50 of 250 loaded", "A loads all")
        assert "杭州" not in stage.pane()
        assert isinstance(stage.app.focused, Input)
        await stage.press("enter")
        await stage.until(lambda: stage.app.focused is stage.table)
        assert "17 of 50 on this page" in stage.line("footer")
        assert not stage.screen.query_one(Prompt).display
        assert len(stage.screen.pane.current_rows()) == 50
        assert len(stage.screen.pane.shown_rows) == 17


async def test_escape_clears_the_filter_in_the_prompt_and_later_in_the_list() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        await stage.press("/", "h", "z")
        await stage.until_shown("17 of 50")
        await stage.press("escape")
        await stage.until_shown("rows 1–50 of 250")
        await stage.press("/", *"hangzhou", "enter")
        await stage.until_shown("/hangzhou  17 of 50")
        await stage.press("escape")
        await stage.until_shown("rows 1–50 of 250")
        assert stage.app.focused is stage.table, "the list keeps the focus; the next esc goes to the tree"
        await stage.press("escape")
        await stage.until(lambda: stage.app.focused is stage.tree)


async def test_ctrl_u_empties_the_prompt_and_the_filter_can_be_changed() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        await stage.press("/", *"shanghai", "enter", "/", "left", "ctrl+u", *"0571")
        await stage.until_shown("/0571  17 of 50 on this page")
        await stage.press("down")
        assert stage.app.focused is stage.table
        assert stage.screen.pane.filter_text == "0571"


async def test_the_filter_survives_a_refresh_and_turning_pages() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        await stage.press("/", *"city:成都", "enter", "down")
        await stage.until_shown("▌ 02855500003")
        await stage.press("r")
        await stage.quiet()
        await stage.until_shown("▌ 02855500003", "/city:成都  17 of 50")
        await stage.press("]")
        await stage.until_shown("page 2 of 5", "/city:成都  17 of 50", "▌ 02855500051")


async def test_the_cursor_stays_on_its_row_when_that_matches() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        await stage.press("down", "down", "down", "/", *"成都", "enter")
        await stage.until_shown("17 of 50", "▌ 02855500003")
        await stage.press("/", "ctrl+u", *"上海", "enter")
        await stage.until_shown("▌ 02155500002")
        await stage.press("escape")
        await stage.until_shown("rows 1–50", "▌ 02855500003")


async def test_once_all_is_loaded_the_filter_covers_all_of_it_in_one_list() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        await stage.press("A")
        await stage.until_shown("all 250 loaded")
        await stage.press("/", *"成都", "enter")
        await stage.until_shown("/成都  84 of 250", "all 250 loaded")
        assert "on this page" not in stage.line("footer")
        await stage.press("}")
        await stage.until_shown("▌ 02855500249")
        await stage.press("{", "]")
        await stage.until(lambda: stage.table.cursor_row > 10)
        await stage.press("#")
        assert stage.app.focused is stage.table, "there are no pages to go to"
        await stage.press("escape")
        await stage.until_shown("rows 1–50 of 250")


async def test_an_unknown_column_and_no_match_are_said() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        await stage.press("/", *"cty:成都")
        await stage.until_shown("no column cty; did you mean city?", "0 of 50 on this page")
        await stage.press("enter")
        await stage.until_said("No row matches /cty:成都 · no column cty", "esc shows all rows")


async def test_what_was_typed_before_the_prompt_was_there_goes_into_it() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        await stage.press("/", *"q1?u", "enter")
        await stage.until_shown("No row matches /q1?u")
        assert stage.app.screen is stage.screen


async def test_the_focus_may_leave_the_prompt_and_the_filter_stays() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        await stage.press("/", *"成都", "tab")
        await stage.until_shown("17 of 50")
        assert not stage.screen.query_one(Prompt).display
        await stage.press("1")
        await stage.until_shown("[1 Overview]")


async def test_hits_are_underlined_also_those_of_pinyin() -> None:
    def underlined(stage: Stage) -> list[str]:
        strip = stage.table.render_line(1)
        return [segment.text for segment in strip if segment.style is not None and segment.style.underline]

    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        for text, hits in (("都", ["都"]), ("sc", ["四川"]), ("028 city:成都", ["028", "成都"]), ("city!=杭州", [])):
            stage.screen.pane.set_filter(text)
            await stage.pilot.pause()
            assert underlined(stage) == hits, text


async def test_another_user_begins_with_all_rows_and_the_sort_order_stays() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        stage.screen.pane.set_filter("成都")
        await stage.press("S")
        await stage.until_shown("Number ↓")
        await stage.screen.detail.open_user(stage.screen.detail.outbound.suggested_ids(None)._replace(user_id="v@a"))
        await stage.quiet()
        await stage.until_shown("v@a", "Number ↓ on this page")
        assert not stage.screen.pane.filter_text


async def test_the_tree_shows_the_call_centers_that_match_with_what_is_under_them() -> None:
    async with on_stage(server()) as stage:
        await stage.press("/", *"zhongxin")
        await stage.until(lambda: len(stage.tree.root.children) == 2)
        await stage.until_shown("/zhongxin 2 of 3")
        await stage.press("ctrl+u", *"xinan", "enter")
        await stage.until_shown("/xinan 1 of 3")
        assert stage.app.focused is stage.tree
        place = stage.tree.place
        assert place is not None
        assert place.instance.instance_id == "c"
        await stage.until_shown("[1 Overview]", "西南支持中心  ? no state · c")
        await stage.press("right")
        await stage.until_shown("Admins", "Numbers")
        await stage.press("r")
        await stage.quiet()
        assert len(stage.tree.root.children) == 1
        await stage.press("escape")
        await stage.until(lambda: len(stage.tree.root.children) == 3)
        await stage.until_shown("Call centers")
        assert stage.tree.place is not None
        assert stage.tree.place.instance.instance_id == "c"


async def test_a_tree_without_a_match_is_empty_and_comes_back() -> None:
    async with on_stage(server()) as stage:
        await stage.press("/", *"xyz", "enter", "down", "right")
        await stage.until_shown("/xyz 0 of 3")
        await stage.press("escape")
        await stage.until(lambda: len(stage.tree.root.children) == 3)


async def test_the_overview_filters_whole_fields() -> None:
    async with on_stage(server()) as stage:
        await stage.go_to_instance(0)
        await stage.press("1", "tab", "/", *"domain", "enter")
        await stage.until_shown("Domain name")
        assert "Status" not in stage.pane()


async def test_a_filter_that_was_given_at_the_start_is_that_of_the_first_list() -> None:
    async with on_stage(server(), settings=of_user(filter="成都")) as stage:
        await stage.until_shown("/成都  17 of 50 on this page")
    async with on_stage(server(), settings=Settings(filter="sales")) as stage:
        await stage.until_shown("/sales 1 of 3")


async def test_the_filter_of_a_link_is_that_of_the_tab_that_it_names() -> None:
    chosen = Settings(instance="a", tab="users", filter="agent-7", remember=False)
    async with on_stage(people(), settings=chosen) as stage:
        await stage.until_shown("/agent-7  1 of 50 on this page")
        assert stage.screen.centers.filter_text == ""
        view = stage.screen.view
        assert view is not None
        assert (view.tab, view.filter) == ("users", "agent-7")


async def test_searchable_lists_say_that_the_service_searches_too() -> None:
    async with on_stage(people()) as stage:
        await stage.press("5")
        await stage.until_shown("坐席 0")
        await stage.press("tab", "/", *"zx", "4", "9")
        await stage.until_shown("1 of 50 on this page", "ctrl+f: the service's search")


async def test_calls_can_be_filtered_and_sorted() -> None:
    async with on_stage(server(), settings=of_user()) as stage:
        await stage.until_shown("rows 1–50 of 250")
        await stage.press("!")
        await stage.until_shown("Calls this session", NUMBERS)
        await stage.press("/", *"listinst", "enter")
        await stage.until(lambda: NUMBERS not in stage.text())
        await stage.press("S")
        await stage.until_shown("# ↓")


async def test_a_filter_that_is_held_by_a_slow_load_shows_when_the_rows_come() -> None:
    wire = Wire(server())
    async with on_stage(wire) as stage:
        wire.hold(lambda asked: asked.action == NUMBERS)
        await stage.press("4")
        await stage.open_admin(0, 0)
        pane = stage.screen.pane
        assert isinstance(pane, PagedPane)
        pane.set_filter("成都")
        wire.release()
        await stage.until_shown("/成都  17 of 50 on this page")
