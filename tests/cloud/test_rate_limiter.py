"""Calls a second: who goes first, what throttling does to them, and what giving up leaves behind."""

import asyncio
from itertools import pairwise

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccc_tui.cloud.errors import CallTimedOut, Throttled
from ccc_tui.cloud.operation import Priority
from ccc_tui.cloud.rate_limiter import RateLimiter
from ccc_tui.cloud.retry import RetryPolicy
from tests.cloud.fake_time import in_fake_time, now
from tests.cloud.service import LIST, OK, answering, client


async def times_of(rate_limiter: RateLimiter, *turns: Priority) -> list[tuple[Priority, float]]:
    """Ask for these turns at once; return who had it and when, in order, in seconds from now."""
    begun, had = now(), list[tuple[Priority, float]]()

    async def wait(priority: Priority) -> None:
        await rate_limiter.acquire(priority)
        had.append((priority, now() - begun))

    await asyncio.gather(*map(wait, turns))
    return had


def test_a_burst_of_a_second_leaves_at_once_and_the_rest_at_its_rate() -> None:
    times = [at for _, at in in_fake_time(times_of(RateLimiter(10), *[Priority.SCAN] * 15))]
    assert times == pytest.approx([0] * 10 + [0.1, 0.2, 0.3, 0.4, 0.5])


def test_a_person_goes_before_every_scan_that_waits() -> None:
    turns = [Priority.SCAN] * 4 + [Priority.PERSON] * 2
    had = in_fake_time(times_of(RateLimiter(1), *turns))
    # The first leaves at once: it came before the others.
    assert [priority for priority, _ in had] == [Priority.SCAN, *[Priority.PERSON] * 2, *[Priority.SCAN] * 3]


@given(st.floats(0.5, 50), st.lists(st.sampled_from(Priority), min_size=1, max_size=80))
def test_no_second_has_more_than_its_rate_after_the_burst(rate: float, turns: list[Priority]) -> None:
    times = [at for _, at in in_fake_time(times_of(RateLimiter(rate), *turns))]
    burst = int(max(1.0, rate))
    for first, later in zip(times, times[burst:], strict=False):
        assert later - first >= (1.0 - (max(1.0, rate) - burst)) / rate - 1e-6
    assert times[-1] <= len(turns) / rate + 1e-6
    assert all(before <= after for before, after in pairwise(times))


def test_no_limit_is_no_wait() -> None:
    async def go() -> None:
        rate_limiter = RateLimiter(0)
        rate_limiter.throttled()
        assert {at for _, at in await times_of(rate_limiter, *[Priority.SCAN] * 500)} == {0.0}
        rate_limiter.succeeded()

    in_fake_time(go())


def test_throttling_halves_the_rate_once_a_second_at_most() -> None:
    async def go() -> None:
        rate_limiter = RateLimiter(8)
        rates = []
        for pause in (0.0, 0.5, 0.4, 0.2, 1.0, 1.0, 1.0, 1.0):
            await asyncio.sleep(pause)
            rate_limiter.throttled()
            rates.append(rate_limiter.rate)
        assert rates == [4, 4, 4, 2, 1, 0.5, 0.5, 0.5]

    in_fake_time(go())


def test_what_was_saved_up_is_gone_with_throttling() -> None:
    async def go() -> None:
        rate_limiter = RateLimiter(10)
        rate_limiter.throttled()
        times = [at for _, at in await times_of(rate_limiter, *[Priority.SCAN] * 4)]
        assert times == pytest.approx([0, 0.2, 0.4, 0.6])

    in_fake_time(go())


def test_replies_give_the_rate_back() -> None:
    async def go() -> None:
        rate_limiter = RateLimiter(10)
        rate_limiter.throttled()
        for _ in range(9):
            rate_limiter.succeeded()
        assert 5 < rate_limiter.rate < 10
        for _ in range(9):
            rate_limiter.succeeded()
        assert rate_limiter.rate == 10

    in_fake_time(go())


def test_giving_up_leaves_the_place_to_the_next() -> None:
    async def go() -> None:
        rate_limiter = RateLimiter(1)
        await rate_limiter.acquire()
        waiting = [asyncio.create_task(rate_limiter.acquire()) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        begun = now()
        await asyncio.wait(waiting)
        assert now() - begun == pytest.approx(2)
        assert not rate_limiter._waiting
        assert rate_limiter._timer is None

    in_fake_time(go())


def test_a_turn_that_came_too_late_is_given_back() -> None:
    async def go() -> None:
        rate_limiter = RateLimiter(1)
        await rate_limiter.acquire()
        waiting = asyncio.create_task(rate_limiter.acquire())
        await asyncio.sleep(0)
        # In the same moment as its turn comes, before it can go on.
        asyncio.get_running_loop().call_later(1.0, waiting.cancel)
        await asyncio.wait([waiting])
        assert waiting.cancelled()
        begun = now()
        await rate_limiter.acquire()
        assert now() == begun

    in_fake_time(go())


def test_everybody_giving_up_leaves_nothing_behind() -> None:
    async def go() -> None:
        rate_limiter = RateLimiter(1)
        await rate_limiter.acquire()
        waiting = [asyncio.create_task(rate_limiter.acquire()) for _ in range(5)]
        await asyncio.sleep(0)
        for task in waiting:
            task.cancel()
        await asyncio.wait(waiting)
        assert not rate_limiter._waiting
        assert rate_limiter._timer is None

    in_fake_time(go())


def test_waiting_for_a_turn_counts_against_the_deadline() -> None:
    async def go() -> None:
        rate_limiter = RateLimiter(0.5)
        transport = answering(httpx.Response(200, json=OK))
        async with client(rate_limiter=rate_limiter, retry=RetryPolicy(deadline=3), transport=transport) as asking:
            await asking.call(LIST)
            calls = [asyncio.create_task(asking.call(LIST)) for _ in range(3)]
            begun = now()
            await asyncio.wait(calls)
            assert now() - begun == pytest.approx(3)
            assert [type(call.exception()) for call in calls] == [type(None), CallTimedOut, CallTimedOut]
        assert not rate_limiter._waiting

    in_fake_time(go())


def test_a_throttled_call_slows_all_calls_down() -> None:
    async def go() -> None:
        rate_limiter = RateLimiter(10)
        body = {"Code": "Throttling.User"}
        transport = answering(httpx.Response(429, json=body), httpx.Response(200, json=OK))
        async with client(rate_limiter=rate_limiter, transport=transport) as asking:
            await asking.call(LIST)
        assert rate_limiter.rate == pytest.approx(5.5)

    in_fake_time(go())


@given(st.integers(1, 9), st.floats(0, 5))
def test_a_throttled_call_waits_as_long_as_it_is_told_and_little_longer(tries: int, asked: float) -> None:
    pause = RetryPolicy(retries=9).pause(Throttled("Throttling", retry_after=asked), tries)
    assert pause is not None
    assert asked <= pause <= asked * 1.1


@given(st.integers(1, 60))
def test_pauses_double_up_to_the_longest(tries: int) -> None:
    policy = RetryPolicy(retries=60, base=0.3, longest=8.0)
    pause = policy.pause(CallTimedOut("Client.Timeout"), tries)
    whole = min(8.0, 0.3 * 2.0 ** (tries - 1))
    assert pause is not None
    assert whole / 2 <= pause <= whole


def test_there_are_no_more_tries_than_allowed() -> None:
    assert RetryPolicy(retries=0).pause(CallTimedOut("Client.Timeout"), 1) is None
    assert RetryPolicy(retries=2).pause(CallTimedOut("Client.Timeout"), 3) is None
