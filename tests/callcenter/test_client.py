"""The questions of the product, and which version of which operation answers them."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import httpx
import pytest

from ccc_tui.callcenter.client import ApiVersion, CallCenterClient
from ccc_tui.callcenter.ids import UserKey, instance_ids, user_ids
from ccc_tui.callcenter.models import Instance, OutboundNumber, User
from ccc_tui.callcenter.page import Page
from ccc_tui.callcenter.paginator import Paginator
from ccc_tui.cloud.errors import CloudError, ConfigurationError, NotFound, PermissionDenied
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


async def test_instances_are_asked_of_the_documented_version() -> None:
    answers = Answers({INSTANCES_2017: INSTANCES_JSON})
    async with directory(answers) as asking:
        found = await asking.instances()
    assert answers.calls == [(*INSTANCES_2017, {})]
    assert len(found.rows) == 2
    assert (found.complete, found.request_ids) == (True, ("DE803553-8AA9-4B9D-9E4E-A82BC69EDCEE",))


@pytest.mark.parametrize("code", ["InvalidAction.NotFound", "NoSuchVersion", "InvalidVersion"])
async def test_the_other_version_answers_where_one_is_not_served_and_is_remembered(code: str) -> None:
    row = {"Id": "ccc-test"}
    page = {"Code": "OK", "RequestId": "R", "Data": {"List": [row], "TotalCount": 1}}
    answers = Answers({INSTANCES_2017: {"Code": code}, INSTANCES_2020: page})
    async with directory(answers) as asking:
        for _ in range(2):
            found = await asking.instances()
            assert [instance.api_version for instance in found.rows] == ["2020-07-01"]
    assert answers.asked == [INSTANCES_2017, INSTANCES_2020, INSTANCES_2020]


async def test_a_refusal_is_not_a_missing_version() -> None:
    answers = Answers({INSTANCES_2017: {"Code": "Forbidden.RAM"}})
    async with directory(answers) as asking:
        with pytest.raises(PermissionDenied):
            await asking.instances()
    assert answers.asked == [INSTANCES_2017]


async def test_where_no_version_is_served_the_last_one_s_answer_counts() -> None:
    answers = Answers({INSTANCES_2020: {"Code": "NoSuchVersion"}})
    async with directory(answers) as asking:
        for _ in range(2):
            with pytest.raises(CloudError) as failure:
                await asking.instances()
            assert failure.value.code == "NoSuchVersion"


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


INSTANCE = Instance(instance_id="uuid", domain_name="ccc-test", console_url="https://x/workbench/ccc-old/")
USER = User(user_id="id", login_name="li")


def test_ids_of_2020_are_guessed_in_their_order() -> None:
    assert instance_ids(INSTANCE) == ("uuid", "ccc-test", "ccc-old")
    assert user_ids(INSTANCE, USER) == ("id", "li@ccc-test")
    assert instance_ids(Instance(domain_name="a", console_url="x/workbench/a")) == ("a",)
    assert user_ids(INSTANCE, User(login_name="li@ccc-test")) == ("li@ccc-test",)
    assert (instance_ids(Instance()), user_ids(Instance(), User())) == ((), ())


async def tried(instance: Instance, user: User, refusals: dict[UserKey, str]) -> tuple[Any, list[UserKey]]:
    """Return what `find_user` found or raised, and what it asked."""
    asked: list[UserKey] = []

    async def ask(key: UserKey) -> str:
        asked.append(key)
        if code := refusals.get(key):
            raise NotFound(code)
        return "found"

    async with directory(Answers({})) as asking:
        try:
            return await asking.find_user(instance, user, ask), asked
        except NotFound as error:
            return error.code, asked


async def test_a_person_is_found_by_the_first_ids_that_the_service_knows() -> None:
    no_instance, no_user = "NotExists.InstanceId", "NotExists.UserId"
    good = UserKey("ccc-test", "li@ccc-test")
    refusals = {UserKey("uuid", "id"): no_instance, UserKey("ccc-test", "id"): no_user}
    assert await tried(INSTANCE, USER, refusals) == ((good, "found"), [*refusals, good])


async def test_an_instance_that_is_known_is_not_left_for_another() -> None:
    keys = [UserKey("uuid", "id"), UserKey("uuid", "li@ccc-test")]
    refusals = dict.fromkeys(keys, "NotExists.UserId")
    assert await tried(INSTANCE, USER, refusals) == ("NotExists.UserId", keys)


async def test_a_person_without_an_id_is_not_asked_for() -> None:
    assert await tried(INSTANCE, User(), {}) == ("Client.NoId", [])
    assert await tried(Instance(), USER, {}) == ("Client.NoId", [])
