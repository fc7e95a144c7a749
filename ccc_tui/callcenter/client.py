"""`CallCenterClient`: reads call centers and their numbers, over the API version that the service has."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, Literal, TypeVar

from ccc_tui.callcenter import v2017, v2020
from ccc_tui.callcenter.ids import UserKey, instance_ids, user_ids
from ccc_tui.callcenter.models import Instance, OutboundNumber, User
from ccc_tui.callcenter.page import Page
from ccc_tui.callcenter.paginator import LARGEST_PAGE, Paginator
from ccc_tui.cloud.call_log import CallLog
from ccc_tui.cloud.client import RpcClient
from ccc_tui.cloud.errors import ConfigurationError, InvalidRequest, NotFound
from ccc_tui.cloud.operation import Operation, Priority
from ccc_tui.cloud.response import Response

ApiVersion = Literal["auto", "2017-07-05", "2020-07-01"]
T = TypeVar("T")
ResponseT = TypeVar("ResponseT", bound=Response)

# Error codes of a service that does not have this version of the operation; it may have the other.
_NOT_SERVED: Final = {"InvalidAction.NotFound", "NoSuchVersion", "InvalidVersion", "InvalidApi.NotFound"}


class CallCenterClient:
    """Reads call centers, and the numbers that their users may dial with.

    Args:
        client: makes the calls; closed with this object.
        api_version: ``auto`` tries the documented version first, then the other.
    """

    def __init__(self, client: RpcClient, *, api_version: ApiVersion = "auto") -> None:
        self._client = client
        self._api_version = api_version
        self._missing: set[Operation[Any]] = set()

    @property
    def call_log(self) -> CallLog:
        """All calls that were made."""
        return self._client.call_log

    @property
    def clock_offset(self) -> timedelta:
        """How far the service's clock is ahead of this machine's, by its last reply."""
        return self._client.clock_offset

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def call(
        self,
        operation: Operation[ResponseT],
        parameters: Mapping[str, str | int | None] | None = None,
        *,
        priority: Priority = Priority.PERSON,
    ) -> ResponseT:
        """Call an operation, and return its response.

        Raises:
            CloudError: the call failed.
        """
        return await self._client.call(operation, parameters or {}, priority=priority)

    async def instances(self) -> Page[Instance]:
        """Return the call centers of the user who signs.

        Raises:
            CloudError: the call failed.
        """
        return await self._first_served(
            (v2017.LIST_INSTANCES_OF_USER, self._instances_2017), (v2020.LIST_INSTANCES_OF_USER, self._instances_2020)
        )

    async def outbound_numbers(
        self,
        key: UserKey,
        *,
        page_number: int = 1,
        page_size: int = LARGEST_PAGE,
        skill_group_ids: Sequence[str] = (),
        priority: Priority = Priority.PERSON,
    ) -> Page[OutboundNumber]:
        """Return one page of the numbers that a user may dial with.

        Args:
            key: the user and the call center.
            page_number: 1–100.
            page_size: 1–100 rows.
            skill_group_ids: only the numbers of these; all of the user's skill groups when empty.
            priority: whether a person waits, or a scan.

        Raises:
            CloudError: the call failed.
        """
        parameters: dict[str, str | int | None] = {
            "InstanceId": key.instance_id,
            "UserId": key.user_id,
            "PageNumber": page_number,
            "PageSize": page_size,
        }

        async def ask_2020() -> Page[OutboundNumber]:
            # The service takes the list as one string that holds a JSON array.
            groups = json.dumps(list(skill_group_ids), ensure_ascii=False, separators=(",", ":"))
            response = await self._client.call(
                v2020.LIST_OUTBOUND_NUMBERS_OF_USER,
                parameters | ({"SkillGroupIdList": groups} if skill_group_ids else {}),
                priority=priority,
            )
            return response.page()

        async def ask_2017() -> Page[OutboundNumber]:
            response = await self._client.call(v2017.LIST_OUTBOUND_PHONE_NUMBER_OF_USER, parameters, priority=priority)
            return response.page()

        if skill_group_ids:  # 2017-07-05 cannot filter by skill group: it would return too many numbers
            if self._api_version == v2017.VERSION:
                raise ConfigurationError("Client.SkillGroups")
            return await ask_2020()
        return await self._first_served(
            (v2020.LIST_OUTBOUND_NUMBERS_OF_USER, ask_2020), (v2017.LIST_OUTBOUND_PHONE_NUMBER_OF_USER, ask_2017)
        )

    def all_outbound_numbers(
        self, key: UserKey, *, skill_group_ids: Sequence[str] = (), page_size: int = LARGEST_PAGE
    ) -> Paginator[OutboundNumber]:
        """Return an iterator over all pages of `outbound_numbers`."""

        async def fetch(page_number: int, size: int) -> Page[OutboundNumber]:
            return await self.outbound_numbers(
                key, page_number=page_number, page_size=size, skill_group_ids=skill_group_ids, priority=Priority.SCAN
            )

        return Paginator(fetch, key=OutboundNumber.key, page_size=page_size)

    async def find_user(
        self, instance: Instance, user: User, ask: Callable[[UserKey], Awaitable[T]]
    ) -> tuple[UserKey, T]:
        """Try each candidate 2020-07-01 id of a user listed by 2017-07-05.

        Args:
            instance: the call center.
            user: the user.
            ask: makes the call for one pair of ids.

        Returns:
            The first ids that exist, and what the call returned.

        Raises:
            NotFound: none exists.
            CloudError: a call failed.
        """
        instances, users = instance_ids(instance), user_ids(instance, user)
        failure = NotFound("Client.NoId")
        for instance_id in instances:
            for user_id in users:
                key = UserKey(instance_id, user_id)
                try:
                    return key, await ask(key)
                except NotFound as error:
                    failure = error
                    if error.code != "NotExists.UserId":
                        break
            else:
                break  # the instance exists, the user does not
        raise failure

    async def _first_served(self, *questions: tuple[Operation[Any], Callable[[], Awaitable[T]]]) -> T:
        """Make the call of the chosen version, or the first that the service has; remember those it has not."""
        if self._api_version == "auto":
            served = [question for question in questions if question[0] not in self._missing]
        else:
            served = [question for question in questions if question[0].version == self._api_version]
        *first, (_, last) = served or questions
        for operation, ask in first:
            try:
                return await ask()
            except InvalidRequest as error:
                if error.code not in _NOT_SERVED:
                    raise
                self._missing.add(operation)
        return await last()

    async def _instances_2017(self) -> Page[Instance]:
        response = await self._client.call(v2017.LIST_INSTANCES_OF_USER)
        return Page(response.instances, None, None, None, response.request_id, response.received_at, proven=True)

    async def _instances_2020(self) -> Page[Instance]:
        async def fetch(page_number: int, page_size: int) -> Page[v2020.Instance]:
            response = await self._client.call(
                v2020.LIST_INSTANCES_OF_USER, {"PageNumber": page_number, "PageSize": page_size}
            )
            return response.page()

        paginator = Paginator(fetch, key=Instance.key)
        async for _ in paginator:
            pass
        progress = paginator.progress
        assert progress.as_of is not None  # noqa: S101 - without an error, at least one page was read
        *earlier, last = progress.request_ids or (None,)
        return Page(
            rows=tuple(paginator.rows),
            page_number=None,
            page_size=None,
            total_count=progress.total,
            request_id=last,
            as_of=progress.as_of,
            earlier_request_ids=tuple(filter(None, earlier)),
            proven=progress.complete,
        )
