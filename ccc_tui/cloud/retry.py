"""What is tried again, when, and how often."""

from random import uniform
from typing import NamedTuple

from ccc_tui.cloud.errors import CloudError, Throttled


class RetryPolicy(NamedTuple):
    """Backoff with jitter. Every operation here only reads, so every one may be repeated.

    Attributes:
        retries: further tries after the first.
        deadline: seconds that a call may take, with all its tries and pauses.
        base: seconds of the first pause, doubled at each further one.
        longest: seconds of the longest pause that we choose ourselves.
    """

    retries: int = 3
    deadline: float = 30.0
    base: float = 0.3
    longest: float = 8.0

    def pause(self, error: CloudError, tries: int) -> float | None:
        """Return the seconds to wait before the next try, or None where there is to be none.

        Args:
            error: why the last try failed.
            tries: how many there were.
        """
        if not error.retryable or tries > self.retries:
            return None
        if isinstance(error, Throttled) and error.retry_after is not None:
            # Never earlier than the service asks; the jitter keeps those who were refused together apart.
            return error.retry_after * uniform(1.0, 1.1)  # noqa: S311 - no secret depends on it
        return min(self.longest, self.base * 2.0 ** (tries - 1)) * uniform(0.5, 1.0)  # noqa: S311 - likewise
