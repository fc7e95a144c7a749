"""The command palette: searches the actions that work here, and runs one.

Textual's own palette searches in a worker, and raises when keys and clicks reach it before its list is laid out, or
after it is closed. These commands are few: they are searched at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.binding import Binding
from textual.containers import Vertical
from textual.fuzzy import Matcher

from ccc_tui.i18n import _
from ccc_tui.ui.actions import action_of, keys_of
from ccc_tui.ui.dialogs.dialog import Dialog, Field
from ccc_tui.ui.widgets.columns import TableColumn
from ccc_tui.ui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import ActiveBinding, BindingType
    from textual.dom import DOMNode
    from textual.widgets import Input

_LEFT_OUT: Final = {"command_palette", "back"}


class Command(NamedTuple):
    """An action that works on the screen below.

    Attributes:
        id: the action's name in the configuration file.
        text: what it does, translated.
        key: the first of its keys.
        action: what Textual runs.
        node: the widget or screen that has the action.
    """

    id: str
    text: str
    key: str
    action: str
    node: DOMNode

    def score(self, matcher: Matcher) -> float:
        """Return how well it matches; 0 where it does not."""
        return max(matcher.match(self.text), matcher.match(self.id))


def commands_of(active: Mapping[str, ActiveBinding], keys: Mapping[str, str]) -> list[Command]:
    """Return the actions that these bindings offer, each once. Moving the cursor is no command."""
    found: dict[str, Command] = {}
    for bound in active.values():
        action = action_of(bound.binding)
        if action is None or action.place == "rows" or action.id in _LEFT_OUT or not bound.enabled:
            continue
        command = Command(action.id, _(action.help), keys_of(action, keys)[0], bound.binding.action, bound.node)
        found.setdefault(action.id, command)
    return [*found.values()]


class CommandTable(RowTable, can_focus=False):
    """The commands that match. Keys go to the field; a click runs a command."""

    def on_click(self, event: events.Click) -> None:
        event.prevent_default()  # RowTable moves its cursor first
        row = self.scroll_offset.y + event.y - 1
        if event.y and row < len(self.rows):
            self.cursor_row = row
            self.action_open()


class CommandDialog(Dialog["Command | None"]):
    """Searches commands; its result is the one to run, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [  # escape is a dialog's
        Binding("up,ctrl+p", "move('cursor_up')", show=False),
        Binding("down,ctrl+n", "move('cursor_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
    ]

    def __init__(self, commands: list[Command]) -> None:
        super().__init__()
        self._commands = commands
        self._table = CommandTable()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = _("Commands")
            yield Field("", id="search", placeholder=_("Search for commands…"))
            yield self._table

    def on_mount(self) -> None:
        """Offer all commands."""
        self._table.update_notice([_("No command matches.")])
        self._offer(self._commands)

    def on_click(self, event: events.Click) -> None:
        """Close at a click beside it."""
        if event.widget is self:
            self.dismiss(None)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer the commands that match, the best first."""
        matcher = Matcher(event.value)
        scored = [(command.score(matcher), command) for command in self._commands] if event.value else []
        best = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
        self._offer([command for _score, command in best] if event.value else self._commands)

    def on_input_submitted(self) -> None:
        """Run the command under the cursor."""
        self._table.action_open()

    def on_row_table_selected(self) -> None:
        """Close, and run it."""
        self.dismiss(self._table.row)

    async def action_move(self, action: str) -> None:
        """Move the cursor of the table."""
        await self._table.run_action(action)

    def _offer(self, commands: list[Command]) -> None:
        columns = [
            TableColumn(_("Command"), lambda command: command.text),
            TableColumn(_("Key"), lambda command: command.key),
        ]
        self._table.update(columns, commands)
