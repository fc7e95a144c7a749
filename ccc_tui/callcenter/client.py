"""`CallCenterClient`: reads call centers and their numbers, over the API version that the service has."""

import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Any, Final, Literal, TypeVar

from ccc_tui.callcenter import v2017, v2020
from ccc_tui.callcenter.ids import UserKey, instance_ids, user_ids
from ccc_tui.callcenter.models import Instance, OutboundNumber, User
from ccc_tui.callcenter.page import Page
from ccc_tui.callcenter.paginator import LARGEST_PAGE, Paginator
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
    """Reads call centers, and the numbers that their users may dial with. Failed calls raise CloudError.

    Args:
        client: makes the calls; closed with this object.
        api_version: ``auto`` tries the documented version first, then the other.
    """

    def __init__(self, client: RpcClient, *, api_version: ApiVersion = "auto") -> None:
        self.call = client.call
        self.call_log = client.call_log
        self.aclose = client.aclose
        self._client = client
        self._api_version = api_version
        self._missing: set[Operation[Any]] = set()

    @property
    def clock_offset(self) -> timedelta:
        """How far the service's clock is ahead of this machine's, by its last reply."""
        return self._client.clock_offset

    async def instances(self) -> Page[Instance]:
        """Return the call centers of the access key's user."""
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
        """Return one page (1–100) of the numbers that a user may dial with, 1–100 rows long.

        `skill_group_ids` selects the numbers of these; when empty, those of all of the user's skill groups.
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
            extra = {"SkillGroupIdList": groups} if skill_group_ids else {}
            return (await self.call(v2020.LIST_OUTBOUND_NUMBERS_OF_USER, parameters | extra, priority=priority)).page()

        async def ask_2017() -> Page[OutboundNumber]:
            return (await self.call(v2017.LIST_OUTBOUND_PHONE_NUMBER_OF_USER, parameters, priority=priority)).page()

        if not skill_group_ids:
            return await self._first_served(
                (v2020.LIST_OUTBOUND_NUMBERS_OF_USER, ask_2020), (v2017.LIST_OUTBOUND_PHONE_NUMBER_OF_USER, ask_2017)
            )
        # 2017-07-05 cannot filter by skill group: it would return too many numbers.
        if self._api_version == v2017.VERSION:
            raise ConfigurationError("Client.SkillGroups")
        return await ask_2020()

    async def find_user(
        self, instance: Instance, user: User, ask: Callable[[UserKey], Awaitable[T]]
    ) -> tuple[UserKey, T]:
        """Try each candidate 2020-07-01 id of a user listed by 2017-07-05.

        `ask` makes the call for one pair of ids. Return the first pair that exists, and what its call returned.

        Raises:
            NotFound: none exists.
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
        response = await self.call(v2017.LIST_INSTANCES_OF_USER)
        return Page(response.instances, None, None, None, response.request_id, response.received_at, proven=True)

    async def _instances_2020(self) -> Page[Instance]:
        async def fetch(page_number: int, page_size: int) -> Page[v2020.Instance]:
            parameters: dict[str, str | int | None] = {"PageNumber": page_number, "PageSize": page_size}
            return (await self.call(v2020.LIST_INSTANCES_OF_USER, parameters)).page()

        paginator = Paginator(fetch, key=Instance.key)
        async for _ in paginator:
            pass
        progress = paginator.progress
        assert progress.as_of is not None  # noqa: S101 - without an error, at least one page was read
        *earlier, last = progress.request_ids or (None,)
        page: Page[Instance] = Page(tuple(paginator.rows), None, None, progress.total, last, progress.as_of)
        return page._replace(earlier_request_ids=tuple(filter(None, earlier)), proven=progress.complete)
