"""A driver for Textual that sends only what changed, and never waits for a slow link.

``App(driver_class=FrugalDriver)`` is all it takes. How it works: docs/terminal.md.
"""

from __future__ import annotations

import os
import sys
import termios
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.app import ScreenStackError

from ccc_tui.terminal.environment import erases_in_color
from ccc_tui.terminal.framebuffer import Framebuffer
from ccc_tui.terminal.job import stop_process_group, wait_for_foreground
from ccc_tui.terminal.keyboard import QuietInput
from ccc_tui.terminal.textual_internals import report
from ccc_tui.terminal.writer import Writer, terminal_size

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from rich.console import Console
    from textual.app import App

    from ccc_tui.terminal.textual_internals import CompositorUpdate

# The widgets with a text cursor (Input, TextArea) have this property, and no others do.
_TEXT_CURSOR: Final = "cursor_screen_offset"


class FrugalDriver(QuietInput):
    """Textual's driver for Linux and macOS, with another way out."""

    # Whether to leave out cells that the terminal shows already.
    COMPARES: ClassVar[bool] = True

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        if sys.__stderr__ is None:
            raise RuntimeError("There is no terminal to draw on.")
        self._stderr = sys.__stderr__
        columns, rows = self._get_terminal_size()
        self._size = size or (columns, rows)
        self._framebuffer = Framebuffer(
            columns, rows, colored_erase=erases_in_color(os.environ), compares=self.COMPARES
        )
        self._writer: Writer | None = None
        self._bytes_sent_before = 0
        self._in_use = False
        self._line: list[Any] | None = None

    @property
    def bytes_sent(self) -> int:
        """How many bytes the terminal has taken."""
        return self._bytes_sent_before + (self._writer.bytes_sent if self._writer else 0)

    @property
    def frames_sent(self) -> int:
        """How many differences were sent."""
        return self._framebuffer.frames_sent

    @property
    def frames_skipped(self) -> int:
        """How many frames a newer one replaced while they waited for the terminal."""
        return self._framebuffer.frames_skipped

    def redraw(self) -> None:
        """Forget what the terminal shows, and send everything once."""
        if self._writer is not None:
            self._writer.redraw()

    def write(self, data: str) -> None:
        """Draw what Textual writes. While the application is suspended, the terminal belongs to others."""
        if self._writer is not None:
            self._framebuffer.follow_cursor = self._types_text()
            self._writer.write(data)

    def draw(self, update: CompositorUpdate, console: Console, cursor: tuple[int, int], *, synchronized: bool) -> bool:
        """Draw an update as it is; False where it has to be written as text. See `Framebuffer.draw`."""
        if self._writer is None:
            return False
        self._framebuffer.follow_cursor = self._types_text()
        return self._writer.draw(
            lambda picture, stalled: picture.draw(update, console, cursor, stalled=stalled, synchronized=synchronized)
        )

    def start_application_mode(self) -> None:
        """Start to draw. The thread that the base class starts for its own output has nothing to do."""
        if self._writer is None:
            self._writer = Writer(self._framebuffer, self._stderr, self._failed)
        super().start_application_mode()
        self._in_use = True
        with suppress(termios.error):
            self._line = termios.tcgetattr(self.fileno)

    def stop_application_mode(self) -> None:
        """Restore the terminal."""
        self._in_use = False
        super().stop_application_mode()

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

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return the size of the terminal line; COLUMNS and LINES count only where it does not know its size."""
        return terminal_size(self._stderr.fileno()) or super()._get_terminal_size()

    def _sigtstp_application(self, *_: int | FrameType | None) -> None:
        """Suspend between two callbacks of the event loop, not in the middle of one that is drawing."""
        self._soon(self._suspend)

    def _sigcont_application(self, *_: int | FrameType | None) -> None:
        """Draw all again after a stop that could not be announced (SIGSTOP)."""
        self._soon(self._continue)

    def _soon(self, callback: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the event loop is closed: the program ends
            self._loop.call_soon_threadsafe(callback)

    def _failed(self, error: Exception) -> None:
        """End the program for what a thread has raised."""
        self._soon(partial(report, self._app, error))

    def _suspend(self) -> None:
        """Restore the terminal, stop the process group, and go on when it is in the foreground again."""
        if not self._in_use:  # the program ends, or `App.suspend` has restored the terminal for another one
            stop_process_group()
            return
        self.suspend_application_mode()
        stop_process_group()
        wait_for_foreground(self.fileno)
        self._must_signal_resume = True
        self.resume_application_mode()
        self._app.call_later(self._app.refresh, layout=True)  # Textual draws nothing by itself if the size is the same

    def _continue(self) -> None:
        """Set the terminal line up again, as the shell has set it up for itself, and draw all."""
        if not self._in_use:
            return
        wait_for_foreground(self.fileno)
        if self._line is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._line)
        self.redraw()


class FullFramesDriver(FrugalDriver):
    """Send every cell that Textual draws, also where it was drawn so before."""

    COMPARES = False
