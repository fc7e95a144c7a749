"""Private names of Textual that this package depends on, in one place.

`PRIVATE` lists them by the class that has them. `tests/terminal/test_textual_internals.py` fails by name when Textual
renames one, and when this package uses one that is not listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import Screen

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.message import Message

__all__ = ["ChopsUpdate", "CompositorUpdate", "LayoutUpdate", "XTermParser"]

PRIVATE: Final[dict[type, tuple[str, ...]]] = {
    App: (
        *("_display", "_driver", "_batch_count", "_closed", "_running"),
        *("_sync_available", "_previous_cursor_position"),
        *("_handle_exception", "_fatal_error", "_exception", "_exit_renderables", "_close_messages_no_wait"),
    ),
    Screen: ("_push_result_callback",),
    LinuxDriver: (
        *("_app", "_loop", "_debug", "_mouse", "_size", "_key_thread", "_must_signal_resume"),
        *("_get_terminal_size", "_run_input_thread", "_sigtstp_application", "_sigcont_application"),
        *("_enable_mouse_support", "_disable_mouse_support", "_query_in_band_window_resize"),
    ),
    XTermParser: ("_timeout_time",),
    LayoutUpdate: ("region", "strips"),
    ChopsUpdate: ("chop_ends", "chops", "spans"),
}


def parse(parser: XTermParser, text: str, *, typed: bool) -> list[Message] | None:
    """Return what the parser makes of one key or sequence; None where it waits for more.

    What is `typed` is complete: the parser's delay after an escape is not waited for.
    """
    found = [*parser.feed(text)]
    if typed and parser._timeout_time is not None:
        parser._timeout_time = 0.0
        found += parser.tick()
    return found if parser._timeout_time is None else None


def make_replaceable(screen: Screen[Any]) -> None:
    """Let the first screen be switched: Textual gives a callback, which `switch_screen` takes, to later ones only."""
    screen._push_result_callback(screen, None)


def report(app: App[Any], error: Exception) -> None:
    """End the application as an exception in a message handler does."""
    app._handle_exception(error)


def driver_of(app: App[Any]) -> Driver | None:
    """Return the application's driver, which writes to the terminal; None before the application runs."""
    return app._driver
