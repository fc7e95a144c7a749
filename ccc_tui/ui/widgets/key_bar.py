"""The keys that work here, in one line. Textual's Footer makes a widget of each key, and leaks some (#6666)."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.cells import cell_len
from rich.text import Text
from textual.screen import Screen

from ccc_tui.i18n import _
from ccc_tui.ui.actions import ACTIONS, Action, action_of, keys_of
from ccc_tui.ui.widgets.line import Line

_IN_BAR = [action for action in ACTIONS if action.bar]


class KeyBar(Line):
    """Shows as many of the active bindings as fit; the last ones, help and quit, always.

    Args:
        keys: keys that the configuration file gives to actions.
        only: the actions to show, instead of those that the table of actions says.
        id: the widget's id.
    """

    def __init__(
        self,
        keys: Mapping[str, str],
        *,
        only: Sequence[str] = (),
        id: str | None = None,  # noqa: A002 - Textual's name for it
    ) -> None:
        super().__init__(id=id)
        self._keys = keys
        self._shown = [action for action in ACTIONS if action.id in only] if only else _IN_BAR
        self._shown.sort(key=lambda action: only.index(action.id) if only else 0)

    def on_mount(self) -> None:
        """Follow the bindings of what has the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._show_bindings)
        self._show_bindings(self.screen)

    def on_resize(self) -> None:
        """Show as many as fit now."""
        self._show_bindings(self.screen)

    def _show_bindings(self, screen: Screen[Any]) -> None:
        if screen is not self.screen:
            return
        active = [action_of(bound.binding) for bound in screen.active_bindings.values() if bound.enabled]
        entries = [(self._key(action), _(action.title)) for action in self._shown if action in active]
        width = (self.size.width or self.app.size.width) - 1
        while len(entries) > 2 and sum(map(_width, entries)) > width:  # noqa: PLR2004 - help and quit
            del entries[-3]
        line = Text(" ")
        for key, title in entries:
            line.append(key, "bold")
            line.append(f" {title}  ", "dim")
        self.update(line)

    def _key(self, action: Action) -> str:
        key = keys_of(action, self._keys)[0]
        return {"enter": _("enter"), "escape": "esc"}.get(key, key)


def _width(entry: tuple[str, str]) -> int:
    return cell_len(entry[0]) + cell_len(entry[1]) + 3
