"""What Textual's compositor wants to be shown, drawn as it is: without writing it as text first, and reading that."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.strip import Strip

from ccc_tui.terminal.clusters import cells, has_unsure
from ccc_tui.terminal.parser import Parser
from ccc_tui.terminal.screen import Screen
from ccc_tui.terminal.stretch import Stretch
from ccc_tui.terminal.textual_internals import ChopsUpdate, LayoutUpdate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console
    from rich.style import Style as RichStyle

    from ccc_tui.terminal.style import Style
    from ccc_tui.terminal.textual_internals import CompositorUpdate

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")

# More looks than a program has on its screens; some of its styles are made anew for every frame.
_REMEMBERED: Final = 1024


class Strips:
    """Draws strips on a screen.

    Args:
        screen: what is drawn on.
    """

    def __init__(self, screen: Screen) -> None:
        self._screen = screen
        self._looks: dict[int, tuple[RichStyle | None, list[Style]]] = {}
        self._written: dict[str, Style] = {}

    def draw(self, update: CompositorUpdate, console: Console) -> bool:
        """Draw an update; False where it has to be written as text, since it holds more than plain text in looks.

        Args:
            update: what Textual would write.
            console: knows the terminal's colours.
        """
        lines = _lines(update)
        if lines is None:
            return False
        # All is looked at before anything is drawn: half of an update would be sent, and counted as a frame.
        runs = []
        for row, column, line in lines:
            run = self._run(line, console, self._screen.columns - column)
            if run is None:
                return False
            runs.append((row, column, run))
        for row, column, run in runs:
            self._screen.move(row, column)
            self._screen.lay(*run)
        return True

    def _run(self, line: Iterable[Segment], console: Console, room: int) -> Stretch | None:
        """Return the cells of a line; None where they depend on what stands around them, or are too many."""
        characters: list[str] = []
        looks: list[Style] = []
        unsure = False
        known = self._looks
        segments = [*line]
        for text, style, control in segments:
            if text.isascii():
                characters += text
                length = len(text)
            else:
                clusters = cells(text)
                if not clusters:  # it belongs to what stands before it
                    return None
                unsure = unsure or has_unsure(text)
                characters += clusters
                length = len(clusters)
            if control:
                return None
            look = known.get(id(style)) or self._look(style, console)
            looks += look[1] * length
        if unsure and not all(style for _, style, _ in segments):
            return None  # written side by side without looks, texts may be drawn as one
        written = "".join(characters)
        if len(characters) > room or (not written.isprintable() and _CONTROL.search(written)):
            return None
        return Stretch(characters, looks, unsure)

    def _look(self, style: RichStyle | None, console: Console) -> tuple[RichStyle | None, list[Style]]:
        """Return a style, which so keeps its id from becoming another's, and the look of a cell."""
        look = self._read(Strip([Segment("x", style)]).render(console))
        if len(self._looks) >= _REMEMBERED:
            self._looks.clear()
        self._looks[id(style)] = found = (style, [look])
        return found

    def _read(self, written: str) -> Style:
        """Return the look of a character as Textual writes it."""
        if written not in self._written:
            if len(self._written) >= _REMEMBERED:
                self._written.clear()
            page = Screen(1, 1)
            page.move(0, 0)
            Parser(page, _Nobody()).feed(written)
            self._written[written] = page.styles[0][0]
        return self._written[written]


class _Nobody:
    """What a look is written with besides SGR and OSC 8 is of no interest here."""

    def control(self, sequence: str) -> None: ...

    def unknown(self, text: str) -> None: ...


def _lines(update: CompositorUpdate) -> Iterator[tuple[int, int, Iterable[Segment]]] | None:
    """Return where an update writes what; None for a kind that is not known."""
    match update:
        case LayoutUpdate():
            return _of_layout(update)
        case ChopsUpdate():
            return _of_chops(update)
        case _:
            return None


def _of_layout(update: LayoutUpdate) -> Iterator[tuple[int, int, Iterable[Segment]]]:
    for row, strips in enumerate(update.strips, update.region.y):
        yield row, update.region.x, chain.from_iterable(strips)


def _of_chops(update: ChopsUpdate) -> Iterator[tuple[int, int, Iterable[Segment]]]:
    for row, first, last in update.spans:
        for end, (column, strip) in zip(update.chop_ends[row], update.chops[row].items(), strict=False):
            if strip is not None and column < last and end > first:
                whole = first <= column and end <= last
                yield row, column, strip if whole else strip.crop(0, min(end, last) - column)
