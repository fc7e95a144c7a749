"""Lists of more rows than their pages reach: united from their parts, and complete only when all are counted."""

from collections.abc import Iterable, Sequence

import pytest

from ccc_tui.callcenter.page import Page
from ccc_tui.callcenter.paginator import FetchPage, Progress
from ccc_tui.callcenter.union import UnionPaginator
from ccc_tui.cloud.clock import utc_now
from ccc_tui.cloud.errors import CloudError, InvalidRequest, PermissionDenied, Throttled


def serving(rows: Sequence[int], *, failures: list[CloudError] | None = None) -> FetchPage[int]:
    """Return what fetches pages of a list; calls fail as long as there are failures."""

    async def fetch(number: int, size: int) -> Page[int]:
        if failures:
            raise failures.pop()
        shown = rows[(number - 1) * size : number * size]
        return Page(tuple(shown), number, size, len(rows), f"R-{number}", utc_now())

    return fetch


def union(total: int, parts: Iterable[Sequence[int]]) -> UnionPaginator[int]:
    async def fetches() -> Sequence[FetchPage[int]]:
        return [serving(part) for part in parts]

    return UnionPaginator(serving(range(total)), key=lambda row: row, parts=fetches)


async def walked(paginator: UnionPaginator[int]) -> list[Progress]:
    return [progress async for progress in paginator]


async def test_a_list_whose_pages_hold_all_is_not_asked_in_parts() -> None:
    async def fetches() -> Sequence[FetchPage[int]]:
        raise AssertionError("asked in parts")

    paginator = UnionPaginator(serving(range(250)), key=lambda row: row, parts=fetches)
    assert (await walked(paginator))[-1].complete
    assert len(paginator.rows) == 250


async def test_overlapping_parts_are_united_without_duplicates_until_all_are_counted() -> None:
    paginator = union(10_250, [range(9_900, 10_100), range(10_050, 10_250), range(500)])
    *before, last = await walked(paginator)
    assert not any(progress.finished for progress in before)
    assert last.complete
    assert (last.loaded, last.total, last.repeated, last.reachable) == (10_250, 10_250, 0, 10_250)
    assert sorted(paginator.rows) == list(range(10_250))
    assert last.calls == 100 + 3 + 2, "the third part is not asked any more"


async def test_parts_that_do_not_hold_all_leave_a_part() -> None:
    (*_, last) = await walked(union(10_250, [range(10_000, 10_100)]))
    assert (last.finished, last.complete, last.loaded, last.reachable) == (True, False, 10_100, 10_100)


@pytest.mark.parametrize("refusal", [PermissionDenied("Forbidden.RAM"), InvalidRequest("InvalidAction.NotFound")])
async def test_parts_that_may_not_be_known_leave_what_the_pages_hold(refusal: CloudError) -> None:
    async def fetches() -> Sequence[FetchPage[int]]:
        raise refusal

    paginator = UnionPaginator(serving(range(10_250)), key=lambda row: row, parts=fetches)
    (*_, last) = await walked(paginator)
    assert (last.finished, last.complete, last.loaded, last.reachable) == (True, False, 10_000, 10_000)


async def test_a_failure_on_the_way_is_resumed_where_it_was() -> None:
    failures: list[CloudError] = [Throttled("Throttling")]
    of_parts: list[CloudError] = [Throttled("Throttling")]

    async def fetches() -> Sequence[FetchPage[int]]:
        if of_parts:
            raise of_parts.pop()
        return [serving(range(10_000, 10_250), failures=failures)]

    paginator = UnionPaginator(serving(range(10_250)), key=lambda row: row, parts=fetches)
    for _ in range(2):
        with pytest.raises(Throttled):
            await walked(paginator)
        assert len(paginator.rows) == 10_000
        assert not paginator.progress.finished
    (*_, last) = await walked(paginator)
    assert last.complete
