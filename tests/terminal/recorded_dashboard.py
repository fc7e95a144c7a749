"""The dashboard on its demo, with a driver that keeps what Textual wrote beside what the terminal was sent.

Run as a program, it takes the name of a file for what Textual wrote, and a descriptor that it reports nothing on. The
key F12 sets the terminal's title once everything before it is on its way, as in `sample_app`.
"""

import asyncio
import sys
from pathlib import Path
from typing import IO, ClassVar

from rich.console import Console
from textual import constants
from textual._compositor import CompositorUpdate
from textual.binding import Binding, BindingType

from ccc_tui.settings import Settings
from ccc_tui.terminal.driver import FrugalDriver
from ccc_tui.ui.app import Dashboard

_QUIET_INTERVALS = 4


class RecordingDriver(FrugalDriver):
    """Keeps everything that a stock driver would have sent."""

    record: ClassVar[IO[str]]

    def write(self, data: str) -> None:
        if not data.startswith("\x1b]2;mark"):
            self.record.write(data)
            self.record.flush()
        super().write(data)

    def draw(self, update: CompositorUpdate, console: Console, cursor: tuple[int, int], *, synchronized: bool) -> bool:
        column, row = cursor
        self.record.write(f"{update.render_segments(console)}\x1b[{row + 1};{column + 1}H")
        self.record.flush()
        assert super().draw(update, console, cursor, synchronized=synchronized), "it would be written twice"
        return True


class RecordedDashboard(Dashboard):
    """Tells when it is quiet."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f12", "mark", show=False, priority=True)]
    quiet = 0
    marks = 0

    def post_display_hook(self) -> None:
        self.quiet = 0

    def action_mark(self) -> None:
        self.run_worker(self.mark())

    async def mark(self) -> None:
        """Write the mark when nothing loads, every message has been handled, and no repaint has come for a while."""
        self.quiet = 0
        while self.quiet < _QUIET_INTERVALS:
            for node in (self, self.screen, *self.screen.walk_children()):
                done = asyncio.Event()
                if node.call_later(done.set):
                    await done.wait()
            await asyncio.sleep(1 / constants.MAX_FPS)
            loading = any(getattr(screen, "is_loading", False) for screen in self.screen_stack)
            self.quiet = 0 if loading else self.quiet + 1
        self.marks += 1
        if self._driver is not None:
            self._driver.write(f"\x1b]2;mark {self.marks}\x07")


def main() -> None:
    with Path(sys.argv[1]).open("w", encoding="utf-8", newline="") as RecordingDriver.record:
        RecordedDashboard(Settings(demo=True, rate=0), driver_class=RecordingDriver).run()


if __name__ == "__main__":
    main()
