"""Blocks of lines that home and the overview of a call center have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from ccc_tui.callcenter.health import is_running_out
from ccc_tui.i18n import _
from ccc_tui.resources.phone_numbers import usage_sign, usage_word
from ccc_tui.resources.table import Sign
from ccc_tui.ui.bars import Bar, bar, bar_entries
from ccc_tui.ui.formatting import ABSENT, format_count, truncate
from ccc_tui.ui.glyphs import glyph
from ccc_tui.ui.lines import Entry, Span, TextLine, beside, single, title
from ccc_tui.ui.places import Place

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence

    from ccc_tui.callcenter.summary import TrialNumber
    from ccc_tui.ui.lines import Opens

# Tones, by sign.
SIGN_TONES: Final = {Sign.RUNNING: "ok", Sign.CHANGING: "hold", Sign.ATTENTION: "warn", Sign.FAILED: "bad"}
# Two columns need this many cells; the left one takes this part of them, and no more than so many.
_TWO_COLUMNS: Final = 44
_LEFT_PART: Final = 0.48
_WIDEST_LEFT: Final = 44


def second_column(width: int) -> int:
    """Return where the second column begins; 0 where there is room for one only."""
    return min(round(width * _LEFT_PART), _WIDEST_LEFT) if width >= _TWO_COLUMNS else 0


def columns(left: Sequence[Sequence[Entry]], right: Sequence[Sequence[Entry]], second: int) -> list[list[TextLine]]:
    """Return blocks in two columns, row by row: left and right beside each other; below each other without `second`."""
    if not second:
        return [single(block) for block in (*left, *right)]
    sides = [[entry for block in filter(None, side) for entry in (*block, None)][:-1] for side in (left, right)]
    return [beside(sides[0], sides[1], second)]


def usage_block(usage: Counter[str | None], room: int, cells: int, dial_out: int, opens: Opens = None) -> list[Entry]:
    """Return numbers by usage, and how many may be dialed with."""
    count = usage.total()
    if not count:
        return [title(_("Numbers"), "0")]
    order = {"bidirection": 0, "outbound": 1, "inbound": 2}
    known = sorted(usage.items(), key=lambda pair: (order.get((pair[0] or "").lower(), 3), -pair[1]))
    bars = []
    for word, number in known:
        sign = usage_sign(word)
        shown = truncate(usage_word(word) or ABSENT, 10)
        bars.append(Bar(shown, number, f"{glyph(sign)} " if sign is not None else "  ", opens))
    may = _("{n} may dial out").format(n=format_count(dial_out))
    allowed = Entry((Span(may),), _("may dial out"), str(dial_out), opens, key="dial-out")
    return [title(_("Numbers"), format_count(count)), *bar_entries(bars, room, cells, "usage"), allowed]


def tests_block(tests: Sequence[TrialNumber], room: int, cells: int, most: int, remark: str) -> list[Entry]:
    """Return test numbers by the minutes that they have left, the fewest first."""
    if not tests:
        return []
    longest = max(test.number.remaining_time or 0 for test in tests)
    widest = max(cell_len(_shown(test)) for test in tests[:most])
    entries = [title(_("Test numbers"), remark)]
    for test in tests[:most]:
        minutes, shown = test.number.remaining_time, truncate(_shown(test), max(8, room - 8))
        low = is_running_out(test.number)
        figure = ABSENT if minutes is None else _("used up") if minutes <= 0 else format_count(minutes)
        drawn = bar(minutes or 0, longest, max(1, min(cells, room - widest - 2 - len(figure))))
        blanks = " " * (widest - cell_len(shown) + 1)
        sign = Span(f"{glyph(Sign.ATTENTION)} ", "warn") if low else Span(f"{drawn} " if drawn else "", "accent")
        spans = (Span(shown), Span(blanks), sign, Span(figure, "urgent" if low else ""))
        place = Place(test.center, test.instance, "number", test.position)
        entries.append(Entry(spans, shown, _shown(test), place, key=("test", test.center, test.position)))
    if (more := len(tests) - most) > 0:
        entries.append(Entry((Span(_("and {n} more").format(n=format_count(more)), "muted"),)))
    return entries


def _shown(test: TrialNumber) -> str:
    return test.number.number or test.number.phone_number_id or ABSENT
