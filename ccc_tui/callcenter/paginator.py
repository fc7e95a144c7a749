"""Load all pages of a list, and prove that no row is missing.

The service serves pages 1–100 of 1–100 rows: at most 10,000 rows are reachable. Its totals and page sizes are not
reliable: pages may be short or empty before the end, totals may change or count one page only, rows may move to the
next page and come twice, and some servers ignore the page size.
"""

import asyncio
import math
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from datetime import datetime
from typing import Final, Generic, NamedTuple

from ccc_tui.callcenter.page import Page, Row
from ccc_tui.cloud.errors import CloudError

LAST_PAGE: Final = 100
LARGEST_PAGE: Final = 100
_IN_FLIGHT: Final = 3
# End after so many consecutive pages without a new row, unless the total says that there are more.
_QUIET_PAGES: Final = 3

FetchPage = Callable[[int, int], Awaitable[Page[Row]]]


class Progress(NamedTuple):
    """How many rows are loaded, and whether they are all.

    Attributes:
        loaded: distinct rows.
        total: the last total that the service sent; None if it sent none.
        reachable: how many rows of the total the service can serve with its page size.
        repeated: rows that came again.
        calls: pages that were read.
        finished: whether there is no further page to read.
        shrank: whether a total was less than one before.
        as_of: when the last reply arrived, UTC.
        api_version: the API version that answered, where it was a choice.
    """

    loaded: int = 0
    total: int | None = None
    first_total: int | None = None
    reachable: int | None = None
    repeated: int = 0
    calls: int = 0
    finished: bool = False
    shrank: bool = False
    request_ids: tuple[str, ...] = ()
    as_of: datetime | None = None
    api_version: str | None = None

    @property
    def complete(self) -> bool:
        """Whether all rows are loaded: as many distinct ones as the last total.

        A list that shrank is never complete: a deleted row may have moved another one to a page that was already read.
        """
        return self.finished and self.total is not None and self.loaded == self.total and not self.shrank

    @property
    def total_changed(self) -> bool:
        """Whether the total changed while pages were loaded."""
        return self.shrank or self.total != self.first_total


class Paginator(Generic[Row]):
    """An iterator over all pages of a list; it can be resumed after an error.

    Each step adds the rows of the next page, in order, while a few requests are in flight. An error ends the iteration
    and keeps what is loaded; iterating again begins with the page that failed.

    Args:
        fetch: returns one page, given its number and size.
        key: returns the key of a row; rows with the same key are the same row.

    Attributes:
        rows: distinct rows, in the service's order.
    """

    def __init__(
        self,
        fetch: FetchPage[Row],
        *,
        key: Callable[[Row], Hashable],
        page_size: int = LARGEST_PAGE,
        in_flight: int = _IN_FLIGHT,
    ) -> None:
        self.rows: list[Row] = []
        self.progress = Progress()
        self._fetch = fetch
        self._key = key
        self._page_size = page_size
        self._in_flight = in_flight
        self._seen: set[Hashable] = set()
        self._next_page = 1
        self._fullest_page = 0
        self._last_page_was_full = False
        self._quiet_pages = 0
        self._running = False

    def __aiter__(self) -> AsyncIterator[Progress]:
        return self._steps()

    async def _steps(self) -> AsyncIterator[Progress]:
        if self._running:
            raise RuntimeError("already iterating")
        self._running = True
        ahead: deque[asyncio.Task[Page[Row]]] = deque()
        try:
            while not self.progress.finished:
                self._look_ahead(ahead)
                try:
                    page = await ahead[0]
                except CloudError:
                    if not self._all_counted:
                        raise
                    # All rows are loaded: this page was only to prove that none follows, and some servers refuse it.
                    self.progress = self.progress._replace(finished=True)
                else:
                    ahead.popleft()
                    self._take(page)
                yield self.progress
        finally:
            self._running = False
            for task in ahead:
                task.cancel()
            await asyncio.gather(*ahead, return_exceptions=True)

    @property
    def _all_counted(self) -> bool:
        return self.progress.loaded == self.progress.total

    def _look_ahead(self, ahead: deque[asyncio.Task[Page[Row]]]) -> None:
        """Send the next requests: several if more pages are expected, else one."""
        expected_last_page = math.ceil((self.progress.total or 0) / self._rows_per_page)
        wanted = min(self._in_flight, max(1, expected_last_page - self._next_page + 1))
        while len(ahead) < wanted and (number := self._next_page + len(ahead)) <= LAST_PAGE:
            ahead.append(asyncio.ensure_future(self._fetch(number, self._page_size)))

    @property
    def _rows_per_page(self) -> int:
        """The server's real page size, as far as it is known."""
        return self._fullest_page or self._page_size

    def _take(self, page: Page[Row]) -> None:
        fresh = self._fresh(page)
        self.rows += fresh
        self._last_page_was_full = self._is_full(page)
        self._fullest_page = max(self._fullest_page, len(page.rows))
        self._quiet_pages = 0 if fresh else self._quiet_pages + 1
        self._next_page += 1
        before = self.progress
        total = self._total(page)
        loaded = len(self.rows)
        self.progress = Progress(
            loaded=loaded,
            total=total,
            first_total=before.first_total if before.first_total is not None else total,
            reachable=None if total is None else self._reachable(total, loaded),
            repeated=before.repeated + len(page.rows) - len(fresh),
            calls=before.calls + 1,
            shrank=before.shrank or (total is not None and before.total is not None and total < before.total),
            request_ids=(*before.request_ids, page.request_id) if page.request_id else before.request_ids,
            as_of=page.as_of,
            api_version=page.api_version,
        )
        self.progress = self.progress._replace(finished=self._is_over())

    def _total(self, page: Page[Row]) -> int | None:
        known = self.progress.total
        # Some servers send a total of 0 with an empty page.
        counts = page.rows or page.total_count or known is None
        return page.total_count if counts and page.total_count is not None else known

    def _reachable(self, total: int, loaded: int) -> int:
        # A page that is not full before the end shows the server's real page size.
        size = self._page_size if loaded >= total else self._rows_per_page
        return min(total, max(loaded, LAST_PAGE * size))

    def _fresh(self, page: Page[Row]) -> list[Row]:
        """Return the rows of a page that are not loaded yet."""
        fresh = []
        for row in page.rows:
            key = self._key(row)
            if key not in self._seen:
                self._seen.add(key)
                fresh.append(row)
        return fresh

    def _is_full(self, page: Page[Row]) -> bool:
        """Whether a page is full: by the requested size, the size that it states, or the fullest page before it."""
        return len(page.rows) >= min(self._page_size, page.page_size or self._page_size, self._rows_per_page)

    def _is_over(self) -> bool:
        progress = self.progress
        if self._next_page > LAST_PAGE:
            return True
        if self._all_counted:
            # The total may be this page's count only: after a full page, read the next one to be sure.
            return not self._last_page_was_full or self._quiet_pages > 0
        if progress.total is not None and progress.loaded + progress.repeated < progress.total:
            return False
        return self._quiet_pages >= _QUIET_PAGES
