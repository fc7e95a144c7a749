"""Copying what is under the cursor, by the way that the terminal offers."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from ccc_tui.i18n import _
from ccc_tui.ui.widgets.instance_tree import InstanceTree
from ccc_tui.ui.widgets.row_table import RowTable
from ccc_tui.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from textual.screen import Screen


def text_to_copy(screen: Screen[None], *, whole_row: bool) -> str | None:
    """Return the cell or the node under the cursor; or the row, or the node, as JSON."""
    focused = screen.focused
    if isinstance(focused, InstanceTree):
        place = focused.cursor_node.data if focused.cursor_node else None
        if place is None:
            return None
        return _json(place.noun.declared()) if whole_row else place.copied
    table = screen.query_one(RowTable)
    if table.row is None:
        return None
    return _json(table.row.declared()) if whole_row else table.cell


async def copy(screen: Screen[None], text: str | None) -> None:
    """Send the text on its way, and say which way that was; nobody can know whether it arrived."""
    from ccc_tui.terminal.clipboard import Way
    from ccc_tui.terminal.clipboard import copy as send

    line = screen.query_one(StatusLine)
    driver = screen.app._driver  # noqa: SLF001 - Textual has no other way to the terminal
    if not text or driver is None:
        line.say(_("nothing to copy here"))
        return
    way = await send(text, os.environ, driver.write)
    if way is Way.NONE:
        from ccc_tui.ui.screens.shown_text import ShownText

        screen.app.push_screen(ShownText(text))
        return
    said = {
        Way.TMUX: _("sent to tmux's buffer and its terminal: {text}"),
        Way.TMUX_BUFFER: _("sent to tmux's buffer: {text}"),
        Way.TERMINAL: _("sent to the terminal: {text}"),
    }[way]
    line.say(said.format(text=text))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
