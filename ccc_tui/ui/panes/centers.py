"""The call centers: a list that is shown as a tree."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from operator import eq
from typing import TYPE_CHECKING, Any, Final

from textual.message import Message

from ccc_tui.cloud.errors import CloudError
from ccc_tui.i18n import _
from ccc_tui.resources import INSTANCES
from ccc_tui.resources.table import Kind, Scope
from ccc_tui.ui.formatting import format_count
from ccc_tui.ui.row_view import RowView
from ccc_tui.ui.segments import Segment
from ccc_tui.ui.states import ListState
from ccc_tui.ui.widgets.instance_tree import InstanceTree
from ccc_tui.ui.widgets.top_line import summarize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.callcenter.page import Page
    from ccc_tui.resources.table import Column
    from ccc_tui.ui.panes.base import GetClient

# Counting what deserves attention among so many phone numbers would hold the event loop.
_MANY_NUMBERS = 10_000
# What a filter without a column searches in a call center; its name also by pinyin, as that of a person.
_SEARCHED: Final = ("name", "instance_id", "domain_name", "account", "admins", "phone_numbers")


def _columns() -> tuple[Column[Instance], ...]:
    named: list[Column[Any]] = [
        replace(column, kind=Kind.PERSON) if column.id == "name" else column for column in INSTANCES.columns
    ]
    return tuple(named)


class CallCenters(InstanceTree):
    """Loads the call centers, and keeps them when loading them again fails."""

    class Changed(Message):
        """A request for the call centers began, goes on, or ended."""

    class Loaded(Message):
        """There are new call centers, or loading them failed."""

    def __init__(self, client: GetClient, page: Page[Instance] | None = None) -> None:
        super().__init__()
        self._first = page  # was loaded to see whether the session works
        self.state = ListState(self, lambda: self.post_message(self.Changed()))
        self.totals: Sequence[Segment] = ()
        self.client = client
        self.view: RowView[Instance] = RowView(_columns(), _SEARCHED)

    def on_mount(self) -> None:
        """Begin on all of them."""
        self.go_home()

    def reload(self) -> None:
        """Load the call centers again."""
        self.state.start(self._load)

    async def _load(self) -> None:
        """Show the first API version that answers at once; a refresh only what all of them say."""
        is_first = self.state.page is None
        if self._first is not None:
            page, self._first = self._first, None
            await self._show(page)
            return
        try:
            async for page in (await self.client()).instances_as_they_come():
                if is_first or not page.is_waiting:
                    await self._show(page)
        except CloudError as error:
            self.state.failure = error.with_traceback(None)
            self.post_message(self.Loaded())

    async def _show(self, page: Page[Instance]) -> None:
        many = sum(len(instance.phone_numbers) for instance in page.rows) > _MANY_NUMBERS
        self.totals = await asyncio.to_thread(summarize, page) if many else summarize(page)
        self.state.page, self.state.failure = page, None
        self.post_message(self.Loaded())

    # Filtering

    @property
    def filter_text(self) -> str:
        """The filter; empty for none."""
        return self.view.filter_text

    def set_filter(self, text: str) -> None:
        """Show only the call centers that match, with all that is under them."""
        if text == self.filter_text:
            return
        self.view.filter_text = text
        before = self.place
        if self.state.page is not None:
            self.update(self.state.page.rows)
        if self.place is not None and (before is None or before.path != self.place.path):
            self.post_message(self.Highlighted(self.place))
        self.post_message(self.Changed())

    def update(self, instances: Sequence[Instance]) -> None:
        self.hits = self.view.hits
        self.show_only(None if not self.filter_text else {id(row) for row in self.view.rows(instances)})
        super().update(instances)

    def prepare_filter(self) -> None:
        """Do what the first key of a filter would wait for; runs in a thread."""
        if self.state.page is not None:
            self.view.prepare(self.state.page.rows)

    def filter_remark(self) -> Sequence[Segment]:
        """Return how much matches, and what else can be done."""
        counts = self._counts() if self.filter_text else ""
        return [
            *(Segment(self.view.problem, 1), Segment(counts, 2)),
            *(Segment(_("enter keeps"), 4), Segment(_("esc clears"), 3)),
        ]

    def title(self) -> str:
        """Return the title of the tree, and what it is filtered by."""
        # Both would not fit beside a pane.
        return f"{self.view.filter_words} {self._counts()}" if self.filter_text else _("Call centers")

    def _counts(self) -> str:
        rows: Sequence[Instance] = self.state.page.rows if self.state.page is not None else ()
        counts = {"n": format_count(len(self.view.rows(rows))), "rows": format_count(len(rows))}
        return _("{n} of {rows}").format(**counts)

    # Refreshing

    async def refresh_quietly(self) -> bool:
        """Load the call centers again; return whether they are others. A person's own request wins."""
        page, state = self.state.page, self.state
        if page is None or not state.rests_on(page):
            return False
        failure: CloudError | None = None
        try:
            found = await (await self.client()).instances()
        except CloudError as error:
            found, failure = page, error.with_traceback(None)
        if not state.rests_on(page):
            return False
        if failure is not None:
            state.failure = failure
            self.post_message(self.Changed())
            return False
        is_same = _missing(found) == _missing(page) and await asyncio.to_thread(eq, found.rows, page.rows)
        if is_same and state.failure is None:
            state.page = page._replace(as_of=found.as_of)
            return False
        totals = await asyncio.to_thread(summarize, found)
        if not state.rests_on(page):
            return False
        self.totals, state.page, state.failure = totals, found, None
        return True

    def update_words(self) -> None:
        """Show everything in the language that is spoken now."""
        if self.state.page is not None:
            self.totals = summarize(self.state.page)
            self.update(self.state.page.rows)

    def scope_of(self, instance: Instance | None) -> Scope:
        """Return the scope of a call center that was loaded."""
        if instance is None or self.state.page is None:
            return Scope()
        return Scope(instance=instance, as_of=self.state.page.as_of, instance_id=instance.instance_id)

    def find(self, name: str | None) -> int | None:
        """Return the position of the call center with this id, domain name or name."""
        from ccc_tui.callcenter.ids import is_known_as

        rows: Sequence[Instance] = self.state.page.rows if self.state.page is not None and name else ()
        return next((position for position, row in enumerate(rows) if is_known_as(row, name)), None)


def _missing(page: Page[Instance]) -> list[tuple[str, str]]:
    """Return which API versions did not answer, and why."""
    return [(notice.label, notice.error.code if notice.error is not None else "") for notice in page.notices]
