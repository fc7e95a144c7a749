"""``ccc-tui numbers``: the outbound numbers of a user, a page or all, printed."""

from typing import TYPE_CHECKING, Any, Final

import click

from ccc_tui.cli.command import command
from ccc_tui.cli.errors import DONE, PARTIAL, echo_err
from ccc_tui.cli.formats import Column, Row
from ccc_tui.cli.options import (
    all_pages_option,
    output_options,
    program_options,
    service_options,
    subject_options,
)
from ccc_tui.cli.output import Listing, Output, ProgressLine, output_of, write_lines
from ccc_tui.i18n import N_, _
from ccc_tui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.ids import UserKey
    from ccc_tui.callcenter.models import OutboundNumber, Page
    from ccc_tui.callcenter.paginator import Paginator, Progress
    from ccc_tui.cloud.errors import CloudError
    from ccc_tui.connect import Connection


def _provider(row: Row) -> Any:
    names = ("provider_display_name", "provider_short_name", "provider")
    return next((row[name] for name in names if row[name]), None)


_BRIEF: Final = (
    Column("number", N_("Number")),
    Column("province", N_("Province")),
    Column("city", N_("City")),
    Column("provider_name", N_("Provider"), _provider),
)


@command(
    "numbers",
    help=N_("Print the outbound numbers of a user."),
    examples=(
        "ccc-tui numbers --demo --instance hd-service --user wangxm@hd-service",
        "ccc-tui numbers --instance ID --user ID --all -o csv > numbers.csv",
    ),
    statuses=(0, 1, 2, 3, 4, 130),
)
@subject_options
@all_pages_option
@output_options
@service_options
@program_options
def numbers(settings: Settings) -> int:
    """Print the outbound numbers of a user; return the exit status.

    Raises:
        click.UsageError: the user is not named, or one page and all are wanted.
    """
    output = output_of(settings)
    every_page = _wants_all(settings)
    if not settings.instance or not settings.user:
        ctx = click.get_current_context()
        raise click.UsageError(_("--instance and --user are required."), ctx)
    from ccc_tui.callcenter.ids import UserKey

    key = UserKey(settings.instance, settings.user)
    return _print_all(settings, output, key) if every_page else _print_page(settings, output, key)


def _wants_all(settings: Settings) -> bool:
    """Whether all pages are wanted; a flag on one side wins over the environment or the file on the other."""
    page, everything = settings.sources["page"], settings.sources["all_pages"]
    if settings.all_pages and page == everything == "flag":
        raise click.UsageError(_("--all and --page are mutually exclusive."), click.get_current_context())
    return settings.all_pages and (page != "flag" or everything == "flag")


def _print_page(settings: Settings, output: Output, key: "UserKey") -> int:
    from ccc_tui.cli.session import run_query

    async def ask(connection: "Connection") -> "Page[OutboundNumber]":
        return await connection.directory.outbound_numbers(
            key,
            page_number=settings.page,
            page_size=settings.page_size,
            skill_group_ids=settings.skill_groups,
        )

    page = run_query(settings, ask)
    number = page.page_number if page.page_number is not None else settings.page
    loaded = len(page.rows)
    complete = number == 1 and page.total_count is not None and loaded >= page.total_count
    envelope = {
        "page_number": number,
        "page_size": page.page_size if page.page_size is not None else settings.page_size,
        "total_count": page.total_count,
        "loaded": loaded,
        "complete": complete,
        "as_of": page.as_of.isoformat(timespec="milliseconds"),
        "request_ids": [page.request_id] if page.request_id else [],
    }
    output.write(_listing(settings, page.rows, envelope))
    if complete and not loaded:
        _say_none()
    elif not complete:
        total = "?" if page.total_count is None else f"{page.total_count:,}"
        words = _("page {page}: {loaded:,} of {total} rows; --all loads them all")
        echo_err(words.format(page=number, loaded=loaded, total=total))
    return DONE


def _print_all(settings: Settings, output: Output, key: "UserKey") -> int:
    from ccc_tui.cli.session import run_query

    loading = _Loading(settings, output, key)
    try:
        failure = run_query(settings, loading.run)
    except KeyboardInterrupt:
        if loading.progress.calls:
            loading.finish()
            echo_err(_("interrupted: incomplete result"), *_missing(loading.progress))
        raise
    loading.finish()
    if missing := _missing(loading.progress, failure):
        echo_err(_("incomplete result"), *missing)
        return PARTIAL
    if not loading.progress.loaded:
        _say_none()
    return DONE


class _Loading:
    """All pages on their way. What is loaded outlives the event loop, so that Ctrl+C does not lose it."""

    def __init__(self, settings: Settings, output: Output, key: "UserKey") -> None:
        from ccc_tui.callcenter.paginator import Progress

        self.progress = Progress()
        self._settings = settings
        self._output = output
        self._key = key
        self._walk: Paginator[OutboundNumber] | None = None
        self._printed = 0

    async def run(self, connection: "Connection") -> "CloudError | None":
        """Load the pages; return why the last one failed, or None.

        Raises:
            CloudError: not even the first page came.
        """
        from ccc_tui.callcenter.paginator import LARGEST_PAGE
        from ccc_tui.cloud.errors import CloudError

        asked_size = self._settings.sources["page_size"] in {"flag", "environment"}
        self._walk = connection.directory.all_outbound_numbers(
            self._key,
            skill_group_ids=self._settings.skill_groups,
            page_size=self._settings.page_size if asked_size else LARGEST_PAGE,
        )
        line = ProgressLine()
        try:
            async for progress in self._walk:
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
        progress = self.progress
        envelope = {
            "page_number": None,
            "page_size": None,
            "total_count": progress.total,
            "loaded": progress.loaded,
            "complete": progress.complete,
            "as_of": progress.as_of.isoformat(timespec="milliseconds") if progress.as_of else None,
            "request_ids": list(progress.request_ids),
        }
        self._output.write(_listing(self._settings, self._rows(), envelope))

    def _rows(self) -> "Sequence[OutboundNumber]":
        return self._walk.rows[: self.progress.loaded] if self._walk else ()

    def _write_lines(self) -> None:
        rows = self._rows()[self._printed :]
        self._printed += len(rows)
        write_lines(_owned(self._settings, number) for number in rows)


def _listing(settings: Settings, found: "Sequence[OutboundNumber]", envelope: Row) -> Listing:
    from ccc_tui.callcenter.models import OutboundNumber

    owner = _owner(settings)
    document = {
        **owner,
        "skill_group_ids": list(settings.skill_groups),
        "numbers": [number.declared() for number in found],
        **envelope,
    }
    columns = [Column(name) for name in (*owner, *OutboundNumber.names())]
    return Listing([_owned(settings, number) for number in found], columns, _BRIEF, document)


def _owner(settings: Settings) -> dict[str, Any]:
    return {"instance_id": settings.instance, "user_id": settings.user}


def _owned(settings: Settings, number: "OutboundNumber") -> dict[str, Any]:
    """Return the row of a number that says whose it is: rows of several users are often put together."""
    return {**_owner(settings), **number.declared()}


def _missing(progress: "Progress", failure: "CloudError | None" = None) -> list[str]:
    from ccc_tui.callcenter.completeness import missing_rows_message

    return missing_rows_message(progress, failure)


def _progress_words(progress: "Progress") -> str:
    if progress.total is None:
        return _("{loaded:,} · page {page}").format(loaded=progress.loaded, page=progress.calls)
    words = _("{loaded:,} of {total:,} · page {page}")
    return words.format(loaded=progress.loaded, total=progress.total, page=progress.calls)


def _say_none() -> None:
    echo_err(_("this user has no outbound numbers"))
