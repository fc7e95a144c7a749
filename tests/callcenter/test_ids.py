"""By which ids a user is asked for: those that a version has listed, before those that are guessed."""

from typing import Any

import pytest

from ccc_tui.callcenter import models, v2020
from ccc_tui.callcenter.ids import UserKey, user_keys
from ccc_tui.callcenter.merging import merge_instances
from ccc_tui.callcenter.models import Instance, User

UUID = "ef1e71e9-ae9d-487c-96ad-9181d85cf802"
USER = "ef1e71e9-ae9d-487c-96ad-9181d85cf999"
V17, V20 = "2017-07-05", "2020-07-01"


def older(admin: dict[str, Any], **fields: Any) -> models.Instance:
    return models.Instance.model_validate({**fields, "Admin": {"User": [admin]}})


def newer(admin: dict[str, Any], **fields: Any) -> v2020.Instance:
    return v2020.Instance.model_validate({**fields, "AdminList": [admin]})


def keys(instance: Instance, position: int = 0) -> list[tuple[str, str, str | None]]:
    return [key[:3] for key in user_keys(instance, instance.admins[position])]


def test_listed_by_2020() -> None:
    instance = newer({"UserId": "li@ccc-test"}, Id="ccc-test", DomainName="ccc-test")
    assert keys(instance) == [("ccc-test", "li@ccc-test", V20)]


def test_listed_by_2017_with_ids_of_2017() -> None:
    instance = older({"UserId": USER, "LoginName": "li"}, InstanceId=UUID, DomainName="ccc-test")
    assert keys(instance) == [
        (UUID, USER, V17),
        ("ccc-test", USER, V20),
        ("ccc-test", "li@ccc-test", V20),
        (UUID, f"li@{UUID}", V20),
    ]


@pytest.mark.parametrize("place", [{"DomainName": "ccc-test"}, {"ConsoleUrl": "https://x/#/workbench/ccc-test"}])
def test_listed_by_2017_with_ids_of_2020(place: dict[str, str]) -> None:
    instance = older({"UserId": "li@ccc-test"}, InstanceId="ccc-test", **place)
    assert keys(instance)[0] == ("ccc-test", "li@ccc-test", V20)


def test_listed_by_both() -> None:
    one = older({"UserId": USER, "LoginName": "li"}, InstanceId=UUID, DomainName="ccc-test")
    other = newer({"UserId": "li@ccc-test", "LoginName": "li"}, Id="ccc-test", DomainName="ccc-test")
    (instance,) = merge_instances([one], [other]).instances
    assert keys(instance)[:2] == [("ccc-test", "li@ccc-test", V20), (UUID, USER, V17)]


def test_admins_of_a_merged_call_center_that_one_version_lists() -> None:
    one = older({"UserId": USER}, InstanceId=UUID, DomainName="ccc-test")
    other = newer({"UserId": "li@ccc-test"}, Id="ccc-test", DomainName="ccc-test")
    (instance,) = merge_instances([one], [other]).instances
    assert keys(instance, 0)[0] == (UUID, USER, V17)
    assert keys(instance, 1)[0] == ("ccc-test", "li@ccc-test", V20)


def test_candidates_in_their_order_with_their_origin() -> None:
    instance = Instance(instance_id=UUID, domain_name="domain", console_url="https://x/workbench/console")
    assert user_keys(instance, User(user_id="id", login_name="li")) == (
        UserKey("console", "id", V20, "ConsoleUrl, UserId"),
        UserKey("console", "li@console", V20, "ConsoleUrl, LoginName"),
        UserKey("domain", "id", V20, "DomainName, UserId"),
        UserKey("domain", "li@domain", V20, "DomainName, LoginName"),
        UserKey(UUID, "id", V20, "InstanceId, UserId"),
        UserKey(UUID, f"li@{UUID}", V20, "InstanceId, LoginName"),
    )


def test_the_suffix_of_a_login_is_replaced() -> None:
    found = user_keys(Instance(domain_name="a"), User(login_name="li@elsewhere"))
    assert [key[:2] for key in found] == [("a", "li@a")]


def test_nothing_is_guessed_of_nothing() -> None:
    assert user_keys(Instance(), User(user_id="id")) == ()
    assert user_keys(Instance(domain_name="a"), User(display_name="Li")) == ()
