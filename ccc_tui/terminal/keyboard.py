"""`QuietInput`: Textual's driver with an input thread that sleeps while nobody types, and notices a lost terminal.

Textual's own looks ten times a second whether it shall end, and when the terminal is gone, as fast as it can.
"""

from __future__ import annotations

import asyncio
import os
import select
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from ccc_tui.terminal.type_ahead import TypeAhead

if TYPE_CHECKING:
    from textual.app import App

# A lone escape is a key when nothing follows it for Textual's escape delay, which the parser learns by being asked.
_ASK_EVERY: Final = 0.05
_ASK_TIMES: Final = 6
_CHUNK: Final = 4096
# What a shell reports for a program that its lost terminal ended: 128 + SIGHUP.
_HANGUP: Final = 129


class QuietInput(LinuxDriver):
    """Costs nothing while nothing is typed."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._wake: tuple[int, int] | None = None

    def start_application_mode(self) -> None:
        """Open the way by which the thread is woken."""
        if self._wake is None:
            self._wake = os.pipe()
            os.set_blocking(self._wake[0], False)
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's has no annotation

    def run_input_thread(self) -> None:
        """Read keys until input is disabled or the terminal is gone."""
        parser = XTermParser(self._debug)
        decoder = getincrementaldecoder("utf-8")("replace")
        type_ahead = TypeAhead(self._app, self._loop, self.process_message, self.exit_event)
        asks_left = 0
        if self._wake is None:
            return
        wake = self._wake[0]
        while True:
            patience = _ASK_EVERY if asks_left else None
            ready, _, _ = select.select([self.fileno, wake], [], [], patience)
            if wake in ready:
                return
            if self.fileno in ready:
                data = self._read()
                if not data:
                    self._hang_up()
                    return
                text = decoder.decode(data)
                for event in parser.feed(text) if text else ():  # an empty text would end the parser
                    type_ahead.give(event)
                asks_left = _ASK_TIMES
            elif asks_left:
                asks_left -= 1
                for event in parser.tick():
                    type_ahead.give(event)

    def disable_input(self) -> None:
        """Wake the thread, which then ends, and wait for it."""
        if self._wake is not None:
            os.write(self._wake[1], b".")
        super().disable_input()
        if self._wake is not None:
            with suppress(BlockingIOError):
                os.read(self._wake[0], _CHUNK)

    def close(self) -> None:
        """Close what was opened."""
        super().close()
        if self._wake is not None:
            for descriptor in self._wake:
                os.close(descriptor)
            self._wake = None

    def _enable_mouse_support(self) -> None:
        """Ask for clicks and drags; Textual asks for every movement too, which crosses the link for nothing."""
        if self._mouse:
            self.write("\x1b[?1000h\x1b[?1002h\x1b[?1006h")

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1006l\x1b[?1002l\x1b[?1000l")

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, _CHUNK)
        except OSError:  # EIO: the other end of the terminal is closed
            return b""

    def _hang_up(self) -> None:
        """End the application as SIGHUP would, which a lost terminal does not always send."""
        app = self._app
        asyncio.run_coroutine_threadsafe(_exit(app), self._loop)


async def _exit(app: App[Any]) -> None:
    app.exit(return_code=_HANGUP)
