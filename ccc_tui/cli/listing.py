"""Rows of a list as documents and columns: what each output format shows of them."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from ccc_tui.cli.formats import Column
from ccc_tui.cli.output import Listing
from ccc_tui.resources.table import ScopeKind, Surface

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ccc_tui.callcenter.page import Page
    from ccc_tui.callcenter.paginator import Progress
    from ccc_tui.resources.table import Column as ListColumn
    from ccc_tui.resources.table import Resource, Scope


def listing(resource: Resource[Any], scope: Scope, rows: Sequence[Any], envelope: Mapping[str, Any]) -> Listing:
    """Return what to print of the rows."""
    owner = _owner(resource, scope)
    return Listing(
        rows=rows,
        document_of=lambda row: row_document(resource, scope, row),
        columns=[
            *(Column(name, value=partial(_constant, value)) for name, value in owner.items()),
            *map(_data_column, resource.columns_on(Surface.DATA)),
        ],
        brief=[*map(_table_column, resource.columns_on(Surface.TABLE))],
        document=envelope,
    )


def row_document(resource: Resource[Any], scope: Scope, row: Any) -> dict[str, Any]:
    """Return a row for JSON lines; it says whose it is, because rows of several lists are often put together."""
    return {**_owner(resource, scope), **resource.document(row)}


def document(resource: Resource[Any], scope: Scope, page: Page[Any]) -> dict[str, Any]:
    """Return one page for JSON."""
    counts = {
        "page_number": page.page_number,
        "page_size": page.page_size,
        "total_count": page.total_count,
        "loaded": len(page.rows),
        "complete": page.complete,
    }
    return {
        **_head(resource, scope, page.rows),
        **(counts if resource.paged else {}),
        "as_of": _time(page.as_of),
        "request_ids": list(page.request_ids),
    }


def document_of_all(resource: Resource[Any], scope: Scope, rows: Sequence[Any], progress: Progress) -> dict[str, Any]:
    """Return all rows that were loaded for JSON."""
    return {
        **_head(resource, scope, rows),
        "page_number": None,
        "page_size": None,
        "total_count": progress.total,
        "loaded": progress.loaded,
        "complete": progress.complete,
        "as_of": _time(progress.as_of),
        "request_ids": list(progress.request_ids),
    }


def _head(resource: Resource[Any], scope: Scope, rows: Sequence[Any]) -> dict[str, Any]:
    groups = {"skill_group_ids": list(scope.skill_group_ids)} if resource.scope is ScopeKind.USER else {}
    whose = {"instance_id": scope.instance_id} if scope.instance_id else {}
    return {**whose, **_owner(resource, scope), **groups, resource.id: [*map(resource.document, rows)]}


def _owner(resource: Resource[Any], scope: Scope) -> dict[str, str]:
    """Return whose a row is, where the row itself does not say it."""
    known = {column.id for column in resource.columns}
    ids = {"instance_id": scope.instance_id, "user_id": scope.user.user_id if scope.user is not None else None}
    return {name: value for name, value in ids.items() if value is not None and name not in known}


def _data_column(column: ListColumn[Any]) -> Column:
    return Column(column.id, column.title, lambda row: _plain(column.value(row)))


def _table_column(column: ListColumn[Any]) -> Column:
    return Column(column.id, column.title, column.words or (lambda row: _plain(column.value(row))))


def _constant(value: str, _row: Any) -> str:
    return value


def _plain(value: Any) -> Any:
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="milliseconds") if moment is not None else None
