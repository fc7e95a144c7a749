"""Draw what Textual's compositor wants to be shown as it is: without writing it as text, and reading that."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.strip import Strip

from ccc_tui.terminal.clusters import Unsure, cells
from ccc_tui.terminal.parser import Parser
from ccc_tui.terminal.screen import Screen
from ccc_tui.terminal.textual_internals import ChopsUpdate, CompositorUpdate, LayoutUpdate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console
    from rich.style import Style as RichStyle

    from ccc_tui.terminal.style import Style

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def draw_update(update: CompositorUpdate, console: Console, screen: Screen) -> bool:
    """Draw an update; False where it has to be written as text, since it holds more than plain text in styles."""
    if not isinstance(update, LayoutUpdate | ChopsUpdate):
        return False
    # All is looked at before anything is drawn: half of an update would be sent, and counted as a frame.
    runs = []
    for row, column, line in _lines(update):
        run = _run(line, console, screen.columns - column)
        if run is None:
            return False
        runs.append((row, column, *run))
    for row, column, characters, styles, unsure in runs:
        screen.move(row, column)
        screen.lay(characters, styles, unsure=unsure)
    return True


def _lines(update: LayoutUpdate | ChopsUpdate) -> Iterator[tuple[int, int, Iterable[Segment]]]:
    """Return rows and columns, and what an update writes there."""
    if isinstance(update, LayoutUpdate):
        for row, strips in enumerate(update.strips, update.region.y):
            yield row, update.region.x, chain.from_iterable(strips)
        return
    for row, first, last in update.spans:
        for end, (column, strip) in zip(update.chop_ends[row], update.chops[row].items(), strict=False):
            if strip is not None and column < last and end > first:
                whole = first <= column and end <= last
                yield row, column, strip if whole else strip.crop(0, min(end, last) - column)


def _run(line: Iterable[Segment], console: Console, room: int) -> tuple[list[str], list[Style], bool] | None:
    """Return the cells of a line, their styles, and whether some are of unsure width.

    None where they depend on what stands around them, are too many, or do more than draw.
    """
    characters: list[str] = []
    styles: list[Style] = []
    unsure = unstyled = False
    for text, style, control in line:
        clusters = text if text.isascii() else cells(text)
        if control or (text and not clusters):
            return None
        if clusters is not text:
            unsure = unsure or Unsure in map(type, clusters)
        unstyled = unstyled or not style
        characters += clusters
        styles += [_read(style, style.link_id if style else "", console)] * len(clusters)
    written = "".join(characters)
    # Written side by side without styles, texts of unsure width may be drawn as one.
    if (unsure and unstyled) or len(characters) > room or (not written.isprintable() and _CONTROL.search(written)):
        return None
    return characters, styles, unsure


@lru_cache(maxsize=1024)  # more than a program has on its screens
def _read(style: RichStyle | None, link: str, console: Console) -> Style:  # noqa: ARG001 - links differ in equal styles
    """Return the style of a character as Textual writes it."""
    cell = Screen(1, 1)
    cell.move(0, 0)
    Parser(cell, control=_ignore, unknown=_ignore).feed(Strip([Segment("x", style)]).render(console))
    return cell.styles[0][0]


def _ignore(_: str) -> None:
    """Take what is written besides SGR and OSC 8."""
