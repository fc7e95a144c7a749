"""Obtain temporary keys: of roles, logins, other programs and URIs.

The configuration file is read each time, to see a login that the ``aliyun`` command has renewed. It is never written,
and the refresh token of an OAuth login is never used: that would invalidate the one in the file.
"""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ccc_tui.cloud.auth import official
from ccc_tui.cloud.auth.aliyun_config import STATIC_MODES, AliyunConfig, Entry, Fields, read_config
from ccc_tui.cloud.auth.credential import Credential, expiry_time
from ccc_tui.cloud.auth.process import key_of_process
from ccc_tui.cloud.auth.uri import key_of_uri
from ccc_tui.cloud.clock import utc_now
from ccc_tui.cloud.errors import CredentialsError
from ccc_tui.cloud.text import clean

# The modes of a login, and the field that holds its end.
_LOGINS: Final = {"CloudSSO": "cloud_sso_access_token_expire", "OAuth": "oauth_access_token_expire"}
_EPOCH: Final = datetime.fromtimestamp(0, UTC)


async def obtain(entry: Entry, *, environ: Fields, aliyun_config: Path | None) -> Credential:
    """Obtain a key.

    Args:
        entry: the profile, or one made from the environment.
        environ: the environment.
        aliyun_config: the file of the profile; None if it is made from the environment.

    Raises:
        CredentialsError: no key could be obtained.
    """
    if aliyun_config is None:
        return await _key(entry, AliyunConfig(Path()), environ)
    config = await asyncio.to_thread(read_config, aliyun_config)
    return await _key(config.find(entry.name), config, environ)


async def _key(entry: Entry, config: AliyunConfig, environ: Fields, passed: tuple[str, ...] = ()) -> Credential:
    entry.check()
    if entry.name in passed:
        raise CredentialsError(
            "Client.Credentials.Incomplete", f"{entry.title} refers to itself through source_profile"
        )
    if entry.mode in STATIC_MODES:
        return entry.key()
    if entry.mode == "External":
        return await key_of_process(entry, environ)
    if entry.mode == "CredentialsURI":
        return await key_of_uri(entry)
    source = None
    match entry.mode:
        case "CloudSSO" | "OAuth":
            if (cached := _cached_key(entry)) is not None:
                return cached
        case "RamRoleArn":
            source = entry.key()
        case "ChainableRamRoleArn":
            source_profile = config.find(entry.fields.text("source_profile"))
            source = await _key(source_profile, config, environ, (*passed, entry.name))
        case "RamRoleArnWithRoleName":
            machine = Entry(entry.name, "EcsRamRole", None, entry.fields)
            source = await asyncio.to_thread(official.fetch, machine, None, environ)
    return await asyncio.to_thread(official.fetch, entry, source, environ)


def _cached_key(entry: Entry) -> Credential | None:
    """Return the key of a login that the ``aliyun`` command has left in the file; None if it has expired.

    Raises:
        CredentialsError: the login has expired, too.
    """
    expires_at = _time(entry, "sts_expiration")
    if expires_at > utc_now() and entry.fields.text("sts_token"):
        return entry.key(expires_at)
    if _time(entry, _LOGINS[entry.mode]) > utc_now():
        return None
    name = clean(entry.name)
    raise CredentialsError(
        "Client.Credentials.Unavailable",
        f"the login of {entry.title} has expired: any `aliyun` command with `--profile {name}` renews"
        f" it, or `aliyun configure --profile {name}`",
    )


def _time(entry: Entry, field: str) -> datetime:
    """Return a field of seconds since 1970 as time; 1970 if it is absent or out of range."""
    return expiry_time(entry.fields.number(field)) or _EPOCH
