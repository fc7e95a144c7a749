"""A command that prints a list, made from its declaration in `ccc_tui.resources`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from ccc_tui.cli.command import Command, command, flag_of
from ccc_tui.cli.errors import DONE, PARTIAL, echo_err
from ccc_tui.cli.list_loading import Loading
from ccc_tui.cli.listing import document, listing
from ccc_tui.cli.options import (
    all_pages_option,
    instance_option,
    output_options,
    page_options,
    program_options,
    service_options,
    user_options,
)
from ccc_tui.cli.output import output_of
from ccc_tui.i18n import _
from ccc_tui.resources.table import PageRequest, Resource, Scope, ScopeKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccc_tui.callcenter.page import Page
    from ccc_tui.callcenter.paginator import Progress
    from ccc_tui.cli.options import Decorator
    from ccc_tui.cli.output import Output
    from ccc_tui.cloud.errors import CloudError
    from ccc_tui.session import Session
    from ccc_tui.settings import Settings

_NEEDED = {ScopeKind.INSTANCE: ("instance",), ScopeKind.USER: ("instance", "user")}
_EXAMPLE_INSTANCE = "--instance hd-service"
_EXAMPLE_USER = "--user wangxm@hd-service"


def list_command(resource: Resource[Any]) -> Command:
    """Return the command that prints a list."""
    decorate: list[Decorator] = []
    example = f"ccc-tui {resource.command} --demo"
    if resource.scope in {ScopeKind.INSTANCE, ScopeKind.USER}:
        decorate.append(instance_option)
        example += f" {_EXAMPLE_INSTANCE}"
    if resource.scope is ScopeKind.USER:
        decorate.append(user_options)
        example += f" {_EXAMPLE_USER}"
    if resource.paged:
        decorate += [page_options, all_pages_option]
    scope = "".join(f" --{name} ID" for name in _NEEDED.get(resource.scope, ()))
    every = " --all" if resource.paged else ""
    run: Callable[[Settings], int] = partial(_run, resource)
    for decorator in reversed([*decorate, output_options, service_options, program_options]):
        run = decorator(run)
    made: Command = command(
        resource.command,
        help=resource.help,
        examples=(example, f"ccc-tui {resource.command}{scope}{every} -o csv > {resource.command}.csv"),
        statuses=(0, 1, 2, 3, 4, 130),
    )(run)
    return made


def _run(resource: Resource[Any], settings: Settings) -> int:
    """Print the list; return the exit status.

    Raises:
        click.UsageError: the scope is not named, or one page and all are wanted.
    """
    output = output_of(settings)
    every_page = resource.paged and _wants_all(settings)
    scope = _scope(resource, settings)
    return (_print_all if every_page else _print_page)(resource, settings, output, scope)


def _scope(resource: Resource[Any], settings: Settings) -> Scope:
    """Return whose list is wanted."""
    needed = _NEEDED.get(resource.scope, ())
    if not all(getattr(settings, name) for name in needed):
        ctx = click.get_current_context()
        if len(needed) > 1:
            raise click.UsageError(_("--instance and --user are required."), ctx)
        raise click.UsageError(_("{option} is required.").format(option=flag_of(ctx, needed[0])), ctx)
    if resource.scope is not ScopeKind.USER:
        return Scope(instance_id=settings.instance if needed else None)
    from ccc_tui.callcenter.ids import UserKey

    user = UserKey(settings.instance or "", settings.user or "")
    return Scope(
        instance_id=settings.instance, user=user, user_name=settings.user, skill_group_ids=settings.skill_groups
    )


def _wants_all(settings: Settings) -> bool:
    """Return whether all pages are wanted; a flag on one side wins over the environment or the file on the other.

    Raises:
        click.UsageError: both are wanted.
    """
    page, everything = settings.sources["page"], settings.sources["all_pages"]
    if settings.all_pages and page == everything == "flag":
        raise click.UsageError(_("--all and --page are mutually exclusive."), click.get_current_context())
    return settings.all_pages and (page != "flag" or everything == "flag")


def _print_page(resource: Resource[Any], settings: Settings, output: Output, scope: Scope) -> int:
    from ccc_tui.cli.query import run_query

    async def load(session: Session) -> Page[Any]:
        request = PageRequest(settings.page, settings.page_size) if resource.paged else PageRequest()
        return await resource.load(session.client, scope, request)

    page = run_query(settings, load)
    if resource.paged:
        page = page._replace(
            page_number=settings.page if page.page_number is None else page.page_number,
            page_size=settings.page_size if page.page_size is None else page.page_size,
        )
    output.write(listing(resource, scope, page.rows, document(resource, scope, page)))
    if page.complete and not page.rows:
        _say_none(resource, scope)
    elif resource.paged and not page.complete:
        total = "?" if page.total_count is None else f"{page.total_count:,}"
        words = _("page {page}: {loaded:,} of {total} rows; --all loads them all")
        echo_err(words.format(page=page.page_number, loaded=len(page.rows), total=total))
    elif not page.complete:
        echo_err(_("incomplete result: the service reports more rows than it lists"))
        return PARTIAL
    return DONE


def _print_all(resource: Resource[Any], settings: Settings, output: Output, scope: Scope) -> int:
    from ccc_tui.cli.query import run_query

    asked_size = settings.sources["page_size"] in {"flag", "environment"}
    loading = Loading(resource, scope, output, settings.page_size if asked_size else None)
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
        _say_none(resource, scope)
    return DONE


def _missing(progress: Progress, failure: CloudError | None = None) -> list[str]:
    from ccc_tui.callcenter.completeness import missing_rows_message

    return missing_rows_message(progress, failure)


def _say_none(resource: Resource[Any], scope: Scope) -> None:
    echo_err(_(resource.empty).format(name=scope.user_name or scope.instance_id or ""))
