"""Several accounts in one list: asked at once, one that fails does not hide the others."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from ccc_tui.callcenter.accounts import AccountsClient
from ccc_tui.callcenter.client import CallCenterClient
from ccc_tui.callcenter.ids import UserKey
from ccc_tui.callcenter.v2020 import LIST_USERS
from ccc_tui.cloud.call_log import CallLog
from ccc_tui.cloud.errors import CloudError, CredentialsError, PermissionDenied, Throttled
from ccc_tui.resources import operations
from tests.cloud.service import client


class Account:
    """A service that knows some call centers of 2020-07-01, and notes what it is asked."""

    def __init__(self, *ids: str, code: str = "") -> None:
        self.ids = ids
        self.code = code
        self.asked: list[tuple[str, str]] = []
        self.released = asyncio.Event()
        self.released.set()

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        await self.released.wait()
        action, version = request.headers["x-acs-action"], request.headers["x-acs-version"]
        self.asked.append((action, dict(request.url.params).get("InstanceId", "")))
        if self.code:
            return httpx.Response(403, json={"Code": self.code, "RequestId": "no"})
        if version == "2017-07-05":
            return httpx.Response(404, json={"Code": "InvalidAction.NotFound"})
        rows = [{"Id": name, "DomainName": name} for name in self.ids]
        body: dict[str, Any] = {"Code": "OK", "RequestId": "R", "Data": {"List": rows, "TotalCount": len(rows)}}
        return httpx.Response(200, json=body)


@asynccontextmanager
async def accounts(failed: dict[str, CloudError] | None = None, **services: Account) -> AsyncIterator[AccountsClient]:
    clients = {
        name: CallCenterClient(client(operations=operations(), transport=httpx.MockTransport(service)))
        for name, service in services.items()
    }
    asking = AccountsClient(clients, failed or {}, CallLog())
    yield asking
    await asking.aclose()


async def test_the_call_centers_of_all_accounts_are_listed_with_their_account() -> None:
    async with accounts(desk=Account("a", "b"), night=Account("c")) as asking:
        page = await asking.instances()
    assert [(row.account, row.instance_id) for row in page.rows] == [("desk", "a"), ("desk", "b"), ("night", "c")]
    assert page.complete
    assert not any(notice.is_served for notice in page.notices)


async def test_they_are_asked_at_once_and_shown_as_they_come() -> None:
    slow, quick = Account("a"), Account("b")
    slow.released.clear()
    seen = []
    async with accounts(slow=slow, quick=quick) as asking:
        async for page in asking.instances_as_they_come():
            seen.append([row.instance_id for row in page.rows])
            if not slow.released.is_set():
                assert page.is_waiting
                slow.released.set()
    assert (seen[0], seen[-1]) == (["b"], ["a", "b"])


@pytest.mark.parametrize("code", ["Forbidden.RAM", "InvalidAccessKeyId.NotFound"])
async def test_one_that_fails_is_named_and_hides_nothing(code: str) -> None:
    async with accounts(desk=Account("a"), night=Account(code=code)) as asking:
        page = await asking.instances()
    (notice,) = [notice for notice in page.notices if notice.is_served]
    assert notice.error is not None
    assert (notice.account, notice.version, notice.error.code, notice.label) == ("night", "", code, "night")
    assert [row.instance_id for row in page.rows] == ["a"]
    assert not page.complete


async def test_a_profile_without_credentials_is_named_too() -> None:
    failed: dict[str, CloudError] = {"gone": CredentialsError("Client.Credentials.ProfileNotFound")}
    async with accounts(failed, desk=Account("a")) as asking:
        page = await asking.instances()
    assert [(notice.account, notice.error) for notice in page.notices if notice.is_served] == [("gone", failed["gone"])]


async def test_where_all_fail_one_that_may_be_retried_is_raised() -> None:
    async with accounts(desk=Account(code="Forbidden.RAM"), night=Account(code="Throttling.User")) as asking:
        with pytest.raises(Throttled):
            await asking.instances()
    async with accounts(desk=Account(code="Forbidden.RAM"), night=Account(code="NoPermission")) as asking:
        with pytest.raises(PermissionDenied):
            await asking.instances()


async def test_a_call_center_of_two_accounts_is_one_node() -> None:
    async with accounts(desk=Account("a"), night=Account("a", "b")) as asking:
        page = await asking.instances()
    assert [(row.account, row.instance_id) for row in page.rows] == [("desk, night", "a"), ("night", "b")]


async def test_each_call_goes_to_the_account_of_its_call_center() -> None:
    desk, night = Account("a"), Account("b")
    async with accounts(desk=desk, night=night) as asking:
        await asking.outbound_numbers(UserKey("b", "li@b"))
        await asking.call(LIST_USERS, {"InstanceId": "a"})
        await asking.outbound_numbers(UserKey("unknown", "li@unknown"))
    assert ("ListOutboundNumbersOfUser", "b") in night.asked
    assert ("ListUsers", "a") in desk.asked
    assert ("ListOutboundNumbersOfUser", "unknown") in desk.asked
    assert not any(instance == "a" for _action, instance in night.asked)
