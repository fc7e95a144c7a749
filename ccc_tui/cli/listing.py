"""A list in each output format."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ccc_tui.cli.formats import as_csv, as_json, as_jsonl, as_markdown, as_table
from ccc_tui.i18n import _
from ccc_tui.resources.table import ScopeKind, Surface

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ccc_tui.callcenter.page import Page
    from ccc_tui.cli.output import Output
    from ccc_tui.resources.table import Resource, Scope


@dataclass(frozen=True)
class Listing:
    """Which list is printed, and how."""

    resource: Resource[Any]
    scope: Scope
    output: Output

    def text(self, page: Page[Any]) -> str:
        """Return a page as it is printed; a page without a number holds all rows that were loaded."""
        if self.output.format == "json":
            return as_json(self._document(page))
        if self.output.format == "jsonl":
            return self.lines(page.rows)
        if self.output.format == "csv":
            owner, columns = self._owner(), self.resource.columns_on(Surface.DATA)
            cells = ([*owner.values(), *(_plain(column.value(row)) for column in columns)] for row in page.rows)
            text = as_csv([*owner, *(column.id for column in columns)], cells, safe=self.output.csv_safe)
            return f"\ufeff{text}" if self.output.bom else text
        columns = self.resource.columns_on(Surface.TABLE)
        heads = [_(column.title) for column in columns]
        rows = [[c.words(row) if c.words else _plain(c.value(row)) for c in columns] for row in page.rows]
        if self.output.format == "md":
            return as_markdown(heads, rows)
        return as_table(heads, rows, shutil.get_terminal_size().columns if sys.stdout.isatty() else None)

    def lines(self, rows: Iterable[Any]) -> str:
        """Return rows as JSON lines; each says whose it is, because rows of several lists are often put together."""
        owner = self._owner()
        return as_jsonl({**owner, **self.resource.document(row)} for row in rows)

    def _document(self, page: Page[Any]) -> dict[str, Any]:
        whose = {"instance_id": self.scope.instance_id} if self.scope.instance_id else {}
        groups = {"skill_group_ids": [*self.scope.skill_group_ids]} if self.resource.scope is ScopeKind.USER else {}
        counts = {
            "page_number": page.page_number,
            "page_size": page.page_size,
            "total_count": page.total_count,
            "loaded": len(page.rows),
            "complete": page.complete,
        }
        return {
            **(whose | self._owner() | groups),
            self.resource.id: [*map(self.resource.document, page.rows)],
            **(counts if self.resource.paged else {}),
            "as_of": page.as_of.isoformat(timespec="milliseconds"),
            "request_ids": [*page.request_ids],
        }

    def _owner(self) -> dict[str, str]:
        """Return whose a row is, where the row itself does not say it."""
        known = {column.id for column in self.resource.columns}
        ids = {"instance_id": self.scope.instance_id, "user_id": self.scope.user and self.scope.user.user_id}
        return {name: value for name, value in ids.items() if value is not None and name not in known}


def _plain(value: Any) -> Any:
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value
