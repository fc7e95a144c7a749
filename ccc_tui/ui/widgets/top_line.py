"""Where the data comes from, and how much of it there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccc_tui.callcenter.attention import concerns
from ccc_tui.i18n import _, ngettext
from ccc_tui.ui import words
from ccc_tui.ui.widgets.line import Line

if TYPE_CHECKING:
    from ccc_tui.callcenter.models import Instances
    from ccc_tui.connect import Connection


class TopLine(Line):
    """Credential source, region and endpoint at the left; counts at the right."""

    def show_state(self, connection: Connection, summary: str, *, demo: bool) -> None:
        """Show what is connected, and what was found there."""
        if demo:
            left = _("ccc-tui  demo · nothing leaves this machine")
        else:
            left = f"ccc-tui  {connection.credentials} · {connection.region} · {connection.host}"
        self.show(f" {left}", summary)


def summarize(found: Instances) -> str:
    """Return how much was found, and how much of it needs attention. Looks at every number: not for the event loop."""
    instances = found.instances
    count = sum(len(instance.phone_numbers) for instance in instances)
    urgent = sum(any(concern.urgent for concern in concerns(instance)) for instance in instances)
    parts = [
        ngettext("{n} instance", "{n} instances", len(instances)).format(n=words.number(len(instances))),
        ngettext("{n} number", "{n} numbers", count).format(n=words.number(count)),
    ]
    if urgent:
        parts.append(ngettext("{n} needs attention", "{n} need attention", urgent).format(n=urgent))
    if not found.complete:
        parts.append(_("the list is not complete"))
    return " · ".join(parts)
