"""Tab 1: problems of the call center, and all of its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ccc_tui.callcenter.health import health_issues, status_text
from ccc_tui.i18n import _, ngettext
from ccc_tui.ui import words
from ccc_tui.ui.glyphs import GLYPHS, for_status
from ccc_tui.ui.views.view import View
from ccc_tui.ui.widgets.row_table import Column

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.ui.parts import Part

# The longest label in any language; and the margin, the gap and the scroll bar beside it.
_LABEL = 15
_AROUND = 5
# Attention lines shown before they would push the fields off the screen.
_MOST_ISSUES = 4


class Field(NamedTuple):
    """One line: a label, a value or a part of a long one, and how it looks.

    Attributes:
        label: what it is; empty on the further lines of a long value.
        value: what this line shows.
        style: how it looks.
        whole: the label and the value as they are copied.
    """

    label: str
    value: str
    style: str = ""
    whole: tuple[str, str] = ("", "")

    def declared(self) -> dict[str, str]:
        """Return the field, ready for JSON."""
        return dict([self.whole])


def overview(instance: Instance, width: int, as_of: Sequence[Part] = ()) -> View:
    """Show a call center in lines of at most so many cells."""
    rows = [*_attention(instance, width), *_fields(instance, width)]
    columns = (
        Column(
            _("Field"), lambda field: field.label, lambda _field: "dim", whole=lambda field: field.whole[1]
        ),
        Column(
            _("Value"),
            lambda field: field.value,
            lambda field: field.style,
            longest=10_000,
            whole=lambda field: field.whole[1],
        ),
    )
    return View(columns=columns, rows=rows, as_of=as_of)


def _attention(instance: Instance, width: int) -> Iterator[Field]:
    found = list(health_issues(instance))
    for issue in found[:_MOST_ISSUES]:
        label = _("Attention") if issue.urgent else _("Notice")
        style = "warning" if issue.urgent else ""
        yield from _lines(f"{GLYPHS.attention} {label}", issue.text, style, width)
    if len(found) > _MOST_ISSUES:
        more = len(found) - _MOST_ISSUES
        yield Field("", _("and {n} more").format(n=more), "dim")


def _fields(instance: Instance, width: int) -> Iterator[Field]:
    status = f"{for_status(instance.status)} {status_text(instance.status)}" if instance.status else None
    storage = _("{n} GB").format(n=words.number(instance.storage_max_size))
    for label, value in (
        (_("Name"), instance.instance_name),
        (_("Status"), status),
        (_("Description"), instance.instance_description),
        (_("Instance id"), instance.instance_id),
        (_("Domain name"), instance.domain_name),
        (_("Console"), instance.console_url),
        (_("Created"), _created(instance.created_time)),
        (_("Agents online"), _at_most(instance.max_online_agents, words.number(instance.max_online_agents))),
        (_("Recordings size"), _at_most(instance.storage_max_size, storage)),
        (_("Recordings kept"), _at_most(instance.storage_max_days, _days(instance.storage_max_days))),
        (_("Storage bucket"), instance.storage_bucket),
        (_("Owner"), instance.owner),
        (_("Tenant id"), instance.tenant_id),
        (_("Directory id"), instance.directory_id),
        (_("Admins"), words.number(len(instance.admins))),
        (_("Numbers"), words.number(len(instance.phone_numbers))),
        (_("API version"), instance.api_version),
    ):
        yield from _lines(label, value or words.ABSENT, "" if value else "dim", width)


def _lines(label: str, value: str, style: str, width: int) -> Iterator[Field]:
    room = max(8, width - _LABEL - _AROUND)
    for position, line in enumerate(words.wrap(value, room)):
        yield Field(label if position == 0 else "", line, style, (label, value))


def _created(moment: datetime | None) -> str | None:
    return (
        None
        if moment is None
        else _("{time} · {age} ago").format(time=words.local(moment), age=words.age(moment))
    )


def _days(days: int | None) -> str:
    return ngettext("{n} day", "{n} days", days or 0).format(n=words.number(days))


def _at_most(value: int | None, text: str) -> str | None:
    # The documentation does not say whether 0 means none or no limit.
    return None if value is None else text if value == 0 else _("at most {amount}").format(amount=text)
