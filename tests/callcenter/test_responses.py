"""Replies as models: the documentation's samples in both formats, and what real replies look like."""

import json
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccc_tui.callcenter import v2017, v2020
from ccc_tui.callcenter.models import Instance, LocatedNumber, OutboundNumber
from ccc_tui.callcenter.page import Page
from ccc_tui.cloud.operation import Operation, ResponseT
from ccc_tui.cloud.parsing import parse
from ccc_tui.resources import operations
from tests.callcenter.samples import INSTANCES_JSON, INSTANCES_XML, NUMBERS_JSON, NUMBERS_XML

NOW = datetime(2026, 1, 2, tzinfo=UTC)
ID = "ef1e71e9-ae9d-487c-96ad-9181d85cf802"


def response(content: str | dict[str, Any], operation: Operation[ResponseT]) -> ResponseT:
    body = (content if isinstance(content, str) else json.dumps(content)).encode()
    found = parse(body, "", operation.response_model)
    assert found.is_of_the_service
    return found.received(body, NOW, found.request_id)


def instances_2017(content: str | dict[str, Any]) -> tuple[Instance, ...]:
    return response(content, v2017.LIST_INSTANCES_OF_USER).instances


def outbound_numbers_2020(content: str | dict[str, Any]) -> Page[OutboundNumber]:
    return response(content, v2020.LIST_OUTBOUND_NUMBERS_OF_USER).page()


def instance(fields: dict[str, Any]) -> Any:
    document = {"Instances": {"CallCenterInstance": [fields]}}
    (found,) = instances_2017(document)
    return found


@pytest.mark.parametrize(("sample", "number"), [(INSTANCES_XML, "02500000000"), (INSTANCES_JSON, "2500000000")])
def test_every_field_of_the_page_of_2017_is_read(sample: str, number: str) -> None:
    first, second = instances_2017(sample)
    assert first.declared() == {
        "account": None,
        "api_version": "2017-07-05",
        "instance_id": ID,
        "instance_name": "测试11111",
        "instance_description": "测试11111",
        "domain_name": "111",
        "console_url": "ccc.aliyun.com/workbench/111",
        "status": "Creating",
        "owner": "1059803544828509",
        "created_time": "2018-09-25T09:18:45Z",
        "directory_id": "无",
        "tenant_id": "acc2985",
        "max_online_agents": 100,
        "storage_bucket": "cloudcallcenter-online",
        "storage_max_days": 0,
        "storage_max_size": 100,
        "admins": [],
        "phone_numbers": [],
        "api_versions": ["2017-07-05"],
        "ids": {"2017-07-05": ID},
        "conflicts": [],
    }
    nobody = dict.fromkeys(("login_name", "display_name", "email", "phone", "department"))
    assert second.instance_id is None
    assert second.declared()["admins"] == [
        {"user_id": "9d-487c-96ad-9181d85cf802", "ram_id": "1059803544828509", "instance_id": ID} | nobody,
        {
            "user_id": None,
            "ram_id": None,
            "instance_id": None,
            "login_name": "云呼测试",
            "display_name": "云呼测试",
            "email": "123@123.com",
            "phone": "13209090909",
            "department": "云呼测试",
        },
    ]
    assert second.declared()["phone_numbers"] == [
        {
            "phone_number_id": "51349d57-e7a1-4dba-bd16-34d93251207d",
            "instance_id": ID,
            "number": number,
            "phone_number_description": "Ali Telecom",
            "usage": "Bidirection",
            "allow_outbound": True,
            "test_only": False,
            "remaining_time": 100,
            "trunks": 15,
        }
    ]


@pytest.mark.parametrize("sample", [NUMBERS_XML, NUMBERS_JSON])
def test_every_field_of_the_page_of_2020_is_read(sample: str) -> None:
    page = outbound_numbers_2020(sample)
    assert (page.page_number, page.page_size, page.total_count) == (1, 10, 1)
    assert (page.request_id, page.as_of) == ("EEEE671A-3E24-4A04-81E6-6C4F5B39DF75", NOW)
    (row,) = page.rows
    assert {name: value for name, value in row.declared().items() if value is not None} == {
        "number": "083xxxx0019",
        "province": "四川",
        "city": "乐山",
    }


def test_json_and_xml_of_the_samples_are_equal_but_for_the_zero_that_json_lost() -> None:
    in_xml = instances_2017(INSTANCES_XML.replace("02500000000", "2500000000"))
    assert in_xml == instances_2017(INSTANCES_JSON)
    assert outbound_numbers_2020(NUMBERS_XML) == outbound_numbers_2020(NUMBERS_JSON)


def as_xml(value: Any) -> str:
    match value:
        case dict():
            return "".join(
                "".join(f"<{name}>{as_xml(one)}</{name}>" for one in (inner if isinstance(inner, list) else [inner]))
                for name, inner in value.items()
            )
        case bool():
            return "true" if value else "false"
        case _:
            return escape(str(value))


# What XML can carry, and what it keeps: a carriage return becomes a line feed.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12)
COUNTS = st.integers(-5, 10**12)
NUMBERS = st.fixed_dictionaries(
    {}, optional={"Number": TEXTS | st.integers(0, 10**18), "InstanceId": TEXTS, "Usage": TEXTS, "Trunks": COUNTS,
                  "RemainingTime": COUNTS | COUNTS.map(str), "AllowOutbound": st.booleans(), "Unknown": TEXTS}
)  # fmt: skip
DETAIL = st.fixed_dictionaries({}, optional={"LoginName": TEXTS, "Phone": TEXTS | st.integers(0, 10**12)})
USERS = st.fixed_dictionaries({}, optional={"UserId": TEXTS, "RamId": st.integers(0, 10**18), "Detail": DETAIL})
INSTANCES = st.fixed_dictionaries(
    {}, optional={"InstanceId": TEXTS, "InstanceName": TEXTS, "CreatedTime": COUNTS, "StorageMaxDays": COUNTS,
                  "Admin": st.fixed_dictionaries({"User": st.lists(USERS, max_size=3)}),
                  "PhoneNumbers": st.fixed_dictionaries({"PhoneNumber": st.lists(NUMBERS, max_size=3)})}
)  # fmt: skip


def says_the_same_in_xml(value: Any) -> bool:
    """Whether no object is empty: XML can say that only as an empty text."""
    match value:
        case dict():
            return bool(value) and all(map(says_the_same_in_xml, value.values()))
        case list():
            return all(map(says_the_same_in_xml, value))
        case _:
            return True


@given(st.lists(INSTANCES, min_size=1, max_size=3).filter(says_the_same_in_xml))
def test_json_and_xml_of_the_same_content_are_equal(content: list[dict[str, Any]]) -> None:
    document = {"Instances": {"CallCenterInstance": content}, "Code": "OK"}
    in_json, in_xml = (instances_2017(text) for text in (json.dumps(document), f"<R>{as_xml(document)}</R>"))
    assert in_json == in_xml


@pytest.mark.parametrize("wrapped", [{"PhoneNumber": {"Number": 1}}, {"PhoneNumber": [{"Number": 1}]}, {"Number": 1},
                                     [{"Number": 1}], {"PhoneNumber": [None, {"Number": 1}, "x", []]}])  # fmt: skip
def test_a_list_of_one_comes_in_many_shapes(wrapped: Any) -> None:
    (number,) = instance({"PhoneNumbers": wrapped}).phone_numbers
    assert number.number == "1"


@pytest.mark.parametrize("absent", [None, "", [], {}, "text", 7, {"PhoneNumber": None}, {"PhoneNumber": ""}])
def test_no_list_is_an_empty_list(absent: Any) -> None:
    assert instance({"InstanceId": "a", "PhoneNumbers": absent, "Admin": absent}).phone_numbers == ()


def test_the_page_of_instances_of_2020_is_read() -> None:
    row = {
        "Id": "ccc-test",
        "Name": "N",
        "Description": "D",
        "AliyunUid": 105980354482850912,
        "Status": "RUNNING",
        "AdminList": [{"UserId": "u@ccc-test", "Mobile": 13209090909, "RoleName": "Admin"}],
        "NumberList": [{"Number": "021", "SkillGroups": [{"Name": "a\x1b[31mb"}]}],
    }
    document = {"Data": {"List": [row], "TotalCount": 1, "PageNumber": 1, "PageSize": 100}}
    page = response(document, v2020.LIST_INSTANCES_OF_USER).page()
    (found,) = page.rows
    assert (found.api_version, found.instance_id, found.instance_name) == ("2020-07-01", "ccc-test", "N")
    assert (found.instance_description, found.owner) == ("D", "105980354482850912")
    assert (found.admins[0].phone, found.admins[0].model_extra) == ("13209090909", {"RoleName": "Admin"})
    (number,) = found.phone_numbers
    assert isinstance(number, LocatedNumber)
    assert [group.name for group in number.skill_groups] == ["ab"]


def test_outbound_numbers_of_2017_come_as_objects_or_bare() -> None:
    objects = {"OutboundPhoneNumbers": {"PhoneNumber": [{"Number": "021", "City": "上海"}]}, "TotalCount": 1}
    for document, rows in (
        (objects | {"NumberList": {"Number": ["021"]}}, [("021", "上海")]),
        ({"NumberList": {"Number": ["021", 22]}}, [("021", None), ("22", None)]),
        ({"NumberList": {"Number": "021"}}, [("021", None)]),
        ({"NumberList": {}}, []),
    ):
        page = response(document, v2017.LIST_OUTBOUND_PHONE_NUMBER_OF_USER).page()
        assert [(row.number, row.city) for row in page.rows] == rows


@pytest.mark.parametrize(
    ("inner", "outer", "total"),
    [(1, 2, 1), ("1", None, 1), (None, "2", 2), ("many", 3, 3), (-1, None, None), (None, -1, None), (0, 5, 0),
     (10**400, None, None), (True, None, None), ("7.0", None, 7)],
)  # fmt: skip
def test_totals_stand_at_two_levels_and_count_what_can_be_counted(inner: Any, outer: Any, total: Any) -> None:
    document = {"Data": {"TotalCount": inner, "List": []}, "TotalCount": outer}
    assert outbound_numbers_2020(document).total_count == total


@pytest.mark.parametrize("operation", sorted(operations(), key=str), ids=str)
def test_what_is_not_of_the_service_is_not_an_empty_list(operation: Operation[Any]) -> None:
    for document in ({"status": "up"}, {"Message": "x"}, {"TotalCount": 1}, {}):
        assert not parse(json.dumps(document).encode(), "", operation.response_model).is_of_the_service
    for name in ("Code", "RequestId", "HttpStatusCode", "Success"):
        assert response({name: None}, operation).request_id is None


@pytest.mark.parametrize(
    "shape", ["text", 7, [], {}, None, [{"Number": "1"}], {"List": None}, {"List": {}}, {"List": ""}]
)
def test_no_data_is_an_empty_page(shape: Any) -> None:
    document = {"Data": shape, "TotalCount": 3}
    instances = response(document, v2020.LIST_INSTANCES_OF_USER).page()
    assert (instances.rows, instances.total_count) == ((), 3)
    numbers = response(document, v2020.LIST_OUTBOUND_NUMBERS_OF_USER).page()
    assert (numbers.rows, numbers.total_count) == ((), 3)
