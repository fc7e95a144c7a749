"""The keys that work here, in one line. Textual's Footer makes a widget of each key, and leaks some (#6666)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from ccc_tui.i18n import _
from ccc_tui.ui.actions import ACTIONS, action_of, keys_of
from ccc_tui.ui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual import events
    from textual.dom import DOMNode
    from textual.screen import Screen

_NAMES: Final = {"escape": "esc"}
# Help and quit are always shown.
_ALWAYS: Final = 2


class _Entry(NamedTuple):
    key: str
    title: str
    run: str
    node: DOMNode | None

    @property
    def width(self) -> int:
        return cell_len(self.key) + cell_len(self.title) + 1


class KeyBar(Line):
    """Shows as many of the active bindings as fit; the last ones, help and quit, always. A click runs one.

    Args:
        keys: keys that the configuration file gives to actions.
        only: the actions to show, in this order; empty for those that the table of actions names.
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
        shown = [action for action in ACTIONS if action.id in only]
        self._shown = sorted(shown, key=lambda action: only.index(action.id)) or ACTIONS
        self._only = frozenset(only)
        self._places: list[tuple[int, _Entry]] = []
        self._message = ""

    def on_mount(self) -> None:
        """Follow the bindings of what has the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self.show_bindings)
        self.show_bindings(self.screen)

    def on_resize(self) -> None:
        """Show as many as fit now."""
        self.show_bindings(self.screen)

    def notify_key(self, text: str) -> None:
        """Say what a key did, in the place of the keys; an empty text shows them again."""
        if text != self._message:
            self._message = text
            self.show_bindings(self.screen)

    def show_bindings(self, screen: Screen[Any]) -> None:
        """Show the keys of a screen, if it is the one of this line."""
        if screen is not self.screen:
            return
        self._places = []
        if self._message:
            self.update(self._message)
            return
        entries = self._entries(screen)
        width = (self.size.width or self.app.size.width) - 1
        while len(entries) > _ALWAYS and sum(entry.width + 2 for entry in entries) - 2 > width:
            del entries[-1 - _ALWAYS]
        line = Text(" ")
        for entry in entries:
            self._places.append((line.cell_len, entry))
            line.append(entry.key, self.tone("title"))
            line.append(f" {entry.title}  ")
        line.right_crop(2)
        self.update(line)

    def _entries(self, screen: Screen[Any]) -> list[_Entry]:
        """Return the keys that do something now, in the order of the actions; one that stops a load first."""
        active = {
            action.id: bound
            for bound in screen.active_bindings.values()
            if bound.enabled and (action := action_of(bound.binding)) is not None
        }
        hints: Sequence[tuple[str, str]] = getattr(screen.focused and screen.focused.parent, "key_hints", ())
        if hints:  # something is typed
            return [_Entry(key, title, "", None) for key, title in hints]
        stops = getattr(screen, "is_slow", False)
        entries: list[_Entry] = []
        for action in self._shown:
            bound = active.get(action.id)
            is_stop = action.id == "back" and stops
            if bound is None or not (action.bar or is_stop or action.id in self._only):
                continue
            key = keys_of(action, self._keys)[0]
            shown = _("enter") if key == "enter" else _NAMES.get(key, key)
            entry = _Entry(shown, _("stop") if is_stop else _(action.title), bound.binding.action, bound.node)
            entries.insert(0 if is_stop else len(entries), entry)
        return entries

    async def on_click(self, event: events.Click) -> None:
        """Do what the key does."""
        for start, entry in self._places:
            if entry.run and start <= event.x < start + entry.width:
                await self.app.run_action(entry.run, entry.node)
                return
