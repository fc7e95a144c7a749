"""Getting the key of a profile that holds none itself: roles, logins, other programs.

The file is read again each time, so that a login renewed by the ``aliyun`` command counts at once. Nothing is
written into it, and the refresh token of an OAuth login is never spent: spending it would end the login that
the file holds.
"""

import asyncio
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from ccc_tui.cloud.auth import official
from ccc_tui.cloud.auth.aliyun_config import AliyunConfig, Entry, read_config
from ccc_tui.cloud.auth.credential import Credential, stored_key, unix_time
from ccc_tui.cloud.auth.process import key_of_process
from ccc_tui.cloud.auth.uri import key_of_uri
from ccc_tui.cloud.clock import utc_now
from ccc_tui.cloud.errors import CredentialsError
from ccc_tui.cloud.text import clean


async def obtain(
    entry: Entry, *, environ: Mapping[str, str], aliyun_config: Path | None, clock: Callable[[], datetime] = utc_now
) -> Credential:
    """Fetch a key.

    Args:
        entry: the profile, or what the environment says in its terms.
        environ: the environment.
        aliyun_config: the file that the profile stands in; None where it stands in the environment.
        clock: gives the time, aware.

    Raises:
        CredentialsError: it cannot be had.
    """
    config = None
    if aliyun_config is not None:
        config = await asyncio.to_thread(read_config, aliyun_config)
        entry = config.find(entry.name)
    return await _Search(config, environ, clock()).key(entry)


class _Search:
    """One walk along the profiles that a key comes through."""

    def __init__(self, config: AliyunConfig | None, environ: Mapping[str, str], now: datetime) -> None:
        self._config = config
        self._environ = environ
        self._now = now
        self._passed: list[str] = []

    async def key(self, entry: Entry) -> Credential:
        entry.check()
        if entry.name in self._passed:
            raise CredentialsError(
                "Client.Credentials.Incomplete", f"{entry.title} refers to itself through source_profile"
            )
        self._passed.append(entry.name)
        match entry.mode:
            case "AK" | "StsToken":
                key = stored_key(entry)
            case "External":
                key = await key_of_process(entry, self._environ)
            case "CredentialsURI":
                key = await key_of_uri(entry)
            case "CloudSSO":
                key = await self._key_of_login(entry, "cloud_sso_access_token_expire")
            case "OAuth":
                key = await self._key_of_login(entry, "oauth_access_token_expire")
            case "RamRoleArn":
                key = await self._fetch(entry, stored_key(entry))
            case "ChainableRamRoleArn":
                key = await self._fetch(entry, await self._source_key(entry))
            case "RamRoleArnWithRoleName":
                machine = Entry(entry.name, "EcsRamRole", None, entry.fields)
                key = await self._fetch(entry, await self._fetch(machine))
            case _:
                key = await self._fetch(entry)
        return key

    async def _source_key(self, entry: Entry) -> Credential:
        if self._config is None:
            raise CredentialsError(
                "Client.Credentials.ProfileNotFound", f"{entry.title} is not in the configuration file"
            )
        return await self.key(self._config.find(entry.fields.text("source_profile")))

    async def _key_of_login(self, entry: Entry, expiry_field: str) -> Credential:
        """Return the key that the ``aliyun`` command left in the file, else fetch one if the login lasts."""
        key_expires_at = _time(entry, "sts_expiration")
        if key_expires_at > self._now and entry.fields.text("sts_token"):
            return stored_key(entry, key_expires_at)
        if _time(entry, expiry_field) <= self._now:
            name = clean(entry.name)
            raise CredentialsError(
                "Client.Credentials.Unavailable",
                f"the login of {entry.title} has expired: any `aliyun` command with `--profile {name}` renews"
                f" it, or `aliyun configure --profile {name}`",
            )
        return await self._fetch(entry)

    async def _fetch(self, entry: Entry, source: Credential | None = None) -> Credential:
        return await asyncio.to_thread(official.fetch, entry, source, self._environ)


def _time(entry: Entry, field: str) -> datetime:
    """Return the time that a field holds in seconds since 1970; 1970 where it holds none."""
    return unix_time(entry.fields.number(field)) or datetime.fromtimestamp(0, UTC)
