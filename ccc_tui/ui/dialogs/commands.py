"""The command palette: one line for each command; it runs one, or opens a call center or an admin.

Textual's own palette searches in a worker, and raises when keys and clicks reach it before its list is laid out, or
after it is closed. Here all is searched at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Static

from ccc_tui.i18n import _
from ccc_tui.ui.commands import find
from ccc_tui.ui.dialogs.dialog import Dialog, Field
from ccc_tui.ui.formatting import truncate
from ccc_tui.ui.glyphs import CURSOR
from ccc_tui.ui.tones import Toned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widgets import Input

    from ccc_tui.ui.commands import Command, PlaceIndex

_MARK: Final = 2
# The most that the right side may take of a line.
_RIGHT_PART: Final = 0.45


class CommandList(Toned):
    """The commands that match. Keys go to the field; a click runs a command."""

    class Selected(Message):
        """A command was clicked."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Command] = ()
        self._cursor = self._top = 0

    @property
    def row(self) -> Command | None:
        """The command under the cursor."""
        return self.rows[self._cursor] if self._cursor < len(self.rows) else None

    def show_rows(self, rows: Sequence[Command]) -> None:
        """Show these, with the cursor on the first."""
        self.rows = rows
        self._cursor = self._top = 0
        self.refresh()

    def move(self, rows: int) -> None:
        """Move the cursor, and scroll as little as needed."""
        height = max(1, self.size.height)
        self._cursor = max(0, min(self._cursor + rows, len(self.rows) - 1))
        self._top = max(min(self._top, self._cursor), self._cursor - height + 1)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        base, width, index = self.rich_style, self.size.width, self._top + y
        if index >= len(self.rows):
            text = truncate(f"  {_('No command matches.')}", width) if y == 0 and not self.rows else ""
            return Strip([Segment(text, base + self.tone("muted"))]).adjust_cell_length(width, base)
        command, is_cursor = self.rows[index], index == self._cursor
        right = truncate(command.key, int(width * _RIGHT_PART))
        text = truncate(command.text, max(0, width - _MARK - cell_len(right) - 1))
        blanks = width - _MARK - cell_len(text) - cell_len(right)
        segments = [
            Segment(f"{CURSOR if is_cursor else ' '} ", base),
            Segment(text, base + self.tone("cursor" if is_cursor else "")),
            Segment(" " * blanks, base),
            Segment(right, base + self.tone("muted" if command.place else "title")),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def on_click(self, event: events.Click) -> None:
        """Run the command that was clicked."""
        if self._top + event.y < len(self.rows):
            self.move(self._top + event.y - self._cursor)
            self.post_message(self.Selected())


class CommandDialog(Dialog["Command | None"]):
    """Searches commands; its result is the one to run, or None.

    Args:
        commands: in the order in which they are offered.
        places: call centers and admins, which are searched, too.
    """

    BINDINGS: ClassVar[list[BindingType]] = [  # escape is a dialog's
        Binding("up,ctrl+p", "move(-1)", show=False),
        Binding("down,ctrl+n", "move(1)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("pagedown", "move(10)", show=False),
    ]

    def __init__(self, commands: Sequence[Command], places: PlaceIndex) -> None:
        super().__init__()
        self._commands, self._places = commands, places
        self._list = CommandList()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog palette") as dialog:
            dialog.border_title = Content(_("Commands"))
            dialog.border_subtitle = Content(_("↑↓ choose · enter run · esc"))
            with Horizontal(classes="prompt"):
                yield Static(":", markup=False)
                yield Field("", id="search")
            yield self._list

    def on_mount(self) -> None:
        """Offer all commands."""
        self._offer("")

    def on_click(self, event: events.Click) -> None:
        """Close at a click beside it."""
        if event.widget is self:
            self.dismiss(None)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what matches, the best first."""
        self._offer(event.value)

    def on_input_submitted(self) -> None:
        """Run the command under the cursor."""
        if self._list.row is not None:
            self.dismiss(self._list.row)

    def on_command_list_selected(self) -> None:
        """Run the command that was clicked."""
        self.dismiss(self._list.row)

    def action_move(self, rows: int) -> None:
        """Move the cursor of the list."""
        self._list.move(rows)

    def _offer(self, typed: str) -> None:
        self._list.show_rows(find(typed, self._commands, self._places))
