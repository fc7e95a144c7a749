"""Call centers, admins and numbers of both API versions: what is joined, what is not, and what is said of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccc_tui.callcenter import models, v2020
from ccc_tui.callcenter.merging import is_uuid, merge_instances, workbench_name

UUID = "ef1e71e9-ae9d-487c-96ad-9181d85cf802"


def older(**fields: Any) -> models.Instance:
    return models.Instance.model_validate(fields)


def newer(**fields: Any) -> v2020.Instance:
    return v2020.Instance.model_validate(fields)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("ccc.aliyun.com/workbench/111", "111"),
        ("https://ccc-v2.aliyun.com/#/workbench/ccc-test", "ccc-test"),
        ("https://ccc-v2.aliyun.com/#/workbench/ccc-test?lang=zh", "ccc-test"),
        ("https://ccc.aliyun.com/workbench/ccc-test/home", "ccc-test"),
        ("https://ccc.aliyun.com/", None),
        ("workbench/", None),
        ("", None),
        (None, None),
    ],
)
def test_the_name_in_a_console_url(url: str | None, name: str | None) -> None:
    assert workbench_name(url) == name


def test_an_id_of_2017_is_a_uuid() -> None:
    assert is_uuid(UUID)
    assert is_uuid(UUID.upper())
    assert not is_uuid("ccc-test")
    assert not is_uuid(None)


JOINED = [
    (older(InstanceId=UUID, DomainName="111"), newer(Id="x", DomainName="111")),
    (older(InstanceId=UUID, DomainName="CCC-Test"), newer(Id="y", DomainName="ccc-test")),
    (older(InstanceId=UUID, ConsoleUrl="https://ccc-v2.aliyun.com/#/workbench/ccc-test"), newer(Id="ccc-test")),
    (older(InstanceId="ccc-test"), newer(Id="ccc-test")),
    (older(InstanceId=UUID, DomainName="a", Owner="7"), newer(Id="b", DomainName="a", AliyunUid="7")),
    (older(InstanceId=UUID, DomainName="a", Owner="7"), newer(Id="b", DomainName="a")),
]
APART = [
    (older(InstanceId=UUID), newer(Id=UUID)),
    (older(InstanceName="one"), newer(Name="one")),
    (older(InstanceId="a"), newer(Id="b")),
    (older(InstanceId=UUID, DomainName=""), newer(Id="b", DomainName="")),
]
DOUBTFUL = [
    (older(InstanceId=UUID, DomainName="a", Owner="7"), newer(Id="b", DomainName="a", AliyunUid="8")),
    (older(InstanceId=UUID, DomainName="a", ConsoleUrl="x/workbench/c"), newer(Id="b", DomainName="a")),
    (older(InstanceId="c", DomainName="a"), newer(Id="b", DomainName="a")),
]


@pytest.mark.parametrize("pair", JOINED)
def test_one_call_center(pair: tuple[models.Instance, v2020.Instance]) -> None:
    merged = merge_instances([pair[0]], [pair[1]])
    (instance,) = merged.instances
    assert merged.doubtful == ()
    assert instance.api_versions == ("2017-07-05", "2020-07-01")
    assert instance.ids == {"2017-07-05": pair[0].instance_id, "2020-07-01": pair[1].instance_id}
    assert instance.instance_id == pair[0].instance_id


@pytest.mark.parametrize("pair", APART)
def test_two_call_centers(pair: tuple[models.Instance, v2020.Instance]) -> None:
    assert merge_instances([pair[0]], [pair[1]]) == (pair, ())


@pytest.mark.parametrize("pair", DOUBTFUL)
def test_call_centers_that_contradict_each_other_stay_apart_and_are_named(
    pair: tuple[models.Instance, v2020.Instance],
) -> None:
    assert merge_instances([pair[0]], [pair[1]]) == (pair, (pair,))


def test_a_key_that_two_rows_have_joins_none() -> None:
    twins = [newer(Id="x", DomainName="a"), newer(Id="y", DomainName="a")]
    merged = merge_instances([older(InstanceId=UUID, DomainName="a")], twins)
    assert len(merged.instances) == 3
    assert len(merged.doubtful) == 2


def test_rows_of_one_version_are_never_joined() -> None:
    rows = [older(InstanceId="a", DomainName="a"), older(InstanceId="a", DomainName="a")]
    assert merge_instances(rows, []).instances == tuple(rows)


def test_fields_are_united_and_conflicts_kept() -> None:
    one = older(InstanceId=UUID, DomainName="a", Status="Stopped", ConsoleUrl="c/workbench/a", MaxOnlineAgents=7)
    other = newer(Id="a", DomainName="a", Status="RUNNING", ConsoleUrl="https://d/#/workbench/a", Name="name", Extra=1)
    (instance,) = merge_instances([one], [other]).instances
    assert (instance.status, instance.instance_name, instance.max_online_agents) == ("RUNNING", "name", 7)
    assert [(each.field, each.values) for each in instance.conflicts] == [
        ("status", {"2017-07-05": "Stopped", "2020-07-01": "RUNNING"})
    ]
    assert instance.model_extra == {"Extra": 1}
    document = instance.declared()
    assert document["api_version"] == "2017-07-05"
    assert document["api_versions"] == ["2017-07-05", "2020-07-01"]
    assert document["conflicts"] == [
        {"field": "status", "values": {"2017-07-05": "Stopped", "2020-07-01": "RUNNING"}, "row": None}
    ]


def test_a_status_in_other_letters_is_no_conflict() -> None:
    pair = older(DomainName="a", Status="Running"), newer(DomainName="a", Status="RUNNING")
    (instance,) = merge_instances([pair[0]], [pair[1]]).instances
    assert instance.conflicts == ()


def merged_admins(old: dict[str, Any], new: dict[str, Any]) -> tuple[models.User, ...]:
    one, other = older(DomainName="a", Admin={"User": [old]}), newer(DomainName="a", AdminList=[new])
    (instance,) = merge_instances([one], [other]).instances
    return instance.admins


def test_one_admin_by_id_or_login() -> None:
    (by_id,) = merged_admins({"UserId": "U", "Phone": "1"}, {"UserId": "u", "Email": "e"})
    assert (by_id.user_id, by_id.phone, by_id.email) == ("U", "1", "e")
    (by_login,) = merged_admins({"UserId": UUID, "LoginName": "wang"}, {"UserId": "wang@a", "LoginName": "Wang"})
    assert by_login.user_id == UUID
    found = by_login.as_in("2020-07-01")
    assert found is not None
    assert found.user_id == "wang@a"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"LoginName": "wang", "RamId": "1"}, {"LoginName": "wang", "RamId": "2"}),
        ({"DisplayName": "Wang", "Phone": "1"}, {"DisplayName": "Wang", "Mobile": "1"}),
        ({"Email": "a@b"}, {"Email": "a@b"}),
    ],
)
def test_two_admins(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert len(merged_admins(old, new)) == 2


def merged_numbers(old: list[str], new: list[str]) -> list[tuple[str | None, str | None]]:
    one = older(DomainName="a", PhoneNumbers={"PhoneNumber": [{"Number": number} for number in old]})
    other = newer(DomainName="a", NumberList=[{"Number": number} for number in new])
    (instance,) = merge_instances([one], [other]).instances
    return [(number.number, number.joined_by) for number in instance.phone_numbers]


@pytest.mark.parametrize(
    ("old", "new", "merged"),
    [
        (["021"], ["021"], [("021", None)]),
        (["21"], ["021"], [("021", "leading zero")]),
        (["021"], ["21"], [("21", "leading zero")]),
        (["021", "21"], ["021"], [("021", None), ("21", None)]),
        (["02112340019"], ["021xxxx0019"], [("021xxxx0019", "masked digits")]),
        (
            ["02112340019", "02199990019"],
            ["021xxxx0019"],
            [("02112340019", None), ("02199990019", None), ("021xxxx0019", None)],
        ),
        (["0211"], ["021xxxx"], [("0211", None), ("021xxxx", None)]),
        (["0211"], ["0212"], [("0211", None), ("0212", None)]),
        (["021", "021"], ["021"], [("021", None), ("021", None), ("021", None)]),
        ([], ["021"], [("021", None)]),
    ],
)
def test_numbers(old: list[str], new: list[str], merged: list[tuple[str | None, str | None]]) -> None:
    assert merged_numbers(old, new) == merged


def test_a_conflict_of_a_number_is_one_of_its_call_center() -> None:
    one = older(DomainName="a", PhoneNumbers={"PhoneNumber": [{"Number": "021", "Usage": "Inbound"}]})
    other = newer(DomainName="a", NumberList=[{"Number": "021", "Usage": "OUTBOUND", "City": "上海"}])
    (instance,) = merge_instances([one], [other]).instances
    assert [(each.row, each.field) for each in instance.conflicts] == [("021", "usage")]
    number = instance.phone_numbers[0]
    assert (number.usage, number.declared()["city"]) == ("OUTBOUND", "上海")


NAMES = st.sampled_from(["a", "A", "b", UUID, None])


@given(
    st.lists(st.builds(lambda i, d: older(InstanceId=i, DomainName=d), NAMES, NAMES), max_size=5),
    st.lists(st.builds(lambda i, d: newer(Id=i, DomainName=d), NAMES, NAMES), max_size=5),
)
def test_every_row_is_there_once(old: list[models.Instance], new: list[v2020.Instance]) -> None:
    merged = merge_instances(old, new).instances
    sources = [source for instance in merged for source in instance.sources.values()]
    assert sorted(map(id, sources)) == sorted(map(id, [*old, *new]))
    assert [*merge_instances(old, []).instances] == old
    assert [*merge_instances([], new).instances] == new


def test_numbers_are_kept_once() -> None:
    old = older(InstanceId=UUID, DomainName="a", PhoneNumbers=[{"PhoneNumber": "1"}, {"PhoneNumber": "2"}])
    (instance,) = merge_instances([old], [newer(Id="b", DomainName="a")]).instances
    assert isinstance(instance, models.MergedInstance)
    assert len(instance.phone_numbers) == len(old.phone_numbers) > 0
    assert [source.phone_numbers for source in instance.sources.values()] == [(), ()]
