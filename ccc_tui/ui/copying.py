"""Copying what is under the cursor, by the way that the terminal offers."""

import os
from typing import Any, Protocol, runtime_checkable

from textual.screen import Screen

from ccc_tui.i18n import _
from ccc_tui.terminal.textual_internals import driver_of
from ccc_tui.ui.widgets.status_line import StatusLine


@runtime_checkable
class CanBeCopied(Protocol):
    """A widget with something under its cursor."""

    def text_to_copy(self, *, whole_row: bool) -> str | None:
        """Return what is under the cursor, or its row as JSON; None where there is nothing."""
        ...


async def copy(screen: Screen[Any], *, whole_row: bool) -> None:
    """Copy from what has the focus, and say which way the text went: whether it arrived cannot be known."""
    widgets = screen.focused.ancestors_with_self if screen.focused is not None else ()
    source = next((widget for widget in widgets if isinstance(widget, CanBeCopied)), None)
    text = None if source is None else source.text_to_copy(whole_row=whole_row)
    await send_text(screen, text)


async def send_text(screen: Screen[Any], text: str | None, name: str | None = None) -> None:
    """Send a text to the clipboard, and say so on the screen's status line; by its name, if it has one."""
    from ccc_tui.terminal.clipboard import Way
    from ccc_tui.terminal.clipboard import copy as send

    driver = driver_of(screen.app)
    if not (found := screen.query(StatusLine)):  # the program ends
        return
    line = found.first()
    if not text or driver is None:
        line.notify_key(_("nothing to copy here"))
        return
    way = await send(text, os.environ, driver.write)
    if way is Way.NONE:
        from ccc_tui.ui.dialogs.shown_text import ShownText

        screen.app.push_screen(ShownText(text))
        return
    said = {
        Way.TMUX: _("sent to tmux's buffer and its terminal: {text}"),
        Way.TMUX_BUFFER: _("sent to tmux's buffer: {text}"),
        Way.TERMINAL: _("sent to the terminal: {text}"),
    }[way]
    line.notify_key(said.format(text=name or text))
