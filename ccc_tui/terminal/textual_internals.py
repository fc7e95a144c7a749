"""Private names of Textual that this package reads or calls, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual._xterm_parser import XTermParser

if TYPE_CHECKING:
    from textual.app import App
    from textual.message import Message

__all__ = ["XTermParser", "expire", "is_inside", "report"]


def is_inside(parser: XTermParser) -> bool:
    """Whether the parser waits for the rest of a sequence."""
    return parser._timeout_time is not None


def expire(parser: XTermParser) -> list[Message]:
    """Return what the parser makes of an escape that nothing follows, without waiting for its delay."""
    if not is_inside(parser):
        return []
    parser._timeout_time = 0.0
    return [*parser.tick()]


def report(app: App[Any], error: Exception) -> None:
    """End the application as an exception in a message handler does."""
    app._handle_exception(error)
