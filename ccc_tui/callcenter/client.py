"""`CallCenterClient`: reads call centers and their numbers, over the API version that the service has."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta
from typing import Literal, TypeVar

from ccc_tui.callcenter import v2017, v2020
from ccc_tui.callcenter.both_versions import NOT_SERVED, Ask, list_instances
from ccc_tui.callcenter.ids import UserKey
from ccc_tui.callcenter.models import VERSION_2017, VERSION_2020, Instance, OutboundNumber
from ccc_tui.callcenter.page import Notice, Page
from ccc_tui.callcenter.paginator import LARGEST_PAGE, Paginator
from ccc_tui.cloud.call_log import CallLog
from ccc_tui.cloud.client import RpcClient
from ccc_tui.cloud.errors import CloudError, ConfigurationError, InvalidRequest
from ccc_tui.cloud.operation import Operation
from ccc_tui.cloud.priority import Priority
from ccc_tui.cloud.response import Response

ApiVersion = Literal["auto", "2017-07-05", "2020-07-01"]
ResponseT = TypeVar("ResponseT", bound=Response)


class CallCenterClient:
    """Reads call centers, and the numbers that their users may dial with.

    Args:
        client: makes the calls; closed with this object.
        api_version: ``auto`` asks every version that the service has.
    """

    def __init__(self, client: RpcClient, *, api_version: ApiVersion = "auto") -> None:
        self._client = client
        self._api_version = api_version
        self._unserved: dict[str, CloudError] = {}
        self._without_numbers: set[str] = set()

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
                if notice.error is not None and notice.error.code in NOT_SERVED:
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

        versions = self._versions_of_numbers(key, filtered=bool(skill_group_ids))
        for version in versions:
            try:
                if version == VERSION_2017:
                    call = self._client.call(v2017.LIST_OUTBOUND_PHONE_NUMBER_OF_USER, parameters, priority=priority)
                    return (await call).page()
                # The service takes the list as one string that holds a JSON array.
                groups = json.dumps(list(skill_group_ids), ensure_ascii=False, separators=(",", ":"))
                filtered = parameters | ({"SkillGroupIdList": groups} if skill_group_ids else {})
                response = await self._client.call(v2020.LIST_OUTBOUND_NUMBERS_OF_USER, filtered, priority=priority)
                return response.page()
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

    def all_outbound_numbers(
        self, key: UserKey, *, skill_group_ids: Sequence[str] = (), page_size: int = LARGEST_PAGE
    ) -> Paginator[OutboundNumber]:
        """Return an iterator over all pages of `outbound_numbers`."""

        async def fetch(page_number: int, size: int) -> Page[OutboundNumber]:
            return await self.outbound_numbers(
                key, page_number=page_number, page_size=size, skill_group_ids=skill_group_ids, priority=Priority.SCAN
            )

        return Paginator(fetch, key=OutboundNumber.key, page_size=page_size)

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
