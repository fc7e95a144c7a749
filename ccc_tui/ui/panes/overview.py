"""The overview of a call center: what deserves attention, its numbers and limits, and every field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from rich.cells import cell_len

from ccc_tui.callcenter.notices import sentences
from ccc_tui.callcenter.summary import summarize_instances
from ccc_tui.i18n import N_, NN_, _, ngettext
from ccc_tui.resources.held import load_with_instance
from ccc_tui.resources.instances import status_sign, status_word
from ccc_tui.resources.personal import masked, name_masked
from ccc_tui.resources.table import Resource, ScopeKind, Sign
from ccc_tui.ui import formatting
from ccc_tui.ui.actions import OVERVIEW
from ccc_tui.ui.bars import bar_cells
from ccc_tui.ui.blocks import SIGN_TONES, columns, second_column, tests_block, usage_block
from ccc_tui.ui.formatting import ABSENT, format_count, local, truncate, wrap
from ccc_tui.ui.glyphs import glyph
from ccc_tui.ui.lines import GAP, Entry, Span, paragraph, single, stacked, title
from ccc_tui.ui.panes.lines_pane import LinesPane
from ccc_tui.ui.places import Place
from ccc_tui.ui.segments import Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.callcenter.page import Notice
    from ccc_tui.callcenter.summary import Summary
    from ccc_tui.ui.lines import TextLine
    from ccc_tui.ui.panes.base import GetClient
    from ccc_tui.ui.states import ListState

# Problems shown before they would push the rest off the screen; all of them where the person asks.
_MOST_ISSUES: Final = 4
_MOST_TESTS: Final = 5
# Cells of the heading around name, state and id; and those that name and state leave to the id.
_AROUND_NAME: Final = 6
_SHORTEST_ID: Final = 12

FIELDS: Final[Resource[Any]] = Resource(
    id="overview",
    title=N_("Overview"),
    tab=OVERVIEW,
    scope=ScopeKind.INSTANCE,
    key=lambda line: line.key,
    load=load_with_instance(lambda instance: (instance,)),
    held=lambda scope: (scope.instance,) if scope.instance is not None else None,
    row_name=NN_("{n} field", "{n} fields"),
    empty="",
    columns=(),
)


class Field(NamedTuple):
    """One field of a call center."""

    label: str
    value: str
    tone: str = ""
    shown: str = ""  # in the place of the value


class OverviewPane(LinesPane):
    """Shows a call center: the answer first, every field last.

    Args:
        client: returns the client.
        state: the state of the list of call centers.
    """

    def __init__(self, client: GetClient, state: ListState) -> None:
        super().__init__(FIELDS, client, state)

    def source(self) -> Sequence[object]:
        instance = self.scope.instance
        return () if instance is None else (instance, self._notices)

    @property
    def _notices(self) -> tuple[Notice, ...]:
        return self.state.page.notices if self.state.page is not None else ()

    def title(self) -> tuple[Span, ...]:
        instance = self.scope.instance
        if instance is None:
            return ()
        sign, state = status_sign(instance), (status_word(instance) or _("no state")).lower()
        room = self.lines.room - cell_len(state) - _AROUND_NAME
        name, shown = instance.name or _("(no name)"), instance.instance_id or _("no id")
        name = truncate(name, max(_SHORTEST_ID, room - min(cell_len(shown), _SHORTEST_ID)))
        return (
            Span(f"{name}  ", "strong"),
            Span(f"{glyph(sign)} ", SIGN_TONES.get(sign, "")),
            Span(state),
            Span(
                "" if shown == name else f" · {formatting.truncate_middle(shown, max(1, room - cell_len(name)))}",
                "muted",
            ),
        )

    def action_sort(self) -> None:
        """Keep the order: it is one of importance."""

    action_sort_backwards = action_sort

    def summary(self) -> Sequence[Segment]:
        instance = self.scope.instance
        if instance is None:
            return ()
        admins, numbers = len(instance.admins), len(instance.phone_numbers)
        return [
            Segment(ngettext("{n} admin", "{n} admins", admins).format(n=format_count(admins)), 3),
            Segment(ngettext("{n} number", "{n} numbers", numbers).format(n=format_count(numbers)), 3),
        ]

    def make_lines(self, width: int, height: int) -> Sequence[TextLine]:
        del height
        instance = self.scope.instance
        if instance is None:
            return ()
        found, second, cells = summarize_instances([instance]), second_column(width), bar_cells(width)
        left_room, right_room = (second - GAP, width - second) if second else (width, width)
        place = Place(self._index, instance, "numbers")
        tests = [test._replace(center=self._index) for test in found.tests]
        left = [usage_block(found.usage, left_room, cells, found.dial_out, place)]
        right = [
            tests_block(tests, right_room, cells, _MOST_TESTS, _("minutes left")),
            _capacity(instance, found.trunks),
        ]
        details = [*_fields(instance, width), *_missing(self._notices)]
        return stacked(
            [
                single(paragraph(instance.instance_description or ABSENT, width, _("Description"))),
                single(self._issues(instance, found, width)),
                *columns(left, right, second),
                single([title(_("Details")), *_aligned(details, width)]),
            ]
        )

    @property
    def _index(self) -> int:
        """The position of the call center in the tree."""
        page, instance = self.state.page, self.scope.instance
        rows = page.rows if page is not None else ()
        return next((index for index, row in enumerate(rows) if row is instance), 0)

    def _issues(self, instance: Instance, found: Summary, width: int) -> list[Entry]:
        """Return what deserves attention, and where the API versions contradict each other."""
        groups = []
        for number, issue in enumerate(each.issue for each in found.issues):
            sign = Sign.ATTENTION if issue.urgent else Sign.NOTICE
            place = Place(self._index, instance, issue.kind, issue.position) if issue.kind != "instance" else None
            text = issue.text
            if issue.kind == "admin":
                admin = instance.admins[issue.position]
                text = text.replace(admin.name or "", name_masked(admin) or "")
            groups.append(_sentence(sign, text, width, place, ("issue", number)))
        conflicts = [
            entry
            for number, said in enumerate(_conflicts(instance))
            for entry in _sentence(Sign.ATTENTION, said, width, None, ("conflict", number))
        ]
        return [*self.shortened(groups, _MOST_ISSUES, len(groups)), *conflicts]


def _sentence(sign: Sign, text: str, width: int, place: Place | None, key: tuple[str, int]) -> list[Entry]:
    """Return a sentence after a sign, in as many lines as it takes."""
    label = _("Attention") if sign is Sign.ATTENTION else _("Notice")
    signs = [f"{glyph(sign)} ", "  "]
    return [
        Entry((Span(signs[min(line, 1)], SIGN_TONES.get(sign, "")), Span(part)), label, text, place, 1, (*key, line))
        for line, part in enumerate(wrap(text, width - 2))
    ]


def _capacity(instance: Instance, trunks: Sequence[tuple[int, int]]) -> list[Entry]:
    """Return the limits that the service sends; it sends no current use."""
    total = sum(count for _index, count in trunks)
    fields = [
        Field(_("Seats"), _at_most(instance.max_online_agents, format_count(instance.max_online_agents)) or ABSENT),
        Field(_("Trunks"), format_count(total)),
    ]
    return [title(_("Capacity")), *_aligned(fields, 40)]


def _aligned(fields: Sequence[Field], width: int) -> list[Entry]:
    """Return fields, their values under each other, long ones in several lines."""
    widest = max((cell_len(field.label) for field in fields), default=0)
    entries = []
    for field in fields:
        for line, part in enumerate(wrap(field.shown or field.value, max(8, width - widest - GAP))):
            label = "" if line else field.label
            spans = (Span(label, "muted"), Span(" " * (widest - cell_len(label) + GAP)), Span(part, field.tone))
            entries.append(Entry(spans, field.label, field.value, None, 2, (field.label, line)))
    return entries


def _fields(instance: Instance, width: int) -> Iterator[Field]:
    storage = _("{n} GB").format(n=format_count(instance.storage_max_size))
    for label, value in (
        *([(_("Name"), instance.name)] if cell_len(instance.name or "") > width // 2 else []),
        (_("Instance id"), instance.instance_id),
        (_("Domain name"), instance.domain_name),
        (_("Console"), instance.console_url),
        (_("Created"), _created(instance.created_time)),
        (_("Recordings size"), _at_most(instance.storage_max_size, storage)),
        (_("Recordings kept"), _at_most(instance.storage_max_days, _days(instance.storage_max_days))),
        (_("Storage bucket"), instance.storage_bucket),
        (_("Owner"), instance.owner),
        (_("Tenant id"), instance.tenant_id),
        (_("Directory id"), instance.directory_id),
        *([(_("Account"), instance.account)] if instance.account else []),
        *((version, instance_id or _("no id")) for version, instance_id in instance.ids.items()),
    ):
        # An address is copied whole; its scheme tells nothing.
        shown = (value or "").removeprefix("https://")
        yield Field(label, value or ABSENT, "" if value else "muted", shown)


def _missing(notices: Sequence[Notice]) -> Iterator[Field]:
    """Return the API versions that did not answer, and why."""
    for notice in notices:
        quiet = notice.error is None or not notice.is_served
        yield Field(notice.label, " · ".join(sentences(notice)), "muted" if quiet else "warn")


def _conflicts(instance: Instance) -> Iterator[str]:
    """Yield what 2017-07-05 says otherwise: the values of 2020-07-01 are shown."""
    for conflict in instance.conflicts:
        version, value = next(iter(masked(conflict.declared())["values"].items()))
        name = f"{conflict.row}, {conflict.field}" if conflict.row else conflict.field
        yield _("{field}: {version} says {value}").format(field=name, version=version, value=value)


def _created(moment: datetime | None) -> str | None:
    return None if moment is None else _("{time} · {age} ago").format(time=local(moment), age=formatting.age(moment))


def _days(days: int | None) -> str:
    return ngettext("{n} day", "{n} days", days or 0).format(n=format_count(days))


def _at_most(value: int | None, text: str) -> str | None:
    # The documentation does not say whether 0 means none or no limit.
    return None if value is None else text if value == 0 else _("at most {amount}").format(amount=text)
