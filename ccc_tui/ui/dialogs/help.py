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
from ccc_tui.ui.actions import ACTIONS, action_of, keys_of
from ccc_tui.ui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import ActiveBinding, BindingType


class HelpScreen(Dialog[None]):
    """Lists the actions; those that do not work here stand back.

    Args:
        active: the bindings of the screen below.
        keys: keys that the configuration file gives to actions.
    """

    CSS_PATH = style_sheet("dialogs.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,q,enter", "dismiss", show=False)]

    def __init__(self, active: Mapping[str, ActiveBinding], keys: Mapping[str, str]) -> None:
        super().__init__()
        self._active = [action_of(bound.binding) for bound in active.values() if bound.enabled]
        self._keys = keys

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = _("Keys")
            yield Static(self._table())
            yield Static(_("This program is read-only: it never changes anything."), classes="hint", markup=False)

    def _table(self) -> Table:
        grid = Table.grid(padding=(0, 2))
        for action in ACTIONS:
            here = action in self._active
            words = _(action.help) if here else f"{_(action.help)} {_('(not here)')}"
            grid.add_row(
                Text(" ".join(map(_key_name, keys_of(action, self._keys))), "bold"), Text(words, "" if here else "dim")
            )
        return grid


def _key_name(key: str) -> str:
    return {"escape": "esc", "pageup": "PgUp", "pagedown": "PgDn", "shift+tab": "⇧tab"}.get(key, key)
