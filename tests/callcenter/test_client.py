"""The questions of the product, and which version of which operation answers them."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx
import pytest

from ccc_tui.callcenter.client import ApiVersion, CallCenterClient
from ccc_tui.callcenter.ids import UserKey
from ccc_tui.callcenter.models import OutboundNumber
from ccc_tui.callcenter.page import Page
from ccc_tui.callcenter.paginator import Paginator
from ccc_tui.cloud.errors import CloudError, ConfigurationError
from ccc_tui.resources import operations
from ccc_tui.simulator import Simulator
from tests.callcenter.samples import INSTANCES_JSON, NUMBERS_JSON
from tests.cloud.service import SIMULATOR_KEY, client

KEY = UserKey("ccc-test", "user-test@ccc-test")
Call = tuple[str, str, dict[str, str]]
NOT_SERVED = {"Code": "InvalidAction.NotFound"}
INSTANCES_2017 = ("ListInstancesOfUser", "2017-07-05")
INSTANCES_2020 = ("ListInstancesOfUser", "2020-07-01")
NUMBERS_2017 = ("ListOutboundPhoneNumberOfUser", "2017-07-05")
NUMBERS_2020 = ("ListOutboundNumbersOfUser", "2020-07-01")


class Answers:
    """Answers each operation as told, and keeps what was asked."""

    def __init__(self, answers: dict[tuple[str, str], Any]) -> None:
        self.answers = answers
        self.calls: list[Call] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        operation = (request.headers["x-acs-action"], request.headers["x-acs-version"])
        parameters = dict(request.url.params)
        self.calls.append((*operation, parameters))
        answer = self.answers.get(operation, NOT_SERVED)
        body = answer(parameters) if callable(answer) else answer
        text = body if isinstance(body, str) else json.dumps(body)
        return httpx.Response(400 if '"Code": "' in text and '"OK"' not in text else 200, text=text)

    @property
    def asked(self) -> list[tuple[str, str]]:
        return [(action, version) for action, version, _ in self.calls]


@asynccontextmanager
async def directory(answers: Answers, version: ApiVersion = "auto") -> AsyncIterator[CallCenterClient]:
    asking = client(operations=operations(), transport=httpx.MockTransport(answers))
    found = CallCenterClient(asking, api_version=version)
    yield found
    await found.aclose()


LIST_2020 = {"Code": "OK", "RequestId": "R", "Data": {"List": [{"Id": "ccc-test"}], "TotalCount": 1}}


async def test_instances_are_asked_of_both_versions() -> None:
    answers = Answers({INSTANCES_2017: INSTANCES_JSON, INSTANCES_2020: LIST_2020})
    async with directory(answers) as asking:
        found = await asking.instances()
    assert answers.calls == [(*INSTANCES_2017, {}), (*INSTANCES_2020, {"PageNumber": "1", "PageSize": "100"})]
    assert [instance.api_versions for instance in found.rows] == [("2017-07-05",), ("2017-07-05",), ("2020-07-01",)]
    assert (found.complete, found.request_ids) == (True, ("DE803553-8AA9-4B9D-9E4E-A82BC69EDCEE", "R"))
    assert found.notices == ()


@pytest.mark.parametrize("code", ["InvalidAction.NotFound", "InvalidApi.NotFound", "NoSuchVersion", "InvalidVersion"])
async def test_a_version_that_is_not_served_is_remembered(code: str) -> None:
    answers = Answers({INSTANCES_2017: {"Code": code}, INSTANCES_2020: LIST_2020})
    async with directory(answers) as asking:
        for _ in range(2):
            found = await asking.instances()
            assert [instance.api_version for instance in found.rows] == ["2020-07-01"]
            assert [(notice.version, notice.may_come) for notice in found.notices] == [("2017-07-05", False)]
            assert found.complete
    assert sorted(answers.asked) == [INSTANCES_2017, INSTANCES_2020, INSTANCES_2020]


@pytest.mark.parametrize("code", ["Forbidden.RAM", "NoPermission", "Permission.Common", "Parameter.Enumeration"])
async def test_a_version_that_refuses_is_named_and_the_list_is_whole(code: str) -> None:
    answers = Answers({INSTANCES_2017: INSTANCES_JSON, INSTANCES_2020: {"Code": code, "RequestId": "no"}})
    async with directory(answers) as asking:
        found = await asking.instances()
        await asking.instances()
    (notice,) = found.notices
    assert notice.error is not None
    assert (notice.version, notice.error.code, notice.error.request_id) == ("2020-07-01", code, "no")
    assert found.complete
    assert answers.asked.count(INSTANCES_2020) == 2


@pytest.mark.parametrize("code", ["Throttling.User", "ServiceUnavailable", "InternalError"])
async def test_a_version_that_may_answer_later_makes_the_list_a_part(code: str) -> None:
    answers = Answers({INSTANCES_2017: INSTANCES_JSON, INSTANCES_2020: {"Code": code}})
    async with directory(answers) as asking:
        found = await asking.instances()
    assert [notice.may_come for notice in found.notices] == [True]
    assert len(found.rows) == 2
    assert not found.complete


@pytest.mark.parametrize(
    "code", ["SignatureDoesNotMatch", "InvalidAccessKeyId.NotFound", "InvalidSecurityToken.Expired"]
)
async def test_a_key_that_one_version_does_not_accept_is_an_error(code: str) -> None:
    answers = Answers({INSTANCES_2017: INSTANCES_JSON, INSTANCES_2020: {"Code": code}})
    async with directory(answers) as asking:
        with pytest.raises(CloudError) as failure:
            await asking.instances()
    assert failure.value.code == code


@pytest.mark.parametrize(
    ("first", "second", "code", "retryable"),
    [
        ("Forbidden.RAM", "NoSuchVersion", "Forbidden.RAM", False),
        ("Forbidden.RAM", "Throttling", "Throttling", True),
        ("ServiceUnavailable", "NoPermission", "ServiceUnavailable", True),
    ],
)
async def test_where_no_version_answers_the_error_names_both(
    first: str, second: str, code: str, retryable: bool
) -> None:
    answers = Answers({INSTANCES_2017: {"Code": first}, INSTANCES_2020: {"Code": second}})
    async with directory(answers) as asking:
        with pytest.raises(CloudError) as failure:
            await asking.instances()
    assert (failure.value.code, failure.value.retryable) == (code, retryable)
    assert f"2017-07-05: {first}" in str(failure.value)
    assert f"2020-07-01: {second}" in str(failure.value)


async def test_where_no_version_is_served_both_are_asked_again() -> None:
    answers = Answers({})
    async with directory(answers) as asking:
        for _ in range(2):
            with pytest.raises(CloudError) as failure:
                await asking.instances()
            assert failure.value.code == "InvalidAction.NotFound"
    assert len(answers.calls) == 4


async def test_the_first_answer_comes_before_the_second() -> None:
    both = {"DomainName": "a", "InstanceId": "a"}
    released = asyncio.Event()

    async def serve(request: httpx.Request) -> httpx.Response:
        if request.headers["x-acs-version"] == "2020-07-01":
            await released.wait()
            return httpx.Response(200, json={"Code": "OK", "Data": {"List": [{"Id": "a"}], "TotalCount": 1}})
        return httpx.Response(200, json={"Code": "OK", "Instances": {"CallCenterInstance": [both]}})

    asking = CallCenterClient(client(operations=operations(), transport=httpx.MockTransport(serve)))
    versions = []
    async for page in asking.instances_as_they_come():
        versions.append([instance.api_versions for instance in page.rows])
        assert page.complete == released.is_set()
        released.set()
    await asking.aclose()
    assert versions == [[("2017-07-05",)], [("2017-07-05", "2020-07-01")]]


@pytest.mark.parametrize(("version", "asked"), [("2017-07-05", INSTANCES_2017), ("2020-07-01", INSTANCES_2020)])
async def test_a_version_that_is_wanted_is_the_only_one_asked(version: ApiVersion, asked: tuple[str, str]) -> None:
    answers = Answers({})
    async with directory(answers, version) as asking:
        with pytest.raises(CloudError):
            await asking.instances()
    assert answers.asked == [asked]


async def test_instances_of_2020_come_page_by_page() -> None:
    def page(parameters: dict[str, str]) -> Any:
        number, size = int(parameters["PageNumber"]), int(parameters["PageSize"])
        rows = [{"Id": f"i{row}"} for row in range(250)][(number - 1) * size : number * size]
        return {"Code": "OK", "RequestId": f"R-{number}", "Data": {"List": rows, "TotalCount": 250}}

    async with directory(Answers({INSTANCES_2020: page}), "2020-07-01") as asking:
        found = await asking.instances()
    assert [instance.instance_id for instance in found.rows] == [f"i{row}" for row in range(250)]
    assert (found.complete, found.request_ids) == (True, ("R-1", "R-2", "R-3"))


async def test_a_page_of_numbers_is_asked_for_with_its_parameters() -> None:
    answers = Answers({NUMBERS_2020: NUMBERS_JSON})
    async with directory(answers) as asking:
        page = await asking.outbound_numbers(
            KEY, page_number=2, page_size=10, skill_group_ids=["skg-default@ccc-test", '客"服@ccc-test']
        )
    ((*operation, parameters),) = answers.calls
    assert tuple(operation) == NUMBERS_2020
    groups = parameters.pop("SkillGroupIdList")
    assert json.loads(groups) == ["skg-default@ccc-test", '客"服@ccc-test']
    assert parameters == {"InstanceId": "ccc-test", "UserId": "user-test@ccc-test", "PageNumber": "2", "PageSize": "10"}
    assert len(page.rows) == 1


async def test_no_skill_groups_are_all_of_them() -> None:
    answers = Answers({NUMBERS_2020: NUMBERS_JSON})
    async with directory(answers) as asking:
        await asking.outbound_numbers(KEY)
    assert "SkillGroupIdList" not in answers.calls[0][2]


async def test_numbers_are_asked_of_2017_where_2020_is_not_served() -> None:
    answers = Answers({NUMBERS_2017: {"Code": "OK", "NumberList": {"Number": ["021", "022"]}}})
    async with directory(answers) as asking:
        page = await asking.outbound_numbers(KEY)
        await asking.outbound_numbers(KEY)
    assert [row.number for row in page.rows] == ["021", "022"]
    assert answers.asked == [NUMBERS_2020, NUMBERS_2017, NUMBERS_2017]


async def test_2017_is_never_asked_for_skill_groups_that_it_would_ignore() -> None:
    answers = Answers({})
    async with directory(answers) as asking:
        with pytest.raises(CloudError) as failure:
            await asking.outbound_numbers(KEY, skill_group_ids=["g"])
        assert failure.value.code == "InvalidAction.NotFound"
    async with directory(answers, "2017-07-05") as asking:
        with pytest.raises(ConfigurationError) as refusal:
            await asking.outbound_numbers(KEY, skill_group_ids=["g"])
    assert refusal.value.code == "Client.SkillGroups"
    assert answers.asked == [NUMBERS_2020]


async def test_all_numbers_are_walked_through() -> None:
    simulator = Simulator()
    asking = CallCenterClient(
        client(operations=operations(), transport=httpx.ASGITransport(simulator), credentials=SIMULATOR_KEY)
    )

    async def fetch(page_number: int, page_size: int) -> Page[OutboundNumber]:
        key = UserKey("hd-service", "wangxm@hd-service")
        return await asking.outbound_numbers(key, page_number=page_number, page_size=page_size)

    walk = Paginator(fetch, key=OutboundNumber.key)
    async for _ in walk:
        pass
    assert (walk.progress.loaded, walk.progress.complete) == (3_120, True)
    assert len({row.number for row in walk.rows}) == 3_120
    assert asking.clock_offset == timedelta()
    assert len(asking.call_log) == walk.progress.calls
    await asking.aclose()


async def test_numbers_of_ids_of_2017_are_asked_of_2017() -> None:
    uuids = UserKey("ef1e71e9-ae9d-487c-96ad-9181d85cf802", "ef1e71e9-ae9d-487c-96ad-9181d85cf803")
    answers = Answers({NUMBERS_2017: {"Code": "OK", "NumberList": {"Number": ["021"]}}, NUMBERS_2020: NUMBERS_JSON})
    async with directory(answers) as asking:
        await asking.outbound_numbers(uuids)
        await asking.outbound_numbers(uuids._replace(version="2020-07-01"))
        await asking.outbound_numbers(uuids, skill_group_ids=["g"])
    assert answers.asked == [NUMBERS_2017, NUMBERS_2020, NUMBERS_2020]
