"""`Credential`: an access key; `CredentialSource`: where one comes from."""

import re
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol
from urllib.parse import quote

from pydantic import SecretStr

from ccc_tui.cloud.errors import CredentialsError

if TYPE_CHECKING:
    from ccc_tui.cloud.auth.aliyun_config import Entry

_PRINTABLE: Final = re.compile(r"[!-~]+")
# Of shorter ids only the beginning is shown: both ends would be all of it.
_SHORTEST_SHOWN_AT_BOTH_ENDS: Final = 16
# Shorter parts are not hidden: they may be parts of words. Real ones have 16 characters or more.
_SHORTEST_HIDDEN: Final = 6
_FIRST_YEAR: Final = 1970


@dataclass(frozen=True, slots=True, repr=False)
class Credential:
    """An access key, with the token that makes it a temporary one.

    Attributes:
        access_key_id: the public half.
        access_key_secret: the secret half.
        security_token: the STS token of a temporary key, else None.
        expires_at: when a temporary key ends (aware), if that is known.

    Raises:
        CredentialsError: ``Client.Credentials.Malformed``; a part is empty or has a character that is invalid in
            keys. httpx would refuse it with the key in the error's text.
    """

    access_key_id: str
    access_key_secret: SecretStr
    security_token: SecretStr | None = None
    expires_at: datetime | None = None

    def __post_init__(self) -> None:
        parts = {
            "access key id": SecretStr(self.access_key_id),
            "access key secret": self.access_key_secret,
            "security token": self.security_token,
        }
        for name, part in parts.items():
            if part is not None and not _PRINTABLE.fullmatch(part.get_secret_value()):
                raise CredentialsError(
                    "Client.Credentials.Malformed",
                    f"the {name} is empty or contains a space, a line break or another invalid character",
                )
        _recent.append(self)

    def __repr__(self) -> str:
        kind = "permanent" if self.security_token is None else "temporary"
        until = "" if self.expires_at is None else f", until {self.expires_at:%Y-%m-%dT%H:%M:%S%z}"
        return f"Credential({self.abbreviated}, {kind}{until})"

    @property
    def abbreviated(self) -> str:
        """The access key id as it may be shown: ``LTAI…wxyz``."""
        if len(self.access_key_id) < _SHORTEST_SHOWN_AT_BOTH_ENDS:
            return f"{self.access_key_id[:4]}…"
        return f"{self.access_key_id[:4]}…{self.access_key_id[-4:]}"

    def hide(self, text: str) -> str:
        """Return a text without any part of this key: servers echo what was sent, also percent-encoded."""
        parts = [self.access_key_id, self.access_key_secret.get_secret_value()]
        if self.security_token is not None:
            parts.append(self.security_token.get_secret_value())
        # The longest first: one may be the beginning of another.
        for part in sorted(parts, key=len, reverse=True):
            if len(part) >= _SHORTEST_HIDDEN:
                once = quote(part, safe="~")
                for spelling in {part, once, quote(once, safe="~")}:
                    text = text.replace(spelling, "(hidden)")
        return text


# For `hide_keys`; a session uses one key at a time, and a renewed one replaces it.
_recent: Final[deque[Credential]] = deque(maxlen=8)


def hide_keys(text: str) -> str:
    """Return a text without any part of the keys that this process made last, wherever it comes from."""
    for credential in tuple(_recent):
        text = credential.hide(text)
    return text


class CredentialSource(Protocol):
    """Provides access keys."""

    @property
    def description(self) -> str:
        """Where the key comes from, for the status line: ``environment``, ``profile desk (aliyun CLI)``."""

    @property
    def region_id(self) -> str | None:
        """The region that the profile names, if it does."""

    async def credential(self) -> Credential:
        """Return a key that is valid now.

        Raises:
            CredentialsError: there is none.
        """


class StaticCredentials(NamedTuple):
    """A key that stays the same."""

    description: str
    region_id: str | None
    key: Credential

    async def credential(self) -> Credential:
        """Return the key."""
        return self.key


def stored_key(entry: "Entry", expires_at: datetime | None = None) -> Credential:
    """Return the key of a profile, with its token.

    Raises:
        CredentialsError: a part is missing.
    """
    entry.require("access_key_id", "access_key_secret")
    fields = entry.fields
    # A profile that was changed to mode AK may still hold the token of its earlier mode.
    has_token = entry.mode != "AK" and bool(fields.text("sts_token"))
    return Credential(
        fields.text("access_key_id"),
        SecretStr(fields.text("access_key_secret")),
        SecretStr(fields.text("sts_token")) if has_token else None,
        expires_at,
    )


def expiry_time(text: str) -> datetime | None:
    """Return a time in ISO 8601 as UTC, which is also assumed where it names no zone; None for another text."""
    try:
        time = datetime.fromisoformat(text)
        time = time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (OverflowError, ValueError):
        return None
    return time if time.year >= _FIRST_YEAR else None  # sums with times of year 1 overflow


def unix_time(seconds: int) -> datetime | None:
    """Return the time so many seconds after 1970, in UTC; None where there is no such time."""
    try:
        return expiry_time(datetime.fromtimestamp(seconds, UTC).isoformat())
    except (OverflowError, OSError, ValueError):
        return None
