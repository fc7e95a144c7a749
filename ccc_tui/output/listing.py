"""A list in each output format."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ccc_tui.callcenter.page import Page
from ccc_tui.i18n import _
from ccc_tui.output.formats import as_csv, as_json, as_jsonl, as_markdown, as_table
from ccc_tui.resources.table import Surface

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccc_tui.callcenter.page import Notice
    from ccc_tui.callcenter.paginator import Progress
    from ccc_tui.resources.table import Column, Resource, Scope


class Listing:
    """Which list is written, and how.

    Args:
        resource: the list.
        scope: whose it is.
        output: json, jsonl, csv, md or table.
        csv_safe: whether spreadsheets must not run or shorten cells of CSV.
        bom: whether CSV begins with a byte order mark.
        masked: whether personal data is masked.
        width: cells of the terminal that a table must fit into; None for any.
        about: further facts for the JSON document.
    """

    def __init__(
        self,
        resource: Resource[Any],
        scope: Scope,
        output: str,
        *,
        csv_safe: bool = True,
        bom: bool = False,
        masked: bool = False,
        width: int | None = None,
        about: Mapping[str, Any] | None = None,
    ) -> None:
        self.resource = resource
        self.scope = scope
        self.format = output
        self._csv_safe = csv_safe
        self._bom = bom
        self._masked = masked
        self._width = width
        self._about = about

    def chosen(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Return the rows that are written, in their order."""
        return rows

    def choice(self) -> dict[str, Any]:
        """Return how the rows are chosen, for JSON."""
        return {}

    def text(self, page: Page[Any]) -> str:
        """Return a page as it is written; a page without a number holds all rows that were loaded."""
        owner = self._owner()
        if self.format == "json":
            return as_json(self._document(page))
        page = page._replace(rows=self.chosen(page.rows))
        if self.format == "jsonl":  # each row says whose it is: rows of several lists are often put together
            return as_jsonl({**owner, **self._row(row)} for row in page.rows)
        if self.format == "csv":
            columns = self.resource.columns_on(Surface.DATA)
            cells = ([*owner.values(), *(self._plain(column, row) for column in columns)] for row in page.rows)
            text = as_csv([*owner, *(column.id for column in columns)], cells, safe=self._csv_safe)
            return f"\ufeff{text}" if self._bom else text
        columns = self.resource.columns_on(Surface.TABLE)
        heads = [_(column.title) for column in columns]
        rows = [[c.words(row) if c.words else self._plain(c, row) for c in columns] for row in page.rows]
        return as_markdown(heads, rows) if self.format == "md" else as_table(heads, rows, self._width)

    def _row(self, row: Any) -> dict[str, Any]:
        document = self.resource.document(row)
        if not self._masked:
            return document
        from ccc_tui.resources.personal import masked

        hidden: dict[str, Any] = masked(document)
        return hidden

    def _plain(self, column: Column[Any], row: Any) -> Any:
        value = column.shown(row, masked=self._masked)
        return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value

    def _document(self, page: Page[Any]) -> dict[str, Any]:
        whose = {"instance_id": self.scope.instance_id} if self.scope.instance_id else {}
        groups = {"skill_group_ids": [*self.scope.skill_group_ids]} if self.resource.by_group else {}
        search = {"search": self.scope.search} if self.scope.search else {}
        notices = [_notice(notice) for notice in page.notices if notice.is_served]
        version = {"api_version": page.api_version} if page.api_version else {}
        counts: dict[str, int | None] = {
            "page_number": page.page_number,
            "page_size": page.page_size,
            "total_count": page.total_count,
            "loaded": len(page.rows),
            "complete": page.complete,
        }
        rows, choice = self.chosen(page.rows), self.choice()
        matched: dict[str, int | None] = {"matched": len(rows), "loaded": len(page.rows)} if "filter" in choice else {}
        return {
            **(whose | self._owner() | version | groups | search | choice),
            self.resource.id: [*map(self._row, rows)],
            **(counts | matched if self.resource.paged or self._about is not None else matched),
            **(self._about or {}),
            **({"masked": self._masked} if self._masked or self._about is not None else {}),
            "as_of": page.as_of.isoformat(timespec="milliseconds"),
            "request_ids": [*page.request_ids],
            **({"notices": notices} if notices else {}),
        }

    def _owner(self) -> dict[str, str]:
        """Return whose a row is, where the row itself does not say it."""
        known = {column.id for column in self.resource.columns}
        ids = {"instance_id": self.scope.instance_id, "user_id": self.scope.user and self.scope.user.user_id}
        return {name: value for name, value in ids.items() if value is not None and name not in known}


def loaded_page(rows: Sequence[Any], progress: Progress) -> Page[Any]:
    """Return rows that loading all pages has brought so far as one page without a number."""
    as_of = progress.as_of or datetime.now(UTC)
    page = Page(rows, None, None, progress.total, None, as_of, progress.request_ids, proven=progress.complete)
    return page._replace(api_version=progress.api_version)


def _notice(notice: Notice) -> dict[str, Any]:
    """Return what is missing, for JSON."""
    error = notice.error
    return {
        **({"account": notice.account} if notice.account else {}),
        "api_version": notice.version or None,
        "code": error and error.code,
        "request_id": error and error.request_id,
        "may_come": notice.may_come,
    }
