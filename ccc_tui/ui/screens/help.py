"""The keys that work here, and what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from ccc_tui.i18n import _
from ccc_tui.ui.actions import ACTIONS

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class HelpScreen(ModalScreen[None]):
    """Lists the actions of the one table."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,q,enter", "dismiss", show=False)]

    def __init__(self, *, in_outbound: bool) -> None:
        super().__init__()
        self._in_outbound = in_outbound

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog") as dialog:
            dialog.border_title = _("Keys")
            yield Static(self._text(), id="help")

    def _text(self) -> Text:
        text = Text()
        for action in ACTIONS:
            here = action.where != "outbound" or self._in_outbound
            text.append(f"{', '.join(map(_key_name, action.keys)):<16}", "bold" if here else "dim")
            text.append(_(action.help), "" if here else "dim")
            text.append("" if here else "  " + _("(in tab 4)"), "dim")
            text.append("\n")
        text.append("\n" + _("This program only reads: it has no call that changes anything."), "dim")
        return text


def _key_name(key: str) -> str:
    return {"escape": "esc", "pageup": "PgUp", "pagedown": "PgDn", "shift+tab": "⇧tab"}.get(key, key)
