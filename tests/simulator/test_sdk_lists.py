"""Every operation, asked by the official SDK over TCP and read with its response class."""

import inspect
import time
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import httpx
import pytest

from ccc_tui.simulator import Simulator
from ccc_tui.simulator.operations import OPERATIONS
from tests.simulator.reference import V2017, V2020, Call, v3
from tests.simulator.test_sdks import configuration

Listening = tuple[Simulator, str]
SDKS = {V2017: "alibabacloud_ccc20170705", V2020: "alibabacloud_ccc20200701"}
HD = {"InstanceId": "hd-service"}
PAGE = {"PageNumber": 1, "PageSize": 100}
GROUP = {"SkillGroupId": "skg-hotline@hd-service"}
AGENT = {"UserId": "agent07@hd-service"}
# Parameters of each operation, and how many rows a list has in all.
CALLS: dict[tuple[str, str], tuple[dict[str, Any], int | None]] = {
    ("ListInstancesOfUser", V2017): ({}, None),
    ("ListInstancesOfUser", V2020): (PAGE, 18),
    ("ListOutboundPhoneNumberOfUser", V2017): ({**HD, "UserId": "agent07@hd-service", **PAGE}, None),
    ("ListOutboundNumbersOfUser", V2020): ({**HD, **AGENT, **PAGE}, 1040),
    ("ListUsers", V2020): ({**HD, **PAGE}, 212),
    ("ListSkillGroups", V2020): ({**HD, **PAGE}, 9),
    ("ListPhoneNumbers", V2020): ({**HD, **PAGE}, 3154),
    ("ListUserLevelsOfSkillGroup", V2020): ({**HD, **GROUP, "IsMember": True, **PAGE}, 80),
    ("ListPhoneNumbersOfSkillGroup", V2020): ({**HD, **GROUP, "IsMember": True, **PAGE}, 20),
    ("ListSkillLevelsOfUser", V2020): ({**HD, **AGENT, "IsMember": True, **PAGE}, 1),
    ("ListPersonalNumbersOfUser", V2020): ({**HD, **AGENT, "IsMember": True, **PAGE}, 2),
    ("GetUser", V2020): ({**HD, **AGENT}, None),
    ("ListUnassignedNumbers", V2020): (PAGE, 5),
    ("GetNumberLocation", V2020): ({**HD, "Number": "02155590000"}, None),
}


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a proxy of the environment out of the way."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")


def asked(address: str, action: str, version: str, parameters: Mapping[str, Any]) -> Any:
    """Return the body that the SDK has read."""
    package = SDKS[version]
    client = import_module(f"{package}.client").Client(configuration(address))
    request_class = getattr(import_module(f"{package}.models"), f"{action}Request", None)
    method = getattr(client, snake(action))
    if request_class is None:
        return method().body
    return method(request_class().from_map(parameters)).body


def raw(address: str, action: str, version: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body as it was sent."""
    texts = {name: str(value) for name, value in parameters.items()}
    with httpx.Client(trust_env=False) as client:
        sent: dict[str, Any] = client.send(v3(Call(action, version, texts, host=address, at=time.time()))).json()
    return sent


def snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


def leaves(model: Any) -> Iterator[tuple[str, object, str]]:
    """Yield each value of an SDK model with its name and the type that the class declares."""
    for name, parameter in inspect.signature(type(model).__init__).parameters.items():
        value = getattr(model, name, None)
        if name == "self" or value is None:
            continue
        for item in value if isinstance(value, list) else [value]:
            if hasattr(item, "to_map"):
                yield from leaves(item)
            else:
                declared = getattr(parameter.annotation, "__name__", str(parameter.annotation))
                yield name, item, declared if not isinstance(value, list) else "str"


def test_each_operation_that_is_served_is_asked_here() -> None:
    assert CALLS.keys() == OPERATIONS.keys()


@pytest.mark.parametrize(("action", "version"), CALLS)
def test_the_sdk_reads_each_field_of_each_reply(listening: Listening, action: str, version: str) -> None:
    parameters, total = CALLS[action, version]
    body = asked(listening[1], action, version, parameters)
    sent = raw(listening[1], action, version, parameters)
    assert body.to_map() | {"RequestId": ""} == sent | {"RequestId": ""}
    for name, value, declared in leaves(body):
        assert type(value).__name__ == declared, name
    if total is not None:
        assert (body.data.total_count, len(body.data.list)) == (total, min(total, 100))


@pytest.mark.parametrize("action", ["ListUsers", "ListSkillGroups", "ListPhoneNumbers"])
def test_every_field_of_the_class_is_sent_somewhere(listening: Listening, action: str) -> None:
    row_class = getattr(import_module("alibabacloud_ccc20200701.models"), f"{action}ResponseBodyDataList")
    rows = asked(listening[1], action, V2020, {**HD, **PAGE}).data.list
    fields = set(inspect.signature(row_class.__init__).parameters) - {"self"}
    found = {name for row in rows for name in fields if getattr(row, name)}
    assert fields == found


def test_one_list_is_the_same_in_pages_of_any_size(listening: Listening) -> None:
    ids = []
    for number in range(1, 23):
        page = asked(listening[1], "ListUsers", V2020, {**HD, "PageNumber": number, "PageSize": 10})
        ids += [row.user_id for row in page.data.list]
    assert len(set(ids)) == len(ids) == 212
    whole = [asked(listening[1], "ListUsers", V2020, {**HD, **PAGE, "PageNumber": number}) for number in (1, 2, 3)]
    assert ids == [row.user_id for page in whole for row in page.data.list]
