"""The input half of the driver: its thread sleeps while nothing is typed, and notices a lost terminal.

Textual's own polls ten times a second, and without pause when the terminal is gone.
"""

from __future__ import annotations

import os
import select
from codecs import getincrementaldecoder
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

from textual.drivers.linux_driver import LinuxDriver

from ccc_tui.terminal.incoming import Incoming
from ccc_tui.terminal.textual_internals import report
from ccc_tui.terminal.type_ahead import TypeAhead
from ccc_tui.terminal.writer import reopen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

# Seconds between checks whether a lone escape has become a key.
_TICK: Final = 0.05
_CHUNK: Final = 4096


class QuietInput(LinuxDriver):
    """Read keys without polling."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._wake: tuple[int, int] | None = None
        self._keys = self.fileno

    def start_application_mode(self) -> None:
        """Open the pipe that wakes the thread."""
        if self._wake is None:
            self._wake = os.pipe()
            os.set_blocking(self._wake[0], False)
            # Without blocking: another process, as a shell, may read what `select` has announced.
            self._keys = reopen(self.fileno, os.O_RDONLY)
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual's has no annotation

    def run_input_thread(self) -> None:
        """Read keys until input is disabled or the terminal is gone."""
        incoming = Incoming(debug=self._debug)
        decoder = getincrementaldecoder("utf-8")("replace")
        type_ahead = TypeAhead(self._app, self._loop, self.process_message, self.exit_event)
        while self._wake is not None:
            ready, _, _ = select.select([self._keys, self._wake[0]], [], [], _TICK if incoming.is_waiting else None)
            if self._wake[0] in ready:
                return
            events = incoming.tick()
            if self._keys in ready:
                data = read_keys(self._keys)
                if data is None:
                    continue
                if not data:
                    # As SIGHUP would, which a lost terminal does not always send: 128 + SIGHUP.
                    self._soon(self._app.exit, None, 129)
                    return
                events = incoming.feed(decoder.decode(data))
            for event in events:
                type_ahead.give(event)

    def disable_input(self) -> None:
        """Wake the thread, which then ends, and wait for it.

        Textual calls this once more when the terminal is restored; what is typed by then is for the shell.
        """
        if self._key_thread is None or self._wake is None:
            return
        os.write(self._wake[1], b".")
        super().disable_input()
        self._key_thread = None
        with suppress(BlockingIOError):
            os.read(self._wake[0], _CHUNK)

    def close(self) -> None:
        """Close what was opened."""
        super().close()
        if self._wake is not None:
            for descriptor in (*self._wake, self._keys):
                os.close(descriptor)
            self._wake = None

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 - all of it is reported
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        """End the program for what a thread has raised, as an exception of a message handler does."""
        self._soon(report, self._app, error)

    def _soon(self, callback: Callable[..., object], *arguments: object) -> None:
        with suppress(RuntimeError):  # the event loop is closed: the program ends
            self._loop.call_soon_threadsafe(callback, *arguments)

    def _enable_mouse_support(self) -> None:
        """Ask for clicks and drags; Textual asks for every movement too, which crosses the link for nothing."""
        if self._mouse:
            self.write("\x1b[?1000h\x1b[?1002h\x1b[?1006h")

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1006l\x1b[?1002l\x1b[?1000l")

    def _query_in_band_window_resize(self) -> None:
        """Do not ask for mode 2048: Textual would ask for each pixel that the mouse crosses (mode 1016) as well."""


def read_keys(descriptor: int) -> bytes | None:
    """Return what was typed; None for nothing, and no bytes where the terminal is gone."""
    try:
        return os.read(descriptor, _CHUNK)
    except BlockingIOError:
        return None
    except OSError:  # EIO: the other end of the terminal is closed
        return b""
