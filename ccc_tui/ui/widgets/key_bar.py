"""The keys that work here, in one line. Textual's Footer makes a widget of each, and forgets to remove some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from ccc_tui.ui.actions import key_bar
from ccc_tui.ui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccc_tui.ui.actions import Where


class KeyBar(Line):
    """Shows as many keys as fit; the last ones, help and quit, always."""

    def show_keys(self, where: Sequence[Where], chosen: Mapping[str, str]) -> None:
        """Show the keys of the actions that work in these places, as the person has chosen them."""
        keys = key_bar(where, chosen)
        always, others = keys[-2:], keys[:-2]
        room = (self.size.width or self.app.size.width) - 1 - sum(map(_width, always))
        shown = []
        for entry in others:
            if _width(entry) > room:
                break
            shown.append(entry)
            room -= _width(entry)
        line = Text(" ")
        for key, title in [*shown, *always]:
            line.append(key, "bold")
            line.append(f" {title}  ", "dim")
        self.show(line)


def _width(entry: tuple[str, str]) -> int:
    return cell_len(entry[0]) + cell_len(entry[1]) + 3
