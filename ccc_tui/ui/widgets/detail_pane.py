"""The panes beside the tree, one of them shown; the frame's title names them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len
from textual.containers import Container
from textual.content import Content

from ccc_tui.i18n import _
from ccc_tui.ui import formatting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from ccc_tui.ui.panes.base import ResourcePane

# The width beside the panes before they have been laid out.
_BESIDE: Final = 36
# Corners and the dashes beside a title.
_FRAME: Final = 6
_SHORTEST_NAME: Final = 8


class DetailPane(Container):
    """Shows one of several panes.

    Args:
        panes: in the order of their tabs; the first one is shown.
    """

    def __init__(self, panes: Sequence[ResourcePane[Any]]) -> None:
        super().__init__(id="pane")
        self.panes = panes
        self.current = panes[0]
        self._title: Content | None = None

    def compose(self) -> ComposeResult:
        yield self.current  # the others when they are first shown: each costs a twentieth of the start

    async def switch(self, pane: ResourcePane[Any]) -> None:
        """Show another pane; not before this widget is mounted, nor after it is removed."""
        if not self.is_mounted or not self.is_attached:
            return
        if pane is not self.current:
            self.current.display = False
            self.current = pane
            pane.display = True
            if not pane.is_attached:
                await self.mount(pane)
        pane.show()

    def show_title(self, name: str, counts: Sequence[int | None]) -> None:
        """Show the tabs, the current one marked, with their counts; before them the call center's name."""
        room = (self.size.width or self.app.size.width - _BESIDE) - _FRAME
        content = Content()
        for short in (False, True):
            labels = [
                _label(position, pane, count, only_number=short and pane is not self.current)
                for position, (pane, count) in enumerate(zip(self.panes, counts, strict=True), 1)
            ]
            room_for_name = room - sum(map(cell_len, labels))
            styled = [
                (label, "reverse" if pane is self.current else "")
                for pane, label in zip(self.panes, labels, strict=True)
            ]
            content = Content.assemble(formatting.cut(name, max(_SHORTEST_NAME, room_for_name - 1)), " ", *styled)
            if content.cell_length <= room:
                break
        if self._title is None or not content.is_same(self._title):
            self._title = content
            self.border_title = content


def _label(position: int, pane: ResourcePane[Any], count: int | None, *, only_number: bool) -> str:
    tab = pane.resource.tab
    parts = [str(position)] if only_number or tab is None else [str(position), _(tab.title)]
    return f" {' '.join(parts if count is None else [*parts, formatting.number(count)])} "
