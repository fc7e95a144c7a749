"""What is inspected: a row of a list, or a call, with those before and after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from ccc_tui.i18n import _
from ccc_tui.ui.formatting import format_count
from ccc_tui.ui.panes.everywhere import Located
from ccc_tui.ui.panes.lines_pane import LinesPane
from ccc_tui.ui.panes.paged import PagedPane
from ccc_tui.ui.places import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ccc_tui.cloud.call_log import Call, CallLog
    from ccc_tui.ui.panes.base import ResourcePane
    from ccc_tui.ui.panes.centers import CallCenters

# Fields by which the service knows a row, the best one first; none of them is masked.
_IDS: Final = ("number", "user_id", "skill_group_id", "instance_id", "phone_number_id")


class Inspected(NamedTuple):
    """What is inspected now.

    Attributes:
        title: where it stands.
        fields: the documented fields of the row by name; None where a call is inspected.
        unknown: further fields, which the model does not know.
        calls: the calls that brought it, the likeliest first.
    """

    title: str
    fields: Mapping[str, Any] | None
    unknown: Mapping[str, Any]
    calls: Sequence[Call]

    @property
    def key(self) -> str:
        """The id by which the row is found in the reply."""
        return next((str(value) for name in _IDS if (value := (self.fields or {}).get(name))), "")


class Subject(Protocol):
    """Something to inspect that has others before and after it."""

    @property
    def has_others(self) -> bool:
        """Whether there are others to go to."""
        ...

    def now(self) -> Inspected:
        """Return what is inspected now."""
        ...

    def move(self, step: int) -> None:
        """Go to the next one, or to the one before."""
        ...


@dataclass
class RowSubject:
    """A row of a list.

    Attributes:
        name: of the list, translated; empty where each row has a name of its own.
        rows: those that are shown, in their order.
        position: of the row.
        document: returns a row for JSON.
        calls: the calls that brought these rows, newest first.
        call_log: the calls, with their replies.
        page: the page's number, where there are several.
        follow: called with the row when it is another one.
    """

    name: str
    rows: Sequence[Any]
    position: int
    document: Callable[[Any], dict[str, Any]]
    calls: Sequence[Call]
    call_log: CallLog
    page: int | None = None
    follow: Callable[[Any], object] = field(default=lambda _row: None)

    @property
    def has_others(self) -> bool:
        return len(self.rows) > 1

    def now(self) -> Inspected:
        """Return the row, and the calls that brought it: first those whose reply has its id."""
        if not self.rows:
            return Inspected(self.name, None, {}, self.calls)
        row = self.rows[self.position]
        count = len(self.rows)
        place = _("row {n} of {count}").format(n=self.position + 1, count=format_count(count)) if count > 1 else ""
        page = "" if self.page is None else _("page {n}").format(n=self.page)
        extra = getattr(row.row if isinstance(row, Located) else row, "model_extra", None) or {}
        title = " · ".join(filter(None, (self.name or row.name or _("(no name)"), place, page)))
        found = Inspected(title, self.document(row), extra, self.calls)
        calls = sorted(self.calls, key=lambda call: not self._has(call, found.key))
        return found._replace(calls=calls)

    def _has(self, call: Call, key: str) -> bool:
        reply = self.call_log.replies.get(call.number) if self.call_log.replies is not None else None
        return reply is not None and key.encode("utf-8", "replace") in reply.content

    def move(self, step: int) -> None:
        """Go to the next row, or to the one before."""
        position = max(0, min(self.position + step, len(self.rows) - 1))
        if position != self.position:
            self.position = position
            self.follow(self.rows[position])


@dataclass
class CallSubject:
    """A call.

    Attributes:
        call_log: the calls.
        number: of the call.
        numbers: returns the numbers of the calls that are shown, in their order; all, the newest first, if None.
        follow: called with the call's number when it is another one.
    """

    call_log: CallLog
    number: int
    numbers: Callable[[], Sequence[int]] | None = None
    follow: Callable[[int], object] = field(default=lambda _number: None)

    @property
    def has_others(self) -> bool:
        return len(self.call_log) > 1

    def now(self) -> Inspected:
        """Return the call; nothing once it is no longer kept."""
        call = self.call_log.find(self.number)
        return Inspected(_("call {n}").format(n=self.number), None, {}, () if call is None else (call,))

    def move(self, step: int) -> None:
        """Go to the next call of the list, or to the one before."""
        all_numbers = [call.number for call in self.call_log][::-1]
        numbers = all_numbers if self.numbers is None else self.numbers()
        if self.number not in numbers:
            return
        position = numbers.index(self.number) + step
        if 0 <= position < len(numbers):
            self.number = numbers[position]
            self.follow(self.number)


def subject_of(pane: ResourcePane[Any], call_log: CallLog, centers: CallCenters | None = None) -> RowSubject:
    """Return what is under the cursor of a pane, with the other rows that it shows.

    Args:
        pane: the pane.
        call_log: the calls, with their replies.
        centers: the tree, which has the others where the pane is about one call center.
    """
    failure, page = pane.state.failure, pane.state.page
    number, ids = None, page.request_ids if page is not None else ()
    rows, position = pane.rows, pane.table.cursor_row
    if isinstance(pane, PagedPane) and page is not None:
        number = None if pane.shows_all else page.page_number
        if (progress := pane.loaded[0]) is not None:
            ids = progress.request_ids
    name = _(pane.resource.title)
    document: Callable[[Any], dict[str, Any]] = pane.document
    follow = _follower(pane)
    if isinstance(pane, LinesPane):  # what a line is about; the call center itself where it is about nothing else
        entry = pane.lines.entry if pane.resource.id == "home" else None
        found = entry.opens.found if entry is not None and isinstance(entry.opens, Place) else pane.scope.instance
        rows, position, follow = ([] if found is None else [found]), 0, lambda _row: None
        if centers is not None and entry is None and any(row is found for row in centers.shown):
            rows, follow = centers.shown, centers.go_to_instance
            position = next(index for index, row in enumerate(rows) if row is found)
        name, document = name if found is None else "", _declared
    elif rows and not pane.can_filter:  # ids that are offered in the place of rows: no reply has them
        rows = ()
    calls = calls_of(call_log, ids, failure.call if failure is not None and not rows else None)
    if not calls:  # some replies have no RequestId
        calls = [call for call in reversed(tuple(call_log)) if call.cause is pane.state][:1]
    return RowSubject(name, rows, position, document, calls, call_log, number, follow)


def calls_of(call_log: CallLog, request_ids: Sequence[str], failed: int | None) -> list[Call]:
    """Return the call that failed, if there is one; else the calls with these RequestIds, newest first."""
    if (call := call_log.find(failed)) is not None:
        return [call]
    wanted = frozenset(request_ids)
    return [call for call in reversed(tuple(call_log)) if call.request_id is not None and call.request_id in wanted]


def _declared(instance: Any) -> dict[str, Any]:
    document: dict[str, Any] = instance.declared()
    return document


def _follower(pane: ResourcePane[Any]) -> Callable[[Any], None]:
    """Return what puts the pane's cursor on a row, where the pane still has it."""

    def follow(row: Any) -> None:
        key = pane.key(row)
        position = next((index for index, each in enumerate(pane.rows) if pane.key(each) == key), None)
        if position is not None:
            pane.table.cursor_row = position

    return follow
