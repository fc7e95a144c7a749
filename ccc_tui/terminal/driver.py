"""A driver for Textual that sends only what changed, and never waits for a slow link.

``App(driver_class=FrugalDriver)`` is all it takes. How it works: docs/terminal.md.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, Final

from textual.app import ScreenStackError

from ccc_tui.terminal.features import erases_with_colour
from ccc_tui.terminal.keyboard import QuietInput
from ccc_tui.terminal.picture import Picture
from ccc_tui.terminal.writer import Writer, terminal_size

if TYPE_CHECKING:
    from types import FrameType

    from rich.console import Console
    from textual._compositor import CompositorUpdate
    from textual.app import App

# The widgets with a text cursor (Input, TextArea) have this property, and no others do.
_TEXT_CURSOR: Final = "cursor_screen_offset"


class FrugalDriver(QuietInput):
    """Textual's driver for Linux and macOS, with another way out."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        if sys.__stderr__ is None:
            raise RuntimeError("There is no terminal to draw on.")
        self._stderr = sys.__stderr__
        columns, rows = terminal_size(self._stderr.fileno()) or self._get_terminal_size()
        self._picture = Picture(columns, rows, coloured_erase=erases_with_colour(os.environ))
        self._writer: Writer | None = None
        self._bytes_sent_before = 0

    @property
    def bytes_sent(self) -> int:
        """How many bytes the terminal has taken."""
        return self._bytes_sent_before + (self._writer.bytes_sent if self._writer else 0)

    @property
    def frames_sent(self) -> int:
        """How many differences were sent."""
        return self._picture.frames_sent

    @property
    def frames_skipped(self) -> int:
        """How many frames a newer one replaced while they waited for the terminal."""
        return self._picture.frames_skipped

    def redraw(self) -> None:
        """Forget what the terminal shows, and send everything once."""
        if self._writer is not None:
            self._writer.redraw()

    def write(self, data: str) -> None:
        """Draw what Textual writes. While the application is suspended, the terminal belongs to others."""
        if self._writer is not None:
            self._picture.follow_cursor = self._types_text()
            self._writer.write(data)

    def draw(
        self,
        update: CompositorUpdate,
        console: Console,
        cursor: tuple[int, int],
        *,
        synchronized: bool,
    ) -> bool:
        """Draw an update as it is; False where it has to be written as text. See `Picture.draw`."""
        if self._writer is None:
            return False
        self._picture.follow_cursor = self._types_text()
        return self._writer.draw(
            lambda picture, stalled: picture.draw(
                update, console, cursor, stalled=stalled, synchronized=synchronized
            )
        )

    def start_application_mode(self) -> None:
        """Start to draw. The thread that the base class starts for its own output has nothing to do."""
        if self._writer is None:
            self._writer = Writer(self._picture, self._stderr)
            self._writer.start()
        super().start_application_mode()

    def close(self) -> None:
        """Send what is left, within a bounded time."""
        super().close()
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.stop()
            self._bytes_sent_before += writer.bytes_sent

    def _types_text(self) -> bool:
        """Whether an input method may be at work, which opens its window at the terminal's cursor."""
        try:
            return hasattr(type(self._app.focused), _TEXT_CURSOR)
        except ScreenStackError:
            return False

    def _sigtstp_application(self, *arguments: int | FrameType | None) -> None:
        """Suspend between two callbacks of the event loop, not in the middle of one that is drawing."""
        if self._auto_restart and self._writer is not None:
            self._loop.call_soon_threadsafe(super()._sigtstp_application, *arguments)
        else:
            super()._sigtstp_application(*arguments)

    def _sigcont_application(self, *arguments: int | FrameType | None) -> None:
        """Resume likewise; after a stop that nobody announced, only draw: all else goes on as it was."""
        if not self._auto_restart or self._writer is None:
            super()._sigcont_application(*arguments)
        elif self._must_signal_resume:
            self._loop.call_soon_threadsafe(super()._sigcont_application, *arguments)
        else:
            self._loop.call_soon_threadsafe(self.redraw)
