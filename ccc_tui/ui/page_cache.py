"""`PageCache`: the pages of one list, the next one loaded ahead, or all of them loaded."""

from __future__ import annotations

import asyncio
import math
from collections import OrderedDict
from typing import TYPE_CHECKING, Final, Generic, NamedTuple, TypeVar

from ccc_tui.callcenter.paginator import LAST_PAGE, Paginator
from ccc_tui.cloud.errors import CloudError
from ccc_tui.cloud.operation import Priority
from ccc_tui.resources.table import PageRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.page import Page
    from ccc_tui.callcenter.paginator import Progress
    from ccc_tui.resources.table import Resource, Scope

Row = TypeVar("Row")

# Pages kept for turning back: the one shown, those around it, and a few that were just left.
_KEPT: Final = 8


class PageView(NamedTuple, Generic[Row]):
    """One page as it is shown.

    Attributes:
        rows: its rows.
        page_number: which page it is, from 1.
        page_size: rows asked for.
        total: how many rows the service says there are, or None.
        request_id: RequestId of the reply.
        as_of: when it arrived.
        progress: how far loading all pages came; None where one page was loaded.
    """

    rows: Sequence[Row]
    page_number: int
    page_size: int
    total: int | None
    request_id: str | None
    as_of: datetime
    progress: Progress | None = None

    @property
    def reachable(self) -> int | None:
        """How many rows the service can serve in pages of this size."""
        if self.progress is not None:
            return self.progress.reachable
        return None if self.total is None else min(self.total, LAST_PAGE * self.page_size)

    @property
    def pages(self) -> int | None:
        """How many pages there are, reachable or not."""
        count = self.total if self.progress is None else self.progress.loaded
        return None if count is None else max(1, math.ceil(count / self.page_size))

    @property
    def last_page(self) -> int:
        """The last page that can be turned to."""
        if self.progress is not None:
            return self.pages or 1
        return LAST_PAGE if self.pages is None else min(LAST_PAGE, self.pages)


class PageCache(Generic[Row]):
    """Loads and keeps the pages of one list.

    Args:
        resource: the list.
        client: who is asked.
        scope: whose list it is.
        page_size: rows of a page.
    """

    def __init__(self, resource: Resource[Row], client: CallCenterClient, scope: Scope, page_size: int) -> None:
        self.page_size = page_size
        self.paginator: Paginator[Row] | None = None
        self._resource = resource
        self._client = client
        self._scope = scope
        self._pages: OrderedDict[int, asyncio.Task[Page[Row]]] = OrderedDict()

    async def page(self, number: int) -> PageView[Row]:
        """Return a page, from what is loaded where it is there, and load the next one ahead.

        Raises:
            CloudError: it cannot be loaded.
        """
        if self.paginator is not None and (self.paginator.progress.finished or self.paginator.rows):
            return self._loaded_page(self.paginator, number)
        task = self._task(number, Priority.PERSON)
        try:
            page = await asyncio.shield(task)
        except (asyncio.CancelledError, CloudError):
            self._drop(number)
            raise
        view = PageView(page.rows, number, self.page_size, page.total_count, page.request_id, page.as_of)
        if number < view.last_page and page.rows:
            self._task(number + 1, Priority.SCAN)
        return view

    async def load_all(self, report: Callable[[Progress], None]) -> None:
        """Load all pages, or continue where loading them failed; then pages are cut from what is loaded.

        Args:
            report: called with each page that arrived.

        Raises:
            CloudError: a page cannot be loaded; what was loaded stays.
        """
        if self.paginator is None or self.paginator.progress.finished:
            self.paginator = Paginator(self._load_for_all, key=self._resource.key)
        async for progress in self.paginator:
            report(progress)

    def first_loaded_page(self) -> PageView[Row] | None:
        """Return the first page of what loading all has brought so far; None before its first reply."""
        paginator = self.paginator
        if paginator is None or paginator.progress.as_of is None:
            return None
        return self._loaded_page(paginator, 1)

    async def clear(self) -> None:
        """Drop every page, and cancel what is under way."""
        tasks = list(self._pages.values())
        self._pages.clear()
        self.paginator = None
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _loaded_page(self, paginator: Paginator[Row], number: int) -> PageView[Row]:
        progress = paginator.progress
        start = (number - 1) * self.page_size
        assert progress.as_of is not None  # noqa: S101 - there are rows only after a reply
        return PageView(
            rows=paginator.rows[start : start + self.page_size],
            page_number=number,
            page_size=self.page_size,
            total=progress.total,
            request_id=progress.request_ids[-1] if progress.request_ids else None,
            as_of=progress.as_of,
            progress=progress,
        )

    def _task(self, number: int, priority: Priority) -> asyncio.Task[Page[Row]]:
        """Return the task that loads a page, started now or before."""
        task = self._pages.get(number)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = asyncio.create_task(self._load(PageRequest(number, self.page_size, priority)))
            # Retrieve the exception of failed prefetches, or asyncio logs "exception was never retrieved".
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
            self._pages[number] = task
        self._pages.move_to_end(number)
        while len(self._pages) > _KEPT:
            self._drop(next(iter(self._pages)))
        return task

    def _drop(self, number: int) -> None:
        if (task := self._pages.pop(number, None)) is not None:
            task.cancel()

    async def _load(self, request: PageRequest) -> Page[Row]:
        return await self._resource.load(self._client, self._scope, request)

    async def _load_for_all(self, number: int, size: int) -> Page[Row]:
        return await self._load(PageRequest(number, size, Priority.SCAN))
