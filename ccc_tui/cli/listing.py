"""A list in each output format."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from ccc_tui.cli.formats import as_csv, as_json, as_jsonl, as_markdown, as_table
from ccc_tui.i18n import _
from ccc_tui.resources.filtering import Matcher, Problem, parse
from ccc_tui.resources.sorting import parse_sort, sort_rows
from ccc_tui.resources.table import Surface

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.page import Notice, Page
    from ccc_tui.resources.filtering import Filter
    from ccc_tui.resources.sorting import Sort
    from ccc_tui.resources.table import Resource, Scope
    from ccc_tui.settings import Settings


class Listing:
    """Which list is printed, and how."""

    def __init__(self, resource: Resource[Any], scope: Scope, settings: Settings) -> None:
        self.resource = resource
        self.scope = scope
        self.format = _output_format(settings)
        self._csv_safe = _is_for_a_person() if settings.csv_safe is None else settings.csv_safe
        self._bom = settings.bom
        self.filter, self.sort = read_filter(resource, settings), read_sort(resource, settings)
        self._matcher: Matcher[Any] = Matcher(resource.columns)

    async def resolve(self, client: CallCenterClient) -> None:
        """Look up by which ids the service knows the call center and the user, and list with these.

        Raises:
            CloudError: they cannot be looked up, or the service knows none of the ids.
        """
        from ccc_tui.callcenter.resolving import find_instance, resolve_user

        if self.scope.user is None:
            instance = find_instance(await client.instances(), self.scope.instance_id)
            self.scope = self.scope._replace(instance=instance)
            return
        user = await resolve_user(client, self.scope.user)
        self.scope = self.scope._replace(instance_id=user.instance_id, user=user)

    def chosen(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Return the rows that the filter leaves, sorted."""
        found = self._matcher.matching(rows, self.filter)
        return found if self.sort is None else sort_rows(found, self.sort, self.resource.columns)

    def text(self, page: Page[Any]) -> str:
        """Return a page as it is printed; a page without a number holds all rows that were loaded."""
        owner = self._owner()
        if self.format == "json":
            return as_json(self._document(page))
        page = page._replace(rows=self.chosen(page.rows))
        if self.format == "jsonl":  # each row says whose it is: rows of several lists are often put together
            return as_jsonl({**owner, **self.resource.document(row)} for row in page.rows)
        if self.format == "csv":
            columns = self.resource.columns_on(Surface.DATA)
            cells = ([*owner.values(), *(_plain(column.value(row)) for column in columns)] for row in page.rows)
            text = as_csv([*owner, *(column.id for column in columns)], cells, safe=self._csv_safe)
            return f"\ufeff{text}" if self._bom else text
        columns = self.resource.columns_on(Surface.TABLE)
        heads = [_(column.title) for column in columns]
        rows = [[c.words(row) if c.words else _plain(c.value(row)) for c in columns] for row in page.rows]
        if self.format == "md":
            return as_markdown(heads, rows)
        return as_table(heads, rows, shutil.get_terminal_size().columns if sys.stdout.isatty() else None)

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
        rows = self.chosen(page.rows)
        matched: dict[str, int | None] = {}
        if self.filter.text:
            matched = {"matched": len(rows), "loaded": len(page.rows)}
        return {
            **(whose | self._owner() | version | groups | search),
            **({"filter": self.filter.text} if self.filter.text else {}),
            **({"sort": f"{'-' * self.sort.reverse}{self.sort.column}"} if self.sort is not None else {}),
            self.resource.id: [*map(self.resource.document, rows)],
            **(counts | matched if self.resource.paged else matched),
            "as_of": page.as_of.isoformat(timespec="milliseconds"),
            "request_ids": [*page.request_ids],
            **({"notices": notices} if notices else {}),
        }

    def _owner(self) -> dict[str, str]:
        """Return whose a row is, where the row itself does not say it."""
        known = {column.id for column in self.resource.columns}
        ids = {"instance_id": self.scope.instance_id, "user_id": self.scope.user and self.scope.user.user_id}
        return {name: value for name, value in ids.items() if value is not None and name not in known}


def read_filter(resource: Resource[Any], settings: Settings) -> Filter:
    """Return the filter.

    Raises:
        click.UsageError: it cannot be understood, so that it would leave the wrong rows.
    """
    found = parse(settings.filter or "", resource.columns)
    if found.problems:
        click.get_current_context().fail(f"--filter: {found.problems[0].words}")
    return found


def read_sort(resource: Resource[Any], settings: Settings) -> Sort | None:
    """Return what the rows are sorted by; None for the service's order.

    Raises:
        click.UsageError: there is no such column.
    """
    if not settings.sort:
        return None
    found = parse_sort(settings.sort, resource.columns)
    if isinstance(found, Problem):
        click.get_current_context().fail(f"--sort: {found.words}")
    return found


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


def _output_format(settings: Settings) -> str:
    """Return the format: as chosen, else a table on a terminal, and JSON elsewhere.

    Raises:
        click.UsageError: an option of CSV was given for another format.
    """
    how = settings.output or ("table" if sys.stdout.isatty() else "json")
    for name, option in {"csv_safe": "--csv-safe", "bom": "--bom"}.items():
        if how != "csv" and settings.sources[name] == "flag":
            click.get_current_context().fail(_("{option} has no effect without -o csv.").format(option=option))
    return how


def _is_for_a_person() -> bool:
    """Whether stdout is a terminal or a file, which a spreadsheet may open; a pipe has a program at its end."""
    try:
        return sys.stdout.isatty() or stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except OSError:
        return False


def _plain(value: Any) -> Any:
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value
