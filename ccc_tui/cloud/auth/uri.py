"""Keys from a web server (mode CredentialsURI), such as a sidecar or a vault's agent on this machine.

The server answers a GET with JSON: ``Code`` (``Success``), ``AccessKeyId``, ``AccessKeySecret``,
``SecurityToken`` and ``Expiration`` (ISO 8601). The official library is not used: it sends requests to
loopback through HTTP_PROXY, follows redirects, and reads replies of any size.
"""

import asyncio
import re
from typing import Final

from pydantic import SecretStr

from ccc_tui.cloud.auth.aliyun_config import Entry, Fields, parse
from ccc_tui.cloud.auth.credential import Credential, expiry_time
from ccc_tui.cloud.errors import ConfigurationError, CredentialsError
from ccc_tui.cloud.transport import TRANSPORT_PROBLEMS, http_client

_DEADLINE: Final = 15.0  # seconds
_LARGEST_REPLY: Final = 64 * 1024
_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9._]{0,63}")
_REQUEST_ID: Final = re.compile(r"[0-9A-Fa-f-]{36}")
_OK: Final = 200


async def key_of_uri(entry: Entry) -> Credential:
    """Fetch the key that the profile's ``credentials_uri`` serves.

    Raises:
        CredentialsError: ``Client.Credentials.Unavailable``. Of the reply only the status, an error code and a
            RequestId are quoted.
    """
    reply = await _get(entry.fields.text("credentials_uri"))
    if reply is None:
        raise _failure(entry, "no answer, or none that could be used")
    status, fields = reply
    if status == _OK and fields is not None and _text(fields, "Code") == "Success":
        return _key(entry, fields)
    # Other texts of the reply stay out of variables, which crash reports print.
    code, request_id = _matching(fields, "Code", _CODE), _matching(fields, "RequestId", _REQUEST_ID)
    said = [code] if code and code != "Success" else []
    said += [f"HTTP {status}"] if status != _OK else []
    raise _failure(entry, ", ".join(said) or "no answer, or none that could be used", request_id)


async def _get(uri: str) -> tuple[int, Fields | None] | None:
    """Return the status and the JSON object of the reply; None without a reply."""
    try:
        async with (
            asyncio.timeout(_DEADLINE),
            http_client(uri, _DEADLINE, None) as http,
            http.stream("GET", uri, headers={"accept": "application/json"}) as response,
        ):
            content = bytearray()
            async for chunk in response.aiter_bytes(_LARGEST_REPLY):
                content += chunk
                if len(content) > _LARGEST_REPLY:
                    return response.status_code, None
            return response.status_code, parse(bytes(content))
    except (*TRANSPORT_PROBLEMS, ConfigurationError, ValueError):
        return None


def _key(entry: Entry, fields: Fields) -> Credential:
    names = ("AccessKeyId", "AccessKeySecret", "SecurityToken", "Expiration")
    missing = [name for name in names if not _text(fields, name)]
    if missing:
        raise _failure(entry, f"the reply has no {' and no '.join(missing)}")
    expires_at = expiry_time(fields.text("Expiration"))
    if expires_at is None:
        raise _failure(entry, "the reply's Expiration is not a time")
    return Credential(
        fields.text("AccessKeyId"),
        SecretStr(fields.text("AccessKeySecret")),
        SecretStr(fields.text("SecurityToken")),
        expires_at,
    )


def _text(fields: Fields | None, name: str) -> str:
    """Return the text of a field; empty where the reply holds something else."""
    try:
        return "" if fields is None else fields.text(name)
    except CredentialsError:
        return ""


def _matching(fields: Fields | None, name: str, pattern: re.Pattern[str]) -> str | None:
    return _text(fields, name) if pattern.fullmatch(_text(fields, name)) else None


def _failure(entry: Entry, what: str, request_id: str | None = None) -> CredentialsError:
    return CredentialsError(
        "Client.Credentials.Unavailable", f"{entry.title} got no key ({entry.mode}): {what}", request_id=request_id
    )
