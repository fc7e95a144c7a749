"""`Credential`: an access key; `CredentialSource`: where one comes from."""

import asyncio
import json
import re
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Final
from urllib.parse import quote

from pydantic import SecretStr

from ccc_tui.cloud.clock import utc_now
from ccc_tui.cloud.errors import CredentialsError

_PRINTABLE: Final = re.compile(r"[!-~]+")
# Of a shorter id only the beginning is shown: eight characters could be all of it.
_SHORTEST_SHOWN_AT_BOTH_ENDS: Final = 16
# Shorter parts are not hidden: they may be parts of words. Real ones have 16 characters or more.
_SHORTEST_HIDDEN: Final = 6
_FIRST_YEAR: Final = 1970
# A call with its retries takes a minute at most, and clocks may differ; the official libraries use three minutes too.
RENEWAL_MARGIN: Final = timedelta(minutes=3)
# Assumed for keys without expiry: the shortest session of STS (AssumeRole, DurationSeconds).
SHORTEST_SESSION: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, repr=False)
class Credential:
    """An access key. A temporary one has an STS token and, if it is known, the time when it expires (aware).

    Raises:
        CredentialsError: ``Client.Credentials.Malformed``; a part is empty or has a character that is invalid in
            keys. httpx would refuse it with the key in the error's text.
    """

    access_key_id: str
    access_key_secret: SecretStr
    security_token: SecretStr | None = None
    expires_at: datetime | None = None

    def __post_init__(self) -> None:
        for name, part in self._parts.items():
            if not _PRINTABLE.fullmatch(part.get_secret_value()):
                raise CredentialsError(
                    "Client.Credentials.Malformed",
                    f"the {name} is empty or contains a space, a line break or another invalid character",
                )
        if self in _recent:  # found again, as by each look at what can be chosen: it must not displace the others
            _recent.remove(self)
        _recent.append(self)

    def __repr__(self) -> str:
        kind = "permanent" if self.security_token is None else "temporary"
        until = "" if self.expires_at is None else f", until {self.expires_at:%Y-%m-%dT%H:%M:%S%z}"
        return f"Credential({self.abbreviated}, {kind}{until})"

    @property
    def _parts(self) -> dict[str, SecretStr]:
        parts = {"access key id": SecretStr(self.access_key_id), "access key secret": self.access_key_secret}
        return parts if self.security_token is None else parts | {"security token": self.security_token}

    @property
    def abbreviated(self) -> str:
        """The access key id as it may be shown: ``LTAI…wxyz``."""
        return abbreviate(self.access_key_id)

    def hide(self, text: str) -> str:
        """Return a text with each part of this key hidden; servers echo requests, also percent-encoded."""
        # The longest first: one may be the beginning of another.
        for part in sorted((part.get_secret_value() for part in self._parts.values()), key=len, reverse=True):
            if len(part) >= _SHORTEST_HIDDEN:
                once = quote(part, safe="~")
                in_documents = {json.dumps(part)[1:-1], escape(part), escape(part, quote=False)}
                for spelling in {part, once, quote(once, safe="~"), *in_documents}:
                    text = text.replace(spelling, "(hidden)")
        return text


def abbreviate(access_key_id: str) -> str:
    """Return an access key id as it may be shown: ``LTAI…wxyz``."""
    end = access_key_id[-4:] if len(access_key_id) >= _SHORTEST_SHOWN_AT_BOTH_ENDS else ""
    return f"{access_key_id[:4]}…{end}"


# For `hide_keys`; a session uses one key at a time, and a renewed one replaces it.
_recent: Final[deque[Credential]] = deque(maxlen=8)


def hide_keys(text: str) -> str:
    """Return a text with each part of the most recent keys of this process hidden."""
    for credential in tuple(_recent):
        text = credential.hide(text)
    return text


def expiry_time(value: str | int) -> datetime | None:
    """Convert an ISO 8601 time, in UTC if it has no zone, or seconds since 1970; None if out of range or neither."""
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else datetime.fromtimestamp(value, UTC)
        time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (OverflowError, OSError, ValueError):
        return None
    return time if time.year >= _FIRST_YEAR else None  # arithmetic with year 1 overflows


@dataclass(frozen=True, slots=True)
class StaticCredentials:
    """A source whose key never changes.

    Attributes:
        description: where the key comes from, for the status line: ``environment``, ``profile desk (aliyun CLI)``.
        region_id: the region of the profile, or None.
    """

    description: str
    region_id: str | None
    key: Credential

    async def credential(self) -> Credential:
        """Return the key."""
        return self.key


@dataclass(eq=False)
class RenewedCredentials:
    """A source that obtains its key on first use, and again before it expires.

    Concurrent callers share one renewal, which runs in a task of its own: cancelling a caller does not cancel it.
    """

    description: str
    region_id: str | None
    obtain: Callable[[], Awaitable[Credential]]
    clock: Callable[[], datetime] = utc_now
    _key: Credential | None = None
    _renew_at: datetime | None = None
    _renewal: asyncio.Task[Credential | CredentialsError] | None = None

    def __repr__(self) -> str:
        return f"RenewedCredentials({self.description})"

    async def credential(self) -> Credential:
        """Return a valid key.

        Raises:
            CredentialsError: no key could be obtained, and the last one has expired.
        """
        if self._key is not None and self._renew_at is not None and self.clock() < self._renew_at:
            return self._key
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.create_task(self._renew(), name="renew the access key")
        outcome = await asyncio.shield(self._renewal)
        if isinstance(outcome, Credential):
            return outcome
        # A new error for each caller: `RpcClient.call` sets attributes on it.
        raise CredentialsError(outcome.code, outcome.message, request_id=outcome.request_id)

    async def _renew(self) -> Credential | CredentialsError:
        try:
            key = await self.obtain()
        except CredentialsError as error:
            if self._key is not None and (self._key.expires_at is None or self.clock() < self._key.expires_at):
                return self._key  # still valid; the next call tries again
            return error.with_traceback(None)
        self._key = key
        self._renew_at = (key.expires_at or self.clock() + SHORTEST_SESSION) - RENEWAL_MARGIN
        return key


CredentialSource = StaticCredentials | RenewedCredentials
