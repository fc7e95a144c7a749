"""`open_session`: the settings become a client of the service."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ccc_tui.callcenter.client import CallCenterClient
from ccc_tui.cloud.client import RpcClient
from ccc_tui.cloud.rate_limiter import RateLimiter
from ccc_tui.cloud.retry import RetryPolicy
from ccc_tui.resources import operations

if TYPE_CHECKING:
    from ccc_tui.cloud.auth.credential import CredentialSource
    from ccc_tui.settings import Settings

ALIYUN_CONFIG = Path.home() / ".aliyun" / "config.json"


class Session(NamedTuple):
    """A client, and where it sends what.

    Attributes:
        credentials: where the access key comes from; never the key.
        region: region id.
        endpoint: origin of the service.
    """

    client: CallCenterClient
    credentials: str
    region: str
    endpoint: str

    @property
    def host(self) -> str:
        """The endpoint without its scheme."""
        return self.endpoint.partition("://")[2]


def open_session(settings: Settings) -> Session:
    """Return a session for these settings. Nothing is sent until the client is asked.

    Raises:
        ConfigurationError: the settings, or the credentials on this machine, cannot work.
    """
    source: CredentialSource
    if settings.demo:
        from ccc_tui.demo import DEMO_ENDPOINT, demo_credentials, demo_transport

        source, region, endpoint, transport = demo_credentials(), "demo", DEMO_ENDPOINT, demo_transport()
    else:
        from ccc_tui.cloud.auth.chain import find_credentials
        from ccc_tui.cloud.endpoints import DEFAULT_REGION, endpoint_url

        source = find_credentials(profile=settings.profile, environ=os.environ, aliyun_config=ALIYUN_CONFIG)
        region = settings.region or source.region_id or DEFAULT_REGION
        endpoint, transport = endpoint_url(region, settings.endpoint), None
    rpc = RpcClient(
        endpoint,
        operations=operations(),
        credentials=source,
        signature=settings.signature,
        wire_format=settings.wire_format,
        retry=RetryPolicy(retries=settings.retries, deadline=settings.timeout),
        rate_limiter=RateLimiter(settings.rate),
        transport=transport,
    )
    return Session(CallCenterClient(rpc, api_version=settings.api_version), source.description, region, endpoint)
