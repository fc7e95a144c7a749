"""The built-in call center of ``--demo``: the simulator in this process. Nothing leaves the machine."""

from typing import Final

import httpx
from pydantic import SecretStr

from ccc_tui.cloud.auth.credential import Credential, StaticCredentials
from ccc_tui.simulator import ACCESS_KEY_ID, ACCESS_KEY_SECRET, Simulator

# A name that no resolver knows (RFC 6761), should a request reach one.
DEMO_ENDPOINT: Final = "http://demo.invalid"


def demo_credentials() -> StaticCredentials:
    """Return the simulator's own access key."""
    return StaticCredentials("demo", None, Credential(ACCESS_KEY_ID, SecretStr(ACCESS_KEY_SECRET)))


def demo_transport() -> httpx.AsyncBaseTransport:
    """Return a transport that ends in the simulator."""
    return httpx.ASGITransport(Simulator())
