"""Find the source of the access key, and obtain temporary keys.

The order is that of the default provider chain of Alibaba Cloud's SDKs ("Manage access credentials" in the SDK
documentation), except that an incomplete source is an error instead of being skipped:

1. the profile given by ``--profile``, from the configuration file of the ``aliyun`` command line;
2. an access key in the environment: ``ALIBABA_CLOUD_ACCESS_KEY_ID``, ``…_ACCESS_KEY_SECRET`` and, for a temporary one,
   ``…_SECURITY_TOKEN``;
3. a role by OIDC in the environment: ``ALIBABA_CLOUD_OIDC_PROVIDER_ARN``, ``…_OIDC_TOKEN_FILE``, ``…_ROLE_ARN``;
4. the profile that ``ALIBABA_CLOUD_PROFILE`` names, else the current profile of the file;
5. ``ALIBABA_CLOUD_ECS_METADATA`` (the role of this machine), then ``ALIBABA_CLOUD_CREDENTIALS_URI``.

Keys in the environment win over ``ALIBABA_CLOUD_PROFILE``, as in the SDKs; the ``aliyun`` command does the opposite, so
the description of the source mentions the profile where both are set.

The configuration file is read for each temporary key, to see a login that the ``aliyun`` command has renewed. It is
never written, and the refresh token of an OAuth login is never used: that would invalidate the one in the file.
"""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from ccc_tui.cloud.auth import official
from ccc_tui.cloud.auth.aliyun_config import REQUIRED_FIELDS, STATIC_MODES, AliyunConfig, Entry, Fields, read_config
from ccc_tui.cloud.auth.credential import (
    Credential,
    CredentialSource,
    RenewedCredentials,
    StaticCredentials,
    expiry_time,
)
from ccc_tui.cloud.auth.process import key_of_process
from ccc_tui.cloud.auth.uri import key_of_uri
from ccc_tui.cloud.clock import utc_now
from ccc_tui.cloud.errors import CredentialsError
from ccc_tui.cloud.text import clean

# The variables of a mode, without the prefix, by the field of a profile that each stands for.
_VARIABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "AK": {"access_key_id": "ACCESS_KEY_ID", "access_key_secret": "ACCESS_KEY_SECRET", "sts_token": "SECURITY_TOKEN"},
    "OIDC": {
        "oidc_provider_arn": "OIDC_PROVIDER_ARN",
        "oidc_token_file": "OIDC_TOKEN_FILE",
        "ram_role_arn": "ROLE_ARN",
        "ram_session_name": "ROLE_SESSION_NAME",
    },
    "EcsRamRole": {"ram_role_name": "ECS_METADATA"},
    "CredentialsURI": {"credentials_uri": "CREDENTIALS_URI"},
}
_PREFIX: Final = "ALIBABA_CLOUD_"
# Not enough to select OIDC: other tools use these together with a profile.
_SHARED: Final = {"ROLE_ARN", "ROLE_SESSION_NAME"}

# The modes of a login, and the field that holds its end.
_LOGINS: Final = {"CloudSSO": "cloud_sso_access_token_expire", "OAuth": "oauth_access_token_expire"}
_EPOCH: Final = datetime.fromtimestamp(0, UTC)


def find_credentials(*, profile: str | None, environ: Mapping[str, str], aliyun_config: Path) -> CredentialSource:
    """Return the first source in the order above, without any network access.

    Args:
        profile: name of the profile, or None.
        environ: the environment.
        aliyun_config: path of the ``aliyun`` command's file; it need not exist.

    Raises:
        CredentialsError: there is no source, or the first one is incomplete.
    """
    variables = Fields(environ)
    del environ  # crash reports print variables
    named = variables.text("ALIBABA_CLOUD_PROFILE")
    if not profile:
        unused = f" (not profile {clean(named)})" if named else ""
        source = _of_environment("AK", variables, unused) or _of_environment("OIDC", variables)
        if source is not None:
            return source
    if profile or named:
        return _of_profile(read_config(aliyun_config), profile or named, variables)
    source = _of_current_profile(read_config(aliyun_config), variables)
    if variables.text("ALIBABA_CLOUD_ECS_METADATA_DISABLED").lower() != "true":
        source = source or _of_environment("EcsRamRole", variables)
    source = source or _of_environment("CredentialsURI", variables)
    if source is None:
        raise CredentialsError(
            "Client.Credentials.Missing", "no access key in the environment, and no profile of the aliyun CLI"
        )
    return source


def _of_environment(mode: str, variables: Fields, note: str | None = None) -> CredentialSource | None:
    names = _VARIABLES[mode]
    if not any(variables.text(_PREFIX + name) for name in names.values() if name not in _SHARED):
        return None
    fields = Fields({field: variables.text(_PREFIX + name) for field, name in names.items()})
    missing = [_PREFIX + names[field] for field in REQUIRED_FIELDS[mode] if not fields.text(field)]
    if missing:
        present = [_PREFIX + name for name in names.values() if variables.text(_PREFIX + name)]
        raise CredentialsError(
            "Client.Credentials.Incomplete",
            f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing from the environment, "
            f"where {' and '.join(present)} is set",
        )
    if mode == "AK" and fields.text("sts_token"):
        mode = "StsToken"
    note = f" ({mode})" if note is None else note
    return _of_entry(Entry("environment", mode, None, fields), variables, f"environment{note}")


def _of_current_profile(config: AliyunConfig, variables: Fields) -> CredentialSource | None:
    """Return the source of the current profile; None if nothing is configured."""
    if not config.entries:
        return None
    entry = config.find(config.current)
    if not entry.mode and not entry.fields.text("access_key_id"):
        return None  # the aliyun command writes an empty profile before it is configured
    return _of_profile(config, entry.name, variables)


def _of_profile(config: AliyunConfig, name: str, variables: Fields) -> CredentialSource:
    entry = config.find(name)
    entry.check()
    details = "aliyun CLI" if entry.mode in STATIC_MODES else f"aliyun CLI, {entry.mode}"
    return _of_entry(entry, variables, f"{entry.title} ({details})", config.path)


def _of_entry(entry: Entry, variables: Fields, description: str, path: Path | None = None) -> CredentialSource:
    if entry.mode in STATIC_MODES:
        return StaticCredentials(description, entry.region_id, entry.key())
    obtain_key = partial(obtain, entry, environ=variables, aliyun_config=path)
    return RenewedCredentials(description, entry.region_id, obtain_key)


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
