"""One line with options: all of them where there is room, else the chosen one and its place."""

from textual.app import App, ComposeResult

from ccc_tui.ui.dialogs.option_line import OptionLine
from tests.ui.toned import TonedScreen


class Lines(App[None]):
    changes = 0

    def get_default_screen(self) -> TonedScreen:
        return TonedScreen()

    def compose(self) -> ComposeResult:
        yield OptionLine("格式", [(1, "one"), (2, "two"), (3, "[/] three")], id="line")

    def on_option_line_changed(self) -> None:
        self.changes += 1


def shown(app: Lines) -> str:
    return app.query_one(OptionLine).render().plain.rstrip()


async def test_keys_and_clicks_choose_the_option_beside() -> None:
    app = Lines()
    async with app.run_test(size=(60, 5)) as pilot:
        line = app.query_one(OptionLine)
        line.focus()
        assert shown(app) == "格式           [one] two  [/] three"
        await pilot.press("right", "space", "l")
        assert (line.value, app.changes) == (1, 3)
        await pilot.press("left")
        assert shown(app) == "格式            one  two [[/] three]"
        await pilot.press("h")
        assert line.value == 2
        await pilot.click(OptionLine)
        assert line.value == 3
        line.choose(1)
        assert (line.value, app.changes) == (1, 6)


async def test_where_there_is_no_room_only_the_chosen_one_is_shown() -> None:
    app = Lines()
    async with app.run_test(size=(30, 5)) as pilot:
        app.query_one(OptionLine).focus()
        assert shown(app) == "格式           < one >  1/3"
        await pilot.press("left")
        assert shown(app) == "格式           < [/] t… >  3/3"
