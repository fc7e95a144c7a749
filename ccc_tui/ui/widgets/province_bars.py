"""`ProvinceBars`: the loaded outbound numbers by province, beside their list where the window is wide."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rich.text import Text
from textual.message import Message

from ccc_tui.i18n import _
from ccc_tui.ui.bars import SHORT, bar_entries
from ccc_tui.ui.counts import Coverage, count_bars, count_values
from ccc_tui.ui.formatting import truncate, wrap
from ccc_tui.ui.lines import Span, title
from ccc_tui.ui.tones import Toned

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from ccc_tui.callcenter.models import OutboundNumber

# Blanks before the bars; the title stands one cell before them.
_MARGIN: Final = 2
_COLUMN: Final = "province"


class ProvinceBars(Toned):
    """A bar for each province; a click filters the list by it. The keys for the same are in `ProvincesScreen`."""

    @dataclass
    class Clicked(Message):
        """A bar was clicked."""

        filter_text: str

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[OutboundNumber] = ()
        self._shown = (0, Coverage(), "")  # how many rows; how much that is of the list; the filter
        self._counted: tuple[Sequence[OutboundNumber], int] = ((), 0)
        self._counts: Counter[str] = Counter()
        self._filters: list[str | None] = []  # of the lines

    def update(self, rows: Sequence[OutboundNumber], covered: Coverage, filter_text: str) -> None:
        """Show these rows, and how much of the list they are; the filter's own bar stands out."""
        shown = (len(rows), covered, filter_text if filter_text.startswith(_COLUMN) else "")
        if rows is not self._rows or shown != self._shown:
            self._rows, self._shown = rows, shown
            self.refresh()

    def _count(self) -> Counter[str]:
        """Return the provinces of the rows; counted when they are drawn, which they are in wide windows only."""
        rows, mark = self._counted
        if rows is not self._rows or mark != len(self._rows):  # all pages are loaded into a list that grows
            self._counted, self._counts = (self._rows, len(self._rows)), count_values(self._rows, _COLUMN)
        return self._counts

    def render(self) -> Text:
        """Return the lines, and note which filter stands in each."""
        _count, covered, filter_text = self._shown
        room, height = self.size.width - _MARGIN, self.size.height
        lines: list[tuple[Span, ...]] = [(Span(" " * (_MARGIN - 1)), *title(_("By province")).spans)]
        tone = "urgent" if covered.is_part else "muted"
        said = [part for text in (covered.words, covered.advice) if text for part in wrap(text, room)]
        lines += [(Span(" " * _MARGIN), Span(part, tone)) for part in said]
        lines.append(())
        self._filters = [None] * len(lines)
        most = max(1, height - len(lines) - 1)
        bars = count_bars(self._count(), _COLUMN, most)
        for bar, entry in zip(bars, bar_entries(bars, room, SHORT, _COLUMN), strict=True):
            is_filter = bar.opens is not None and bar.opens == filter_text
            spans = [span._replace(tone="strong") if is_filter and not span.tone else span for span in entry.spans]
            lines.append((Span(" " * _MARGIN), *spans))
            self._filters.append(bar.opens)
        return Text("\n", no_wrap=True).join(map(self._drawn, lines[:height]))

    def _drawn(self, spans: Sequence[Span]) -> Text:
        line, room = Text(no_wrap=True), self.size.width
        for span in spans:
            line.append(truncate(span.text, room - line.cell_len), self.tone(span.tone))
        return line

    def on_click(self, event: events.Click) -> None:
        """Filter by the bar of this line."""
        event.stop()
        if event.y < len(self._filters) and (text := self._filters[event.y]) is not None:
            self.post_message(self.Clicked(text))
