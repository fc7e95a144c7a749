"""Load a list of more than 10,000 rows: its own pages, then the pages of its parts, united by key."""

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Sequence
from typing import Generic

from ccc_tui.callcenter.page import NOT_SERVED, Row
from ccc_tui.callcenter.paginator import LARGEST_PAGE, FetchPage, Paginator, Progress
from ccc_tui.cloud.errors import CloudError, NotFound, PermissionDenied

Parts = Callable[[], Awaitable[Sequence[FetchPage[Row]]]]


class UnionPaginator(Generic[Row]):
    """An iterator over all pages of a list, and where the service has no further page, of its parts.

    It can be resumed after an error, as `Paginator`. The list is complete when as many distinct rows are loaded as the
    service counts; then no further part is read.

    Args:
        fetch: returns one page of the list, given its number and size.
        key: returns the key of a row; rows with the same key are the same row.
        parts: returns what fetches the pages of each part; None where the list has none.

    Attributes:
        rows: distinct rows: in the service's order, then those of the parts.
    """

    def __init__(
        self,
        fetch: FetchPage[Row],
        *,
        key: Callable[[Row], Hashable],
        parts: Parts[Row] | None = None,
        page_size: int = LARGEST_PAGE,
    ) -> None:
        self._whole = Paginator(fetch, key=key, page_size=page_size)
        self._key = key
        self._parts = parts
        self._left: list[Paginator[Row]] | None = None
        self.rows = self._whole.rows
        self.progress = Progress()

    def __aiter__(self) -> AsyncIterator[Progress]:
        return self._steps()

    async def _steps(self) -> AsyncIterator[Progress]:
        if not self._whole.progress.finished:
            async for progress in self._whole:
                self.progress = progress._replace(finished=progress.finished and not self._has_parts(progress))
                yield self.progress
        if self.progress.finished or self._parts is None:
            return
        if self._left is None:
            self._left = [Paginator(fetch, key=self._key) for fetch in await self._fetches(self._parts)]
        seen = {self._key(row) for row in self.rows}
        while self._left and self.progress.loaded != self.progress.total:
            part, taken = self._left[0], 0
            async for of_part in part:
                self._take(part.rows[taken:], of_part, seen)
                taken = len(part.rows)
                yield self.progress
                if self.progress.loaded == self.progress.total:
                    break
            del self._left[0]
        loaded = len(self.rows)
        self.progress = self.progress._replace(finished=True, reachable=loaded)
        yield self.progress

    def _has_parts(self, progress: Progress) -> bool:
        """Whether the list has rows that are on none of its pages, and parts whose pages may have them."""
        total, reachable = progress.total, progress.reachable
        return self._parts is not None and total is not None and reachable is not None and reachable < total

    async def _fetches(self, parts: Parts[Row]) -> Sequence[FetchPage[Row]]:
        """Return what fetches the parts; nothing where the access key may not know them."""
        try:
            return await parts()
        except (PermissionDenied, NotFound):
            return ()
        except CloudError as error:
            if error.code in NOT_SERVED:
                return ()
            raise

    def _take(self, rows: Sequence[Row], of_part: Progress, seen: set[Hashable]) -> None:
        """Add the rows of a part's page that are new."""
        for row in rows:
            if (key := self._key(row)) not in seen:
                seen.add(key)
                self.rows.append(row)
        before = self.progress
        self.progress = before._replace(
            loaded=len(self.rows),
            calls=before.calls + 1,
            request_ids=(*before.request_ids, *of_part.request_ids[-1:]),
            as_of=of_part.as_of,
        )
