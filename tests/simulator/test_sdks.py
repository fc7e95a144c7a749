"""The official SDKs, unmodified, against the simulator over TCP: what they accept, our client may rely on."""

import json
from importlib import import_module
from typing import Any

import pytest

from ccc_tui.simulator import ACCESS_KEY_ID, ACCESS_KEY_SECRET, SECURITY_TOKEN, STS_ACCESS_KEY_ID, Fault, Simulator

Listening = tuple[Simulator, str]

# They carry no types.
sdk_2020: Any = import_module("alibabacloud_ccc20200701.client").Client
models_2020: Any = import_module("alibabacloud_ccc20200701.models")
sdk_2017: Any = import_module("alibabacloud_ccc20170705.client").Client
models_2017: Any = import_module("alibabacloud_ccc20170705.models")
config: Any = import_module("alibabacloud_tea_openapi.models").Config
acs: Any = import_module("aliyunsdkcore.client").AcsClient
common_request: Any = import_module("aliyunsdkcore.request").CommonRequest
server_exception: Any = import_module("aliyunsdkcore.acs_exception.exceptions").ServerException
sts_token: Any = import_module("aliyunsdkcore.auth.credentials").StsTokenCredential
outbound_request: Any = import_module(
    "aliyunsdkccc.request.v20200701.ListOutboundNumbersOfUserRequest"
).ListOutboundNumbersOfUserRequest


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a proxy of the environment out of the way."""
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")


def configuration(address: str, **more: str) -> Any:
    keys = {"access_key_id": ACCESS_KEY_ID, "access_key_secret": ACCESS_KEY_SECRET} | more
    return config(endpoint=address, protocol="http", **keys)


def numbers_request(**changes: Any) -> Any:
    usual = {"instance_id": "hd-service", "user_id": "wangxm@hd-service", "page_number": 2, "page_size": 10}
    return models_2020.ListOutboundNumbersOfUserRequest(**(usual | changes))


def test_the_2020_sdk_reads_numbers(listening: Listening) -> None:
    simulator, address = listening
    groups = '["skg-sales@hd-service", "skg-default@hd-service"]'
    body = (
        sdk_2020(configuration(address)).list_outbound_numbers_of_user(numbers_request(skill_group_id_list=groups)).body
    )
    assert (body.code, body.http_status_code, body.data.page_number) == ("OK", 200, 2)
    assert body.data.total_count == 2082
    assert len(body.data.list) == 10
    assert all(row.number and row.provider for row in body.data.list)
    assert simulator.requests[-1].signature == "v3"
    assert simulator.requests[-1].parameters["SkillGroupIdList"] == groups


def test_the_2020_sdk_reads_instances_with_a_temporary_key(listening: Listening) -> None:
    client = sdk_2020(configuration(listening[1], access_key_id=STS_ACCESS_KEY_ID, security_token=SECURITY_TOKEN))
    request = models_2020.ListInstancesOfUserRequest(page_number=1, page_size=5)
    data = client.list_instances_of_user(request).body.data
    assert data.list[0].name == "华东客服中心"
    assert data.list[0].admin_list[0].user_id == "wangxm@hd-service"
    assert data.list[0].number_list[0].skill_groups[0].skill_group_id == "skg-hotline@hd-service"


@pytest.mark.parametrize(
    ("secret", "changes", "code"),
    [
        ("wrong", {}, "SignatureDoesNotMatch"),
        (ACCESS_KEY_SECRET, {"user_id": "nobody"}, "NotExists.UserId"),
        (ACCESS_KEY_SECRET, {"page_size": 0}, "Parameter.Minimum"),
    ],
)
def test_the_2020_sdk_understands_refusals(
    listening: Listening, secret: str, changes: dict[str, Any], code: str
) -> None:
    client = sdk_2020(configuration(listening[1], access_key_secret=secret))
    with pytest.raises(Exception, match=code) as caught:
        client.list_outbound_numbers_of_user(numbers_request(**changes))
    assert getattr(caught.value, "code", None) == code


def test_the_2020_sdk_understands_throttling(listening: Listening) -> None:
    simulator, address = listening
    simulator.fail_next(Fault.THROTTLE(retry_after_ms=700))
    with pytest.raises(Exception, match=r"Throttling\.User"):
        sdk_2020(configuration(address)).list_outbound_numbers_of_user(numbers_request())


def test_the_2017_sdk_reads_instances(listening: Listening) -> None:
    simulator, address = listening
    body = sdk_2017(configuration(address)).list_instances_of_user().body
    first = body.instances.call_center_instance[0]
    assert (body.code, body.success) == ("OK", True)
    assert first.instance_name == "华东客服中心"
    assert first.admin.user[0].detail.login_name == "wangxm"
    assert first.phone_numbers.phone_number[0].trunks == 15
    assert simulator.requests[-1].version == "2017-07-05"


def test_the_2017_sdk_reads_numbers(listening: Listening) -> None:
    request = models_2017.ListOutboundPhoneNumberOfUserRequest(
        instance_id="hd-service", user_id="lina@hd-service", page_number=2, page_size=10
    )
    body = sdk_2017(configuration(listening[1])).list_outbound_phone_number_of_user(request).body
    assert len(body.number_list.number) == len(body.outbound_phone_numbers.phone_number) == 8


def classic(address: str, secret: str = ACCESS_KEY_SECRET, token: str = "") -> Any:
    port = int(address.rpartition(":")[2])
    if token:
        return acs(region_id="cn-shanghai", port=port, credential=sts_token(STS_ACCESS_KEY_ID, secret, token))
    return acs(ACCESS_KEY_ID, secret, "cn-shanghai", port=port, auto_retry=False)


def prepared(request: Any) -> Any:
    request.set_endpoint("127.0.0.1")
    request.set_protocol_type("http")
    return request


def numbers_request_v1(user_id: str = "wangxm@hd-service") -> Any:
    request = prepared(outbound_request())
    request.set_InstanceId("hd-service")
    request.set_UserId(user_id)
    request.set_PageNumber(1)
    request.set_PageSize(3)
    request.set_SkillGroupIdList('["skg-default@hd-service"]')
    return request


@pytest.mark.parametrize("token", ["", SECURITY_TOKEN])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_classic_sdk_reads_numbers(listening: Listening, method: str, token: str) -> None:
    simulator, address = listening
    request = numbers_request_v1()
    request.set_method(method)
    data = json.loads(classic(address, token=token).do_action_with_exception(request))["Data"]
    assert [row["Number"] for row in data["List"]][-1] == "083xxxx0019"
    assert (simulator.requests[-1].signature, simulator.requests[-1].method) == ("v1", method)


def test_the_classic_sdk_reads_instances_of_2017(listening: Listening) -> None:
    request = prepared(common_request(domain="127.0.0.1", version="2017-07-05", action_name="ListInstancesOfUser"))
    instances = json.loads(classic(listening[1]).do_action_with_exception(request))["Instances"]
    assert instances["CallCenterInstance"][0]["InstanceName"] == "华东客服中心"


@pytest.mark.parametrize(
    ("secret", "user", "code"),
    [
        # The SDK compares the echoed string to sign with its own, and so finds out that the secret is wrong.
        ("wrong", "wangxm@hd-service", "InvalidAccessKeySecret"),
        (ACCESS_KEY_SECRET, "nobody", "NotExists.UserId"),
    ],
)
def test_the_classic_sdk_understands_refusals(listening: Listening, secret: str, user: str, code: str) -> None:
    with pytest.raises(server_exception) as caught:
        classic(listening[1], secret).do_action_with_exception(numbers_request_v1(user))
    assert caught.value.get_error_code() == code
    assert caught.value.get_request_id()
