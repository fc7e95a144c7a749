"""Ask both API versions for the call centers at once: each may know some that the other does not."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Final

from ccc_tui.callcenter.merging import merge_instances
from ccc_tui.callcenter.models import VERSION_2017, VERSION_2020, Instance
from ccc_tui.callcenter.page import NOT_SERVED, Notice, Page
from ccc_tui.cloud.errors import AuthenticationFailed, ClockSkewed, CloudError, ConfigurationError, MalformedReply

# The other version would fail alike: signature, key, token, clock, settings.
_OF_BOTH: Final = (AuthenticationFailed, ClockSkewed, ConfigurationError)

_MANY_NUMBERS: Final = 2_000

Ask = Callable[[], Awaitable[Page[Instance]]]


class NoVersionError(CloudError):
    """Each API version failed, each in its own way.

    Attributes:
        errors: why, by version.
        main: the one to act on: it may be retried, or is a refusal of a version that is served.
    """

    def __init__(self, errors: Mapping[str, CloudError]) -> None:
        worth = max(errors.values(), key=lambda error: (error.retryable, error.code not in NOT_SERVED))
        others = [f"{version}: {error}" for version, error in errors.items()]
        super().__init__(worth.code, "; ".join(others), status=worth.status, request_id=worth.request_id)
        self.errors, self.main = errors, worth
        self.retryable = worth.retryable
        self.tries, self.operation, self.call = worth.tries, worth.operation, worth.call


async def list_instances(asked: Mapping[str, Ask]) -> AsyncIterator[Page[Instance]]:
    """Yield what is known after each answer: the first answer as it is, then the versions merged.

    Args:
        asked: how to ask each version.

    Raises:
        CloudError: no version answered, or a failure that all versions have in common.
    """
    tasks = {asyncio.ensure_future(ask()): version for version, ask in asked.items()}
    pages: dict[str, Page[Instance]] = {}
    errors: dict[str, CloudError] = {}
    waiting = set(tasks)
    try:
        while waiting:
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                try:
                    pages[tasks[task]] = task.result()
                except _OF_BOTH:
                    raise
                except CloudError as error:
                    errors[tasks[task]] = error.with_traceback(None)  # its frames hold the client
            if pages:
                missing = [tasks[task] for task in waiting]
                rows = [row for page in pages.values() for row in page.rows]
                # Joining 100,000 numbers takes a second or two, in which keys must be answered.
                many = len(pages) > 1 and sum(len(row.phone_numbers) for row in rows) > _MANY_NUMBERS
                yield (
                    await asyncio.to_thread(_merged, pages, errors, missing)
                    if many
                    else _merged(pages, errors, missing)
                )
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    if not pages:
        alike = len({error.code for error in errors.values()}) == 1
        raise errors[min(errors)] if alike else NoVersionError(errors)


def _merged(
    pages: Mapping[str, Page[Instance]], errors: Mapping[str, CloudError], waiting: list[str]
) -> Page[Instance]:
    """Return one page of what several versions have answered."""
    notices = [Notice(version, error, _may_come(error)) for version, error in errors.items()]
    notices += [Notice(version, None, may_come=True) for version in waiting]
    first, *_ = pages.values()
    if len(pages) == 1:
        return first._replace(notices=tuple(notices))
    older, newer = pages[VERSION_2017], pages[VERSION_2020]
    merged = merge_instances(older.rows, newer.rows)
    return Page(
        rows=merged.instances,
        page_number=None,
        page_size=None,
        total_count=None,
        request_id=newer.request_id,
        as_of=max(older.as_of, newer.as_of),
        earlier_request_ids=(*older.request_ids, *newer.earlier_request_ids),
        proven=older.complete and newer.complete,
        notices=tuple(notices),
    )


def _may_come(error: CloudError) -> bool:
    """Return whether a version may answer later; what it refuses now, it refuses again."""
    return error.code not in NOT_SERVED and (error.retryable or isinstance(error, MalformedReply))
