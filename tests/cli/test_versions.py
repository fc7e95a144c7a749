"""Both API versions on the command line: what is printed, said, and the exit status where one does not answer."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import Answer, Canned, Ended, refusal

Cli = Callable[..., Ended]

OLD = {"InstanceId": "ef1e71e9-ae9d-487c-96ad-9181d85cf802", "DomainName": "desk", "Status": "Running"}
ADMIN = {"UserId": "u-1", "Detail": {"LoginName": "li"}}
OLD_LIST = {
    "Code": "OK",
    "RequestId": "R-2017",
    "Instances": {"CallCenterInstance": [{**OLD, "Admin": {"User": ADMIN}}]},
}
NEW = {"Id": "desk", "DomainName": "desk", "Status": "STOPPED"}
NEW_LIST = {"Code": "OK", "RequestId": "R-2020", "Data": {"List": [NEW], "TotalCount": 1}}


def answers(canned: Canned, older: dict[str, Any] | Answer, newer: dict[str, Any] | Answer) -> None:
    """Let the server answer the two versions of ListInstancesOfUser, and know one user by other ids than the list."""

    def answer(action: str, parameters: dict[str, str]) -> Answer:
        if action == "ListInstancesOfUser":
            found = newer if "PageNumber" in parameters else older
            return found if isinstance(found, Answer) else Answer(json.dumps(found).encode())
        if (parameters["InstanceId"], parameters["UserId"]) != ("desk", "li@desk"):
            return refusal("NotExists.UserId", 404)
        data = {"List": [{"Number": "02102100210"}], "TotalCount": 1}
        return Answer(json.dumps({"Code": "OK", "RequestId": "R", "Data": data}).encode())

    canned.answer = answer


def test_a_call_center_of_both_versions_is_one_with_both_ids_and_its_conflicts(cli: Cli, canned: Canned) -> None:
    answers(canned, OLD_LIST, NEW_LIST)
    document = cli("instances", "-o", "json").document
    (instance,) = document["instances"]
    assert instance["api_versions"] == ["2017-07-05", "2020-07-01"]
    assert instance["ids"] == {"2017-07-05": OLD["InstanceId"], "2020-07-01": "desk"}
    assert instance["instance_id"] == OLD["InstanceId"]
    assert instance["status"] == "STOPPED"
    assert instance["conflicts"] == [
        {"field": "status", "values": {"2017-07-05": "Running", "2020-07-01": "STOPPED"}, "row": None}
    ]
    assert document["request_ids"] == ["R-2017", "R-2020"]
    assert "notices" not in document


@pytest.mark.parametrize("version", ["2017-07-05", "2020-07-01"])
def test_a_fixed_version_is_the_only_one_asked(cli: Cli, canned: Canned, version: str) -> None:
    answers(canned, OLD_LIST, NEW_LIST)
    document = cli("instances", "-o", "json", "--api-version", version).document
    assert [instance["api_versions"] for instance in document["instances"]] == [[version]]
    assert len(canned.calls) == 1


@pytest.mark.parametrize(
    ("code", "http", "status", "said"),
    [
        ("InvalidAction.NotFound", 404, 0, ""),
        ("NoSuchVersion", 400, 0, ""),
        ("Forbidden.RAM", 403, 0, "2017-07-05: The access key is not allowed to make this call."),
        ("Parameter.Enumeration", 400, 0, "2017-07-05: The service does not accept a parameter."),
        ("ServiceUnavailable", 503, 4, "2017-07-05: The service is not available now."),
        ("Throttling.User", 429, 4, "2017-07-05: The service is throttling this account"),
        ("SignatureDoesNotMatch", 400, 1, "The access key's secret is wrong."),
    ],
)
def test_where_one_version_answers_the_exit_status_says_whether_the_list_is_whole(
    cli: Cli, canned: Canned, code: str, http: int, status: int, said: str
) -> None:
    answers(canned, refusal(code, http), NEW_LIST)
    ended = cli("instances", "-o", "json", "--retries", "0")
    assert ended.status == status
    assert said in ended.err
    if not said:
        assert ended.err == ""
    if status == 1:
        return
    assert [instance["instance_id"] for instance in ended.document["instances"]] == ["desk"]
    notices = [
        (notice["api_version"], notice["code"], notice["may_come"]) for notice in ended.document.get("notices", [])
    ]
    assert notices == ([("2017-07-05", code, status == 4)] if said else [])


@pytest.mark.parametrize(("second", "status"), [("NoPermission", 1), ("ServiceUnavailable", 3)])
def test_where_both_refuse_the_error_names_both(cli: Cli, canned: Canned, second: str, status: int) -> None:
    answers(canned, refusal("Forbidden.RAM", 403), refusal(second, 403))
    ended = cli("instances", "--retries", "0")
    assert ended.status == status
    assert "2017-07-05: Forbidden.RAM" in ended.err
    assert f"2020-07-01: {second}" in ended.err


def test_a_call_center_that_the_missing_version_may_know_is_not_called_unknown(cli: Cli, canned: Canned) -> None:
    answers(canned, OLD_LIST, refusal("ServiceUnavailable", 503))
    ended = cli("admins", "--instance", "other", "--retries", "0")
    assert ended.status == 3
    assert "not available" in ended.err


def test_without_resolve_only_the_ids_that_were_typed_are_asked(cli: Cli, canned: Canned) -> None:
    answers(canned, OLD_LIST, NEW_LIST)
    ended = cli("numbers", "--instance", "desk", "--user", "li", "-o", "json")
    assert ended.status == 1
    assert [action for action, _parameters in canned.calls] == ["ListOutboundNumbersOfUser"]


@pytest.mark.parametrize("every", [(), ("--all",)])
@pytest.mark.parametrize("name", ["li", "u-1"])
def test_resolve_lists_the_call_centers_and_tries_every_id(
    cli: Cli, canned: Canned, name: str, every: tuple[str, ...]
) -> None:
    answers(canned, OLD_LIST, NEW_LIST)
    document = cli("numbers", "--instance", "desk", "--user", name, "--resolve", "-o", "json", *every).document
    assert (document["instance_id"], document["user_id"], document["api_version"]) == ("desk", "li@desk", "2020-07-01")
    assert [row["number"] for row in document["numbers"]] == ["02102100210"]


def test_resolve_says_what_is_unknown(cli: Cli, canned: Canned) -> None:
    answers(canned, OLD_LIST, NEW_LIST)
    assert "There is no such call center." in cli("numbers", "--instance", "x", "--user", "li", "--resolve").err
    ended = cli("numbers", "--instance", "desk", "--user", "nobody", "--resolve")
    assert ended.status == 1
    assert "There is no such user" in ended.err


def test_doctor_warns_of_a_version_that_refuses(cli: Cli, canned: Canned) -> None:
    answers(canned, OLD_LIST, refusal("Forbidden.RAM", 403))
    ended = cli("doctor", "-o", "json")
    permission = ended.document["checks"][-1]
    assert (ended.status, permission["status"]) == (0, "warning")
    assert "2020-07-01" in permission["detail"]
    assert "Forbidden.RAM" in permission["detail"]
    assert "ccc:ListInstancesOfUser" in permission["remedy"]
