"""A small Textual application with the widgets that matter, for sessions in a terminal.

Run as a program, it takes the name of the driver, and a descriptor to which it reports each page it turned.
The key F12 sets the terminal's title once everything before it is on its way, so that a reader of the
terminal knows when to look.
"""

import asyncio
import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import IO, ClassVar

from rich.text import Text
from textual import constants
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.driver import Driver
from textual.screen import ModalScreen
from textual.widgets import DataTable, Footer, Header, Input, Label, Static, TabbedContent, TabPane, Tree

# Terminals disagree about the widths of some of these. SAMPLE_PLAIN leaves them out.
_CITIES = ("北京市", "上海", "广州", "Shenzhen", "成都 📞", "Zürich", "e\u0301vian", "重庆👩‍👩‍👧", "🇩🇪 Köln", "❤️ 杭州")
if "SAMPLE_PLAIN" in os.environ:
    _CITIES = ("北京市", "上海", "广州", "Shenzhen", "成都", "Zürich", "Évian", "重庆", "Köln", "杭州")
PAGE = 30
QUIET_INTERVALS = 5


class Question(ModalScreen[None]):
    """Asks something."""

    CSS = """
    Question { align: center middle; }
    Question > Vertical { width: 47; height: 9; border: round $primary; background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Close")]

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Label("要离开吗? Leave?")
            yield Input(placeholder="yes or no")


class SampleApp(App[None]):
    """Tree, tabs, table, input, status line."""

    CSS = """
    Tree { width: 33; }
    Tree:focus, DataTable:focus { background: $boost; }
    #status { height: 1; background: $accent; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", "Quit"),
        Binding("n", "turn_page", "Next"),
        Binding("m", "ask", "Ask"),
        Binding("s", "status", "Status"),
        Binding("ctrl+z", "suspend_process", "Suspend", priority=True),
        Binding("ctrl+l", "redraw", "Redraw"),
        Binding("f12", "mark", "Mark", show=False, priority=True),
    ]

    def __init__(self, driver_class: type[Driver] | None = None, report: IO[str] | None = None) -> None:
        super().__init__(driver_class=driver_class)
        self.report = report
        self.page = 0
        self.marks = 0
        self.reports = 0
        self.quiet = 0

    def compose(self) -> ComposeResult:
        yield Header(icon="")
        with Horizontal():
            yield Tree("呼叫中心", id="tree")
            with TabbedContent():
                with TabPane("Numbers 号码", id="numbers"):
                    yield Input(placeholder="filter", id="filter")
                    yield DataTable(cursor_type="row", id="table")
                with TabPane("About", id="about"):
                    yield Static("\n".join(f"{line:03} 说明 about this" for line in range(60)), markup=False)
        yield Static("ready", id="status", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        self.animation_level = "none"
        tree = self.query_one(Tree)
        for name in ("客服一部", "Sales", "售后"):
            branch = tree.root.add(name, expand=True)
            for number in range(4):
                branch.add_leaf(Text(f"user {number} 用户"))
        tree.root.expand()
        for field in self.query(Input):
            field.cursor_blink = False
        table: DataTable[Text] = self.query_one(DataTable)
        table.add_columns("号码 number", "省 province", "city", "remaining")
        self.fill()
        table.focus()

    def fill(self, needle: str = "") -> None:
        table: DataTable[Text] = self.query_one(DataTable)
        with self.batch_update():
            table.clear()
            for row in range(self.page * PAGE, (self.page + 1) * PAGE):
                number = f"+86 10 {5550000 + row * 7919}"
                if needle in number:
                    cells = (number, f"province {row % 7}", _CITIES[row % len(_CITIES)], str(row * 31 % 997))
                    table.add_row(*map(Text, cells))

    def action_turn_page(self) -> None:
        self.page += 1
        self.fill()
        if self.report is not None:
            framebuffer = getattr(self._driver, "_framebuffer", None)
            sent, skipped = (getattr(framebuffer, name, 0) for name in ("frames_sent", "frames_skipped"))
            memory = int(Path("/proc/self/statm").read_text().split()[1])
            print(f"{self.page=} {memory=} {sent=} {skipped=}".replace("self.", ""), file=self.report, flush=True)

    def action_ask(self) -> None:
        self.push_screen(Question())

    def action_status(self) -> None:
        self.reports += 1
        self.query_one("#status", Static).update(f"reloaded {self.reports} times")

    def action_redraw(self) -> None:
        redraw = getattr(self._driver, "redraw", None)
        if redraw is None:
            self.refresh(layout=True)
        else:
            redraw()

    def post_display_hook(self) -> None:
        self.quiet = 0
        if "SAMPLE_FRAMES" in os.environ and self._driver is not None:
            self._driver.write("\x1b]2;frame\x07")

    def action_mark(self) -> None:
        self.quiet = 0
        self.run_worker(self.mark())

    async def mark(self) -> None:
        """Tell the reader once everything waiting is done, and no repaint has come for several intervals.

        The footer makes its keys a while after the start.
        """
        while self.quiet < QUIET_INTERVALS or not self.query("FooterKey") or self.has_old_size or self.is_sending:
            for node in (self, self.screen, *self.screen.walk_children()):
                done = asyncio.Event()
                if node.call_later(done.set):
                    await done.wait()
            await asyncio.sleep(1 / constants.MAX_FPS)
            self.quiet += 1
        self.marks += 1
        if self._driver is not None:
            self._driver.write(f"\x1b]2;mark {self.marks}\x07")

    @property
    def is_sending(self) -> bool:
        """Whether the terminal has not taken all yet: while it takes nothing, the mark would go before the frame."""
        writer = getattr(self._driver, "_writer", None)
        return writer is not None and not writer._thread_sleeps

    @property
    def has_old_size(self) -> bool:
        """Whether a change of the terminal's size is still on its way."""
        return tuple(self.size) != tuple(os.get_terminal_size(1))

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.id == "filter":
            self.fill(event.value)


def main() -> None:
    with os.fdopen(int(sys.argv[2]), "w") if len(sys.argv) > 2 else nullcontext() as report:
        if sys.argv[1] == "stock":
            SampleApp(report=report).run()
        else:
            from ccc_tui.terminal.driver import FrugalDriver, FullFramesDriver

            SampleApp(FrugalDriver if sys.argv[1] == "frugal" else FullFramesDriver, report).run()


if __name__ == "__main__":
    main()
