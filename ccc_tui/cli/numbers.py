"""``ccc-tui numbers``: the numbers that a user may dial with, a page or all, printed."""

from typing import TYPE_CHECKING, Any, Final

import click

from ccc_tui.choices import ALL, OUTPUT, PROGRAM, SERVICE, SUBJECT
from ccc_tui.cli.command import command
from ccc_tui.cli.errors import DONE, PARTIAL, echo_err
from ccc_tui.cli.formats import Row
from ccc_tui.cli.output import Format, Layout, ProgressLine, chosen_format, write, write_lines
from ccc_tui.i18n import N_, _
from ccc_tui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.identity import UserKey
    from ccc_tui.callcenter.models import OutboundNumber
    from ccc_tui.callcenter.paging import Progress
    from ccc_tui.cloud.errors import CloudError
    from ccc_tui.connect import Connection

_TITLES: Final = {
    "number": N_("Number"),
    "province": N_("Province"),
    "city": N_("City"),
    "provider_name": N_("Provider"),
}


@command("numbers", N_("Print the outbound numbers of a user."), SUBJECT, ALL, OUTPUT, SERVICE, PROGRAM)
def numbers(settings: Settings) -> int:
    """Print the numbers that a user may dial with; return the exit status.

    Raises:
        click.UsageError: the user is not named, or one page and all are wanted.
    """
    walk = _wants_all(settings)
    if not settings.instance or not settings.user:
        raise click.UsageError(_("--instance and --user are required."), click.get_current_context())
    from ccc_tui.callcenter.identity import UserKey
    from ccc_tui.cli.session import converse

    key = UserKey(settings.instance, settings.user)
    return converse(
        settings, lambda connection: (_print_all if walk else _print_page)(settings, key, connection)
    )


def _wants_all(settings: Settings) -> bool:
    """Whether all pages are wanted; a flag on one side wins over the environment or the file on the other."""
    page, everything = settings.sources["page"], settings.sources["all_pages"]
    if settings.all_pages and page == everything == "flag":
        raise click.UsageError(_("--all and --page are mutually exclusive."), click.get_current_context())
    return settings.all_pages and (page != "flag" or everything == "flag")


async def _print_page(settings: Settings, key: "UserKey", connection: "Connection") -> int:
    page = await connection.directory.outbound_numbers(
        key,
        page_number=settings.page,
        page_size=settings.page_size,
        skill_group_ids=settings.skill_groups,
    )
    rows = [number.declared() for number in page.rows]
    number = page.page_number if page.page_number is not None else settings.page
    document = {
        **_subject(settings),
        "numbers": rows,
        "page_number": number,
        "page_size": page.page_size if page.page_size is not None else settings.page_size,
        "total_count": page.total_count,
        "loaded": len(rows),
        "complete": number == 1 and page.total_count is not None and len(rows) >= page.total_count,
        "as_of": page.as_of.isoformat(timespec="milliseconds"),
        "request_ids": [page.request_id] if page.request_id else [],
    }
    write(chosen_format(settings), _layout(), rows, document)
    if document["complete"] and not rows:
        _say_none()
    elif not document["complete"]:
        total = "?" if page.total_count is None else f"{page.total_count:,}"
        words = _("page {page}: {loaded:,} of {total} rows; --all loads them all")
        echo_err(words.format(page=number, loaded=len(rows), total=total))
    return DONE


async def _print_all(settings: Settings, key: "UserKey", connection: "Connection") -> int:
    from ccc_tui.callcenter.paging import LARGEST_PAGE
    from ccc_tui.cloud.errors import CloudError

    asked_size = settings.sources["page_size"] in {"flag", "environment"}
    walk = connection.directory.all_outbound_numbers(
        key,
        skill_group_ids=settings.skill_groups,
        page_size=settings.page_size if asked_size else LARGEST_PAGE,
    )
    how = chosen_format(settings)
    printed, failure = 0, None
    line = ProgressLine()
    try:
        async for progress in walk:
            if how == "jsonl":  # rows leave as they come; the exit status says whether they are all
                line.wipe()
                write_lines(number.declared() for number in walk.rows[printed:])
                printed = len(walk.rows)
            line.show(_progress_words(progress))
    except CloudError as error:
        if not walk.progress.calls:
            raise
        failure = error
    finally:
        line.wipe()
    if how != "jsonl":
        _write_walk(settings, how, walk.rows, walk.progress)
    return _account(walk.progress, failure)


def _write_walk(
    settings: Settings, how: Format, found: "Sequence[OutboundNumber]", progress: "Progress"
) -> None:
    rows = [number.declared() for number in found]
    document = {
        **_subject(settings),
        "numbers": rows,
        "page_number": None,
        "page_size": None,
        "total_count": progress.total,
        "loaded": progress.loaded,
        "complete": progress.complete,
        "as_of": progress.as_of.isoformat(timespec="milliseconds") if progress.as_of else None,
        "request_ids": list(progress.request_ids),
    }
    write(how, _layout(), rows, document)


def _account(progress: "Progress", failure: "CloudError | None") -> int:
    """Say on stderr what is missing; return the exit status."""
    from ccc_tui.callcenter.completeness import missing_rows_message

    if missing := missing_rows_message(progress, failure):
        echo_err(_("incomplete result"), *missing)
        return PARTIAL
    if not progress.loaded:
        _say_none()
    return DONE


def _subject(settings: Settings) -> dict[str, Any]:
    return {
        "instance_id": settings.instance,
        "user_id": settings.user,
        "skill_group_ids": list(settings.skill_groups),
    }


def _progress_words(progress: "Progress") -> str:
    if progress.total is None:
        return _("{loaded:,} · page {page}").format(loaded=progress.loaded, page=progress.calls)
    words = _("{loaded:,} of {total:,} · page {page}")
    return words.format(loaded=progress.loaded, total=progress.total, page=progress.calls)


def _say_none() -> None:
    echo_err(_("this user has no outbound numbers"))


def _layout() -> Layout:
    from ccc_tui.callcenter.models import OutboundNumber

    return Layout([*OutboundNumber.names()], dict, _TITLES, _brief)


def _brief(row: Row) -> dict[str, Any]:
    """Return one row with the best name there is for the telephone company."""
    names = ("provider_display_name", "provider_short_name", "provider")
    return {**row, "provider_name": next((row[name] for name in names if row[name]), None)}
