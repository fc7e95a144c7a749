"""Retry policy: what is retried, when and how often."""

from random import uniform
from typing import NamedTuple

from ccc_tui.cloud.errors import CloudError, Throttled


class RetryPolicy(NamedTuple):
    """Exponential backoff with jitter. All operations are read-only, so all may be repeated.

    Attributes:
        retries: tries after the first.
        deadline: seconds for a call, all tries and pauses included.
        base: seconds of the first pause; each next one is twice as long.
        longest: seconds; limit of a pause, unless the service asks for a longer one.
    """

    retries: int = 3
    deadline: float = 30.0
    base: float = 0.3
    longest: float = 8.0

    def pause(self, error: CloudError, tries: int) -> float | None:
        """Return the seconds before the next try, or None if there is none."""
        if not error.retryable or tries > self.retries:
            return None
        if isinstance(error, Throttled) and error.retry_after is not None:
            # Never earlier than the service asks; jitter spreads calls that were throttled together.
            return error.retry_after * uniform(1.0, 1.1)  # noqa: S311 - no secret depends on it
        return min(self.longest, self.base * 2.0 ** (tries - 1)) * uniform(0.5, 1.0)  # noqa: S311 - likewise
