"""A driver for Textual that sends only what changed, and never waits for a slow link. How: docs/terminal.md."""

from __future__ import annotations

import os
import signal
import sys
import termios
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ReturnType, ScreenStackError

from ccc_tui.terminal.environment import erases_in_color
from ccc_tui.terminal.framebuffer import Framebuffer
from ccc_tui.terminal.keyboard import QuietInput
from ccc_tui.terminal.textual_internals import CompositorUpdate
from ccc_tui.terminal.writer import Writer, terminal_size

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from rich.console import Console
    from textual.screen import Screen


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
        colored_erase = erases_in_color(os.environ)
        self._framebuffer = Framebuffer(columns, rows, colored_erase=colored_erase, compares=self.COMPARES)
        self._writer: Writer | None = None
        self._in_use = self._has_asked = False
        self._line: list[Any] | None = None

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
            lambda frame, stalled: frame.draw(update, console, cursor, stalled=stalled, synchronized=synchronized)
        )

    def start_application_mode(self) -> None:
        """Start to draw. The thread that the base class starts for its own output has nothing to do."""
        if self._writer is None:
            self._writer = Writer(self._framebuffer, self._stderr, self._failed)
        super().start_application_mode()
        if not self._has_asked and isinstance(self._app, FrugalApp) and (queries := self._app.terminal_queries()):
            self.write(queries)
        self._has_asked = self._in_use = True
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

    def _types_text(self) -> bool:
        """Return whether an input method may be at work, which opens its window at the terminal's cursor."""
        try:
            # The widgets with a text cursor (Input, TextArea) have this property, and no others do.
            return hasattr(type(self._app.focused), "cursor_screen_offset")
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

    def _suspend(self) -> None:
        """Restore the terminal, stop the process group, and go on when it is in the foreground again."""
        if not self._in_use:  # the program ends, or `App.suspend` has restored the terminal for another one
            _stop_process_group()
            return
        self.suspend_application_mode()
        _stop_process_group()
        self._wait_for_foreground()
        self._must_signal_resume = True
        self.resume_application_mode()
        self._app.call_later(self._app.refresh, layout=True)  # Textual draws nothing by itself if the size is the same

    def _continue(self) -> None:
        """Set the terminal line up again, as the shell has set it up for itself, and draw all."""
        if not self._in_use:
            return
        self._wait_for_foreground()
        if self._line is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self._line)
        self.redraw()

    def _wait_for_foreground(self) -> None:
        """Return when the process group may use the terminal: in the background, this stops it until ``fg``."""
        with _default(signal.SIGTTOU), suppress(termios.error):  # EIO: no shell controls this group
            termios.tcsetattr(self.fileno, termios.TCSANOW, termios.tcgetattr(self.fileno))


class FullFramesDriver(FrugalDriver):
    """Send every cell that Textual draws, also where it was drawn so before."""

    COMPARES = False


class FrugalApp(App[ReturnType]):
    """Hand frames to a `FrugalDriver` as they are.

    Textual writes a frame as text with escape sequences; reading that again takes longer than all else here. With any
    other driver, and for what is no frame, nothing is different.
    """

    def terminal_queries(self) -> str:
        """Return what to ask the terminal when the application starts; the answers come as messages (`answers`)."""
        return ""

    def _display(self, screen: Screen[object], renderable: Any) -> None:
        if isinstance(renderable, CompositorUpdate) and self._drawn(renderable):
            self.post_display_hook()
        else:
            super()._display(screen, renderable)

    def _drawn(self, update: CompositorUpdate) -> bool:
        """Draw a frame; False where Textual has to."""
        driver = self._driver if self._running and not self._closed and not self._batch_count else None
        if not isinstance(driver, FrugalDriver) or driver.is_inline:
            return False
        cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
        if not driver.draw(update, self.console, cursor, synchronized=self._sync_available):
            return False
        self._previous_cursor_position = cursor
        return True


def _stop_process_group() -> None:
    """Stop the process group as Ctrl+Z on the terminal line would; return when it is continued.

    A group that no shell controls is not stopped: nothing could continue it. The kernel sees to that for SIGTSTP, not
    for SIGSTOP.
    """
    with _default(signal.SIGTSTP), _default(signal.SIGCONT):
        os.killpg(0, signal.SIGTSTP)


@contextmanager
def _default(number: signal.Signals) -> Iterator[None]:
    before = signal.signal(number, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(number, before)
