"""`RowTable`: it draws the rows that it shows, and no others."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from ccc_tui.styles import style_sheet
from ccc_tui.ui.themes import THEMES, tokens_of
from ccc_tui.ui.widgets.columns import TableColumn
from ccc_tui.ui.widgets.row_table import RowTable
from tests.ui.toned import TonedScreen


@dataclass
class Looks:
    """Columns that count how often they are asked for a row's text."""

    asked: list[int] = field(default_factory=list)

    def column(self, title: str = "Title", **details: Any) -> TableColumn:
        return TableColumn(title, self.value, **details)

    def value(self, row: int) -> str:
        self.asked.append(row)
        return f"row {row}"


class Table(App[None]):
    """A table alone in a window."""

    CSS_PATH = style_sheet("app.tcss")

    def __init__(self, columns: Sequence[TableColumn], rows: Sequence[Any]) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "dark"
        self._shown = (columns, rows)
        self.opened: list[int] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return tokens_of(self.current_theme)

    def get_default_screen(self) -> TonedScreen:
        return TonedScreen()

    def compose(self) -> ComposeResult:
        yield RowTable()

    def on_mount(self) -> None:
        table = self.query_one(RowTable)
        table.update(*self._shown)
        table.focus()

    def on_row_table_selected(self, event: RowTable.Selected) -> None:
        self.opened.append(event.row)


@asynccontextmanager
async def shown(
    columns: Sequence[TableColumn], rows: Sequence[Any], size: tuple[int, int] = (40, 10)
) -> AsyncIterator[tuple[Pilot[None], RowTable]]:
    app = Table(columns, rows)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot, app.query_one(RowTable)


def lines(table: RowTable) -> list[str]:
    return [table.render_line(y).text.rstrip() for y in range(table.size.height)]


async def test_only_rows_in_sight_are_drawn() -> None:
    looks = Looks()
    async with shown([looks.column()], range(100_000)) as (pilot, table):
        looks.asked.clear()
        table.refresh()
        await pilot.pause()
        assert set(looks.asked) <= set(range(10))
        looks.asked.clear()
        await pilot.press("G")
        await pilot.pause()
        assert lines(table)[-1] == " ▌ row 99…"  # widths are taken from the first thousand rows
        assert set(looks.asked) <= set(range(99_980, 100_000))


async def test_a_step_down_draws_two_rows() -> None:
    looks = Looks()
    async with shown([looks.column()], range(100)) as (pilot, _table):
        looks.asked.clear()
        await pilot.press("down")
        await pilot.pause()
        assert set(looks.asked) == {0, 1}


async def test_the_cursor_stays_in_sight() -> None:
    async with shown([Looks().column()], range(100)) as (pilot, table):
        for key, row in (("pagedown", 8), ("end", 99), ("pageup", 91), ("k", 90), ("home", 0), ("j", 1)):
            await pilot.press(key)
            await pilot.pause()
            assert table.cursor_row == row
            assert f" ▌ row {row}" in lines(table)


async def test_the_cursor_stops_at_both_ends() -> None:
    async with shown([Looks().column()], range(3)) as (pilot, table):
        await pilot.press("up")
        assert table.cursor_row == 0
        await pilot.press("down", "down", "down", "down")
        assert table.cursor_row == 2


async def test_a_table_without_rows_shows_its_notice_and_survives_every_key() -> None:
    async with shown([Looks().column()], ()) as (pilot, table):
        table.update_notice(["", "Nothing to see."])
        await pilot.press("up", "down", "left", "right", "G", "g", "pagedown", "pageup", "enter")
        assert "Nothing to see." in lines(table)[1]
        assert table.cell is None


async def test_wide_characters_take_two_cells_each_and_columns_stay_aligned() -> None:
    columns = [TableColumn("Name", lambda row: row[0]), TableColumn("City", lambda row: row[1])]
    async with shown(columns, [("王小明", "成都"), ("Li", "Rome")]) as (_pilot, table):
        assert lines(table)[:3] == ["   Name    City", " ▌ 王小明  成都", "   Li      Rome"]


async def test_a_column_takes_no_more_than_it_may_and_ids_are_cut_in_their_middle() -> None:
    columns = [TableColumn("Id", str, max_width=11, middle=True), TableColumn("Words", str, max_width=9)]
    async with shown(columns, ["9d-487c-96ad-9181d85cf802"]) as (_pilot, table):
        assert lines(table)[1] == " ▌ 9d-48…cf802  9d-487c-…"


async def test_numbers_are_aligned_to_the_right() -> None:
    columns = [TableColumn("Trunks", str, right=True), TableColumn("Next", str)]
    async with shown(columns, [7, 120]) as (_pilot, table):
        assert lines(table)[1:3] == [" ▌      7  7", "      120  120"]


async def test_columns_that_do_not_fit_are_dropped_from_the_right_and_come_with_the_cursor() -> None:
    columns = [TableColumn(name, lambda row, name=name: f"{name}-{row:010}") for name in "abcd"]  # type: ignore[misc]
    async with shown(columns, [1, 2], size=(34, 6)) as (pilot, table):
        assert table.hidden_columns == 2
        assert lines(table)[1] == " ▌ a-0000000001  b-0000000001"
        await pilot.press("right", "right", "right")
        await pilot.pause()
        assert lines(table)[0].endswith("← +2")
        assert lines(table)[1] == " ▌ a-0000000001  d-0000000001"
        assert table.hidden_columns == 0
        assert table.cell == "d-0000000001"
        await pilot.press("left", "left", "left")
        await pilot.pause()
        assert lines(table)[1] == " ▌ a-0000000001  b-0000000001"


async def test_columns_do_not_become_narrower_while_pages_are_turned() -> None:
    columns = [TableColumn("A", str), TableColumn("B", str)]
    async with shown(columns, ["a long value"]) as (_pilot, table):
        before = lines(table)[0]
        table.update(columns, ["short"])
        assert lines(table)[0] == before


async def test_the_same_rows_are_not_drawn_again() -> None:
    looks = Looks()
    async with shown([looks.column()], range(5)) as (pilot, table):
        looks.asked.clear()
        table.update([looks.column()], range(5))
        await pilot.pause()
        assert looks.asked == []


async def test_a_click_moves_the_cursor_and_a_second_one_opens() -> None:
    async with shown([Looks().column()], range(5)) as (pilot, table):
        await pilot.click(RowTable, offset=(3, 3))
        assert table.cursor_row == 2
        app = pilot.app
        assert isinstance(app, Table)
        assert app.opened == []
        await pilot.click(RowTable, offset=(3, 3))
        await pilot.pause()
        assert app.opened == [2]


async def test_a_click_on_the_headings_or_below_the_rows_does_nothing() -> None:
    async with shown([Looks().column()], range(2)) as (pilot, table):
        await pilot.press("down")
        await pilot.click(RowTable, offset=(3, 0))
        await pilot.click(RowTable, offset=(3, 7))
        assert table.cursor_row == 1
