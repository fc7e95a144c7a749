"""A list as the printing commands print it."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from typing import TYPE_CHECKING, Any

import click

from ccc_tui.i18n import _
from ccc_tui.output import listing
from ccc_tui.resources.filtering import Matcher, Problem, parse
from ccc_tui.resources.sorting import parse_sort, sort_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.resources.filtering import Filter
    from ccc_tui.resources.sorting import Sort
    from ccc_tui.resources.table import Resource, Scope
    from ccc_tui.settings import Settings


class Listing(listing.Listing):
    """Which list is printed, and how."""

    def __init__(self, resource: Resource[Any], scope: Scope, settings: Settings) -> None:
        super().__init__(
            resource,
            scope,
            _output_format(settings),
            csv_safe=_is_for_a_person() if settings.csv_safe is None else settings.csv_safe,
            bom=settings.bom,
            masked=bool(settings.mask),
            width=shutil.get_terminal_size().columns if sys.stdout.isatty() else None,
        )
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

    def choice(self) -> dict[str, Any]:
        """Return the filter and the sort."""
        sort = {"sort": str(self.sort)} if self.sort is not None else {}
        return ({"filter": self.filter.text} if self.filter.text else {}) | sort


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
