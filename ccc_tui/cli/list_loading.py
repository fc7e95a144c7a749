"""All pages of a list on their way to stdout."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccc_tui.cli.listing import document_of_all, listing, row_document
from ccc_tui.cli.output import ProgressLine, write_lines
from ccc_tui.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.page import Page
    from ccc_tui.callcenter.paginator import Paginator, Progress
    from ccc_tui.cli.output import Output
    from ccc_tui.cloud.errors import CloudError
    from ccc_tui.resources.table import Resource, Scope
    from ccc_tui.session import Session


class Loading:
    """Loads all pages. What is loaded outlives the event loop, so that Ctrl+C does not lose it.

    Args:
        resource: the list.
        scope: whose list it is.
        output: how to print it.
        page_size: rows per page; None for as many as the service allows.
    """

    def __init__(self, resource: Resource[Any], scope: Scope, output: Output, page_size: int | None) -> None:
        from ccc_tui.callcenter.paginator import LARGEST_PAGE, Progress

        self.progress: Progress = Progress()
        self._resource = resource
        self._scope = scope
        self._output = output
        self._page_size = page_size or LARGEST_PAGE
        self._paginator: Paginator[Any] | None = None
        self._printed = 0

    async def run(self, session: Session) -> CloudError | None:
        """Load the pages; return why the last one failed, or None.

        Raises:
            CloudError: not even the first page was loaded.
        """
        from ccc_tui.callcenter.paginator import Paginator
        from ccc_tui.cloud.errors import CloudError
        from ccc_tui.cloud.operation import Priority
        from ccc_tui.resources.table import PageRequest

        async def fetch(number: int, size: int) -> Page[Any]:
            request = PageRequest(number, size, Priority.SCAN)
            return await self._resource.load(session.client, self._scope, request)

        self._paginator = Paginator(fetch, key=self._resource.key, page_size=self._page_size)
        line = ProgressLine()
        try:
            async for progress in self._paginator:
                self.progress = progress
                if self._output.format == "jsonl":  # rows leave as they come; the status says whether all did
                    line.wipe()
                    self._write_lines()
                line.show(_progress_words(progress))
        except CloudError as error:
            if not self.progress.calls:
                raise
            return error
        finally:
            line.wipe()
        return None

    def finish(self) -> None:
        """Print what is loaded and not printed yet."""
        if self._output.format == "jsonl":
            self._write_lines()
            return
        rows = self._rows()
        envelope = document_of_all(self._resource, self._scope, rows, self.progress)
        self._output.write(listing(self._resource, self._scope, rows, envelope))

    def _rows(self) -> Sequence[Any]:
        return self._paginator.rows[: self.progress.loaded] if self._paginator else ()

    def _write_lines(self) -> None:
        rows = self._rows()[self._printed :]
        self._printed += len(rows)
        write_lines(row_document(self._resource, self._scope, row) for row in rows)


def _progress_words(progress: Progress) -> str:
    if progress.total is None:
        return _("{loaded:,} · page {page}").format(loaded=progress.loaded, page=progress.calls)
    words = _("{loaded:,} of {total:,} · page {page}")
    return words.format(loaded=progress.loaded, total=progress.total, page=progress.calls)
