"""`PageCache`: the pages of one list, the next one loaded ahead, or all of them loaded."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING, Final, Generic

from ccc_tui.callcenter.page import Page, Row
from ccc_tui.callcenter.paginator import LAST_PAGE
from ccc_tui.cloud.errors import CloudError
from ccc_tui.cloud.operation import Priority
from ccc_tui.resources.all_pages import all_pages
from ccc_tui.resources.table import PageRequest, ScopeKind

if TYPE_CHECKING:
    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.paginator import Progress
    from ccc_tui.callcenter.union import UnionPaginator
    from ccc_tui.resources.table import Resource, Scope

# Pages kept for turning back: the one shown, those around it, and a few that were just left.
_KEPT: Final = 8


class PageCache(Generic[Row]):
    """Loads and keeps the pages of one list."""

    def __init__(self, resource: Resource[Row], client: CallCenterClient, scope: Scope, page_size: int) -> None:
        self.page_size = page_size
        self.paginator: UnionPaginator[Row] | None = None
        self._resource = resource
        self._client = client
        self._scope = scope
        self._tasks: OrderedDict[int, asyncio.Future[Page[Row]]] = OrderedDict()

    @property
    def progress(self) -> Progress | None:
        """How far loading all pages came; None while pages are loaded one by one."""
        return self.paginator.progress if self.paginator is not None and self.paginator.progress.calls else None

    async def page(self, number: int) -> Page[Row]:
        """Return a page, from what is loaded where it is there, and load the next one ahead.

        Raises:
            CloudError: it cannot be loaded.
        """
        if (loaded := self.loaded_page(number)) is not None:
            return loaded
        task = self._task(number, Priority.PERSON)
        try:
            page = await asyncio.shield(task)
        except (asyncio.CancelledError, CloudError):
            self._drop(number)
            raise
        follows = page.total_count is None or number * self.page_size < page.total_count
        # People look at many users' numbers page by page; the first page of other lists is often all they want.
        wanted = number > 1 or self._resource.scope is ScopeKind.USER
        if page.rows and follows and wanted and number < LAST_PAGE:
            self._task(number + 1, Priority.SCAN)
        return page._replace(page_number=number, page_size=self.page_size)

    def loaded_page(self, number: int) -> Page[Row] | None:
        """Return a page of what loading all pages has brought so far; None before its first reply."""
        if self.paginator is None or (progress := self.paginator.progress).as_of is None:
            return None
        start = (number - 1) * self.page_size
        rows = self.paginator.rows[start : start + self.page_size]
        request_id = progress.request_ids[-1] if progress.request_ids else None
        return Page(rows, number, self.page_size, progress.total, request_id, progress.as_of)

    def put(self, page: Page[Row]) -> None:
        """Keep a page that was loaded again."""
        number = page.page_number or 1
        if page.page_size == self.page_size and number in self._tasks:
            self._drop(number)
            self._tasks[number] = asyncio.get_running_loop().create_future()
            self._tasks[number].set_result(page)

    def all_pages(self) -> UnionPaginator[Row]:
        """Return what loads all pages, or continues where loading them failed; then pages are cut from its rows."""
        if self.paginator is None or self.paginator.progress.finished:
            self.paginator = all_pages(self._resource, self._client, self._scope)
        return self.paginator

    async def clear(self) -> None:
        """Drop every page, and cancel what is under way."""
        tasks = list(self._tasks.values())
        self._tasks.clear()
        self.paginator = None
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _task(self, number: int, priority: Priority) -> asyncio.Future[Page[Row]]:
        """Return the task that loads a page, started now or before."""
        task = self._tasks.get(number)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = asyncio.create_task(self._load(PageRequest(number, self.page_size, priority)))
            # Retrieve the exception of failed prefetches, or asyncio logs "exception was never retrieved".
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
            self._tasks[number] = task
        self._tasks.move_to_end(number)
        while len(self._tasks) > _KEPT:
            self._drop(next(iter(self._tasks)))
        return task

    def _drop(self, number: int) -> None:
        if (task := self._tasks.pop(number, None)) is not None:
            task.cancel()

    async def _load(self, request: PageRequest) -> Page[Row]:
        return await self._resource.load(self._client, self._scope, request)
