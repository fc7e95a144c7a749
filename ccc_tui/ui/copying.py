"""Copying what is under the cursor, by the way that the terminal offers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ccc_tui.i18n import _
from ccc_tui.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from textual.screen import Screen


async def copy(screen: Screen[None], text: str | None) -> None:
    """Send the text on its way, and say which way that was: whether it arrived cannot be known."""
    from ccc_tui.terminal.clipboard import Way
    from ccc_tui.terminal.clipboard import copy as send

    line = screen.query_one(StatusLine)
    driver = screen.app._driver  # noqa: SLF001 - Textual has no other way to the terminal
    if not text or driver is None:
        line.announce(_("nothing to copy here"))
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
    line.announce(said.format(text=text))
