"""All pages of a list on their way to stdout."""

from datetime import UTC, datetime
from typing import Any

from ccc_tui.callcenter.page import Page
from ccc_tui.callcenter.paginator import LARGEST_PAGE, Paginator, Progress
from ccc_tui.cli.listing import Listing
from ccc_tui.cli.output import ProgressLine, write
from ccc_tui.cloud.errors import CloudError
from ccc_tui.cloud.priority import Priority
from ccc_tui.i18n import _
from ccc_tui.resources.table import PageRequest
from ccc_tui.session import Session


class AllPages:
    """Loads all pages. What is loaded outlives the event loop, so that Ctrl+C does not lose it.

    Args:
        listing: which list, and how to print it.
        page_size: rows per page; None for as many as the service allows.
    """

    def __init__(self, listing: Listing, page_size: int | None) -> None:
        self.progress = Progress()
        self._listing = listing
        self._page_size = page_size or LARGEST_PAGE
        self._rows: list[Any] = []
        self._printed = 0

    async def load(self, session: Session) -> CloudError | None:
        """Load the pages; return why the last one failed, or None.

        Raises:
            CloudError: not even the first page was loaded.
        """
        resource, scope = self._listing.resource, self._listing.scope

        async def fetch(number: int, size: int) -> Page[Any]:
            return await resource.load(session.client, scope, PageRequest(number, size, Priority.SCAN))

        paginator = Paginator(fetch, key=resource.key, page_size=self._page_size)
        line = ProgressLine()
        try:
            async for self.progress in paginator:
                self._rows = paginator.rows
                if self._listing.output.format == "jsonl":  # rows leave as they come; the status says whether all did
                    line.wipe()
                    self._write_lines()
                line.show(_progress_words(self.progress))
        except CloudError as error:
            if not self.progress.calls:
                raise
            return error
        finally:
            line.wipe()
        return None

    def finish(self) -> None:
        """Print what is loaded and not printed yet."""
        if self._listing.output.format == "jsonl":
            self._write_lines()
            return
        progress, rows = self.progress, self._rows[: self.progress.loaded]
        as_of = progress.as_of or datetime.now(UTC)
        page = Page(rows, None, None, progress.total, None, as_of, progress.request_ids, proven=progress.complete)
        write(self._listing.text(page))

    def _write_lines(self) -> None:
        rows = self._rows[self._printed : self.progress.loaded]
        self._printed += len(rows)
        write(self._listing.lines(rows))


def _progress_words(progress: Progress) -> str:
    if progress.total is None:
        return _("{loaded:,} · page {page}").format(loaded=progress.loaded, page=progress.calls)
    words = _("{loaded:,} of {total:,} · page {page}")
    return words.format(loaded=progress.loaded, total=progress.total, page=progress.calls)
