"""All pages of a list on their way to stdout."""

import sys
from typing import Any

import click
from rich.cells import cell_len

from ccc_tui.callcenter.paginator import LARGEST_PAGE, Progress
from ccc_tui.cli.listing import Listing
from ccc_tui.cloud.errors import CloudError
from ccc_tui.i18n import _
from ccc_tui.output.listing import loaded_page
from ccc_tui.resources.all_pages import all_pages
from ccc_tui.session import Session


class AllPages:
    """Loads all pages. What is loaded outlives the event loop, so that Ctrl+C does not lose it.

    Args:
        listing: which list, and how to print it.
        page_size: rows per page; None for as many as the service allows.
        resolves: whether to look up the ids first.
    """

    def __init__(self, listing: Listing, page_size: int | None, *, resolves: bool = False) -> None:
        self.progress = Progress()
        self._listing = listing
        self._page_size = page_size or LARGEST_PAGE
        self._rows: list[Any] = []
        self._resolves = resolves
        self._printed = 0

    @property
    def rows(self) -> list[Any]:
        """The rows that are loaded."""
        return self._rows[: self.progress.loaded]

    @property
    def _streams(self) -> bool:
        """Whether rows are printed as they come; sorted ones are all waited for."""
        return self._listing.format == "jsonl" and self._listing.sort is None

    async def load(self, session: Session) -> CloudError | None:
        """Load the pages; return why the last one failed, or None.

        Raises:
            CloudError: not even the first page was loaded.
        """
        resource, listing = self._listing.resource, self._listing
        if self._resolves:
            await listing.resolve(session.client)

        paginator = all_pages(resource, session.client, listing.scope, self._page_size)
        self._rows = paginator.rows
        line = _ProgressLine()
        try:
            async for self.progress in paginator:
                if self._streams:  # rows leave as they come; the status says whether all did
                    line.show("")
                    self.finish()
                line.show(_words(self.progress))
        except CloudError as error:
            if not self.progress.calls:
                raise
            return error
        finally:
            line.show("")
        return None

    def finish(self) -> None:
        """Print what is loaded and not printed yet."""
        progress, rows = self.progress, self._rows[self._printed : self.progress.loaded]
        if self._streams:
            self._printed += len(rows)
        click.echo(self._listing.text(loaded_page(rows, progress)), nl=False)


class _ProgressLine:
    """One line on stderr that is written again and again, and wiped at the end. Only a terminal sees it."""

    def __init__(self) -> None:
        self._visible = sys.stderr.isatty()
        self._length = 0

    def show(self, text: str) -> None:
        """Show this in the place of what was there; an empty text leaves an empty line."""
        if self._visible and (text or self._length):
            sys.stderr.write(f"\r{text}{' ' * (self._length - cell_len(text))}" + ("" if text else "\r"))
            sys.stderr.flush()
            self._length = cell_len(text)


def _words(progress: Progress) -> str:
    words = _("{loaded:,} · page {page}") if progress.total is None else _("{loaded:,} of {total:,} · page {page}")
    return words.format(loaded=progress.loaded, total=progress.total, page=progress.calls)
