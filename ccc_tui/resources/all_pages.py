"""All pages of a list, and where it has more than 10,000 rows, of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ccc_tui.callcenter.paginator import LARGEST_PAGE
from ccc_tui.callcenter.union import UnionPaginator
from ccc_tui.cloud.operation import Priority
from ccc_tui.resources.table import PageRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.page import Page
    from ccc_tui.callcenter.paginator import FetchPage
    from ccc_tui.resources.table import Resource, Scope

Row = TypeVar("Row")


def all_pages(
    resource: Resource[Row], client: CallCenterClient, scope: Scope, page_size: int = LARGEST_PAGE
) -> UnionPaginator[Row]:
    """Return an iterator over all pages of a list."""

    def fetch_of(part: Scope) -> FetchPage[Row]:
        async def fetch(number: int, size: int) -> Page[Row]:
            return await resource.load(client, part, PageRequest(number, size, Priority.SCAN))

        return fetch

    async def parts() -> Sequence[FetchPage[Row]]:
        assert resource.parts is not None  # noqa: S101 - it is called where there is one
        return [fetch_of(part) for part in await resource.parts(client, scope)]

    # A part of a list has no further parts.
    has_parts = resource.parts is not None and not scope.skill_group_ids and not scope.search
    return UnionPaginator(fetch_of(scope), key=resource.key, parts=parts if has_parts else None, page_size=page_size)
