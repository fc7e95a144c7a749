"""Tab 4: the numbers that a user may dial with, a page at a time, and whether they are all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccc_tui.i18n import _
from ccc_tui.ui import words
from ccc_tui.ui.parts import Part
from ccc_tui.ui.views.view import View
from ccc_tui.ui.widgets.row_table import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ccc_tui.callcenter.identity import UserKey
    from ccc_tui.callcenter.models import OutboundNumber
    from ccc_tui.callcenter.paging import Progress
    from ccc_tui.cloud.errors import CloudError
    from ccc_tui.ui.browsing import Shown

_PROVIDER_FIELDS: Final = (
    "provider",
    "provider_short_name",
    "provider_type",
    "provider_code",
    "provider_display_name",
)


def nobody() -> View:
    """Show how to choose a user."""
    return View(
        notice=[
            "",
            _("Whose outbound numbers?"),
            "",
            _("Choose an admin in the tree or in tab 2 with enter, or type a user id with u."),
        ]
    )


def outbound(
    shown: Shown,
    key: UserKey,
    *,
    name: str | None,
    skill_groups: Sequence[str],
    as_of: Sequence[Part],
    failure: CloudError | None,
) -> View:
    """Show a page of a user's numbers."""
    return View(
        columns=_columns(shown.rows),
        rows=shown.rows,
        notice=_empty(shown, name or key.user_id),
        heading=heading(key, name),
        heading_right=groups(skill_groups),
        footer=_footer(shown, failure),
        as_of=as_of,
        warning=failure is not None or (shown.progress is not None and not shown.progress.complete),
    )


def heading(key: UserKey, name: str | None) -> str:
    """Return whose numbers these are, by the ids that the service was asked with."""
    ids = f"{key.user_id} · {key.instance_id}"
    return f"{name}  {ids}" if name and name != key.user_id else ids


def groups(skill_groups: Sequence[str]) -> str:
    """Return which skill groups were asked for."""
    return ", ".join(skill_groups) if skill_groups else _("all skill groups")


def _columns(rows: Sequence[OutboundNumber]) -> list[Column]:
    """Return the documented columns; the provider's only where the service sent them."""
    columns = [
        _column(_("Number"), "number"),
        _column(_("Province"), "province"),
        _column(_("City"), "city"),
    ]
    titles = {
        "provider": _("Provider"),
        "provider_short_name": _("Short name"),
        "provider_type": _("Type"),
        "provider_code": _("Code"),
        "provider_display_name": _("Display name"),
    }
    sent = [name for name in _PROVIDER_FIELDS if any(getattr(row, name) is not None for row in rows)]
    return columns + [_column(titles[name], name) for name in sent]


def _column(title: str, field: str) -> Column:
    def value(row: OutboundNumber) -> str:
        return getattr(row, field) or words.ABSENT

    style: Callable[[OutboundNumber], str] = lambda row: "" if getattr(row, field) else "dim"  # noqa: E731
    return Column(title, value, style, longest=30)


def _empty(shown: Shown, who: str) -> list[str]:
    """Say that there is nothing, and that it is the service who says so."""
    said = _("The service returned {n} of {total} at {time}").format(
        n=len(shown.rows), total=words.number(shown.total), time=words.clock(shown.as_of)
    )
    if shown.request_id:
        said += f" (RequestId {shown.request_id})"
    if shown.total:
        return [
            "",
            _("Page {n} is empty, although the service reports {total} numbers.").format(
                n=shown.page_number, total=words.number(shown.total)
            ),
            said + ".",
            _("First page: {{. Load all pages: A. Refresh: r.").format(),
        ]
    return [
        "",
        _("{who} has no outbound numbers.").format(who=who),
        said + ".",
        "",
        _("Outbound numbers belong to skill groups or to a user. Another user: u. Refresh: r."),
    ]


def _footer(shown: Shown, failure: CloudError | None) -> list[Part]:
    if not shown.rows and not shown.total:
        return []
    first = (shown.page_number - 1) * shown.page_size + 1
    total = _("an unknown total") if shown.total is None else words.number(shown.total)
    rows = _("rows {first}–{last} of {total}").format(
        first=words.number(first), last=words.number(first + len(shown.rows) - 1), total=total
    )
    return [
        Part(_("page {n} of {pages}").format(n=shown.page_number, pages=words.number(shown.pages)), 3),
        Part(rows if shown.rows else "", 5),
        *_reach(shown, failure),
        Part(_("{n} per page").format(n=shown.page_size), 10),
    ]


def _reach(shown: Shown, failure: CloudError | None) -> list[Part]:
    progress = shown.progress
    if progress is None:
        if shown.total is None or shown.reachable is None:
            return []
        if shown.reachable >= shown.total:
            return [Part(_("all can be loaded"), 9)]
        return [Part(_("only {n} can be loaded").format(n=words.number(shown.reachable)), 3)]
    loaded, counted = words.number(progress.loaded), words.number(progress.total)
    if progress.complete:
        return [Part(_("all {n} loaded").format(n=loaded), 2)]
    parts = [Part(_("{n} of {total} loaded").format(n=loaded, total=counted))]
    if not progress.finished:
        if failure is not None:
            parts.append(Part(page_failed(progress.calls + 1, failure), 1))
        parts.append(Part(_("r continues")))
    elif (
        progress.reachable is not None and progress.total is not None and progress.reachable < progress.total
    ):
        parts.append(Part(_("no more can be loaded"), 1))
    elif progress.total_changed:
        parts.append(Part(_("the total changed while loading"), 1))
    if progress.repeated:
        parts.append(Part(_("{n} repeated").format(n=words.number(progress.repeated)), 7))
    return parts


def page_failed(number: int, failure: CloudError) -> str:
    """Return which page could not be had, and why."""
    return _("page {n} failed: {code}").format(n=number, code=failure.code)


def walking(view: View, progress: Progress) -> View:
    """Return the view with how far the walk over all pages is."""
    text = _("loading all: {n} of {total} · page {page} · esc stops").format(
        n=words.number(progress.loaded), total=words.number(progress.total), page=progress.calls
    )
    return view._replace(footer=[Part(text)])


def id_hint(error: CloudError) -> str:
    """Return what to do about ids that the service does not know."""
    return _("u type another id") if error.code.startswith(("NotExists", "Client.NoId")) else ""
