import csv
import io
import json
from collections.abc import Callable
from datetime import datetime

import pytest

from ccc_tui.simulator import Simulator
from tests.cli.conftest import Canned, Ended

Cli = Callable[..., Ended]

JSON_REPLY = """{"Instances": {"CallCenterInstance": [
  {"Status": "Creating", "Owner": 1059803544828509, "CreatedTime": 1537867125000, "DomainName": 111,
   "ConsoleUrl": "ccc.aliyun.com/workbench/111", "InstanceId": "ef1e71e9", "InstanceName": "测试11111",
   "InstanceDescription": "测试11111", "MaxOnlineAgents": 100, "TenantId": "acc2985", "DirectoryId": "无",
   "StorageBucket": "cloudcallcenter-online", "StorageMaxDays": 0, "StorageMaxSize": 100},
  {"Admin": {"User": [
     {"RamId": 1059803544828509, "InstanceId": "ef1e71e9", "UserId": "9d-487c"},
     {"Detail": {"LoginName": "云呼测试", "Department": "云呼测试", "Email": "123@123.com",
                 "Phone": 13209090909,
                 "DisplayName": "云呼测试"}}]},
   "PhoneNumbers": {"PhoneNumber": {"Usage": "Bidirection", "AllowOutbound": true, "TestOnly": false,
     "Number": 2500000000, "InstanceId": "ef1e71e9", "RemainingTime": 100, "Trunks": 15,
     "PhoneNumberId": "51349d57", "PhoneNumberDescription": "Ali Telecom"}}}]},
 "Message": "无", "RequestId": "DE803553", "HttpStatusCode": 200, "Code": "OK", "Success": true}""".encode()

XML_REPLY = """<Instances><CallCenterInstance><Status>Creating</Status><Owner>1059803544828509</Owner>
<CreatedTime>1537867125000</CreatedTime><ConsoleUrl>ccc.aliyun.com/workbench/111</ConsoleUrl>
<DomainName>111</DomainName><InstanceId>ef1e71e9</InstanceId><StorageMaxSize>100</StorageMaxSize>
<InstanceName>测试11111</InstanceName><MaxOnlineAgents>100</MaxOnlineAgents><TenantId>acc2985</TenantId>
<DirectoryId>无</DirectoryId><StorageBucket>cloudcallcenter-online</StorageBucket><StorageMaxDays>0</StorageMaxDays>
<InstanceDescription>测试11111</InstanceDescription></CallCenterInstance><CallCenterInstance><Admin>
<User><RamId>1059803544828509</RamId><InstanceId>ef1e71e9</InstanceId><UserId>9d-487c</UserId></User>
<User><Detail><LoginName>云呼测试</LoginName><Department>云呼测试</Department><Email>123@123.com</Email>
<Phone>13209090909</Phone><DisplayName>云呼测试</DisplayName></Detail></User></Admin><PhoneNumbers><PhoneNumber>
<Usage>Bidirection</Usage><AllowOutbound>true</AllowOutbound><TestOnly>false</TestOnly><Number>2500000000</Number>
<InstanceId>ef1e71e9</InstanceId><RemainingTime>100</RemainingTime><Trunks>15</Trunks>
<PhoneNumberId>51349d57</PhoneNumberId><PhoneNumberDescription>Ali Telecom</PhoneNumberDescription>
</PhoneNumber></PhoneNumbers></CallCenterInstance></Instances><Message>无</Message><RequestId>DE803553</RequestId>
<HttpStatusCode>200</HttpStatusCode><Code>OK</Code><Success>true</Success>""".encode()

NOBODY = dict.fromkeys(
    ["user_id", "ram_id", "instance_id", "login_name", "display_name", "email", "phone", "department"]
)
FIRST = {
    "account": None,
    "api_version": "2017-07-05",
    "api_versions": ["2017-07-05"],
    "ids": {"2017-07-05": "ef1e71e9"},
    "conflicts": [],
    "instance_id": "ef1e71e9",
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
}
SECOND = dict.fromkeys(FIRST) | {
    "account": None,
    "api_version": "2017-07-05",
    "api_versions": ["2017-07-05"],
    "ids": {"2017-07-05": None},
    "conflicts": [],
    "admins": [
        NOBODY | {"user_id": "9d-487c", "ram_id": "1059803544828509", "instance_id": "ef1e71e9"},
        NOBODY
        | {
            "login_name": "云呼测试",
            "display_name": "云呼测试",
            "email": "123@123.com",
            "phone": "13209090909",
            "department": "云呼测试",
        },
    ],
    "phone_numbers": [
        {
            "phone_number_id": "51349d57",
            "instance_id": "ef1e71e9",
            "number": "2500000000",
            "phone_number_description": "Ali Telecom",
            "usage": "Bidirection",
            "allow_outbound": True,
            "test_only": False,
            "remaining_time": 100,
            "trunks": 15,
        }
    ],
}


@pytest.mark.parametrize(("wire_format", "reply"), [("json", JSON_REPLY), ("xml", XML_REPLY)])
def test_every_field_of_the_documented_reply_is_printed(
    cli: Cli, canned: Canned, wire_format: str, reply: bytes
) -> None:
    canned.serve(reply, content_type=f"application/{wire_format}")
    ended = cli("instances", "--format", wire_format)
    assert (ended.status, ended.err) == (0, "")
    assert set(ended.document) == {"instances", "as_of", "request_ids"}
    assert ended.document["instances"] == [FIRST, SECOND]
    assert ended.document["request_ids"] == ["DE803553"]
    assert datetime.fromisoformat(ended.document["as_of"]).utcoffset() is not None


@pytest.mark.parametrize("output", ["json", "jsonl", "csv", "md", "table"])
def test_names_of_fields_and_values_may_hold_lone_surrogates(cli: Cli, canned: Canned, output: str) -> None:
    instance = {"InstanceId": "a\ud800b", "\ud800x": {"\udfff": "\ud800"}}
    canned.serve(json.dumps({"Code": "OK", "Instances": {"CallCenterInstance": [instance]}}).encode())
    ended = cli("instances", "-o", output)
    assert ended.status == 0, ended.err
    assert "ab" in ended.out


def test_jsonl_has_one_whole_instance_a_line(cli: Cli, canned: Canned) -> None:
    canned.serve(JSON_REPLY)
    ended = cli("instances", "-o", "jsonl")
    assert [json.loads(line) for line in ended.out.splitlines()] == [FIRST, SECOND]


def test_csv_has_one_row_an_instance_with_its_people_and_numbers_in_a_cell(cli: Cli, canned: Canned) -> None:
    canned.serve(JSON_REPLY)
    ended = cli("instances", "-o", "csv")
    assert ended.out.count("\r\n") == 3
    first, second = csv.DictReader(io.StringIO(ended.out, newline=""))
    assert (first["owner"], first["domain_name"], first["max_online_agents"]) == ("'1059803544828509", "111", "100")
    assert (first["admin_count"], first["admins"], first["phone_number_count"]) == ("0", "", "0")
    assert (second["admins"], second["admin_count"]) == ("9d-487c | 云呼测试", "2")
    assert (second["phone_numbers"], second["instance_id"]) == ("2500000000", "")


def test_a_table_shows_what_was_not_sent(cli: Cli, canned: Canned) -> None:
    canned.serve(JSON_REPLY)
    header, first, second = cli("instances", "-o", "table").out.splitlines()
    assert header.split()[:2] == ["Status", "Id"]
    assert first.split() == ["Creating", "ef1e71e9", "111", "100", "0", "0", "2018-09-25T09:18:45Z", "测试11111"]
    assert second.split() == ["—", "—", "—", "—", "2", "1", "—", "—"]


def test_no_instance_is_an_empty_list_and_a_word_on_stderr(cli: Cli, canned: Canned) -> None:
    canned.serve(b'{"Code": "OK", "Instances": {"CallCenterInstance": []}, "RequestId": "R"}')
    ended = cli("instances")
    assert ended.status == 0
    assert ended.document["instances"] == []
    assert "no call center" in ended.err


def test_the_newer_version_can_be_asked(cli: Cli, simulator: Simulator) -> None:
    ended = cli("instances", "--api-version", "2020-07-01")
    assert ended.status == 0, ended.err
    assert {instance["api_version"] for instance in ended.document["instances"]} == {"2020-07-01"}


@pytest.mark.parametrize("output", ["table", "json", "jsonl", "csv", "md"])
@pytest.mark.parametrize("signature", ["v1", "v3"])
def test_the_simulator_is_printed_in_every_form(cli: Cli, simulator: Simulator, output: str, signature: str) -> None:
    ended = cli("instances", "-o", output, "--signature", signature)
    assert (ended.status, ended.err) == (0, "")
    assert "华东客服中心" in ended.out
    assert "\x1b" not in ended.out


def test_the_demo_needs_neither_key_nor_network(cli: Cli) -> None:
    ended = cli("instances", "--demo")
    assert (ended.status, ended.err) == (0, "")
    assert len(ended.document["instances"]) >= 12


def test_a_status_is_translated_for_people_and_not_for_programs(cli: Cli, simulator: Simulator) -> None:
    shown = cli("instances", "-o", "table", "--language", "zh").out
    assert "运行中" in shown
    assert "Running" not in shown
    assert "Running" in cli("instances", "-o", "csv", "--language", "zh").out
    assert "Running" in cli("instances", "-o", "json", "--language", "zh").out
