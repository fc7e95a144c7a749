"""Lists that come with their call center: loaded with it, and found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ccc_tui.callcenter.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.models import Instance
    from ccc_tui.resources.table import Loader, PageRequest, Scope

Row = TypeVar("Row")


def held_by_scope(rows_of: Callable[[Instance], Sequence[Row]]) -> Callable[[Scope], Sequence[Row] | None]:
    """Return what finds the rows in a scope whose call center is loaded."""
    return lambda scope: None if scope.instance is None else rows_of(scope.instance)


def load_with_instance(rows_of: Callable[[Instance], Sequence[Row]]) -> Loader[Row]:
    """Return what loads the call centers, and finds the rows in the one that the scope names."""

    async def load(client: CallCenterClient, scope: Scope, _request: PageRequest) -> Page[Row]:
        from ccc_tui.callcenter.resolving import find_instance

        found = await client.instances()
        rows = rows_of(find_instance(found, scope.instance_id))
        ids = found.request_id, found.as_of, found.earlier_request_ids
        return Page(rows, None, None, None, *ids, proven=found.proven, notices=found.notices)

    return load
