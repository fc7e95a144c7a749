"""The keys that work here, in one line. Textual's Footer makes a widget of each key, and leaks some (#6666)."""

from collections.abc import Mapping
from typing import Any

from rich.cells import cell_len
from rich.text import Text
from textual.screen import Screen

from ccc_tui.i18n import _
from ccc_tui.ui.actions import ACTIONS, action_of, keys_of
from ccc_tui.ui.widgets.line import Line


class KeyBar(Line):
    """Shows as many of the active bindings as fit; the last ones, help and quit, always.

    Args:
        keys: keys that the configuration file gives to actions.
        id: the widget's id.
    """

    def __init__(self, keys: Mapping[str, str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._keys = keys

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
        entries = [
            (_("enter") if (key := keys_of(action, self._keys)[0]) == "enter" else key, _(action.title))
            for action in ACTIONS
            if action.bar and action in active
        ]
        entries = getattr(screen.focused and screen.focused.parent, "key_hints", entries)
        width = (self.size.width or self.app.size.width) - 1
        while len(entries) > 2 and sum(map(_width, entries)) > width:  # noqa: PLR2004 - help and quit
            del entries[-3]
        line = Text(" ")
        for key, title in entries:
            line.append(key, "bold")
            line.append(f" {title}  ", "dim")
        self.update(line)


def _width(entry: tuple[str, str]) -> int:
    return cell_len(entry[0]) + cell_len(entry[1]) + 3
