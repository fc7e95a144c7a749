"""The keys that work here, and what they do."""

from collections.abc import Mapping
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from ccc_tui.i18n import _
from ccc_tui.ui.actions import ACTIONS, ELSEWHERE, action_of, keys_of
from ccc_tui.ui.dialogs.dialog import Dialog, Hint

_KEY_NAMES = {"escape": "esc", "pageup": "PgUp", "pagedown": "PgDn", "shift+tab": "⇧tab"}


class HelpScreen(Dialog[None]):
    """Lists the actions; those that do not work here are dimmed.

    Args:
        active: the bindings of the screen below.
        keys: keys that the configuration file gives to actions.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,q,enter", "dismiss", show=False)]

    def __init__(self, active: Mapping[str, ActiveBinding], keys: Mapping[str, str]) -> None:
        super().__init__()
        self._active = [action_of(bound.binding) for bound in active.values() if bound.enabled]
        self._keys = keys

    def compose(self) -> ComposeResult:
        grid = Table.grid(padding=(0, 2))
        for action in ACTIONS:
            here = action in self._active
            if not here and action.place in ELSEWHERE:
                continue
            keys = " ".join(_KEY_NAMES.get(key, key) for key in keys_of(action, self._keys))
            words = _(action.help) if here else f"{_(action.help)} {_('(not here)')}"
            grid.add_row(Text(keys, "bold"), Text(words, "" if here else "dim"))
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = _("Keys")
            yield Static(grid)
            yield Hint(_("This program is read-only: it never changes anything."))
