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

if TYPE_CHECKING:
    from ccc_tui.callcenter.client import CallCenterClient
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
