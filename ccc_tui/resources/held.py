"""Lists that come with their call center: loaded with it, and found in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ccc_tui.callcenter.page import Page
from ccc_tui.cloud.errors import NotFound

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
        from ccc_tui.callcenter.ids import is_known_as

        found = await client.instances()
        for instance in found.rows:
            if is_known_as(instance, scope.instance_id):
                rows = rows_of(instance)
                ids = found.request_id, found.as_of, found.earlier_request_ids
                return Page(rows, None, None, None, *ids, proven=found.proven, notices=found.notices)
        for notice in found.notices:
            if notice.may_come and notice.error is not None:
                raise notice.error  # that version may know it
        raise NotFound("NotExists.InstanceId", f"no call center of this access key is {scope.instance_id}")

    return load
