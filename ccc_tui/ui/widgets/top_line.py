"""Where the data comes from, and how much of it there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccc_tui.callcenter.health import health_issues
from ccc_tui.i18n import _, ngettext
from ccc_tui.ui import words
from ccc_tui.ui.parts import Part
from ccc_tui.ui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.callcenter.page import Page
    from ccc_tui.connect import Connection


class TopLine(Line):
    """Credential source, region and endpoint at the left; counts at the right."""

    def show_state(self, connection: Connection, summary: Sequence[Part], *, demo: bool) -> None:
        """Show what is connected, and what was found there."""
        left: Sequence[Part]
        if demo:
            name, _separator, promise = _("ccc-tui  demo · nothing leaves this machine").partition(" · ")
            left = (Part(name), Part(promise, 2))
        else:
            source = f"ccc-tui  {connection.credentials}"
            left = (Part(source), Part(connection.region, 5), Part(connection.host, 6))
        self.show(left, summary)


def summarize(found: Page[Instance]) -> list[Part]:
    """Return how much was found, and how much of it needs attention. Looks at every number: not for the event loop."""
    instances = found.rows
    count = sum(len(instance.phone_numbers) for instance in instances)
    urgent = sum(any(issue.urgent for issue in health_issues(instance)) for instance in instances)
    parts = [
        Part(ngettext("{n} instance", "{n} instances", len(instances)).format(n=words.number(len(instances))), 3),
        Part(ngettext("{n} number", "{n} numbers", count).format(n=words.number(count)), 4),
    ]
    if urgent:
        parts.append(Part(ngettext("{n} needs attention", "{n} need attention", urgent).format(n=urgent), 1))
    if not found.complete:
        parts.append(Part(_("incomplete list")))
    return parts
