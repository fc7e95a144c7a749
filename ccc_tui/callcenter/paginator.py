"""Walking all pages of a list, and proving that nothing was missed.

The service serves pages 1–100 of 1–100 rows, so at most 10,000 rows can be reached. What it says about a list
is not taken on trust: pages come short or empty while the total says that there is more, totals change under
way or count one page only, rows move to the next page and are seen twice, some servers ignore the page size.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable
from datetime import datetime
from typing import Final, Generic, NamedTuple

from ccc_tui.callcenter.page import Page, Row
from ccc_tui.cloud.errors import CloudError

LAST_PAGE: Final = 100
LARGEST_PAGE: Final = 100
REACHABLE_ROWS: Final = LAST_PAGE * LARGEST_PAGE
_IN_FLIGHT: Final = 3
# So many pages in a row that bring nothing new are the end, where the total does not promise more.
_QUIET_PAGES: Final = 3

FetchPage = Callable[[int, int], Awaitable[Page[Row]]]


class Progress(NamedTuple):
    """How far a walk is, and what can be said of it.

    Attributes:
        loaded: rows in hand, each once.
        total: how many there are, by the service's last word; None if it never said.
        first_total: by its first word.
        reachable: how many of them the service can serve at all, with the page size that it keeps to.
        repeated: rows that came again.
        calls: pages asked for.
        finished: whether there is nothing more to ask for.
        shrank: whether the service counted fewer rows than before under way.
        request_ids: RequestIds of the replies, in the order of the pages.
        as_of: when the last reply arrived, UTC.
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

    @property
    def complete(self) -> bool:
        """Whether all rows are in hand, provably: as many different ones as the service counts.

        A list that grew is complete when the new count is reached. One that shrank may have lost a row and,
        unseen, moved another to a page that was already read.
        """
        return self.finished and self.total is not None and self.loaded == self.total and not self.shrank

    @property
    def total_changed(self) -> bool:
        """Whether the service counted differently under way."""
        return self.shrank or self.total != self.first_total


class Paginator(Generic[Row]):
    """One walk over all pages, which can be continued where it failed.

    Iterate over it to go: each step adds the next page's rows, in order, while a few requests are in flight.
    An error ends the iteration and leaves what is loaded; iterating again asks for the missing page first.

    Args:
        fetch: gets one page, by its number and size.
        key: what two rows have in common when they are the same row.
        page_size: rows to ask for at a time.
        in_flight: requests under way at once.

    Attributes:
        rows: what is loaded, each row once, in the service's order.
        progress: how far it is.
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
            raise RuntimeError("this walk is under way already")
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
                    # Only the proof that nothing follows was wanted, and some servers refuse it.
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
        """Send the next requests: a few where more is to be expected, else one."""
        wanted = min(self._in_flight, max(1, self._expected_last_page() - self._next_page + 1))
        while len(ahead) < wanted and (number := self._next_page + len(ahead)) <= LAST_PAGE:
            ahead.append(asyncio.ensure_future(self._fetch(number, self._page_size)))

    def _expected_last_page(self) -> int:
        total = self.progress.total
        return 0 if total is None else -(-total // self._rows_a_page)

    @property
    def _rows_a_page(self) -> int:
        """How many rows the server really puts on a page, as far as it has shown."""
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
        )
        if self._is_over():
            self.progress = self.progress._replace(finished=True)

    def _total(self, page: Page[Row]) -> int | None:
        known = self.progress.total
        # Some servers count nothing on a page that has nothing.
        counts = page.rows or page.total_count or known is None
        return page.total_count if counts and page.total_count is not None else known

    def _reachable(self, total: int, loaded: int) -> int:
        # A page that was not full while there was more to come shows the size that the server keeps to.
        size = self._page_size if loaded >= total else self._rows_a_page
        return min(total, max(loaded, LAST_PAGE * size))

    def _fresh(self, page: Page[Row]) -> list[Row]:
        """Return the rows of a page that are not known yet."""
        fresh = []
        for row in page.rows:
            key = self._key(row)
            if key not in self._seen:
                self._seen.add(key)
                fresh.append(row)
        return fresh

    def _is_full(self, page: Page[Row]) -> bool:
        """Whether a page has the rows that it has room for: as asked, as it says, or as those before it."""
        room = {self._page_size, page.page_size or self._page_size, self._fullest_page or self._page_size}
        return len(page.rows) >= min(room)

    def _is_over(self) -> bool:
        progress = self.progress
        if self._next_page > LAST_PAGE:
            return True
        if self._all_counted:
            # A count of this page's rows would look the same: after a full page, the next one is the proof.
            return not self._last_page_was_full or self._quiet_pages > 0
        if progress.total is not None and progress.loaded + progress.repeated < progress.total:
            return False
        return self._quiet_pages >= _QUIET_PAGES
