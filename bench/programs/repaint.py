"""Repaints a full table, and reports the processor time of one repaint: ``repaint DRIVER TIMES DESCRIPTOR``."""

import asyncio
import os
import sys
from time import process_time
from typing import Final, NamedTuple

from textual.app import ComposeResult
from textual.driver import Driver

from ccc_tui.terminal.driver import FrugalApp, FrugalDriver
from ccc_tui.terminal.keyboard import QuietInput
from ccc_tui.ui.widgets.columns import TableColumn as Column
from ccc_tui.ui.widgets.row_table import RowTable

_DRIVERS: Final[dict[str, type[Driver]]] = {"frugal": FrugalDriver, "stock": QuietInput}
_ROWS: Final = 60
_WARM_UP: Final = 20
_CITIES: Final = ("北京 Beijing", "上海 Shanghai", "广州 Guangzhou", "成都 Chengdu", "Zürich")


class Row(NamedTuple):
    """A row of the table."""

    number: str
    city: str
    provider: str
    remaining: str


def page(turn: int) -> list[Row]:
    """Return rows that share no number with those of the page before."""
    return [
        Row(f"0{10_5550_0000 + (turn * _ROWS + row) * 7919}", _CITIES[row % 5], "China Telecom", str(row * turn % 997))
        for row in range(_ROWS)
    ]


class Repainting(FrugalApp[None]):
    """One table that shows page after page."""

    CSS = ".row-table--warning { text-style: bold; } RowTable { height: 1fr; }"

    def __init__(self, driver: str, times: int, report: int) -> None:
        super().__init__(driver_class=_DRIVERS[driver])
        self._times = times
        self._report = report

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield RowTable()

    def on_mount(self) -> None:
        """Begin when the first screen is painted."""
        self.query_one(RowTable).focus()
        self.call_after_refresh(lambda: self.run_worker(self.turn()))

    async def turn(self) -> None:
        """Turn the pages, report, leave."""
        for number in range(_WARM_UP):
            await self.show(number)
        before = process_time()
        for number in range(self._times):
            await self.show(number)
        await asyncio.sleep(0.1)  # what the driver's thread has left
        os.write(self._report, f"{1000 * (process_time() - before) / self._times}\n".encode())
        self.exit()

    async def show(self, number: int) -> None:
        """Show a page, and wait until it is painted."""
        columns = [
            Column("Number", lambda row: row.number),
            Column("City", lambda row: row.city, style=lambda _: "warning"),
            Column("Provider", lambda row: row.provider),
            Column("Remaining", lambda row: row.remaining, right=True),
        ]
        self.query_one(RowTable).update(columns, page(number))
        painted = asyncio.Event()
        self.screen.call_after_refresh(painted.set)
        await painted.wait()


if __name__ == "__main__":
    Repainting(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])).run()
