"""The keys that work here, and what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.table import Table
from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from ccc_tui.i18n import _
from ccc_tui.styles import style_sheet
from ccc_tui.ui.actions import ACTIONS, keys_of
from ccc_tui.ui.dialog import Dialog

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType


class HelpScreen(Dialog[None]):
    """Lists the actions of the one table."""

    CSS_PATH = style_sheet("dialogs.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,q,enter", "dismiss", show=False)]

    def __init__(self, keys: Mapping[str, str], *, in_outbound: bool) -> None:
        super().__init__()
        self._keys = keys
        self._in_outbound = in_outbound

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = _("Keys")
            yield Static(self._table())
            yield Static(
                _("This program only reads: it has no call that changes anything."),
                classes="hint",
                markup=False,
            )

    def _table(self) -> Table:
        grid = Table.grid(padding=(0, 2))
        for action in ACTIONS:
            here = action.where != "outbound" or self._in_outbound
            words = _(action.help) if here else f"{_(action.help)} {_('(in tab 4)')}"
            grid.add_row(
                Text(" ".join(map(_key_name, keys_of(action, self._keys))), "bold"),
                Text(words, "" if here else "dim"),
            )
        return grid


def _key_name(key: str) -> str:
    return {"escape": "esc", "pageup": "PgUp", "pagedown": "PgDn", "shift+tab": "⇧tab"}.get(key, key)
