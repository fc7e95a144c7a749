"""`OptionLine`: a label, and options of which one is chosen, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from rich.cells import cell_len
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message

from ccc_tui.ui.formatting import truncate
from ccc_tui.ui.tones import Toned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

# Cells of the labels of a dialog, the gap behind them included.
LABEL: Final = 15


class OptionLine(Toned, can_focus=True):
    """Shows all options, the chosen one in brackets; where there is no room for them, the chosen one and its place.

    Args:
        label: what is chosen.
        options: values, and how each is called.
        id: the widget's id.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l,space", "move(1)", show=False),
        Binding("left,h", "move(-1)", show=False),
    ]

    class Changed(Message):
        """Another option is chosen."""

    def __init__(self, label: str, options: Sequence[tuple[Any, str]], *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._label = label
        self._options = [*options]
        self._chosen = 0

    @property
    def value(self) -> Any:
        """The value of the chosen option."""
        return self._options[self._chosen][0]

    def update(self, options: Sequence[tuple[Any, str]], chosen: int) -> None:
        """Offer other options, one of them chosen."""
        self._options, self._chosen = [*options], chosen
        self.refresh()

    def choose(self, value: Any) -> None:
        """Choose an option by its value."""
        self._chosen = next(place for place, (each, _name) in enumerate(self._options) if each == value)
        self.refresh()

    def action_move(self, step: int) -> None:
        """Choose the option beside the chosen one."""
        self._chosen = (self._chosen + step) % len(self._options)
        self.refresh()
        self.post_message(self.Changed())

    def on_click(self, event: events.Click) -> None:
        """Choose the next option."""
        event.stop()
        self.action_move(1)

    def render(self) -> Text:
        """Return the line."""
        line = Text(no_wrap=True, overflow="ellipsis")
        line.append(self._label + " " * (LABEL - cell_len(self._label)), self.tone("muted"))
        style = self.tone("cursor" if self.has_focus else "")
        room = self.size.width - LABEL
        names = [name for _value, name in self._options]
        if sum(map(cell_len, names)) + 2 * len(names) + 2 > room:
            which = f"  {self._chosen + 1}/{len(names)}"
            line.append(f"< {truncate(names[self._chosen], room - 4 - cell_len(which))} >", style)
            return line.append(which, self.tone("muted"))
        for place, name in enumerate(names):
            chosen = place == self._chosen
            line.append("[" if chosen else " ")
            line.append(name, style if chosen else self.tone("muted"))
            line.append("]" if chosen else " ")
        return line
