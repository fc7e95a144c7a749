"""The shapes of the replies: every field of the API pages, the same content in both formats."""

import re
from typing import Any
from xml.etree.ElementTree import Element

import httpx
import pytest
from defusedxml import ElementTree

from tests.simulator import test_sdk_lists
from tests.simulator.reference import V2017, V2020, Call, Signer, outbound, v1, v3

PAGED = {"PageNumber": "1", "PageSize": "100"}
CALLS = {
    "ListInstancesOfUser 2017-07-05": Call(),
    "ListInstancesOfUser 2020-07-01": Call(version=V2020, parameters=PAGED),
    "ListOutboundNumbersOfUser 2020-07-01": outbound(PageSize=100),
    "ListOutboundPhoneNumberOfUser 2017-07-05": Call(
        "ListOutboundPhoneNumberOfUser", V2017, {"InstanceId": "hd-service", "UserId": "wangxm@hd-service", **PAGED}
    ),
}
# The return tables of the four API pages, as paths; lists are left out of the paths.
FIELDS = {
    "ListInstancesOfUser 2017-07-05": """
        Code HttpStatusCode Message RequestId Success
        Instances.CallCenterInstance.{ConsoleUrl CreatedTime DirectoryId DomainName InstanceDescription
            InstanceId InstanceName MaxOnlineAgents Owner Status StorageBucket StorageMaxDays StorageMaxSize
            TenantId}
        Instances.CallCenterInstance.Admin.User.{InstanceId RamId UserId}
        Instances.CallCenterInstance.Admin.User.Detail.{Department DisplayName Email LoginName Phone}
        Instances.CallCenterInstance.PhoneNumbers.PhoneNumber.{AllowOutbound InstanceId Number
            PhoneNumberDescription PhoneNumberId RemainingTime TestOnly Trunks Usage}""",
    "ListInstancesOfUser 2020-07-01": """
        Code HttpStatusCode Message RequestId Data.{PageNumber PageSize TotalCount}
        Data.List.{AliyunUid ConsoleUrl Description DomainName Id Name Status}
        Data.List.AdminList.{DisplayName Email Extension InstanceId LoginName Mobile RoleId RoleName UserId
            WorkMode}
        Data.List.NumberList.{Active City ContactFlowId InstanceId Number Province Usage}
        Data.List.NumberList.SkillGroups.{Description DisplayName InstanceId Name PhoneNumberCount
            SkillGroupId UserCount}""",
    "ListOutboundNumbersOfUser 2020-07-01": """
        Code HttpStatusCode Message RequestId Data.{PageNumber PageSize TotalCount}
        Data.List.{City Number Province Provider ProviderShortName ProviderType}""",
    "ListOutboundPhoneNumberOfUser 2017-07-05": """
        Code HttpStatusCode Message RequestId Success NumberList.Number
        OutboundPhoneNumbers.PhoneNumber.{AllowOutbound City InstanceId Number PhoneNumberDescription
            PhoneNumberId PrivateFlag Province RemainingTime TestOnly Trunks Usage}""",
}
INTEGERS = frozenset(
    """HttpStatusCode CreatedTime MaxOnlineAgents StorageMaxDays StorageMaxSize RemainingTime Trunks
    PageNumber PageSize TotalCount PhoneNumberCount UserCount""".split()  # noqa: SIM905 - as the tables above
)
BOOLEANS = frozenset({"Success", "AllowOutbound", "TestOnly", "PrivateFlag", "Active"})


def leaves(value: Any, path: str = "") -> list[tuple[str, Any]]:
    """Return the paths of all leaves with their values."""
    if isinstance(value, dict):
        return [leaf for name, item in value.items() for leaf in leaves(item, f"{path}.{name}".lstrip("."))]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item, path)]
    return [(path, value)]


def paths(table: str) -> set[str]:
    """Return the paths of a table, where ``a.{b c}`` stands for ``a.b a.c``."""
    result, prefix = set(), ""
    for word in table.split():
        if ".{" in word:
            prefix, word = word.split("{")  # noqa: PLW2901 - the word goes on behind its prefix
        result.add(prefix + word.rstrip("}"))
        if word.endswith("}"):
            prefix = ""
    return result


@pytest.mark.parametrize("name", CALLS)
async def test_every_field_of_the_page_is_sent_with_its_type(client: httpx.AsyncClient, name: str) -> None:
    found = leaves((await client.send(v3(CALLS[name]))).json())
    assert {path for path, _ in found} >= paths(FIELDS[name])
    for path, value in found:
        field = path.rpartition(".")[2]
        assert type(value) is (int if field in INTEGERS else bool if field in BOOLEANS else str), path


LISTS = [
    Call(action, version, {name: str(value) for name, value in parameters.items()})
    for (action, version), (parameters, _) in test_sdk_lists.CALLS.items()
]


@pytest.mark.parametrize("sign", [v1, v3])
@pytest.mark.parametrize("call", [*CALLS.values(), *LISTS], ids=lambda call: f"{call.action}-{call.version}")
async def test_both_formats_say_the_same(client: httpx.AsyncClient, sign: Signer, call: Call) -> None:
    json = await client.send(sign(call))
    xml = await client.send(sign(call._replace(xml=True)))
    assert json.status_code == 200
    assert json.headers["content-type"] == "application/json;charset=utf-8"
    assert xml.headers["content-type"] == "text/xml;charset=utf-8"
    root = ElementTree.fromstring(xml.content)
    assert root.tag == f"{call.action}Response"
    assert without_request_id(from_xml(root)) == without_request_id(from_json(json.json()))


@pytest.mark.parametrize("name", CALLS)
async def test_json_is_compact_utf8(client: httpx.AsyncClient, name: str) -> None:
    reply = await client.send(v3(CALLS[name]))
    assert b'", "' not in reply.content
    assert "电信".encode() in reply.content or "客服".encode() in reply.content
    assert int(reply.headers["content-length"]) == len(reply.content)


async def test_request_ids_look_like_the_services(client: httpx.AsyncClient) -> None:
    ids = [(await client.send(v3(Call()))).json()["RequestId"] for _ in range(3)]
    assert len(set(ids)) == 3
    for request_id in ids:
        assert [len(part) for part in request_id.split("-")] == [8, 4, 4, 4, 12]
        assert set(request_id) <= set("0123456789ABCDEF-")


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "application/json"),
        ("", "application/json"),
        ("application/xml", "text/xml"),
        ("text/xml, application/json", "application/json"),
    ],
)
async def test_v3_asks_for_a_format_by_accept(client: httpx.AsyncClient, accept: str, kind: str) -> None:
    request = v3(Call())
    request.headers["Accept"] = accept
    assert (await client.send(request)).headers["content-type"].startswith(kind)


async def test_v1_answers_xml_unless_asked(client: httpx.AsyncClient) -> None:
    reply = await client.send(v1(Call(xml=True)))
    assert reply.content.startswith(b'<?xml version="1.0" encoding="UTF-8"?><ListInstancesOfUserResponse>')


Node = tuple[str, Any]


def from_json(value: Any) -> list[Node]:
    """Return an object as XML would say it: names with texts or children, in order."""
    items = ((name, one) for name, item in value.items() for one in (item if isinstance(item, list) else [item]))
    return [(name, from_json(one) if isinstance(one, dict) else text(one)) for name, one in items]


def from_xml(element: Element) -> list[Node]:
    """Return the children of an element in the same way."""
    return [(child.tag, from_xml(child) if len(child) else child.text or "") for child in element]


def text(value: Any) -> str:
    """Return a value as XML says it; what XML cannot carry is replaced."""
    words = str(value).lower() if isinstance(value, bool) else str(value)
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "\ufffd", words)


def without_request_id(nodes: list[Node]) -> list[Node]:
    return [(name, value or "") for name, value in nodes if name != "RequestId"]
