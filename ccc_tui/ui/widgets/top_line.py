"""`TopLine`: where the data comes from, and how much of it there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccc_tui.callcenter.health import health_issues
from ccc_tui.callcenter.notices import brief
from ccc_tui.i18n import _, ngettext
from ccc_tui.ui.formatting import format_count
from ccc_tui.ui.segments import Segment
from ccc_tui.ui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.callcenter.page import Page
    from ccc_tui.session import Session


class TopLine(Line):
    """Credential source, region and endpoint at the left; counts at the right."""

    def update_session(self, session: Session, *, demo: bool) -> None:
        """Show where the data comes from."""
        if demo:
            name, _separator, promise = _("ccc-tui  demo · nothing leaves this machine").partition(" · ")
            self.update((Segment(name), Segment(promise, 2)), self.right)
        else:
            source = f"ccc-tui  {session.credentials}"
            self.update((Segment(source), Segment(session.region, 5), Segment(session.host, 6)), self.right)

    def update_totals(self, totals: Sequence[Segment]) -> None:
        """Show how much there is."""
        self.update(self.left, totals)


def summarize(found: Page[Instance]) -> list[Segment]:
    """Return how much was found, and how much of it needs attention. Looks at every number: not for the event loop."""
    count, numbers = len(found.rows), sum(len(instance.phone_numbers) for instance in found.rows)
    urgent = sum(any(issue.urgent for issue in health_issues(instance)) for instance in found.rows)
    attention = ngettext("{n} needs attention", "{n} need attention", urgent).format(n=urgent)
    missing = [Segment(said, 0 if notice.may_come else 2) for notice in found.notices if (said := brief(notice))]
    return [
        Segment(ngettext("{n} instance", "{n} instances", count).format(n=format_count(count)), 3),
        Segment(ngettext("{n} number", "{n} numbers", numbers).format(n=format_count(numbers)), 4),
        Segment(attention if urgent else "", 1),
        *missing,
        Segment("" if found.complete or missing else _("incomplete list")),
    ]
