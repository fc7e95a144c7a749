"""Copying what is under the cursor, by the way that the terminal offers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from ccc_tui.i18n import _, ngettext
from ccc_tui.resources.masking import Masked
from ccc_tui.resources.table import Sign
from ccc_tui.terminal.textual_internals import driver_of
from ccc_tui.ui.glyphs import glyph
from ccc_tui.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from textual.screen import Screen

    from ccc_tui.terminal.clipboard import Way


@runtime_checkable
class CanBeCopied(Protocol):
    """A widget with something under its cursor."""

    def text_to_copy(self, *, whole_row: bool) -> str | None:
        """Return what is under the cursor, or its row as JSON; None where there is nothing."""
        ...


@runtime_checkable
class CanNotify(Protocol):
    """A screen that says what a key did."""

    def notify_key(self, text: str) -> None:
        """Say it."""
        ...

    def clear_message(self) -> None:
        """Take back what the key before did."""
        ...


async def copy(screen: Screen[Any], *, whole_row: bool) -> None:
    """Copy from what has the focus, and say which way the text went."""
    widgets = screen.focused.ancestors_with_self if screen.focused is not None else ()
    source = next((widget for widget in widgets if isinstance(widget, CanBeCopied)), None)
    await copy_text(screen, None if source is None else source.text_to_copy(whole_row=whole_row))


async def copy_text(screen: Screen[Any], text: str | None, name: str = "") -> None:
    """Copy a text, and say which way it went: whether it arrived cannot be known.

    Args:
        screen: where that is said.
        text: the text.
        name: what it is called there; a text without a name is shown.
    """
    from ccc_tui.terminal.clipboard import Way

    if not text or driver_of(screen.app) is None:
        say(screen, _("nothing to copy here"))
        return
    way = await send(screen, text)
    if way is Way.NONE:
        from ccc_tui.ui.dialogs.shown_text import ShownText

        screen.app.push_screen(ShownText(text))
        return
    rows = text.count("\n") + 1
    shown = name or text if name or rows == 1 else ngettext("{n} row", "{n} rows", rows).format(n=rows)
    said = sent_by(way).format(text=shown)
    said = _("masked, v shows it") + f" · {said}" if isinstance(text, Masked) else said
    say(screen, f"{glyph(Sign.OK)} {said}")


async def send(screen: Screen[Any], text: str) -> Way:
    """Send a text to the clipboard; return which way it went."""
    from ccc_tui.terminal.clipboard import Way
    from ccc_tui.terminal.clipboard import copy as send_text

    driver = driver_of(screen.app)
    return Way.NONE if driver is None else await send_text(text, os.environ, driver.write)


def sent_by(way: Way) -> str:
    """Return the sentence on where a ``{text}`` was sent."""
    from ccc_tui.terminal.clipboard import Way

    return {
        Way.TMUX: _("sent to tmux's buffer and its terminal: {text}"),
        Way.TMUX_BUFFER: _("sent to tmux's buffer: {text}"),
        Way.TERMINAL: _("sent to the terminal: {text}"),
    }[way]


def say(screen: Screen[Any], text: str) -> None:
    """Say what the key did, where the screen has a place for it: it has none while the program ends."""
    if isinstance(screen, CanNotify):
        screen.notify_key(text)
    elif found := screen.query(StatusLine):
        found.first().notify_key(text)
