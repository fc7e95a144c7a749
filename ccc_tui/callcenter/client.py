"""`CallCenterClient`: reads call centers and their numbers, over the API version that the service has."""

import json
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from typing import Literal, TypeVar

from ccc_tui.callcenter import v2017, v2020
from ccc_tui.callcenter.both_versions import Ask, list_instances
from ccc_tui.callcenter.ids import UserKey
from ccc_tui.callcenter.models import VERSION_2017, VERSION_2020, Instance, OutboundNumber
from ccc_tui.callcenter.page import NOT_SERVED, Notice, Page
from ccc_tui.callcenter.paginator import LARGEST_PAGE, Paginator
from ccc_tui.cloud.client import RpcClient
from ccc_tui.cloud.errors import CloudError, ConfigurationError, InvalidRequest, MalformedReply
from ccc_tui.cloud.operation import Priority
from ccc_tui.cloud.rate_limiter import RateLimiter
from ccc_tui.cloud.response import Response

ApiVersion = Literal["auto", "2017-07-05", "2020-07-01"]
ResponseT = TypeVar("ResponseT", bound=Response)


class CallCenterClient:
    """Reads call centers, and the numbers that their users may dial with. Failed calls raise CloudError.

    Args:
        client: makes the calls; closed with this object.
        api_version: ``auto`` asks every version that the service has.
    """

    def __init__(self, client: RpcClient, *, api_version: ApiVersion = "auto") -> None:
        self.call = client.call
        self.call_log = client.call_log
        self.aclose = client.aclose
        self._client = client
        self._api_version = api_version
        self._unserved: dict[str, CloudError] = {}
        self._without_numbers: set[str] = set()

    @property
    def clock_offset(self) -> timedelta:
        """How far the service's clock is ahead of this machine's, by its last reply."""
        return self._client.clock_offset

    @property
    def rate_limiters(self) -> Sequence[RateLimiter]:
        """The rate limits of its calls."""
        return (self._client.rate_limiter,)

    async def instances(self) -> Page[Instance]:
        """Return the call centers of the user who signs, of all API versions that answer.

        Raises:
            CloudError: no version answered.
        """
        async for page in self.instances_as_they_come():
            found = page
        return found

    async def instances_as_they_come(self) -> AsyncIterator[Page[Instance]]:
        """Ask all API versions at once; yield the first answer, then what the versions say together.

        Raises:
            CloudError: no version answered.
        """
        asked: dict[str, Ask] = {VERSION_2017: self._instances_2017, VERSION_2020: self._instances_2020}
        if self._api_version != "auto":
            asked = {self._api_version: asked[self._api_version]}
        # What the service does not have is asked for once.
        unserved = {version: error for version, error in self._unserved.items() if version in asked}
        if len(unserved) < len(asked):
            asked = {version: ask for version, ask in asked.items() if version not in unserved}
        remembered = [Notice(version, error, may_come=False) for version, error in unserved.items()]
        async for page in list_instances(asked):
            for notice in page.notices:
                if notice.error is not None and not notice.is_served:
                    self._unserved[notice.version] = notice.error
            yield page._replace(notices=(*page.notices, *(each for each in remembered if each.version not in asked)))

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

        versions = self._versions_of_numbers(key, filtered=bool(skill_group_ids))
        for version in versions:
            try:
                if version == VERSION_2017:
                    reply = await self.call(v2017.LIST_OUTBOUND_PHONE_NUMBER_OF_USER, parameters, priority=priority)
                    return reply.page()._replace(api_version=version)
                # The service takes the list as one string that holds a JSON array.
                groups = json.dumps(list(skill_group_ids), ensure_ascii=False, separators=(",", ":"))
                filtered = parameters | ({"SkillGroupIdList": groups} if skill_group_ids else {})
                response = await self.call(v2020.LIST_OUTBOUND_NUMBERS_OF_USER, filtered, priority=priority)
                return response.page()._replace(api_version=version)
            except InvalidRequest as error:
                if error.code not in NOT_SERVED or version == versions[-1]:
                    raise
                self._without_numbers.add(version)
        raise AssertionError("no version to ask")  # pragma: no cover - there is always one

    def _versions_of_numbers(self, key: UserKey, *, filtered: bool) -> list[str]:
        """Return the versions to ask for outbound numbers, the second one only where the first is not served.

        Raises:
            ConfigurationError: only 2017-07-05 may be asked, which cannot filter by skill group.
        """
        first = key.api_version if self._api_version == "auto" else self._api_version
        if filtered:
            if first == VERSION_2017 and (self._api_version != "auto" or key.version is not None):
                raise ConfigurationError("Client.SkillGroups")
            return [VERSION_2020]
        if self._api_version != "auto":
            return [first]
        both = [first, VERSION_2020 if first == VERSION_2017 else VERSION_2017]
        return [version for version in both if version not in self._without_numbers] or both

    async def _instances_2017(self) -> Page[Instance]:
        response = await self.call(v2017.LIST_INSTANCES_OF_USER)
        return Page(response.instances, None, None, None, response.request_id, response.received_at, proven=True)

    async def _instances_2020(self) -> Page[Instance]:
        async def fetch(page_number: int, page_size: int) -> Page[v2020.Instance]:
            parameters: dict[str, str | int | None] = {"PageNumber": page_number, "PageSize": page_size}
            response = await self.call(v2020.LIST_INSTANCES_OF_USER, parameters)
            if response.data is not None:
                return response.page()
            if response.instances_of_2017 is not None:
                raise MalformedReply("Client.Reply.Version", "the reply is one of 2017-07-05")
            return response.page()._replace(total_count=0)  # no list: none, as in 2017-07-05

        paginator = Paginator(fetch, key=Instance.key)
        async for _ in paginator:
            pass
        progress = paginator.progress
        assert progress.as_of is not None  # noqa: S101 - without an error, at least one page was read
        *earlier, last = progress.request_ids or (None,)
        page: Page[Instance] = Page(tuple(paginator.rows), None, None, progress.total, last, progress.as_of)
        return page._replace(earlier_request_ids=tuple(filter(None, earlier)), proven=progress.complete)
