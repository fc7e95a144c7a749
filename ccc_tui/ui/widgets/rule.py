"""`Rule`: one line across the window with the titles of both sides: the tree's, and the tabs of the panes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from rich.cells import cell_len
from rich.text import Text
from textual.message import Message

from ccc_tui.ui.formatting import format_count
from ccc_tui.ui.tones import Toned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events

# Cells that are left of the titles of other tabs, at least: a word can still be told from a count.
_SHORTEST_TITLE: Final = 2
_LONGEST_TITLE: Final = 40
# Blanks and a dash beside the tabs.
_AROUND: Final = 3


class Tab(NamedTuple):
    """A tab: its key, its word, and how many rows it has."""

    key: str
    title: str
    rows: int | None = None


class Rule(Toned):
    """Shows the titles; a click on one goes there."""

    @dataclass
    class Clicked(Message):
        """A title was clicked: the position of a tab, or -1 for the tree's."""

        tab: int

    def __init__(self, title: str) -> None:
        super().__init__(id="rule")
        self._title = title
        self._tabs: Sequence[Tab] = ()
        # The current tab; the tree's width, 0 where it is hidden; whether the panes are shown; whether the tree has
        # the focus.
        self._shown = (0, 0, True, True)
        self._places: list[tuple[int, int, int]] = []  # of the titles: first column, the one behind, and the tab

    def update_title(self, title: str) -> None:
        """Show another title of the tree."""
        if title != self._title:
            self._title = title
            self.refresh()

    def update(self, tabs: Sequence[Tab], current: int, side: int, *, pane: bool, in_tree: bool) -> None:
        """Show these tabs beside a tree of so many cells."""
        shown = (current, side, pane, in_tree)
        if (tabs, shown) != (self._tabs, self._shown):
            self._tabs, self._shown = tabs, shown
            self.refresh()

    def render(self) -> Text:
        """Return the line, and note where the titles are."""
        _current, side, pane, in_tree = self._shown
        width = self.size.width
        self._places = []
        line = Text(no_wrap=True)
        frame = self.tone("frame")
        if side:
            line.append("─ ", frame)
            self._add(line, self._title, "title" if in_tree else "muted", -1)
            line.append(" ")
            line.append("─" * max(0, side - line.cell_len), frame)
            line.append("┬ " if pane else "─", frame)
        else:
            line.append("─ ", frame)
        if pane and self._tabs:
            self._add_tabs(line, width - line.cell_len - _AROUND + 1)
            line.append(" ")
        line.append("─" * max(0, width - line.cell_len), frame)
        line.truncate(width)
        return line

    def _add(self, line: Text, text: str, tone: str, tab: int) -> None:
        start = line.cell_len
        line.append(text, self.tone(tone))
        self._places.append((start, line.cell_len, tab))

    def _add_tabs(self, line: Text, room: int) -> None:
        current = self._shown[0]
        gap, titles = self._fit(room)
        for position, (tab, title) in enumerate(zip(self._tabs, titles, strict=True)):
            if position:
                line.append(" " * gap)
            if position == current:
                self._add(line, title, "title", position)
                continue
            start = line.cell_len
            line.append(tab.key, self.tone("accent"))
            line.append(f" {title}", self.tone("muted"))
            self._places.append((start, line.cell_len, position))

    def _fit(self, room: int) -> tuple[int, list[str]]:
        """Return the gap between tabs and their words: the others are cut until all fit, the current one is not."""
        for gap, longest in self._steps():
            titles = [
                _current(tab) if position == self._shown[0] else _cut(tab.title, longest)
                for position, tab in enumerate(self._tabs)
            ]
            keys = sum(len(tab.key) + 1 for tab in self._tabs) - 1 - len(self._tabs[self._shown[0]].key)
            if keys + sum(map(cell_len, titles)) + gap * (len(titles) - 1) <= room:
                break
        return gap, titles

    def _steps(self) -> Iterator[tuple[int, int]]:
        yield 2, _LONGEST_TITLE
        longest = max(cell_len(tab.title) for tab in self._tabs)
        yield from ((1, length) for length in range(longest, _SHORTEST_TITLE - 1, -1))

    def on_click(self, event: events.Click) -> None:
        for start, end, tab in self._places:
            if start <= event.x < end:
                self.post_message(self.Clicked(tab))


def _current(tab: Tab) -> str:
    count = "" if tab.rows is None else f" {format_count(tab.rows)}"
    return f"[{tab.key} {tab.title}{count}]"


def _cut(title: str, width: int) -> str:
    """Return the beginning of a word: an ellipsis would take the place of a letter."""
    while cell_len(title) > width:
        title = title[:-1]
    return title
