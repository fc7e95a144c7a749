"""Walks over servers with every pathology: each row once, an honest account, an end."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccc_tui.callcenter.paginator import LAST_PAGE, Progress
from ccc_tui.cloud.errors import ServiceUnavailable
from tests.callcenter.paging_server import Server, Total, Walked, distinct, quiet_run, walked

SIZE = 4
LAYOUTS = st.lists(st.lists(st.integers(0, 30), max_size=7), max_size=12)
SAYS_SIZE = st.sampled_from([None, 0, 2, SIZE, 7, 50])
FAILURES = st.dictionaries(st.integers(1, 6), st.integers(1, 3), max_size=3).map(Counter)
DELAYS = st.lists(st.integers(0, 4), min_size=1, max_size=5)
CONSTANT = st.one_of(st.none(), st.integers(0, 45)).map(lambda total: lambda _page: total)
CHANGING = st.lists(st.one_of(st.none(), st.integers(0, 45)), min_size=1, max_size=8).map(
    lambda totals: lambda page: totals[page % len(totals)]
)


def cut(rows: Sequence[int], size: int) -> list[Sequence[int]]:
    return [rows[at : at + size] for at in range(0, len(rows), size)]


def always(total: int | None) -> Total:
    return lambda _page: total


def end_of(pages: Sequence[Sequence[int]], total: Total, says_size: int | None = None) -> Progress:
    return walked(Server(pages, total, says_size), SIZE).walk.progress


def assert_fair(server: Server, result: Walked, in_flight: int) -> None:
    """Fail if anything is lost, doubled, out of order, asked for too often or too much at once."""
    walk, progress = result.walk, result.walk.progress
    assert walk.rows == distinct(server.pages[: progress.calls])
    assert progress.loaded == len(walk.rows)
    assert progress.loaded + progress.repeated == sum(map(len, server.pages[: progress.calls]))
    assert progress.finished
    assert [step.calls for step in result.steps[: progress.calls]] == [*range(1, progress.calls + 1)]
    assert all(before.loaded <= after.loaded for before, after in pairwise(result.steps))
    assert server.most_in_flight <= in_flight
    assert set(server.asked) <= set(range(1, LAST_PAGE + 1))
    # What was fetched ahead of a failure, or of an end that came early, may have to be asked for again.
    asked = Counter(server.asked)
    assert max(asked.values()) <= 1 + len(result.failures)
    assert len(server.asked) <= LAST_PAGE + len(result.failures) * in_flight
    assert progress.request_ids == tuple(f"R-{page}" for page in range(1, progress.calls + 1))


@given(LAYOUTS, CONSTANT | CHANGING, SAYS_SIZE, FAILURES, DELAYS, st.integers(1, 5))
def test_whatever_a_server_does_the_walk_is_fair_and_ends(
    pages: list[list[int]],
    total: Total,
    says_size: int | None,
    failures: Counter[int],
    delays: list[int],
    in_flight: int,
) -> None:
    server = Server(pages, total, says_size, failures, delays)
    result = walked(server, SIZE, in_flight)
    assert_fair(server, result, in_flight)
    progress = result.walk.progress
    if progress.calls < LAST_PAGE:
        # An end before the last page: all that is counted was served, or nothing new came for long.
        assert progress.total is None or progress.loaded + progress.repeated >= progress.total


@given(LAYOUTS, SAYS_SIZE, DELAYS)
def test_complete_means_all_where_the_count_is_right(
    pages: list[list[int]], says_size: int | None, delays: list[int]
) -> None:
    every = distinct(pages)
    result = walked(Server(pages, always(len(every)), says_size, delays=delays), SIZE)
    assert result.walk.progress.complete == (result.walk.rows == every)
    if quiet_run(pages) < 3:
        assert result.walk.progress.complete


@given(st.lists(st.integers(0, 5), max_size=25))
def test_holes_and_short_pages_hide_no_row_that_is_counted(sizes: list[int]) -> None:
    ends = list(accumulate(sizes, initial=0))
    pages = [range(first, end) for first, end in pairwise(ends)]
    progress = end_of(pages, always(ends[-1]))
    assert (progress.loaded, progress.complete) == (ends[-1], True)


@given(LAYOUTS, CHANGING | CONSTANT)
def test_a_walk_that_cannot_know_never_says_complete(pages: list[list[int]], total: Total) -> None:
    progress = walked(Server(pages, total), SIZE).walk.progress
    totals: list[int] = []
    for page in range(1, progress.calls + 1):
        has_rows = page <= len(pages) and bool(pages[page - 1])
        if (named := total(page)) is not None and (named or has_rows or not totals):
            totals.append(named)
    if progress.complete:
        assert totals
        assert totals == sorted(totals)
        assert progress.loaded == totals[-1]
    assert progress.total_changed == (len(set(totals)) > 1)
    assert progress.first_total == (totals[0] if totals else None)
    assert progress.total == (totals[-1] if totals else None)


@given(st.integers(SIZE + 1, 60), st.integers(1, 9), st.sampled_from([None, "truth"]))
def test_a_count_of_the_page_is_not_taken_for_the_count_of_the_list(
    count: int, real_size: int, says: str | None
) -> None:
    pages = cut(range(count), real_size)
    server = Server(pages, lambda page: len(pages[page - 1]) if page <= len(pages) else 0, real_size if says else None)
    progress = walked(server, SIZE).walk.progress
    if real_size < SIZE and not says:
        return  # a short page that counts itself looks like a short list
    assert progress.loaded == count
    assert progress.complete == (len(pages) == 1)


@pytest.mark.parametrize("real_size", [1, 3, SIZE, 10])
@pytest.mark.parametrize("says", [None, SIZE, "truth"])
def test_a_server_that_ignores_the_page_size_is_read_to_its_end(real_size: int, says: int | str | None) -> None:
    size = real_size if says == "truth" else SIZE if says else None
    progress = end_of(cut(range(35), real_size), always(35), size)
    assert (progress.loaded, progress.total, progress.reachable) == (35, 35, 35)
    assert progress.complete


def test_a_list_of_one_short_page_takes_one_call() -> None:
    server = Server([[1, 2]], always(2))
    assert walked(server, SIZE).walk.progress.complete
    assert server.asked == [1]


def test_an_empty_list_takes_one_call_and_is_complete() -> None:
    server = Server([], always(0))
    assert walked(server, SIZE).walk.progress.complete
    assert server.asked == [1]


@pytest.mark.parametrize("size", [10, 100])
def test_no_more_than_a_hundred_pages_are_asked_for_and_the_reach_says_so(size: int) -> None:
    server = Server(cut(range(20_000), size), always(20_000))
    progress = walked(server, size).walk.progress
    assert server.asked == [*range(1, 101)]
    assert (progress.loaded, progress.reachable, progress.complete) == (100 * size, 100 * size, False)


def test_ten_thousand_rows_are_complete_with_the_last_page() -> None:
    server = Server(cut(range(10_000), 100), always(10_000))
    progress = walked(server, 100).walk.progress
    assert (progress.loaded, progress.reachable, progress.complete) == (10_000, 10_000, True)
    assert len(server.asked) == 100


def test_rows_without_end_and_without_a_count_end_at_the_last_page() -> None:
    server = Server(cut(range(1_000), SIZE), always(None))
    progress = walked(server, SIZE).walk.progress
    assert (len(server.asked), progress.loaded, progress.reachable) == (100, 400, None)


def test_a_server_that_ignores_the_page_number_is_soon_left() -> None:
    server = Server([[1, 2, 3, 4]] * 500, always(40))
    progress = walked(server, SIZE).walk.progress
    assert (progress.loaded, progress.complete) == (4, False)
    assert len(server.asked) <= 10 + 3


def test_a_total_of_zero_while_rows_come_is_not_believed() -> None:
    progress = end_of([[1, 2, 3, 4], [], [5, 6]], always(0))
    assert (progress.loaded, progress.total, progress.complete) == (6, 0, False)


def test_a_total_of_zero_on_an_empty_page_counts_nothing() -> None:
    progress = end_of([[1, 2, 3, 4], [], [5, 6, 7, 8]], lambda page: 0 if page in {2, 4} else 8)
    assert (progress.loaded, progress.total, progress.complete) == (8, 8, True)
    assert not progress.total_changed


def test_a_list_that_grew_is_complete_with_its_new_count() -> None:
    progress = end_of([[1, 2, 3, 4], [5, 6, 7]], lambda page: 6 if page == 1 else 7)
    assert progress.complete
    assert progress.total_changed


def test_a_list_that_shrank_is_never_called_complete() -> None:
    # Row 1 went, row 5 moved to page 1 unseen, and the count of what is in hand is right by accident.
    progress = end_of([[1, 2, 3, 4], [6, 7]], lambda page: 7 if page == 1 else 6)
    assert (progress.loaded, progress.total, progress.complete) == (6, 6, False)


def test_a_server_that_refuses_the_page_after_the_last_takes_nothing_away() -> None:
    server = Server(cut(range(8), SIZE), always(8), failures=Counter({3: 99}))
    result = walked(server, SIZE)
    assert result.walk.progress.complete
    assert result.failures == []
    assert server.asked == [1, 2, 3]


def test_a_walk_continues_with_the_page_that_failed() -> None:
    server = Server(cut(range(30), SIZE), always(30), failures=Counter({3: 2}))
    result = walked(server, SIZE)
    assert result.failures == [3, 3]
    assert result.walk.progress.complete


async def test_a_walk_cancelled_under_way_leaves_no_task() -> None:
    server = Server(cut(range(100), SIZE), always(100), delays=[0, 1_000_000])
    walk = server.walk(SIZE)

    async def go() -> None:
        async for _ in walk:
            pass

    task = asyncio.create_task(go())
    while len(server.asked) < 4:  # noqa: ASYNC110 - the walk gives no sign between its steps
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert walk.progress.loaded == SIZE
    server.delays = [0]
    async for _ in walk:
        pass
    assert walk.progress.complete


async def test_a_page_fetched_ahead_that_fails_waits_for_its_turn(caplog: pytest.LogCaptureFixture) -> None:
    server = Server(cut(range(20), SIZE), always(20), failures=Counter({3: 1, 4: 1}), delays=[0, 9, 0, 0])
    walk = server.walk(SIZE)
    with pytest.raises(ServiceUnavailable):
        async for _ in walk:
            pass
    assert walk.progress.loaded == 2 * SIZE
    assert asyncio.all_tasks() == {asyncio.current_task()}
    assert not caplog.records


async def test_a_walk_goes_one_way_at_a_time() -> None:
    walk = Server(cut(range(20), SIZE), always(20)).walk(SIZE)
    first = aiter(walk)
    await anext(first)
    with pytest.raises(RuntimeError):
        await anext(aiter(walk))
    async for _ in first:
        pass
    assert walk.progress.complete
