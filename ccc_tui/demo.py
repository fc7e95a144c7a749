"""The built-in call center of ``--demo``: the simulator, asked in process. Nothing leaves the machine."""

from typing import Final

import httpx
from pydantic import SecretStr

from ccc_tui.cloud.auth.credential import Credential
from ccc_tui.simulator import ACCESS_KEY_ID, ACCESS_KEY_SECRET, Simulator

# A name that no resolver knows (RFC 6761), should it ever reach one.
DEMO_ENDPOINT: Final = "http://demo.invalid"


class DemoCredentials:
    """The simulator's own access key."""

    description = "demo"
    region_id = None

    async def credential(self) -> Credential:
        """Return it; it never ends."""
        return Credential(ACCESS_KEY_ID, SecretStr(ACCESS_KEY_SECRET))


def demo_credentials() -> DemoCredentials:
    """Return what the demo signs with."""
    return DemoCredentials()


def demo_transport() -> httpx.AsyncBaseTransport:
    """Return a transport that ends in the simulator."""
    return httpx.ASGITransport(Simulator())
