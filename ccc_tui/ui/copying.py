"""Copying what is under the cursor, by the way that the terminal offers."""

import os
from typing import Any, Protocol, runtime_checkable

from textual.screen import Screen

from ccc_tui.i18n import _
from ccc_tui.resources.table import Sign
from ccc_tui.terminal.textual_internals import driver_of
from ccc_tui.ui.glyphs import glyph
from ccc_tui.ui.widgets.status_line import StatusLine


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


async def copy(screen: Screen[Any], *, whole_row: bool) -> None:
    """Copy from what has the focus, and say which way the text went: whether it arrived cannot be known."""
    from ccc_tui.terminal.clipboard import Way
    from ccc_tui.terminal.clipboard import copy as send

    widgets = screen.focused.ancestors_with_self if screen.focused is not None else ()
    source = next((widget for widget in widgets if isinstance(widget, CanBeCopied)), None)
    text = None if source is None else source.text_to_copy(whole_row=whole_row)
    driver = driver_of(screen.app)
    if not text or driver is None:
        _say(screen, _("nothing to copy here"))
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
    _say(screen, f"{glyph(Sign.OK)} {said.format(text=text)}")


def _say(screen: Screen[Any], text: str) -> None:
    """Say what the key did, where the screen has a place for it: it has none while the program ends."""
    if isinstance(screen, CanNotify):
        screen.notify_key(text)
    elif found := screen.query(StatusLine):
        found.first().notify_key(text)
