"""Where access keys come from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pydantic import SecretStr


@dataclass(frozen=True, slots=True)
class Credential:
    """An access key, with the token that makes it a temporary one.

    Attributes:
        access_key_id: the public half.
        access_key_secret: the secret half.
        security_token: the STS token of a temporary key, else None.
        expires_at: when a temporary key ends (UTC), if that is known.
    """

    access_key_id: str
    access_key_secret: SecretStr
    security_token: SecretStr | None = None
    expires_at: datetime | None = None


class CredentialSource(Protocol):
    """Something that has an access key whenever one is needed."""

    @property
    def description(self) -> str:
        """Where the key comes from, in words for the status line: ``environment``, ``profile desk (aliyun CLI)``."""

    @property
    def region_id(self) -> str | None:
        """The region that the profile names, if it does."""

    async def credential(self) -> Credential:
        """Return a key that is valid now.

        Raises:
            CredentialsError: there is none.
        """


Environment = Callable[[str], str | None]
