"""`AccountsClient`: the call centers of several accounts in one list; each call goes to the account it concerns."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

from ccc_tui.callcenter.client import CallCenterClient
from ccc_tui.callcenter.ids import UserKey, instance_ids
from ccc_tui.callcenter.models import Instance, OutboundNumber
from ccc_tui.callcenter.page import Notice, Page
from ccc_tui.callcenter.paginator import LARGEST_PAGE
from ccc_tui.cloud.call_log import CallLog
from ccc_tui.cloud.errors import CloudError
from ccc_tui.cloud.operation import Operation, Priority
from ccc_tui.cloud.rate_limiter import RateLimiter
from ccc_tui.cloud.response import Response

ResponseT = TypeVar("ResponseT", bound=Response)
_Pages = dict[str, "Page[Instance] | CloudError | None"]
_Answers = asyncio.Queue["tuple[str, Page[Instance] | CloudError | None]"]


class AccountsClient(CallCenterClient):
    """Asks several accounts in parallel. One that fails does not hide what the others list.

    Args:
        clients: by the name of the account, in the order of the list.
        failed: why accounts could not be connected, by name.
        call_log: the calls of all clients.
    """

    def __init__(
        self, clients: Mapping[str, CallCenterClient], failed: Mapping[str, CloudError], call_log: CallLog
    ) -> None:
        self.call_log = call_log
        self._clients = clients
        self._failed = failed
        self._account_of: dict[str, str] = {}  # by each id of a call center

    @property
    def clock_offset(self) -> timedelta:
        """How far the service's clock is ahead of this machine's, by the last reply to the first account."""
        return next(iter(self._clients.values())).clock_offset

    @property
    def rate_limiters(self) -> Sequence[RateLimiter]:
        """The rate limits of the calls of all accounts."""
        return [limiter for client in self._clients.values() for limiter in client.rate_limiters]

    async def aclose(self) -> None:
        """Close all connections."""
        for client in self._clients.values():
            await client.aclose()

    async def call(
        self,
        operation: Operation[ResponseT],
        parameters: Mapping[str, str | int | None] | None = None,
        *,
        priority: Priority = Priority.PERSON,
    ) -> ResponseT:
        """Call an operation in the account of its call center.

        Raises:
            CloudError: the call failed.
        """
        client = await self._client_of(str((parameters or {}).get("InstanceId") or ""))
        return await client.call(operation, parameters or {}, priority=priority)

    async def outbound_numbers(
        self,
        key: UserKey,
        *,
        page_number: int = 1,
        page_size: int = LARGEST_PAGE,
        skill_group_ids: Sequence[str] = (),
        priority: Priority = Priority.PERSON,
    ) -> Page[OutboundNumber]:
        """Return one page of the numbers that a user may dial with, from the account of the call center.

        Raises:
            CloudError: the call failed.
        """
        client = await self._client_of(key.instance_id)
        return await client.outbound_numbers(
            key, page_number=page_number, page_size=page_size, skill_group_ids=skill_group_ids, priority=priority
        )

    async def _client_of(self, instance_id: str) -> CallCenterClient:
        """Return the client of the account that lists a call center; the first where none does."""
        if instance_id not in self._account_of:
            await self.instances()
        return self._clients[self._account_of.get(instance_id, next(iter(self._clients)))]

    async def instances_as_they_come(self) -> AsyncIterator[Page[Instance]]:
        """Ask all accounts at once; yield what is known after each answer.

        Raises:
            CloudError: no account answered.
        """
        known: _Pages = {**dict.fromkeys(self._clients), **self._failed}
        answers: _Answers = asyncio.Queue()
        tasks = [asyncio.ensure_future(_ask(name, client, answers)) for name, client in self._clients.items()]
        try:
            running = len(tasks)
            while running:
                name, answer = await answers.get()
                if answer is None:
                    running -= 1
                    continue
                known[name] = answer
                if any(isinstance(each, Page) for each in known.values()):
                    yield self._united(known)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        failures = [answer for answer in known.values() if isinstance(answer, CloudError)]
        if len(failures) == len(known):
            raise max(failures, key=lambda error: error.retryable)

    def _united(self, known: _Pages) -> Page[Instance]:
        """Return the call centers of all accounts that have answered; one that two accounts list is shown once."""
        rows: list[Instance] = []
        notices: list[Notice] = []
        pages: list[Page[Instance]] = []
        by_id: dict[str, Instance] = {}
        for account, answer in known.items():
            if not isinstance(answer, Page):
                notices.append(Notice("", answer, may_come=True, account=account))
                continue
            pages.append(answer)
            notices += [notice._replace(account=account) for notice in answer.notices]
            for row in answer.rows:
                if row.instance_id and (other := by_id.get(row.instance_id)) is not None:
                    other.belongs_to(f"{other.account}, {account}")
                    continue
                row.belongs_to(account)
                rows.append(row)
                for instance_id in filter(None, (*row.ids.values(), *instance_ids(row))):
                    by_id.setdefault(instance_id, row)
                    self._account_of.setdefault(instance_id, account)
        request_ids = [request_id for page in pages for request_id in page.request_ids]
        return Page(
            tuple(rows),
            None,
            None,
            None,
            request_ids.pop() if request_ids else None,
            max(page.as_of for page in pages),
            tuple(request_ids),
            proven=all(page.proven is not False for page in pages),
            notices=tuple(notices),
        )


async def _ask(name: str, client: CallCenterClient, answers: _Answers) -> None:
    """Put each answer of an account into the queue, and None at the end."""
    try:
        async for page in client.instances_as_they_come():
            answers.put_nowait((name, page))
    except CloudError as error:
        answers.put_nowait((name, error))
    finally:
        answers.put_nowait((name, None))
