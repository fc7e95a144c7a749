"""Where the data comes from, and how much of it there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccc_tui.callcenter.health import health_issues
from ccc_tui.i18n import _, ngettext
from ccc_tui.ui import formatting
from ccc_tui.ui.segments import Segment
from ccc_tui.ui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.callcenter.page import Page
    from ccc_tui.session import Session


class TopLine(Line):
    """Credential source, region and endpoint at the left; counts at the right."""

    def show_state(self, session: Session, summary: Sequence[Segment], *, demo: bool) -> None:
        """Show what is connected, and what was found there."""
        left: Sequence[Segment]
        if demo:
            name, _separator, promise = _("ccc-tui  demo · nothing leaves this machine").partition(" · ")
            left = (Segment(name), Segment(promise, 2))
        else:
            source = f"ccc-tui  {session.credentials}"
            left = (Segment(source), Segment(session.region, 5), Segment(session.host, 6))
        self.show(left, summary)


def summarize(found: Page[Instance]) -> list[Segment]:
    """Return how much was found, and how much of it needs attention. Looks at every number: not for the event loop."""
    instances = found.rows
    count = sum(len(instance.phone_numbers) for instance in instances)
    urgent = sum(any(issue.urgent for issue in health_issues(instance)) for instance in instances)
    segments = [
        Segment(
            ngettext("{n} instance", "{n} instances", len(instances)).format(n=formatting.number(len(instances))), 3
        ),
        Segment(ngettext("{n} number", "{n} numbers", count).format(n=formatting.number(count)), 4),
    ]
    if urgent:
        segments.append(Segment(ngettext("{n} needs attention", "{n} need attention", urgent).format(n=urgent), 1))
    if not found.complete:
        segments.append(Segment(_("incomplete list")))
    return segments
