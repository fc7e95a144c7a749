"""Modes that need STS, a login or the metadata service, through the official library ``alibabacloud-credentials``.

The library is made for servers, so here it is imported on first use only (200 ms), and its loggers, which print to
stderr, are silenced. Each provider is given every value, because the library takes missing ones from the environment at
its import. Providers that start a thread or write a file are not used. A provider serves one key, because
`RenewedCredentials` caches keys itself.
"""

import importlib
import logging
import re
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr

from ccc_tui.cloud.auth.aliyun_config import Entry, Fields
from ccc_tui.cloud.auth.credential import Credential, expiry_time
from ccc_tui.cloud.errors import CredentialsError
from ccc_tui.cloud.text import clean
from ccc_tui.files import read_regular_file

# urllib3 and requests, which only this library uses, log URLs with tokens at level DEBUG.
_LOGGERS: Final = ("credentials", "alibabacloud-tea", "darabonba-core", "urllib3", "requests", "apscheduler")
_SESSION_NAME: Final = "ccc-tui"
_SHORTEST_SESSION: Final = 900  # seconds, STS AssumeRole
_USUAL_SESSION: Final = 3600
_REGION: Final = re.compile(r"[a-z0-9-]+")
_LOGIN_SITES: Final = {"CN": "https://oauth.aliyun.com", "INTL": "https://oauth.alibabacloud.com"}
# Fields that name files, which the library would open whatever they are.
_FILES: Final = {"OIDC": "oidc_token_file", "RsaKeyPair": "private_key"}

# Only these parts of the library's error texts are quoted; the rest may hold keys, tokens and URLs.
_STATUS: Final = re.compile(r"(?:http_code: ?|http_code=|HttpCode=)(\d{3})\b")
_CODE: Final = re.compile(r'"(?:Code|error)"\s*:\s*"([A-Za-z][A-Za-z0-9._]{0,63})"')
_REQUEST_ID: Final = re.compile(r'"RequestId"\s*:\s*"([0-9A-Fa-f-]{36})"')


def fetch(entry: Entry, source: Credential | None, environ: Fields) -> Credential:
    """Fetch a key. Blocks: call it in a thread.

    Args:
        entry: a checked profile.
        source: the key to assume the role with, in modes that need one.
        environ: the environment.

    Raises:
        CredentialsError: ``Client.Credentials.LibraryMissing``, ``.Incomplete``, ``.FileUnreadable`` or
            ``.Unavailable``.
    """
    if entry.mode == "EcsRamRole" and environ.text("ALIBABA_CLOUD_ECS_METADATA_DISABLED").lower() == "true":
        raise CredentialsError(
            "Client.Credentials.Unavailable",
            f"{entry.title} asks this machine for its role, but ALIBABA_CLOUD_ECS_METADATA_DISABLED is true",
        )
    if entry.mode in _FILES:
        _check_file(entry, _FILES[entry.mode])
    library = _library()
    try:
        return _credential(_provider(library, entry, source, environ).get_credentials())
    except CredentialsError as problem:
        error = problem.with_traceback(None)
    except Exception as problem:  # noqa: BLE001 - the library raises plain Exception too
        error = _refusal(entry, str(getattr(problem, "message", problem)))
    # Outside of the handlers, to drop their context: its frames hold keys and tokens.
    raise error


def _check_file(entry: Entry, field: str) -> None:
    path, reason = entry.fields.text(field), None
    try:
        read_regular_file(Path(path))
    except OSError as problem:
        reason = problem.strerror
    if reason is not None:
        raise CredentialsError("Client.Credentials.FileUnreadable", f"{entry.title}: {field} {clean(path)}: {reason}")


def _library() -> Any:
    library = None
    with suppress(ImportError):
        library = importlib.import_module("alibabacloud_credentials.provider")
    if library is None:
        raise CredentialsError("Client.Credentials.LibraryMissing")
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]  # without one, logging.lastResort prints to stderr
        logger.propagate = False
        logger.setLevel(logging.CRITICAL + 1)
    return library


def _provider(library: Any, entry: Entry, source: Credential | None, environ: Fields) -> Any:
    name, options = _choice(entry, source, environ)
    if not hasattr(library, name):
        raise CredentialsError(
            "Client.Credentials.LibraryMissing",
            f"the installed alibabacloud-credentials is too old for mode {entry.mode}",
        )
    return getattr(library, name)(**options)


def _choice(entry: Entry, source: Credential | None, environ: Fields) -> tuple[str, dict[str, Any]]:
    """Return the provider class of the library and its arguments."""
    text, number = entry.fields.text, entry.fields.number
    match entry.mode:
        case "OIDC":
            return "OIDCRoleArnCredentialsProvider", {
                "oidc_provider_arn": text("oidc_provider_arn"),
                "oidc_token_file_path": text("oidc_token_file"),
                **_session(entry, environ),
                **_role(entry),
            }
        case "RsaKeyPair":
            return "RsaKeyPairCredentialsProvider", {
                "public_key_id": text("key_pair_name"),
                "private_key_file": text("private_key"),
                **_session(entry, environ),
            }
        case "EcsRamRole":
            return "EcsRamRoleCredentialsProvider", {
                "role_name": text("ram_role_name"),
                "disable_imds_v1": environ.text("ALIBABA_CLOUD_IMDSV1_DISABLED").lower() == "true",
                "async_update_enabled": False,  # it starts a scheduler thread
            }
        case "CloudSSO":
            return "CloudSSOCredentialsProvider", {
                "sign_in_url": text("cloud_sso_sign_in_url"),
                "account_id": text("cloud_sso_account_id"),
                "access_config": text("cloud_sso_access_config"),
                "access_token": text("access_token"),
                "access_token_expire": number("cloud_sso_access_token_expire"),
            }
        case "OAuth":
            site = text("oauth_site_type").upper() or "CN"
            if site not in _LOGIN_SITES:
                raise _invalid(entry, "oauth_site_type that is neither CN nor INTL")
            return "OAuthCredentialsProvider", {
                "client_id": _SESSION_NAME,  # required, but sent only with a refresh token
                "sign_in_url": _LOGIN_SITES[site],
                "access_token": text("oauth_access_token"),
                "access_token_expire": number("oauth_access_token_expire"),
            }
        case _:
            assert source is not None  # noqa: S101 - for mypy; the other modes assume a role with a key
            return "RamRoleArnCredentialsProvider", {
                **_session(entry, environ),
                **_role(entry),
                "access_key_id": source.access_key_id,
                "access_key_secret": source.access_key_secret.get_secret_value(),
                "security_token": source.security_token and source.security_token.get_secret_value(),
                "external_id": text("external_id"),
            }


def _role(entry: Entry) -> dict[str, Any]:
    fields = entry.fields
    return {
        "role_arn": fields.text("ram_role_arn"),
        "role_session_name": fields.text("ram_session_name") or fields.text("role_session_name") or _SESSION_NAME,
        "policy": fields.text("policy"),
    }


def _session(entry: Entry, environ: Fields) -> dict[str, Any]:
    seconds = entry.fields.number("expired_seconds") or _USUAL_SESSION
    if seconds < _SHORTEST_SESSION:
        raise _invalid(entry, f"expired_seconds below {_SHORTEST_SESSION}, the shortest session")
    region = entry.fields.text("sts_region") or environ.text("ALIBABA_CLOUD_STS_REGION")
    if region and not _REGION.fullmatch(region):
        raise _invalid(entry, "sts_region that is not a region id")
    vpc = entry.fields.get("enable_vpc") is True or environ.text("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED").lower() == "true"
    host = f"sts{'-vpc' if vpc else ''}.{region}.aliyuncs.com" if region else "sts.aliyuncs.com"
    return {"duration_seconds": seconds, "sts_endpoint": host}


def _credential(key: Any) -> Credential:
    token, expiration = key.get_security_token(), key.get_expiration()
    return Credential(
        key.get_access_key_id(),
        SecretStr(key.get_access_key_secret()),
        SecretStr(token) if token else None,
        expiry_time(expiration) if expiration else None,
    )


def _refusal(entry: Entry, text: str) -> CredentialsError:
    found = (pattern.search(text) for pattern in (_CODE, _STATUS, _REQUEST_ID))
    code, status, request_id = (match[1] if match else None for match in found)
    return entry.no_key(", ".join(filter(None, (code, status and f"HTTP {status}"))), request_id)


def _invalid(entry: Entry, what: str) -> CredentialsError:
    return CredentialsError("Client.Credentials.Incomplete", f"{entry.title} has an {what}")
