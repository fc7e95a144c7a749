"""`open_session`: the settings become a client of the service."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ccc_tui.callcenter.client import CallCenterClient
from ccc_tui.cloud.call_log import CallLog
from ccc_tui.cloud.client import RpcClient
from ccc_tui.cloud.errors import CloudError
from ccc_tui.cloud.rate_limiter import RateLimiter
from ccc_tui.cloud.retry import RetryPolicy
from ccc_tui.i18n import _
from ccc_tui.resources import operations

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    names = [name.strip() for name in (settings.profile or "").split(",") if name.strip()]
    if settings.demo or len(names) < 2:  # noqa: PLR2004 - several
        return _open(settings, names[0] if names else None, CallLog())
    return _open_all(settings, list(dict.fromkeys(names)))


def _open_all(settings: Settings, profiles: Sequence[str]) -> Session:
    """Return a session of several profiles; the list of call centers says which of them cannot be used."""
    from ccc_tui.callcenter.accounts import AccountsClient

    call_log, sessions, failed = CallLog(), {}, {}
    for profile in profiles:
        try:
            sessions[profile] = _open(settings, profile, call_log)
        except CloudError as error:
            failed[profile] = error
    if not sessions:
        raise next(iter(failed.values()))
    client = AccountsClient({name: session.client for name, session in sessions.items()}, failed, call_log)
    regions, endpoints = ({getattr(s, name) for s in sessions.values()} for name in ("region", "endpoint"))
    several = ", ".join(profiles)
    return Session(client, _("profiles {names}").format(names=several), ", ".join(sorted(regions)), min(endpoints))


def _open(settings: Settings, profile: str | None, call_log: CallLog) -> Session:
    source: CredentialSource
    if settings.demo:
        from ccc_tui.demo import DEMO_ENDPOINT, demo_credentials, demo_transport

        source, region, endpoint, transport = demo_credentials(), "demo", DEMO_ENDPOINT, demo_transport()
    else:
        from ccc_tui.cloud.auth.chain import find_credentials
        from ccc_tui.cloud.endpoints import DEFAULT_REGION, endpoint_url

        source = find_credentials(profile=profile, environ=os.environ, aliyun_config=ALIYUN_CONFIG)
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
        call_log=call_log,
    )
    return Session(CallCenterClient(rpc, api_version=settings.api_version), source.description, region, endpoint)
