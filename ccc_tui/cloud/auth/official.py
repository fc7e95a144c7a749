"""The modes that ask a network for their key, through the official library ``alibabacloud-credentials``.

The library is made for servers. In a program that owns the terminal it must be held: it is imported only when
such a key is wanted (200 ms); its loggers, which print to stderr, are silenced; each provider is built here
with every value given, because whatever is left out it takes from the environment it saw at its import; none
is built that starts a thread or writes a file. A provider serves for one key: `RenewedCredentials` keeps
keys, not the library.
"""

import importlib
import logging
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr

from ccc_tui.cloud.auth.aliyun_config import Entry
from ccc_tui.cloud.auth.credential import Credential
from ccc_tui.cloud.errors import CredentialsError
from ccc_tui.cloud.text import clean
from ccc_tui.files import read_regular_file

# urllib3 and requests are used by nothing else here; at level DEBUG they log URLs, which hold tokens.
_LOGGERS: Final = ("credentials", "alibabacloud-tea", "darabonba-core", "urllib3", "requests", "apscheduler")
_SESSION_NAME: Final = "ccc-tui"
_SHORTEST_SESSION: Final = 900  # seconds, STS AssumeRole
_USUAL_SESSION: Final = 3600
_REGION: Final = re.compile(r"[a-z0-9-]+")
_LOGIN_SITES: Final = {"CN": "https://oauth.aliyun.com", "INTL": "https://oauth.alibabacloud.com"}

# Files that the library opens by itself, whatever they are.
_FILES: Final = {"OIDC": ("oidc_token_file",), "RsaKeyPair": ("private_key",)}

# The only parts of the library's error texts that are passed on: the rest may hold keys, tokens and whole
# URLs.
_STATUS: Final = re.compile(r"(?:http_code: ?|http_code=|HttpCode=)(\d{3})\b")
_CODE: Final = re.compile(r'"(?:Code|error)"\s*:\s*"([A-Za-z][A-Za-z0-9._]{0,63})"')
_REQUEST_ID: Final = re.compile(r'"RequestId"\s*:\s*"([0-9A-Fa-f-]{36})"')


def fetch(entry: Entry, source: Credential | None, environ: Mapping[str, str]) -> Credential:
    """Ask for a key. Blocks: to be called in a thread.

    Args:
        entry: the profile; its mode and fields have been checked.
        source: the key to assume the role with, in the modes that do.
        environ: the environment.

    Raises:
        CredentialsError: ``Client.Credentials.LibraryMissing``, ``.Incomplete``, ``.FileUnreadable`` or
            ``.Unavailable``.
    """
    if entry.mode == "EcsRamRole" and environ.get("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "").lower() == "true":
        raise CredentialsError(
            "Client.Credentials.Unavailable",
            f"{entry.title} asks this machine for its role, but ALIBABA_CLOUD_ECS_METADATA_DISABLED is true",
        )
    for field in _FILES.get(entry.mode, ()):
        _check_file(entry, field)
    library = _library()
    try:
        return _credential(_provider(library, entry, source, environ).get_credentials())
    except CredentialsError as problem:
        error = problem.with_traceback(None)
    except Exception as problem:  # noqa: BLE001 - the library raises whatever befalls it, plain Exception too
        error = _failure(entry, str(getattr(problem, "message", problem)))
    # Outside of the handlers: the errors' frames hold keys and tokens.
    raise error


def _check_file(entry: Entry, field: str) -> None:
    path = entry.fields.text(field)
    try:
        read_regular_file(Path(path))
    except OSError as problem:
        reason = problem.strerror
    else:
        return
    raise CredentialsError("Client.Credentials.FileUnreadable", f"{entry.title}: {field} {clean(path)}: {reason}")


def _library() -> Any:
    try:
        library = importlib.import_module("alibabacloud_credentials.provider")
    except ImportError:
        library = None
    if library is None:
        raise CredentialsError("Client.Credentials.LibraryMissing")
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]  # none at all would mean stderr (logging.lastResort)
        logger.propagate = False
        logger.setLevel(logging.CRITICAL + 1)
    return library


def _provider(library: Any, entry: Entry, source: Credential | None, environ: Mapping[str, str]) -> Any:
    name, options = _choice(entry, source, environ)
    provider = getattr(library, name, None)
    if provider is None:
        raise CredentialsError(
            "Client.Credentials.LibraryMissing",
            f"the installed alibabacloud-credentials is too old for mode {entry.mode}",
        )
    return provider(**options)


def _choice(entry: Entry, source: Credential | None, environ: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """Return the name of the library's class and its arguments."""
    if source is not None:
        return "RamRoleArnCredentialsProvider", {
            **_session(entry, environ),
            **_role(entry),
            "credentials_provider": _Held(source),
            "external_id": entry.fields.text("external_id"),
        }
    if entry.mode in {"CloudSSO", "OAuth"}:
        return _login(entry)
    fields = entry.fields
    providers: dict[str, tuple[str, dict[str, Any]]] = {
        "OIDC": (
            "OIDCRoleArnCredentialsProvider",
            {
                "oidc_provider_arn": fields.text("oidc_provider_arn"),
                "oidc_token_file_path": fields.text("oidc_token_file"),
                **_session(entry, environ),
                **_role(entry),
            },
        ),
        "RsaKeyPair": (
            "RsaKeyPairCredentialsProvider",
            {
                "public_key_id": fields.text("key_pair_name"),
                "private_key_file": fields.text("private_key"),
                **_session(entry, environ),
            },
        ),
        "EcsRamRole": (
            "EcsRamRoleCredentialsProvider",
            {
                "role_name": fields.text("ram_role_name"),
                "disable_imds_v1": environ.get("ALIBABA_CLOUD_IMDSV1_DISABLED", "").lower() == "true",
                "async_update_enabled": False,  # else a scheduler's thread
            },
        ),
    }
    return providers[entry.mode]


def _login(entry: Entry) -> tuple[str, dict[str, Any]]:
    fields = entry.fields
    if entry.mode == "CloudSSO":
        return "CloudSSOCredentialsProvider", {
            "sign_in_url": fields.text("cloud_sso_sign_in_url"),
            "account_id": fields.text("cloud_sso_account_id"),
            "access_config": fields.text("cloud_sso_access_config"),
            "access_token": fields.text("access_token"),
            "access_token_expire": fields.number("cloud_sso_access_token_expire"),
        }
    site = fields.text("oauth_site_type").upper() or "CN"
    if site not in _LOGIN_SITES:
        raise _incomplete(entry, "oauth_site_type that is neither CN nor INTL")
    return "OAuthCredentialsProvider", {
        "client_id": _SESSION_NAME,  # demanded, but sent only when a refresh token is spent
        "sign_in_url": _LOGIN_SITES[site],
        "access_token": fields.text("oauth_access_token"),
        "access_token_expire": fields.number("oauth_access_token_expire"),
    }


def _role(entry: Entry) -> dict[str, Any]:
    fields = entry.fields
    return {
        "role_arn": fields.text("ram_role_arn"),
        "role_session_name": fields.text("ram_session_name") or fields.text("role_session_name") or _SESSION_NAME,
        "policy": fields.text("policy"),
    }


def _session(entry: Entry, environ: Mapping[str, str]) -> dict[str, Any]:
    seconds = entry.fields.number("expired_seconds") or _USUAL_SESSION
    if seconds < _SHORTEST_SESSION:
        raise _incomplete(entry, f"expired_seconds below {_SHORTEST_SESSION}, the shortest session")
    region = entry.fields.text("sts_region") or environ.get("ALIBABA_CLOUD_STS_REGION", "").strip()
    if region and not _REGION.fullmatch(region):
        raise _incomplete(entry, "sts_region that is not a region id")
    vpc = entry.fields.flag("enable_vpc") or environ.get("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED", "").lower() == "true"
    host = f"sts{'-vpc' if vpc else ''}.{region}.aliyuncs.com" if region else "sts.aliyuncs.com"
    return {"duration_seconds": seconds, "sts_endpoint": host}


class _Held:
    """A key in the shape in which the library wants the one before; also its own provider."""

    def __init__(self, credential: Credential) -> None:
        self._credential = credential

    def get_credentials(self) -> "_Held":
        return self

    def get_access_key_id(self) -> str:
        return self._credential.access_key_id

    def get_access_key_secret(self) -> str:
        return self._credential.access_key_secret.get_secret_value()

    def get_security_token(self) -> str | None:
        token = self._credential.security_token
        return None if token is None else token.get_secret_value()

    def get_provider_name(self) -> str:
        return _SESSION_NAME


def _credential(key: Any) -> Credential:
    expiration = key.get_expiration()
    return Credential(
        key.get_access_key_id(),
        SecretStr(key.get_access_key_secret()),
        SecretStr(key.get_security_token()) if key.get_security_token() else None,
        datetime.fromtimestamp(expiration, UTC) if expiration else None,
    )


def _failure(entry: Entry, text: str) -> CredentialsError:
    status, code, request_id = (pattern.search(text) for pattern in (_STATUS, _CODE, _REQUEST_ID))
    said = [code.group(1)] if code else []
    said += [f"HTTP {status.group(1)}"] if status else []
    return CredentialsError(
        "Client.Credentials.Unavailable",
        f"{entry.title} got no key ({entry.mode}): " + (", ".join(said) or "no answer, or none that could be used"),
        request_id=request_id.group(1) if request_id else None,
    )


def _incomplete(entry: Entry, what: str) -> CredentialsError:
    return CredentialsError("Client.Credentials.Incomplete", f"{entry.title} has an {what}")
