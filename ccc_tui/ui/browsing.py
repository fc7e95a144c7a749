"""`Browser`: the pages of one user's outbound numbers, fetched ahead, or all of them walked through."""

from __future__ import annotations

import asyncio
import math
from collections import OrderedDict
from typing import TYPE_CHECKING, Final, NamedTuple

from ccc_tui.cloud.budget import Urgency
from ccc_tui.cloud.errors import CloudError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.ids import UserKey
    from ccc_tui.callcenter.models import OutboundNumber, Page
    from ccc_tui.callcenter.paginator import Paginator, Progress

PAGE_SIZES: Final = (10, 20, 50, 100)
LAST_PAGE: Final = 100
# Pages kept for turning back: the one shown, those around it, and a few that were just left.
_KEPT: Final = 8


class Shown(NamedTuple):
    """One page as it is shown.

    Attributes:
        rows: its rows.
        page_number: which page it is, from 1.
        page_size: rows asked for.
        total: how many rows the service says there are, or None.
        pages: how many pages that makes, or None.
        reachable: how many of the rows the service can serve, or None.
        request_id: RequestId of the reply.
        as_of: when it arrived.
        progress: what the walk over all pages found, if there was one.
    """

    rows: Sequence[OutboundNumber]
    page_number: int
    page_size: int
    total: int | None
    request_id: str | None
    as_of: datetime
    progress: Progress | None = None

    @property
    def reachable(self) -> int | None:
        """How many rows the service can serve in pages of this size."""
        if self.total is None:
            return None
        return (
            min(self.total, LAST_PAGE * self.page_size) if self.progress is None else self.progress.reachable
        )

    @property
    def pages(self) -> int | None:
        """How many pages there are, reachable or not."""
        if self.progress is not None:
            return max(1, math.ceil(self.progress.loaded / self.page_size))
        return None if self.total is None else max(1, math.ceil(self.total / self.page_size))

    @property
    def last_page(self) -> int:
        """The last page that can be turned to."""
        if self.progress is not None:
            return self.pages or 1
        return LAST_PAGE if self.pages is None else min(LAST_PAGE, self.pages)


class Browser:
    """Turns pages of one user's outbound numbers.

    Args:
        directory: whom to ask.
        key: whose numbers.
        skill_group_ids: of these skill groups only; all when empty.
        page_size: rows of a page: 10, 20, 50 or 100.
    """

    def __init__(
        self,
        directory: CallCenterClient,
        key: UserKey,
        *,
        skill_group_ids: tuple[str, ...] = (),
        page_size: int = 50,
    ) -> None:
        self.key = key
        self.skill_group_ids = skill_group_ids
        self.page_size = page_size
        self.walk: Paginator[OutboundNumber] | None = None
        self._directory = directory
        self._pages: OrderedDict[int, asyncio.Task[Page[OutboundNumber]]] = OrderedDict()

    async def page(self, number: int) -> Shown:
        """Return a page, from what was fetched ahead where that is there, and fetch the next one.

        Raises:
            CloudError: it cannot be had.
        """
        if self.walk is not None and (self.walk.progress.finished or self.walk.rows):
            return self._page_of_walk(self.walk, number)
        task = self._wanted(number, Urgency.PERSON)
        try:
            page = await asyncio.shield(task)
        except asyncio.CancelledError:
            self._drop(number)
            raise
        except CloudError:
            self._drop(number)
            raise
        shown = Shown(
            rows=page.rows,
            page_number=number,
            page_size=self.page_size,
            total=page.total_count,
            request_id=page.request_id,
            as_of=page.as_of,
        )
        if number < shown.last_page and page.rows:
            self._wanted(number + 1, Urgency.SCAN)
        return shown

    async def load_all(self, report: Callable[[Progress], None]) -> None:
        """Walk over all pages, or continue where the walk failed; then pages are turned in what was loaded.

        Args:
            report: told of each page that arrived.

        Raises:
            CloudError: a page cannot be had; what was loaded stays.
        """
        if self.walk is None or self.walk.progress.finished:
            self.walk = self._directory.all_outbound_numbers(self.key, skill_group_ids=self.skill_group_ids)
        async for progress in self.walk:
            report(progress)

    def partial(self) -> Shown | None:
        """Return the first page of what a walk has loaded so far; None if it has not come to an answer."""
        walk = self.walk
        return self._page_of_walk(walk, 1) if walk is not None and walk.progress.as_of is not None else None

    async def forget(self) -> None:
        """Drop every page and stop what is under way."""
        tasks = list(self._pages.values())
        self._pages.clear()
        self.walk = None
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _page_of_walk(self, walk: Paginator[OutboundNumber], number: int) -> Shown:
        start = (number - 1) * self.page_size
        as_of = walk.progress.as_of
        assert as_of is not None  # noqa: S101 - a walk with rows has read a page
        return Shown(
            rows=walk.rows[start : start + self.page_size],
            page_number=number,
            page_size=self.page_size,
            total=walk.progress.total,
            request_id=walk.progress.request_ids[-1] if walk.progress.request_ids else None,
            as_of=as_of,
            progress=walk.progress,
        )

    def _wanted(self, number: int, urgency: Urgency) -> asyncio.Task[Page[OutboundNumber]]:
        """Return the task that fetches a page, begun now or before."""
        task = self._pages.get(number)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = asyncio.create_task(self._fetch(number, urgency))
            # A page fetched ahead that fails, and is never turned to, is nobody's news.
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
            self._pages[number] = task
        self._pages.move_to_end(number)
        while len(self._pages) > _KEPT:
            self._drop(next(iter(self._pages)))
        return task

    def _drop(self, number: int) -> None:
        if (task := self._pages.pop(number, None)) is not None:
            task.cancel()

    async def _fetch(self, number: int, urgency: Urgency) -> Page[OutboundNumber]:
        return await self._directory.outbound_numbers(
            self.key,
            page_number=number,
            page_size=self.page_size,
            skill_group_ids=self.skill_group_ids,
            urgency=urgency,
        )
