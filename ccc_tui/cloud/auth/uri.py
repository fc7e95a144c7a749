"""Keys from a web server (mode CredentialsURI), such as a sidecar or a vault's agent on this machine.

The server answers a GET with JSON: ``Code`` (``Success``), ``AccessKeyId``, ``AccessKeySecret``, ``SecurityToken`` and
``Expiration`` (ISO 8601). The official library is not used: it sends requests to loopback through HTTP_PROXY, follows
redirects, and reads replies of any size.
"""

import asyncio
import re
from typing import Final

from ccc_tui.cloud.auth.aliyun_config import Entry, Fields, parse
from ccc_tui.cloud.auth.credential import Credential, expiry_time
from ccc_tui.cloud.errors import ConfigurationError, CredentialsError, MalformedReply
from ccc_tui.cloud.transport import TRANSPORT_PROBLEMS, http_client, read_body

_DEADLINE: Final = 15.0  # seconds
_LARGEST_REPLY: Final = 64 * 1024
_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9._]{0,63}")
_REQUEST_ID: Final = re.compile(r"[0-9A-Fa-f-]{36}")
_OK: Final = 200
# Fields of a profile, and their names in the reply.
_NAMES: Final = {"access_key_id": "AccessKeyId", "access_key_secret": "AccessKeySecret", "sts_token": "SecurityToken"}


async def key_of_uri(entry: Entry) -> Credential:
    """Fetch the key that the profile's ``credentials_uri`` serves.

    Raises:
        CredentialsError: ``Client.Credentials.Unavailable``. Of the reply only the status, an error code and a
            RequestId are quoted.
    """
    status, fields = await _get(entry.fields.text("credentials_uri"))
    if status == _OK and _text(fields, "Code") == "Success":
        return _key(entry, fields)
    # Keep other texts of the reply out of variables, which crash reports print.
    code, request_id = _matching(fields, "Code", _CODE), _matching(fields, "RequestId", _REQUEST_ID)
    said = [code] if code and code != "Success" else []
    said += [f"HTTP {status}"] if status not in {None, _OK} else []
    raise entry.no_key(", ".join(said), request_id)


async def _get(uri: str) -> tuple[int | None, Fields]:
    """Return the status and the JSON object of the reply; None and no fields without a reply."""
    try:
        async with (
            asyncio.timeout(_DEADLINE),
            http_client(uri, _DEADLINE, None) as http,
            http.stream("GET", uri, headers={"accept": "application/json"}) as response,
        ):
            content = await read_body(response, _LARGEST_REPLY)
            return response.status_code, parse(bytes(content)) or Fields({})
    except MalformedReply as too_large:
        return too_large.status, Fields({})
    except (*TRANSPORT_PROBLEMS, ConfigurationError, ValueError):
        return None, Fields({})


def _key(entry: Entry, fields: Fields) -> Credential:
    missing = [name for name in (*_NAMES.values(), "Expiration") if not _text(fields, name)]
    if missing:
        raise entry.no_key(f"the reply has no {' and no '.join(missing)}")
    expires_at = expiry_time(fields.text("Expiration"))
    if expires_at is None:
        raise entry.no_key("the reply's Expiration is not a time")
    stored = Fields({field: fields.text(name) for field, name in _NAMES.items()})
    return Entry(entry.name, "StsToken", None, stored).key(expires_at)


def _text(fields: Fields, name: str) -> str:
    """Return a string field; empty if it is not a string."""
    try:
        return fields.text(name)
    except CredentialsError:
        return ""


def _matching(fields: Fields, name: str, pattern: re.Pattern[str]) -> str | None:
    return _text(fields, name) if pattern.fullmatch(_text(fields, name)) else None
