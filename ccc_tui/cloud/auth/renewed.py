"""Temporary keys, renewed before they end, by one of those who wait for them."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from ccc_tui.cloud.auth.credential import Credential
from ccc_tui.cloud.clock import utc_now
from ccc_tui.cloud.errors import CredentialsError

# A call and its retries end within a minute, and clocks are let go a minute wrong; the official libraries
# take the same three minutes.
RENEWAL_MARGIN: Final = timedelta(minutes=3)
# The shortest session that STS grants (AssumeRole, DurationSeconds), for keys that don't tell when they end.
SHORTEST_SESSION: Final = timedelta(minutes=15)


class RenewedCredentials:
    """A source that fetches its key when it is first wanted, and again before it ends.

    However many ask at once, one renewal runs. It belongs to none of them: who gives up waiting does not stop
    it for the others.

    Args:
        description: where the key comes from.
        region_id: the region that the profile names, or None.
        obtain: fetches a key.
        clock: gives the time, aware.
    """

    def __init__(
        self,
        description: str,
        region_id: str | None,
        obtain: Callable[[], Awaitable[Credential]],
        *,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.description = description
        self.region_id = region_id
        self._obtain = obtain
        self._clock = clock
        self._key: Credential | None = None
        self._renew_at: datetime | None = None
        self._renewal: asyncio.Task[Credential | CredentialsError] | None = None

    def __repr__(self) -> str:
        return f"RenewedCredentials({self.description})"

    async def credential(self) -> Credential:
        """Return a key that is valid now.

        Raises:
            CredentialsError: it cannot be had, and the last one has ended.
        """
        if self._key is not None and self._renew_at is not None and self._clock() < self._renew_at:
            return self._key
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.create_task(self._renew(), name="renew the access key")
        outcome = await asyncio.shield(self._renewal)
        if isinstance(outcome, Credential):
            return outcome
        # Each caller gets an error of its own: they write into it what they were doing.
        raise CredentialsError(outcome.code, outcome.message, request_id=outcome.request_id)

    async def _renew(self) -> Credential | CredentialsError:
        try:
            key = await self._obtain()
        except CredentialsError as error:
            if self._key is not None and (self._key.expires_at is None or self._clock() < self._key.expires_at):
                return self._key  # still good for a while: whoever asks next tries again
            return error.with_traceback(None)
        self._key = key
        self._renew_at = (key.expires_at or self._clock() + SHORTEST_SESSION) - RENEWAL_MARGIN
        return key
