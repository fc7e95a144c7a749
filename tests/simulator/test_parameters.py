"""What the operations do with parameters that they cannot use: codes, statuses and words of the API pages."""

import httpx
import pytest
from defusedxml import ElementTree

from tests.simulator.reference import V2017, V2020, Call, Signer, outbound, v1, v3


@pytest.mark.parametrize(
    ("change", "status", "code", "message"),
    [
        ({"InstanceId": None}, 400, "MissingInstanceId", "InstanceId is mandatory for this action."),
        ({"UserId": None}, 400, "MissingUserId", "UserId is mandatory for this action."),
        ({"PageNumber": None}, 400, "MissingPageNumber", "PageNumber is mandatory for this action."),
        ({"PageSize": None}, 400, "MissingPageSize", "PageSize is mandatory for this action."),
        ({"InstanceId": ""}, 400, "Parameter.Blank", "The parameter InstanceId must not be blank."),
        ({"UserId": " "}, 400, "Parameter.Blank", "The parameter UserId must not be blank."),
        ({"PageSize": ""}, 400, "Parameter.Blank", "The parameter PageSize must not be blank."),
        ({"PageNumber": 0}, 400, "Parameter.Minimum", "The parameter PageNumber must be greater than or equal to 1."),
        ({"PageSize": -1}, 400, "Parameter.Minimum", "The parameter PageSize must be greater than or equal to 1."),
        ({"PageNumber": 101}, 400, "Parameter.Maximum", "The parameter PageNumber must be less than or equal to 100."),
        ({"PageSize": 101}, 400, "Parameter.Maximum", "The parameter PageSize must be less than or equal to 100."),
        ({"PageSize": "ten"}, 400, "InvalidParameter", "The specified parameter PageSize is not valid."),
        ({"PageSize": "٣"}, 400, "InvalidParameter", "The specified parameter PageSize is not valid."),
        ({"PageSize": "9" * 5000}, 400, "InvalidParameter", "The specified parameter PageSize is not valid."),
        ({"InstanceId": "ccc-none"}, 404, "NotExists.InstanceId", "The specified instance ccc-none does not exist."),
        (
            {"UserId": "nobody@hd-service"},
            404,
            "NotExists.UserId",
            "The user nobody@hd-service does not exist in instance hd-service.",
        ),
        (
            {"SkillGroupIdList": '["skg-none@hd-service"]'},
            404,
            "NotExists.SkillGroupId",
            "The specified skill group skg-none@hd-service does not exist in instance hd-service.",
        ),
    ],
)
@pytest.mark.parametrize("sign", [v1, v3])
async def test_a_parameter_that_cannot_be_used_is_refused_in_the_words_of_the_page(
    client: httpx.AsyncClient, sign: Signer, change: dict[str, object], status: int, code: str, message: str
) -> None:
    reply = await client.send(sign(outbound(**change)))
    assert (reply.status_code, reply.json()["Code"], reply.json()["Message"]) == (status, code, message)


@pytest.mark.parametrize("groups", ["skg-sales@hd-service", "[", "{}", "[1]", '"skg"', "[" * 100_000])
async def test_a_skill_group_list_that_is_no_json_array_of_texts_is_refused(
    client: httpx.AsyncClient, groups: str
) -> None:
    body = httpx.QueryParams({**outbound(SkillGroupIdList=groups).parameters})
    call = outbound()._replace(parameters={}, body=str(body).encode(), content_type="application/x-www-form-urlencoded")
    reply = await client.send(v3(call))
    assert (reply.status_code, reply.json()["Code"]) == (400, "InvalidParameter")


@pytest.mark.parametrize("groups", ["", "[]"])
async def test_no_skill_group_means_all_of_them(client: httpx.AsyncClient, groups: str) -> None:
    reply = await client.send(v3(outbound(SkillGroupIdList=groups)))
    assert reply.json()["Data"]["TotalCount"] == 3120


async def test_list_instances_2020_needs_its_page(client: httpx.AsyncClient) -> None:
    reply = await client.send(v3(Call(version=V2020)))
    assert (reply.status_code, reply.json()["Code"]) == (400, "MissingPageNumber")


async def test_paging_is_optional_in_2017(client: httpx.AsyncClient) -> None:
    parameters = {"InstanceId": "hd-service", "UserId": "wangxm@hd-service"}
    reply = await client.send(v3(Call("ListOutboundPhoneNumberOfUser", V2017, parameters)))
    assert len(reply.json()["NumberList"]["Number"]) == 10
    refused = await client.send(v3(Call("ListOutboundPhoneNumberOfUser", V2017, parameters | {"PageSize": "0"})))
    assert refused.json()["Code"] == "Parameter.Minimum"


@pytest.mark.parametrize("sign", [v1, v3])
async def test_a_refusal_in_xml_says_the_same(client: httpx.AsyncClient, sign: Signer) -> None:
    reply = await client.send(sign(outbound(InstanceId="<&>")._replace(xml=True)))
    assert reply.status_code == 404
    assert reply.headers["content-type"] == "text/xml;charset=utf-8"
    root = ElementTree.fromstring(reply.content)
    assert root.tag == "Error"
    assert root.findtext("Code") == "NotExists.InstanceId"
    assert root.findtext("Message") == "The specified instance <&> does not exist."
    assert root.findtext("RequestId") == reply.headers["x-acs-request-id"]
