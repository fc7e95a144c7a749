"""The tree of call centers: it grows when it is opened, and the pane follows its cursor."""

from typing import Any

from tests.ui.stage import INSTANCES, Canned, Stage, document, on_stage


def tree_lines(stage: Stage) -> list[str]:
    """Return what stands in the tree's frame, without its blanks at the ends."""
    region = stage.tree.region
    return [line.partition("│")[0].lstrip("▌").strip() for line in stage.lines()[region.y + 1 : region.bottom]]


async def test_a_closed_call_center_has_no_nodes_under_it() -> None:
    async with on_stage() as stage:
        assert all(not node.children for node in stage.tree.root.children)


async def test_opening_a_call_center_adds_its_admins_and_the_count_of_its_numbers() -> None:
    async with on_stage() as stage:
        await stage.press("right")
        await stage.until_shown("王小明")
        admins, _users, _groups, numbers = stage.tree.root.children[0].children
        assert [len(admins.children), len(numbers.children)] == [4, 0]
        shown = [" ".join(line.split()) for line in tree_lines(stage)]
        assert shown[1:6] == ["▾ Admins 4", "王小明", "李娜", "赵敏", "9d-487c-96ad…181d85cf802"]
        assert shown[6:9] == ["Users", "Groups", "▸ Numbers 18"]


async def test_opening_the_numbers_adds_them() -> None:
    async with on_stage() as stage:
        await stage.press("right")
        await stage.until_shown("▸ Numbers")
        stage.tree.move_cursor(stage.tree.root.children[0].children[3])
        await stage.press("right")
        await stage.until(lambda: len(stage.tree.root.children[0].children[3].children) == 18)


async def test_enter_opens_and_closes_a_call_center() -> None:
    async with on_stage() as stage:
        await stage.press("enter")
        await stage.until_shown("▾ ● 华东客服中心")
        await stage.press("enter")
        await stage.until_shown("▸ ● 华东客服中心")


async def test_left_closes_or_goes_up_and_right_opens_or_goes_down() -> None:
    async with on_stage() as stage:
        await stage.press("l", "l", "l")
        await stage.until(lambda: stage.tree.place is not None and stage.tree.place.kind == "admin")
        await stage.press("h", "h")
        await stage.until_shown("▸ Admins")
        await stage.press("h", "h")
        await stage.until_shown("▸ ● 华东客服中心")


async def test_a_branch_of_more_than_300_ends_with_a_leaf_that_says_how_many_more() -> None:
    numbers = [{"Number": f"0210000{n:04}"} for n in range(450)]
    crowd = {"InstanceName": "Crowd", "InstanceId": "crowd", "PhoneNumbers": {"PhoneNumber": numbers}}
    async with on_stage(Canned(**{INSTANCES: document(crowd)})) as stage:
        await stage.press("right")
        await stage.until_shown("▸ Numbers")
        branch = stage.tree.root.children[0].children[3]
        stage.tree.move_cursor(branch)
        await stage.press("right")
        await stage.until(lambda: len(branch.children) == 301)
        await stage.press("G")
        await stage.until_shown("150 more: in tab 3")
        assert "450 numbers" in stage.line("footer")


async def test_the_pane_follows_the_cursor() -> None:
    async with on_stage() as stage:
        await stage.press("down")
        await stage.until_said("huabei-sales", "Outbound sales, Beijing and Tianjin")
        await stage.press("up")
        await stage.until_said("hd-service", "华东区客户服务与回访")


async def test_an_admin_under_the_cursor_is_the_row_under_the_cursor_of_tab_2() -> None:
    async with on_stage() as stage:
        await stage.press("right", "down", "down", "down")
        await stage.until_shown("▌ 李娜")
        assert "[2 Admins 4]" in stage.text()


async def test_a_number_under_the_cursor_is_the_row_under_the_cursor_of_tab_3() -> None:
    async with on_stage() as stage:
        await stage.go_to_instance(4)
        await stage.press("right")
        await stage.until_shown("▸ Numbers")
        stage.tree.move_cursor(stage.tree.root.children[4].children[3])
        await stage.press("right", "down", "down")
        await stage.until_shown("▌ 01055599013")
        assert stage.table.cursor_row == 1


async def test_a_test_number_that_runs_out_shows_in_the_tree_in_words_and_sign() -> None:
    async with on_stage() as stage:
        line = next(line for line in tree_lines(stage) if "Hotline EN" in line)
        assert line.startswith("▸ ! Hotline EN")
        assert line.endswith("2 test")


async def test_states_are_told_by_sign_and_word() -> None:
    async with on_stage() as stage:
        shown = [" ".join(line.split()) for line in tree_lines(stage)]
        for line in ("▸ ● ccc-test", "▸ ◐ 测试11111 creating", "▸ ○ 旧热线 stopped", "▸ ○ 体验中心 2019 stopped"):
            assert line in shown


async def test_a_refresh_keeps_what_is_open_the_cursor_and_the_tab() -> None:
    async with on_stage() as stage:
        await stage.go_to_instance(1)
        await stage.press("right", "3")
        await stage.until_shown("12 numbers")
        await stage.press("r")
        await stage.until(lambda: len(stage.wire.asked) == 4)
        await stage.quiet()
        assert "12 numbers" in stage.line("footer")
        assert "▾ ● Huabei Sales" in stage.text()
        assert stage.tree.cursor_node is stage.tree.root.children[1]
        stage.tree.focus()
        await stage.press("left")
        await stage.until_shown("▸ ● Huabei Sales")


async def test_a_refresh_shows_what_has_changed_in_the_call_center_that_is_looked_at() -> None:
    server = Canned(**{INSTANCES: document({"InstanceId": "a"}, {"InstanceId": "b", "Status": "Running"})})
    async with on_stage(server) as stage:
        await stage.go_to_instance(1)
        await stage.until_said("● running")
        server.answers[INSTANCES] = document({"InstanceId": "a"}, {"InstanceId": "b", "Status": "Stopped"})
        await stage.press("r")
        await stage.until_said("○ stopped")


async def test_a_call_center_that_moved_is_followed_and_one_that_is_gone_makes_room() -> None:
    server = Canned(**{INSTANCES: document({"InstanceId": "a"}, {"InstanceId": "b"}, {"InstanceId": "c"})})
    async with on_stage(server) as stage:
        await stage.go_to_instance(1)
        await stage.until_said("Instance id b")
        server.answers[INSTANCES] = document({"InstanceId": "c"}, {"InstanceId": "a"}, {"InstanceId": "b"})
        await stage.press("r")
        await stage.until(lambda: stage.tree.cursor_line == 3)
        await stage.until_said("Instance id b")
        server.answers[INSTANCES] = document({"InstanceId": "c"})
        await stage.press("r")
        await stage.until_said("Instance id c")
        server.answers[INSTANCES] = document()
        await stage.press("r")
        await stage.until_said("This access key has no call centers.")


async def test_the_command_line_chooses_the_call_center() -> None:
    from ccc_tui.settings import Settings

    async with on_stage(settings=Settings(instance="hotline-en")) as stage:
        await stage.until_said("[1 Overview]", "hotline-en")
        assert stage.tree.cursor_node is stage.tree.root.children[4]


async def test_with_500_call_centers_the_tree_has_500_nodes_and_opening_one_adds_six() -> None:
    centers: list[dict[str, Any]] = [{"InstanceId": f"large-{n}", "InstanceName": f"Center {n}"} for n in range(500)]
    centers[250]["PhoneNumbers"] = {"PhoneNumber": [{"Number": f"0210000{n:04}"} for n in range(200)]}
    centers[250]["Admin"] = {"User": [{"UserId": "a"}, {"UserId": "b"}]}
    async with on_stage(Canned(**{INSTANCES: document(*centers)})) as stage:
        assert len(stage.tree._tree_nodes) == 501
        await stage.go_to_instance(250)
        await stage.press("right")
        await stage.until(lambda: len(stage.tree._tree_nodes) == 507)
        branch = stage.tree.root.children[250].children[3]
        stage.tree.move_cursor(branch)
        await stage.press("right")
        await stage.until(lambda: len(stage.tree._tree_nodes) == 707)
        await stage.press("G")
        await stage.until_shown("▌▸ ? Center 499", "[3 Numbers 0]")


async def test_keys_typed_ahead_meet_what_the_first_one_opens() -> None:
    for opening in ("right", "enter"):
        async with on_stage() as stage:
            for key in (opening, "down", "down", "enter"):
                stage.app.simulate_key(key)
            await stage.until_shown("王小明  wangxm@hd-service")
