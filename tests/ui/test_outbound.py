"""Tab 4: pages of outbound numbers, what is fetched ahead, and what is said of how many there are."""

from ccc_tui.settings import Settings
from tests.ui.stage import INSTANCES, NUMBERS, Canned, Stage, Wire, document, on_stage, page_of

WANG, CHEN, NOBODY_CALLS = (0, 0), (1, 0), (0, 2)


def many(total: int) -> Canned:
    """Return a server that has so many numbers behind every user."""

    def answer(parameters: dict[str, str]) -> dict[str, object]:
        number, size = int(parameters["PageNumber"]), int(parameters["PageSize"])
        rows = range((number - 1) * size, min(number * size, total))
        return page_of([{"Number": f"021{n:08}", "Province": "上海"} for n in rows], total, number, size)

    someone = {"UserId": "someone@a", "DisplayName": "Someone"}
    return Canned(**{INSTANCES: document({"InstanceId": "a", "Admin": {"User": someone}}), NUMBERS: answer})


async def opened(stage: Stage, place: tuple[int, int], *words: str) -> None:
    """Open a user's numbers and wait for them, and for the page that is fetched ahead."""
    await stage.open_admin(*place)
    await stage.until_shown(*words)
    await stage.quiet()


async def test_choosing_an_admin_in_the_tree_shows_the_first_page_and_how_many_there_are() -> None:
    async with on_stage() as stage:
        await opened(stage, WANG, "page 1 of 63", "rows 1–50 of 3,120", "all can be loaded", "50 per page")
        assert "王小明  wangxm@hd-service · hd-service" in stage.line("heading")
        assert "all skill groups" in stage.line("heading")
        assert "4 Outbound 3,120" in stage.text()
        assert "as of " in stage.line("footer")


async def test_choosing_an_admin_in_tab_2_shows_her_numbers() -> None:
    async with on_stage() as stage:
        await stage.press("2", "tab", "down", "enter")
        await stage.until_shown("李娜  lina@hd-service", "rows 1–18 of 18")


async def test_brackets_and_braces_turn_pages() -> None:
    async with on_stage() as stage:
        await opened(stage, WANG, "page 1 of 63")
        await stage.press("]")
        await stage.until_shown("page 2 of 63", "rows 51–100 of 3,120")
        await stage.press("}")
        await stage.until_shown("page 63 of 63", "rows 3,101–3,120 of 3,120")
        await stage.press("[")
        await stage.until_shown("page 62 of 63")
        await stage.press("{")
        await stage.until_shown("page 1 of 63")


async def test_there_is_no_page_before_the_first_or_after_the_last() -> None:
    async with on_stage() as stage:
        await opened(stage, WANG, "page 1 of 63")
        await stage.press("[")
        await stage.press("}")
        await stage.until_shown("page 63 of 63")
        await stage.quiet()
        asked = len(stage.wire.asked)
        await stage.press("]")
        await stage.quiet()
        assert "page 63 of 63" in stage.line("footer")
        assert len(stage.wire.asked) == asked


async def test_the_next_page_is_there_before_it_is_turned_to_and_turning_asks_for_it_no_second_time() -> None:
    async with on_stage() as stage:
        await opened(stage, WANG, "page 1 of 63")
        assert stage.wire.pages() == [1, 2]
        stage.wire.hold()
        await stage.press("]")
        await stage.until_shown("page 2 of 63")
        await stage.until(lambda: len(stage.wire.waiting) == 1)
        assert stage.wire.pages() == [1, 2, 3]


async def test_turning_back_asks_for_nothing() -> None:
    async with on_stage() as stage:
        await opened(stage, WANG, "page 1 of 63")
        await stage.press("]")
        await stage.until_shown("page 2 of 63")
        await stage.quiet()
        asked = stage.wire.pages()
        await stage.press("[")
        await stage.until_shown("page 1 of 63")
        await stage.quiet()
        assert stage.wire.pages() == asked


async def test_two_quick_keys_turn_two_pages_though_the_first_has_not_come() -> None:
    async with on_stage() as stage:
        await opened(stage, WANG, "page 1 of 63")
        stage.wire.hold()
        await stage.press("]", "]", "]")
        await stage.until_shown("loading…")
        stage.wire.release()
        await stage.until_shown("page 4 of 63")


async def test_a_number_goes_to_a_page_and_one_too_large_to_the_last() -> None:
    async with on_stage() as stage:
        await opened(stage, WANG, "page 1 of 63")
        await stage.press("#")
        await stage.until_shown("page 1–63: ")
        await stage.press("3", "1", "enter")
        await stage.until_shown("page 31 of 63")
        await stage.press("#", *"999999999999", "enter")
        await stage.until_shown("page 63 of 63")


async def test_the_question_for_a_page_takes_digits_only_and_can_be_left() -> None:
    async with on_stage() as stage:
        await opened(stage, WANG, "page 1 of 63")
        await stage.press("#", "x", "q", "-", "escape")
        await stage.quiet()
        assert stage.app.screen is stage.screen
        assert "page 1 of 63" in stage.line("footer")


async def test_plus_and_minus_change_the_rows_of_a_page_and_stay_at_the_first_row() -> None:
    async with on_stage() as stage:
        await opened(stage, WANG, "50 per page")
        await stage.press("]", "+")
        await stage.until_shown("100 per page", "page 1 of 32")
        await stage.press("-", "-")
        await stage.until_shown("20 per page")
        await stage.press("-")
        await stage.until_shown("10 per page", "page 1 of 312", "1,000 by page, more with A")
        await stage.press("-")
        await stage.quiet()
        assert "10 per page" in stage.line("footer")


async def test_what_lies_beyond_the_hundredth_page_is_said_to_be_out_of_reach() -> None:
    async with on_stage() as stage:
        await opened(stage, CHEN, "page 1 of 250", "of 12,480", "5,000 by page, more with A")
        await stage.press("+")
        await stage.until_shown("page 1 of 125", "10,000 by page, more with A")
        await stage.press("}")
        await stage.until_shown("page 100 of 125", "rows 9,901–10,000 of 12,480")


async def test_load_all_says_that_it_is_all_and_pages_are_turned_without_asking() -> None:
    async with on_stage(many(350)) as stage:
        await opened(stage, WANG, "page 1 of 7")
        await stage.press("A")
        await stage.until_shown("all 350 loaded")
        await stage.quiet()
        asked = len(stage.wire.asked)
        await stage.press("}")
        await stage.until_shown("page 7 of 7", "rows 301–350 of 350")
        assert len(stage.wire.asked) == asked


async def test_load_all_says_how_many_cannot_be_reached() -> None:
    async with on_stage(many(10_250)) as stage:
        await opened(stage, WANG, "page 1 of 205")
        await stage.press("A")
        await stage.until_shown("10,000 of 10,250 loaded", "no more can be loaded")


async def test_load_all_says_how_far_it_is_and_esc_leaves_what_has_come() -> None:
    wire = Wire(many(3_000))
    async with on_stage(wire) as stage:
        await opened(stage, WANG, "page 1 of 60")
        wire.hold(lambda asked: asked.page > 8)
        await stage.press("A")
        await stage.until_shown("loading all: 800 of 3,000", "esc stops")
        await stage.press("escape")
        await stage.until_shown("800 of 3,000 loaded", "r continues")
        await stage.until(lambda: stage.under_way() == 0)
        assert wire.waiting == []
        wire.release()
        asked = len(wire.pages())
        await stage.press("r")
        await stage.until_shown("all 3,000 loaded")
        assert wire.pages()[asked] == 9


async def test_a_user_who_may_dial_with_no_number_is_told_in_words() -> None:
    async with on_stage() as stage:
        await opened(stage, NOBODY_CALLS, "赵敏 has no outbound numbers.")
        assert "The service returned 0 of 0 at " in stage.words()
        assert "RequestId" in stage.words()
        assert "Refresh: r." in stage.words()


async def test_a_page_that_is_empty_though_there_should_be_more_is_not_called_the_end() -> None:
    server = many(100)
    server.answers[NUMBERS] = lambda _parameters: page_of([], 100)
    async with on_stage(server) as stage:
        await stage.open_admin(0, 0)
        await stage.until_said("Page 1 is empty, though there should be 100 rows.")
        assert "rows" not in stage.line("footer")


async def test_a_service_that_does_not_count_is_quoted_as_such() -> None:
    server = many(20)
    server.answers[NUMBERS] = lambda _parameters: page_of([{"Number": "1"}], None)
    async with on_stage(server) as stage:
        await stage.open_admin(0, 0)
        await stage.until_shown("rows 1–1 of an unknown total")


async def test_the_ids_of_a_user_can_be_typed_with_skill_groups() -> None:
    async with on_stage() as stage:
        await stage.press("u")
        await stage.until_shown("Whose outbound numbers?")
        await stage.press(*"wangxm@hd-service", "tab", *"skg-sales@hd-service", "enter")
        await stage.until_shown("wangxm@hd-service · hd-service", "skg-sales@hd-service", "of 1,038")
        assert stage.wire.numbers()[-1].parameters["SkillGroupIdList"] == '["skg-sales@hd-service"]'


async def test_without_both_ids_nothing_is_asked() -> None:
    async with on_stage() as stage:
        await stage.press("u", "enter")
        await stage.until_shown("Both the instance id and the user id are required.")
        assert stage.wire.numbers() == []
        await stage.press("escape")
        await stage.until(lambda: stage.app.screen is stage.screen)


async def test_a_user_of_another_call_center_does_not_lend_her_count_to_the_one_that_is_shown() -> None:
    async with on_stage() as stage:
        await opened(stage, WANG, "4 Outbound 3,120")
        await stage.go_to_instance(1)
        assert "[4 Outbound]" in stage.text()


async def test_the_command_line_chooses_user_page_and_rows() -> None:
    settings = Settings(instance="hd-service", user="wangxm@hd-service", page=3, page_size=20)
    async with on_stage(settings=settings) as stage:
        await stage.until_shown("page 3 of 156", "rows 41–60 of 3,120", "20 per page")
        assert "wangxm@hd-service" in stage.line("heading")


async def test_one_known_by_other_ids_is_found_and_the_screen_says_by_which() -> None:
    async with on_stage() as stage:
        await opened(stage, (5, 0), "刘洋  liuyang@xinan-support · xinan-support", "of 126")


async def test_keys_for_pages_do_nothing_in_other_tabs() -> None:
    async with on_stage() as stage:
        await opened(stage, WANG, "page 1 of 63")
        await stage.press("1", "]", "}", "A", "4")
        await stage.until_shown("page 1 of 63")
        await stage.quiet()
        assert stage.wire.pages() == [1, 2]


async def test_the_cursor_stays_on_its_row_while_other_pages_come_in() -> None:
    wire = Wire(many(3_000))
    async with on_stage(wire) as stage:
        await opened(stage, WANG, "page 1 of 60")
        wire.hold(lambda asked: asked.page > 2)
        await stage.press("A")
        await stage.until_shown("loading all: 200 of 3,000")
        await stage.press("down", "down", "down")
        assert stage.table.cursor_row == 3
        wire.hold(lambda asked: asked.page > 4)
        await stage.until_shown("loading all: 400 of 3,000")
        assert stage.table.cursor_row == 3


async def test_a_user_of_the_command_line_is_shown_to_a_key_that_may_not_list_call_centers() -> None:
    refused = {"Code": "Forbidden.RAM", "Message": "no", "RequestId": "R-NO", "HttpStatusCode": 403}
    server = Canned(**{INSTANCES: refused, NUMBERS: many(3).answers[NUMBERS]})
    settings = Settings(instance="a", user="someone@a")
    async with on_stage(server, settings=settings, loaded=False) as stage:
        await stage.until_shown("someone@a · a", "02100000002", "rows 1–3 of 3")
        await stage.press("1")
        await stage.until_said("The access key is not allowed to make this call.", "R-NO")


async def test_a_second_a_or_r_while_all_is_loaded_asks_for_nothing_twice() -> None:
    wire = Wire(many(3_000))
    async with on_stage(wire) as stage:
        await opened(stage, WANG, "page 1 of 60")
        before = len(wire.pages())
        wire.hold(lambda asked: asked.page > 2)
        await stage.press("A", "A", "r", "A")
        await stage.until_shown("loading all: 200 of 3,000")
        await stage.press("A", "r")
        wire.release()
        await stage.until_shown("all 3,000 loaded")
        assert wire.pages()[before:] == [*range(1, 32)]  # 30 pages, and the proof that no more follows


async def test_all_pages_can_be_loaded_again_right_after_they_were_left() -> None:
    wire = Wire(many(3_000))
    async with on_stage(wire) as stage:
        await opened(stage, WANG, "page 1 of 60")
        wire.hold(lambda asked: asked.page > 2)
        await stage.press("A")
        await stage.until_shown("loading all: 200 of 3,000")
        await stage.press("escape", "A", "escape", "A", "]", "A")
        wire.release()
        await stage.until_shown("all 3,000 loaded")


async def test_smaller_pages_than_reach_the_row_lead_to_the_last_one_that_is_served() -> None:
    async with on_stage(many(12_480)) as stage:
        await opened(stage, WANG, "page 1 of 250")
        await stage.press("}")
        await stage.until_shown("page 100 of 250")
        await stage.quiet()
        await stage.press("-")
        await stage.until_shown("page 100 of 624", "rows 1,981–2,000 of 12,480", "20 per page")
        await stage.quiet()
        await stage.press("r")
        await stage.quiet()
        assert "page 100 of 624" in stage.line("footer")
        assert max(stage.wire.pages()) == 100
