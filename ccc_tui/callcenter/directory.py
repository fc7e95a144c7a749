"""`Directory`: the questions that the product asks, over whichever API version answers."""

import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Final, Literal, TypeVar

from ccc_tui.callcenter import decode, v2017, v2020
from ccc_tui.callcenter.identity import UserKey, instance_ids, user_ids
from ccc_tui.callcenter.models import Instance, Instances, OutboundNumber, Page, User
from ccc_tui.callcenter.paging import LARGEST_PAGE, Walk
from ccc_tui.cloud.budget import Urgency
from ccc_tui.cloud.client import RpcClient
from ccc_tui.cloud.errors import ConfigurationError, InvalidRequest, NotFound
from ccc_tui.cloud.journal import Journal
from ccc_tui.cloud.operation import Operation

ApiVersion = Literal["auto", "2017-07-05", "2020-07-01"]
T = TypeVar("T")

OPERATIONS: Final = frozenset(
    {
        v2017.LIST_INSTANCES_OF_USER,
        v2017.LIST_OUTBOUND_PHONE_NUMBER_OF_USER,
        v2020.LIST_INSTANCES_OF_USER,
        v2020.LIST_OUTBOUND_NUMBERS_OF_USER,
    }
)
# What a service answers that does not have this version of the operation; the other version may be there.
_NOT_SERVED: Final = {"InvalidAction.NotFound", "NoSuchVersion", "InvalidVersion", "InvalidApi.NotFound"}


class Directory:
    """Call centers, and the numbers that their people may dial with.

    Args:
        client: how the service is asked; closed with the directory.
        api_version: the version to ask; ``auto`` asks the documented one first, and the other where that is not
            served.
    """

    def __init__(self, client: RpcClient, *, api_version: ApiVersion = "auto") -> None:
        self._client = client
        self._api_version = api_version
        self._missing: set[Operation] = set()

    @property
    def journal(self) -> Journal:
        """Every call that was made."""
        return self._client.journal

    @property
    def clock_offset(self) -> timedelta:
        """How far the service's clock is ahead of this machine's, as far as its replies have shown."""
        return self._client.clock_offset

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def instances(self) -> Instances:
        """Return the call centers of the user who signs.

        Raises:
            CloudError: they cannot be had.
        """
        return await self._first_served(
            (v2017.LIST_INSTANCES_OF_USER, self._instances_2017),
            (v2020.LIST_INSTANCES_OF_USER, self._instances_2020),
        )

    async def outbound_numbers(
        self,
        key: UserKey,
        *,
        page_number: int = 1,
        page_size: int = LARGEST_PAGE,
        skill_group_ids: Sequence[str] = (),
        urgency: Urgency = Urgency.PERSON,
    ) -> Page[OutboundNumber]:
        """Return one page of the numbers that a user may dial with.

        Args:
            key: the user and the call center.
            page_number: 1–100.
            page_size: 1–100 rows.
            skill_group_ids: only the numbers of these; all of the user's skill groups when empty.
            urgency: whether a person waits for it.

        Raises:
            CloudError: the page cannot be had.
        """
        parameters: dict[str, str | int | None] = {
            "InstanceId": key.instance_id,
            "UserId": key.user_id,
            "PageNumber": page_number,
            "PageSize": page_size,
        }

        async def ask_2020() -> Page[OutboundNumber]:
            # The list travels as one string that holds a JSON array, as the documentation's example shows.
            groups = json.dumps(list(skill_group_ids), ensure_ascii=False, separators=(",", ":"))
            reply = await self._client.call(
                v2020.LIST_OUTBOUND_NUMBERS_OF_USER,
                parameters | ({"SkillGroupIdList": groups} if skill_group_ids else {}),
                urgency=urgency,
            )
            return await decode.decoded(decode.outbound_numbers_2020, reply)

        async def ask_2017() -> Page[OutboundNumber]:
            reply = await self._client.call(
                v2017.LIST_OUTBOUND_PHONE_NUMBER_OF_USER, parameters, urgency=urgency
            )
            return await decode.decoded(decode.outbound_numbers_2017, reply)

        if skill_group_ids:  # 2017-07-05 cannot choose by skill group: asking it would show too many numbers
            if self._api_version == v2017.VERSION:
                raise ConfigurationError("Client.SkillGroups")
            return await ask_2020()
        return await self._first_served(
            (v2020.LIST_OUTBOUND_NUMBERS_OF_USER, ask_2020),
            (v2017.LIST_OUTBOUND_PHONE_NUMBER_OF_USER, ask_2017),
        )

    def all_outbound_numbers(
        self, key: UserKey, *, skill_group_ids: Sequence[str] = (), page_size: int = LARGEST_PAGE
    ) -> Walk[OutboundNumber]:
        """Return a walk over all pages of `outbound_numbers`."""

        async def fetch(page_number: int, size: int) -> Page[OutboundNumber]:
            return await self.outbound_numbers(
                key,
                page_number=page_number,
                page_size=size,
                skill_group_ids=skill_group_ids,
                urgency=Urgency.SCAN,
            )

        return Walk(fetch, identity=OutboundNumber.identity, page_size=page_size)

    async def find_user(
        self, instance: Instance, user: User, ask: Callable[[UserKey], Awaitable[T]]
    ) -> tuple[UserKey, T]:
        """Ask for a person known from 2017-07-05 by each id that she may have in 2020-07-01.

        Args:
            instance: the call center.
            user: the person.
            ask: the question.

        Returns:
            The ids that the service knew, and the answer.

        Raises:
            NotFound: the service knows none of them.
            CloudError: it cannot be asked.
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
                break  # the instance is known, the user is not
        raise failure

    async def _first_served(self, *questions: tuple[Operation, Callable[[], Awaitable[T]]]) -> T:
        """Ask what the version wants, or the first that the service has; what it has not is remembered."""
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

    async def _instances_2017(self) -> Instances:
        reply = await self._client.call(v2017.LIST_INSTANCES_OF_USER)
        found = await decode.decoded(decode.instances_2017, reply)
        request_ids = (reply.request_id,) if reply.request_id else ()
        return Instances(found, request_ids, reply.received_at)

    async def _instances_2020(self) -> Instances:
        async def fetch(page_number: int, page_size: int) -> Page[Instance]:
            reply = await self._client.call(
                v2020.LIST_INSTANCES_OF_USER, {"PageNumber": page_number, "PageSize": page_size}
            )
            return await decode.decoded(decode.instances_2020, reply)

        walk = Walk(fetch, identity=Instance.identity)
        async for _ in walk:
            pass
        as_of = walk.progress.as_of
        assert as_of is not None  # noqa: S101 - a walk that ended without an error has read a page
        return Instances(tuple(walk.rows), walk.progress.request_ids, as_of, complete=walk.progress.complete)
