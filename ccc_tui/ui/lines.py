"""Lines of a pane that are no table: words in several styles, in one column or two, and what is under the cursor."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from ccc_tui.ui.formatting import wrap

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

# What `enter` opens: a place of the tree, or what the pane itself understands; None for nothing.
Opens: TypeAlias = Any

GAP: Final = 2  # cells between two columns


class Span(NamedTuple):
    """Words in one tone: muted, accent, strong, or that of a sign. They are never read as markup."""

    text: str
    tone: str = ""


class Entry(NamedTuple):
    """One thing on a line.

    Attributes:
        spans: its words.
        label: its name in JSON.
        copied: the text to copy. The cursor passes over an entry that has none.
        opens: what `enter` opens.
        cursor: which of the spans the cursor reverses.
        key: what identifies it when the lines are made again.
        is_title: whether it stands one cell before the others.
    """

    spans: tuple[Span, ...]
    label: str = ""
    copied: str = ""
    opens: Opens = None
    cursor: int = 0
    key: Hashable = None
    is_title: bool = False


class TextLine(NamedTuple):
    """One line: an entry, or one in each of two columns."""

    entries: tuple[Entry | None, ...]
    second: int = 0  # the cell at which the second column begins

    @property
    def key(self) -> Hashable:
        """What identifies the line when the lines are made again."""
        return tuple(entry and entry.key for entry in self.entries)

    def at(self, column: int) -> Entry | None:
        """Return the entry of a column that the cursor can be on; a line of one entry has it in each column."""
        entry = self.entries[min(column, len(self.entries) - 1)]
        return entry if entry is not None and entry.copied else None

    def under(self, column: int) -> Entry | None:
        """Return the entry of a column, or else of the other one."""
        return self.at(column) or self.at(0) or self.at(1)


BLANK: Final = TextLine((None,))


def title(text: str, remark: str = "") -> Entry:
    """Return the title of a block."""
    return Entry((Span(text, "strong"), Span(f" {remark}" if remark else "", "muted")), is_title=True)


def words(text: str, tone: str = "") -> Entry:
    """Return words that the cursor passes over."""
    return Entry((Span(text, tone),))


def paragraph(text: str, width: int, label: str, tone: str = "") -> list[Entry]:
    """Return a text in as many lines as it takes; each of them copies the whole text."""
    return [
        Entry((Span(part, tone),), label, text, key=(label, number)) for number, part in enumerate(wrap(text, width))
    ]


def single(entries: Iterable[Entry]) -> list[TextLine]:
    """Return the entries in one column."""
    return [TextLine((entry,)) for entry in entries]


def beside(left: Sequence[Entry | None], right: Sequence[Entry | None], second: int) -> list[TextLine]:
    """Return the entries in two columns; blank ones are None."""
    return [TextLine(pair, second) for pair in zip_longest(left, right)]


def stacked(blocks: Iterable[Sequence[TextLine]]) -> list[TextLine]:
    """Return the blocks that have lines, a blank line between them."""

    def lines() -> Iterator[TextLine]:
        is_first = True
        for block in filter(None, blocks):
            if not is_first:
                yield BLANK
            is_first = False
            yield from block

    return list(lines())


def nearest(lines: Sequence[TextLine], position: int) -> int:
    """Return the first line from a position on that the cursor can be on, else the last one before it."""
    start = max(0, min(position, len(lines) - 1))
    around = (*range(start, len(lines)), *range(start - 1, -1, -1))
    return next((index for index in around if lines[index].under(0) is not None), start)
