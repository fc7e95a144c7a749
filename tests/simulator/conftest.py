"""A simulator in process, at a fixed time, and one over TCP."""

import os

# The official credentials library asks the cloud's metadata service unless this stands before its import.
os.environ["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true"

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from ccc_tui.simulator import Simulator, running
from tests.simulator.reference import HOST, NOW


@pytest.fixture
def simulator() -> Simulator:
    return Simulator(clock=lambda: NOW)


@pytest.fixture
async def client(simulator: Simulator) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(simulator)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
        yield client


@pytest.fixture(scope="module")
def listening() -> Iterator[tuple[Simulator, str]]:
    """A simulator over TCP and its ``host:port``, with the real time, for clients that know no other."""
    simulator = Simulator()
    with running(simulator) as url:
        yield simulator, url.removeprefix("http://")
