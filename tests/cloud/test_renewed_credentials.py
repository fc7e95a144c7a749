"""Renewal: in time, once for all concurrent callers, and independent of cancelled ones."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from ccc_tui.cloud.auth.credential import RENEWAL_MARGIN, SHORTEST_SESSION, Credential, RenewedCredentials
from ccc_tui.cloud.errors import CredentialsError

START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


class Station:
    """Gives a new key at each call, when its gate is open."""

    def __init__(self, lifetime: timedelta | None = HOUR) -> None:
        self.now = START
        self.lifetime = lifetime
        self.calls = 0
        self.error: Exception | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.source = RenewedCredentials("test", "cn-shanghai", self.obtain, clock=lambda: self.now)

    async def obtain(self) -> Credential:
        self.calls += 1
        await self.gate.wait()
        if self.error is not None:
            raise self.error
        expires_at = None if self.lifetime is None else self.now + self.lifetime
        return Credential(f"STS.{self.calls}", SecretStr("secret"), SecretStr("token"), expires_at)

    async def id(self) -> str:
        return (await self.source.credential()).access_key_id


def unavailable() -> CredentialsError:
    return CredentialsError("Client.Credentials.Unavailable", "no answer", request_id="R")


async def test_a_key_is_kept_until_the_margin_before_its_end() -> None:
    station = Station()
    assert station.calls == 0
    assert await station.id() == await station.id() == "STS.1"
    station.now = START + HOUR - RENEWAL_MARGIN - SECOND
    assert await station.id() == "STS.1"
    station.now += SECOND
    assert await station.id() == "STS.2"
    assert (station.source.description, station.source.region_id) == ("test", "cn-shanghai")


async def test_a_key_that_does_not_tell_its_end_lives_as_long_as_the_shortest_session() -> None:
    station = Station(lifetime=None)
    assert await station.id() == "STS.1"
    station.now = START + SHORTEST_SESSION - RENEWAL_MARGIN - SECOND
    assert await station.id() == "STS.1"
    station.now += SECOND
    assert await station.id() == "STS.2"


async def test_a_key_with_a_life_shorter_than_the_margin_is_used_and_renewed_each_time() -> None:
    station = Station(lifetime=RENEWAL_MARGIN)
    assert [await station.id(), await station.id()] == ["STS.1", "STS.2"]


async def test_one_renewal_serves_all_who_wait() -> None:
    station = Station()
    station.gate.clear()
    waiting = [asyncio.create_task(station.id()) for _ in range(50)]
    await asyncio.sleep(0)
    station.gate.set()
    assert set(await asyncio.gather(*waiting)) == {"STS.1"}
    assert station.calls == 1


async def test_who_gives_up_waiting_does_not_stop_it_for_the_others() -> None:
    station = Station()
    station.gate.clear()
    first, *others = [asyncio.create_task(station.id()) for _ in range(3)]
    await asyncio.sleep(0)
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    station.gate.set()
    assert await asyncio.gather(*others) == ["STS.1", "STS.1"]


async def test_where_all_give_up_the_key_is_there_for_the_next() -> None:
    station = Station()
    station.gate.clear()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await station.id()
    station.gate.set()
    assert await station.id() == "STS.1"
    assert station.calls == 1


async def test_each_who_waited_gets_an_error_of_its_own_and_the_next_tries_again() -> None:
    station = Station()
    station.error = unavailable()
    first, second = await asyncio.gather(station.id(), station.id(), return_exceptions=True)
    assert isinstance(first, CredentialsError)
    assert isinstance(second, CredentialsError)
    assert first is not second
    assert (first.code, first.message, first.request_id) == (second.code, "no answer", "R")
    assert station.calls == 1
    station.error = None
    assert await station.id() == "STS.2"


async def test_a_failed_renewal_is_forgiven_while_the_key_is_good() -> None:
    station = Station()
    await station.id()
    station.error = unavailable()
    station.now = START + HOUR - SECOND
    assert await station.id() == "STS.1"
    assert station.calls == 2
    station.now = START + HOUR
    with pytest.raises(CredentialsError):
        await station.id()


async def test_a_fault_of_the_program_is_not_taken_for_a_refusal() -> None:
    station = Station()
    station.error = ZeroDivisionError()
    with pytest.raises(ZeroDivisionError):
        await station.id()


def test_a_loop_that_ended_meanwhile_leaves_nothing_behind() -> None:
    stations: list[Station] = []

    async def give_up() -> None:
        station = Station()
        stations.append(station)
        station.gate.clear()
        asyncio.get_running_loop().call_soon(station.gate.clear)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0):
                await station.id()

    async def ask_again() -> str:
        stations[0].gate = asyncio.Event()
        stations[0].gate.set()
        return await stations[0].id()

    asyncio.run(give_up())
    assert asyncio.run(ask_again()) == "STS.2"
