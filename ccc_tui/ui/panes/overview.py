"""The overview of a call center: what deserves attention, and every field."""

from __future__ import annotations

from operator import methodcaller
from typing import TYPE_CHECKING, Final, NamedTuple

from ccc_tui.callcenter.health import health_issues
from ccc_tui.callcenter.notices import sentences
from ccc_tui.i18n import N_, NN_, _, ngettext
from ccc_tui.resources.held import held_by_scope, load_with_instance
from ccc_tui.resources.instances import status_sign, status_word
from ccc_tui.resources.table import Resource, ScopeKind, Sign
from ccc_tui.ui import formatting
from ccc_tui.ui.actions import OVERVIEW
from ccc_tui.ui.formatting import ABSENT, format_count, local, wrap
from ccc_tui.ui.glyphs import glyph
from ccc_tui.ui.panes.base import ResourcePane
from ccc_tui.ui.widgets.columns import TableColumn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.callcenter.page import Notice
    from ccc_tui.cloud.call_log import CallLog
    from ccc_tui.ui.inspection import RowSubject
    from ccc_tui.ui.panes.base import GetClient
    from ccc_tui.ui.segments import Segment
    from ccc_tui.ui.states import ListState

# The longest label in any language; and the margin, the gap and the scroll bar beside it.
_LABEL: Final = 15
_AROUND: Final = 5
# Attention lines shown before they would push the fields off the screen.
_MOST_ISSUES: Final = 4


class Field(NamedTuple):
    """One field of a call center, or one line of a long one."""

    label: str  # empty on the further lines of a long value
    value: str
    tone: str = ""  # a component class of the table
    whole: tuple[str, str] | None = None  # label and value, where this is one of several lines
    line: int = 0

    @property
    def copied(self) -> tuple[str, str]:
        """The label and the whole value."""
        return self.whole or (self.label, self.value)


def fields(instance: Instance) -> Sequence[Field]:
    """Return what deserves attention in a call center, and every field of it."""
    return [*_attention(instance), *_conflicts(instance), *_all_fields(instance)]


FIELDS: Final[Resource[Field]] = Resource(
    id="overview",
    title=N_("Overview"),
    tab=OVERVIEW,
    scope=ScopeKind.INSTANCE,
    key=lambda field: (field.copied[0], field.line),
    load=load_with_instance(fields),
    held=held_by_scope(fields),
    document=lambda field: dict([field.copied]),
    row_name=NN_("{n} field", "{n} fields"),
    empty="",
    columns=(),
)


class OverviewPane(ResourcePane[Field]):
    """Shows the fields of a call center, long ones in several lines."""

    def __init__(self, client: GetClient, state: ListState) -> None:
        super().__init__(FIELDS, client, state)
        self._wrapped_for: tuple[Instance | None, int, tuple[Notice, ...]] | None = None
        self._wrapped: Sequence[Field] = ()

    def current_rows(self) -> Sequence[Field]:
        notices = self.state.page.notices if self.state.page is not None else ()
        wanted = (self.scope.instance, self.table.size.width, notices)
        if self._wrapped_for != wanted:
            room = max(8, self.table.size.width - _LABEL - _AROUND)
            self._wrapped_for = wanted
            found = [*super().current_rows(), *(_missing(notices) if self.scope.instance is not None else ())]
            self._wrapped = [line for field in found for line in _wrapped(field, room)]
        return self._wrapped

    @property
    def count(self) -> None:
        return None

    def subject(self, call_log: CallLog) -> RowSubject:
        """Inspect the call center, not a line of it."""
        subject, instance = super().subject(call_log), self.scope.instance
        subject.rows, subject.position = ([] if instance is None else [instance]), 0
        subject.document, subject.follow = methodcaller("declared"), lambda _position: None
        return subject

    def columns(self, _rows: Sequence[Field]) -> Sequence[TableColumn]:
        return (
            TableColumn(_("Field"), lambda row: row.label, lambda _row: "dim", copy_value=lambda row: row.copied[1]),
            TableColumn(
                _("Value"),
                lambda row: row.value,
                lambda row: row.tone,
                max_width=10_000,
                copy_value=lambda row: row.copied[1],
            ),
        )

    def summary(self) -> Sequence[Segment]:
        return ()


def _wrapped(field: Field, width: int) -> Iterator[Field]:
    for line, text in enumerate(wrap(field.value, width)):
        yield Field("" if line else field.label, text, field.tone, field.copied, line)


def _attention(instance: Instance) -> Iterator[Field]:
    found = list(health_issues(instance))
    for issue in found[:_MOST_ISSUES]:
        label = _("Attention") if issue.urgent else _("Notice")
        yield Field(f"{glyph(Sign.ATTENTION)} {label}", issue.text, "warning" if issue.urgent else "")
    if len(found) > _MOST_ISSUES:
        yield Field("", _("and {n} more").format(n=len(found) - _MOST_ISSUES), "dim")


def _all_fields(instance: Instance) -> Iterator[Field]:
    status = f"{glyph(status_sign(instance))} {status_word(instance)}" if instance.status else None
    storage = _("{n} GB").format(n=format_count(instance.storage_max_size))
    for label, value in (
        (_("Name"), instance.instance_name),
        (_("Status"), status),
        (_("Description"), instance.instance_description),
        (_("Instance id"), instance.instance_id),
        (_("Domain name"), instance.domain_name),
        (_("Console"), instance.console_url),
        (_("Created"), _created(instance.created_time)),
        (_("Agents online"), _at_most(instance.max_online_agents, format_count(instance.max_online_agents))),
        (_("Recordings size"), _at_most(instance.storage_max_size, storage)),
        (_("Recordings kept"), _at_most(instance.storage_max_days, _days(instance.storage_max_days))),
        (_("Storage bucket"), instance.storage_bucket),
        (_("Owner"), instance.owner),
        (_("Tenant id"), instance.tenant_id),
        (_("Directory id"), instance.directory_id),
        (_("Admins"), format_count(len(instance.admins))),
        (_("Numbers"), format_count(len(instance.phone_numbers))),
        *([(_("Account"), instance.account)] if instance.account else []),
        *((version, instance_id or _("no id")) for version, instance_id in instance.ids.items()),
    ):
        yield Field(label, value or ABSENT, "" if value else "dim")


def _missing(notices: Sequence[Notice]) -> Iterator[Field]:
    """Return the API versions that did not answer, and why."""
    for notice in notices:
        quiet = notice.error is None or not notice.is_served
        yield Field(notice.label, " · ".join(sentences(notice)), "dim" if quiet else "warning")


def _conflicts(instance: Instance) -> Iterator[Field]:
    """Return what 2017-07-05 says otherwise: the values of 2020-07-01 are shown."""
    for conflict in instance.conflicts:
        version, value = next(iter(conflict.values.items()))
        name = f"{conflict.row}, {conflict.field}" if conflict.row else conflict.field
        said = _("{field}: {version} says {value}").format(field=name, version=version, value=value)
        yield Field(f"{glyph(Sign.ATTENTION)} {_('Conflict')}", said, "warning")


def _created(moment: datetime | None) -> str | None:
    return None if moment is None else _("{time} · {age} ago").format(time=local(moment), age=formatting.age(moment))


def _days(days: int | None) -> str:
    return ngettext("{n} day", "{n} days", days or 0).format(n=format_count(days))


def _at_most(value: int | None, text: str) -> str | None:
    # The documentation does not say whether 0 means none or no limit.
    return None if value is None else text if value == 0 else _("at most {amount}").format(amount=text)
