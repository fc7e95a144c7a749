"""`TopLine`: where the data comes from, and how much of it there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccc_tui.callcenter.health import health_issues
from ccc_tui.callcenter.notices import brief
from ccc_tui.i18n import _, ngettext
from ccc_tui.ui.formatting import format_count
from ccc_tui.ui.segments import Segment, warning
from ccc_tui.ui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.callcenter.page import Page
    from ccc_tui.session import Session


_BETWEEN_WORDS: Final = "  "


class TopLine(Line):
    """The program, credential source, region and endpoint at the left; counts at the right."""

    _source: Sequence[Segment] = (Segment("ccc-tui", tone="strong"),)
    _way: Sequence[str] = ()

    def update_session(self, session: Session, *, demo: bool) -> None:
        """Show where the data comes from."""
        program = Segment("ccc-tui", 1, tone="strong")
        if demo:
            name, _separator, promise = _("demo · nothing leaves this machine").partition(" · ")
            self._source = (program, Segment(name, between=_BETWEEN_WORDS), Segment(promise, 9))
        else:
            source = Segment(str(session.credentials), between=_BETWEEN_WORDS)
            self._source = (program, source, Segment(session.region, 5), Segment(session.host, 8))
        self._show()

    def update_totals(self, totals: Sequence[Segment]) -> None:
        """Show how much there is."""
        self.update(self.left, totals)

    def update_way(self, way: Sequence[str]) -> None:
        """Show where one is, in the place of where the data comes from; nothing where both sides are shown."""
        self._way = way
        self._show()

    def _show(self) -> None:
        way = (
            [Segment(f"‹ {self._way[0]}"), *(Segment(word, between=" › ") for word in self._way[1:])]
            if self._way
            else ()
        )
        self.update(way or self._source, self.right)


def summarize(found: Page[Instance]) -> list[Segment]:
    """Return how much was found, and how much of it needs attention. Looks at every number: not for the event loop."""
    count, numbers = len(found.rows), sum(len(instance.phone_numbers) for instance in found.rows)
    urgent = sum(any(issue.urgent for issue in health_issues(instance)) for instance in found.rows)
    attention = ngettext("{n} needs attention", "{n} need attention", urgent).format(n=urgent)
    missing = [Segment(said, 0 if notice.may_come else 2) for notice in found.notices if (said := brief(notice))]
    return [
        Segment(f"! {attention}" if urgent else "", tone="strong"),
        *missing,
        warning("" if found.complete or missing else _("incomplete list")),
        Segment(
            ngettext("{n} center", "{n} centers", count).format(n=format_count(count)),
            6,
            tone="muted",
            between=_BETWEEN_WORDS,
        ),
        Segment(ngettext("{n} number", "{n} numbers", numbers).format(n=format_count(numbers)), 7, tone="muted"),
    ]
