"""A command that prints a list, made from its declaration in `ccc_tui.resources`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from ccc_tui.cli.command import Command
from ccc_tui.cli.errors import DONE, PARTIAL, echo_err
from ccc_tui.cli.listing import Listing
from ccc_tui.cli.options import (
    ALL_PAGES,
    FILTER,
    INSTANCE,
    MASK,
    OUTPUT,
    PAGE,
    PROGRAM_OPTIONS,
    RESOLVE,
    SEARCH,
    SERVICE,
    SKILL_GROUPS,
    SORT,
    USER,
)
from ccc_tui.i18n import _
from ccc_tui.resources.table import PageRequest, Resource, Scope, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.page import Page
    from ccc_tui.session import Session
    from ccc_tui.settings import Settings

# The options that say whose list is wanted, each with an example.
_NEEDED = {
    ScopeKind.INSTANCE: {"instance": "hd-service"},
    ScopeKind.USER: {"instance": "hd-service", "user": "wangxm@hd-service"},
}


def list_command(resource: Resource[Any]) -> Command:
    """Return the command that prints a list."""
    needed = _NEEDED.get(resource.scope, {})
    scope = "".join(f" --{name} ID" for name in needed)
    examples = "".join(f" --{name} {value}" for name, value in needed.items())
    paged = resource.paged or resource.served is not None
    every = " --all" if paged else ""
    return Command(
        resource.command,
        callback=partial(_run, resource),
        params=[
            *(INSTANCE if "instance" in needed else ()),
            *(USER if "user" in needed else ()),
            *(SKILL_GROUPS if resource.by_group else ()),
            *(SEARCH if resource.searchable else ()),
            *(*FILTER, *SORT),
            *(RESOLVE if paged and needed else ()),
            *((*PAGE, *ALL_PAGES) if paged else ()),
            *(*OUTPUT, *MASK, *SERVICE, *PROGRAM_OPTIONS),
        ],
        help=resource.help,
        examples=(
            f"ccc-tui {resource.command} --demo{examples}",
            f"ccc-tui {resource.command}{scope}{every} -o csv > {resource.command}.csv",
        ),
        statuses=(0, 1, 2, 3, 4, 130),
    )


def _run(resource: Resource[Any], settings: Settings) -> int:
    """Print the list; return the exit status."""
    if resource.served is not None and _wants_served(settings):
        resource = resource.served
    print_list = _print_all if resource.paged and _wants_all(settings) else _print_page
    return print_list(Listing(resource, _scope(resource, settings), settings), settings)


def _wants_served(settings: Settings) -> bool:
    """Return whether something is wanted that only the service's own list has: its pages, or a part of it."""
    by_flag = any(settings.sources[name] == "flag" for name in ("page", "page_size"))
    return by_flag or bool(settings.all_pages or settings.search or settings.skill_groups or settings.resolve)


def _scope(resource: Resource[Any], settings: Settings) -> Scope:
    """Return whose list is wanted."""
    needed = _NEEDED.get(resource.scope, {})
    if not all(getattr(settings, name) for name in needed):
        both = "user" in needed
        words = _("--instance and --user are required.") if both else _("{option} is required.")
        click.get_current_context().fail(words.format(option="--instance"))
    groups = settings.skill_groups if resource.by_group else ()
    search = (settings.search or "") if resource.searchable else ""
    scope = Scope(instance_id=settings.instance if needed else None, skill_group_ids=groups, search=search)
    if resource.scope is not ScopeKind.USER:
        return scope
    from ccc_tui.callcenter.ids import UserKey

    return scope._replace(user=UserKey(settings.instance or "", settings.user or ""), user_name=settings.user)


def _wants_all(settings: Settings) -> bool:
    """Return whether all pages are wanted; a flag on one side wins over the environment or the file on the other."""
    one_page = settings.sources["page"] == "flag"
    if settings.all_pages and one_page and settings.sources["all_pages"] == "flag":
        click.get_current_context().fail(_("--all and --page are mutually exclusive."))
    return settings.all_pages and not one_page


def _print_page(listing: Listing, settings: Settings) -> int:
    from ccc_tui.cli.query import run_query

    resource = listing.resource
    request = PageRequest(settings.page, settings.page_size) if resource.paged else PageRequest()

    async def load(session: Session) -> Page[Any]:
        if settings.resolve:
            await listing.resolve(session.client)
        return await resource.load(session.client, listing.scope, request)

    page = run_query(settings, load)
    if resource.paged:
        page = page._replace(
            page_number=settings.page if page.page_number is None else page.page_number,
            page_size=settings.page_size if page.page_size is None else page.page_size,
        )
    click.echo(listing.text(page), nl=False)
    if page.complete and not page.rows:
        _say_none(listing)
    elif resource.paged and not page.complete:
        total = "?" if page.total_count is None else f"{page.total_count:,}"
        words = _("page {page}: {loaded:,} of {total} rows; --all loads them all")
        echo_err(words.format(page=page.page_number, loaded=len(page.rows), total=total))
        if listing.sort is not None:
            echo_err(_("--sort sorted this page only"))
    _say_matched(listing, page.rows)
    _say_missing(page)
    if resource.paged or page.complete:
        return DONE
    if not page.notices:
        echo_err(_("incomplete result: the service reports more rows than it lists"))
    return PARTIAL


def _print_all(listing: Listing, settings: Settings) -> int:
    from ccc_tui.callcenter.completeness import missing_rows_message
    from ccc_tui.cli.list_loading import AllPages
    from ccc_tui.cli.query import run_query

    asked_size = settings.sources["page_size"] in {"flag", "environment"}
    pages = AllPages(listing, settings.page_size if asked_size else None, resolves=settings.resolve)
    try:
        failure = run_query(settings, pages.load)
    except KeyboardInterrupt:
        if pages.progress.calls:
            pages.finish()
            _say_matched(listing, pages.rows)
            echo_err(_("interrupted: incomplete result"), *missing_rows_message(pages.progress))
        raise
    pages.finish()
    _say_matched(listing, pages.rows)
    if missing := missing_rows_message(pages.progress, failure):
        echo_err(_("incomplete result"), *missing)
        return PARTIAL
    if not pages.progress.loaded:
        _say_none(listing)
    return DONE


def _say_matched(listing: Listing, rows: Sequence[Any]) -> None:
    """Say how many rows the filter left."""
    if listing.filter.text:
        words = _("--filter: {matched:,} of {loaded:,} loaded rows match")
        echo_err(words.format(matched=len(listing.chosen(rows)), loaded=len(rows)))


def _say_missing(page: Page[Any]) -> None:
    """Say which API versions did not answer, and why; not those that the service does not have."""
    from ccc_tui.callcenter.notices import sentences

    for notice in page.notices:
        if notice.is_served:
            what, *rest = sentences(notice)
            echo_err(*([_("incomplete result")] if notice.may_come else []), f"{notice.label}: {what}", *rest)


def _say_none(listing: Listing) -> None:
    scope = listing.scope
    echo_err(_(listing.resource.empty).format(name=scope.user_name or scope.instance_id or ""))
