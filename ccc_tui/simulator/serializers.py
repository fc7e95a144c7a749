"""The rows of each API version, field by field as its documentation page lists them.

2017-07-05 wraps its lists (``Admin.User[]``), 2020-07-01 does not. What there is not is not sent.
"""

from typing import Any, Final

from ccc_tui.simulator.cities import city_of
from ccc_tui.simulator.entities import Instance, Number, User, uuid_of
from ccc_tui.simulator.outbound import OutboundNumber

Row = dict[str, Any]

_ACCOUNT: Final = "1059803544828509"
_CONSOLE: Final = "ccc.aliyun.com/workbench/"


def instance_2017(instance: Instance, *, brief: bool) -> Row:
    """Return a ``CallCenterInstance`` of ListInstancesOfUser 2017-07-05.

    ``brief`` leaves out what a number can do without: a hundred thousand have to fit in one reply.
    """
    row: Row = {}
    if instance.domain:
        row = {
            "InstanceId": instance.id_2017,
            "InstanceName": instance.name,
            "InstanceDescription": instance.description,
            "DomainName": instance.domain,
            "ConsoleUrl": _CONSOLE + instance.domain,
            "Status": instance.status,
            "Owner": _ACCOUNT,
            "TenantId": "acc2985",
            "DirectoryId": "无",
            "StorageBucket": "cloudcallcenter-online",
            "StorageMaxDays": 0,
            "StorageMaxSize": 100,
            "MaxOnlineAgents": instance.agents,
            "CreatedTime": instance.created_ms,
        }
    if not instance.name:
        row.pop("InstanceName", None)
    admins = [_user_2017(instance, user) for user in instance.users if user.admin]
    if admins:
        row["Admin"] = {"User": admins}
    numbers = [_number_2017(instance, number, brief=brief) for number in instance.numbers]
    if numbers:
        row["PhoneNumbers"] = {"PhoneNumber": numbers}
    return row


def instance_2020(instance: Instance) -> Row:
    """Return a row of ListInstancesOfUser 2020-07-01."""
    row: Row = {
        "Id": instance.domain,
        "Name": instance.name,
        "Description": instance.description,
        "DomainName": instance.domain,
        "ConsoleUrl": f"https://{_CONSOLE}{instance.domain}",
        "AliyunUid": _ACCOUNT,
        "Status": instance.status.upper(),
        "AdminList": [_user_2020(instance, user) for user in instance.users if user.admin and user.in_2020],
        "NumberList": [_number_2020(instance, number) for number in instance.numbers],
    }
    if not instance.name:
        del row["Name"]
    return row


def outbound_2020(row: OutboundNumber) -> Row:
    """Return a row of ListOutboundNumbersOfUser; a nationwide number has neither city nor province."""
    result: Row = {"Number": row.number}
    if row.place is not None:
        result |= {"Province": row.place.province, "City": row.place.city}
    provider = row.provider
    return result | {"Provider": provider.name, "ProviderShortName": provider.short_name, "ProviderType": provider.kind}


def outbound_2017(instance: Instance, row: OutboundNumber) -> Row:
    """Return an ``OutboundPhoneNumbers.PhoneNumber`` of ListOutboundPhoneNumberOfUser."""
    words = f"{row.place.city} {row.provider.short_name}" if row.place else row.provider.short_name
    result = _number_2017(instance, Number(row.number, words, "Outbound"), brief=False)
    if row.place is not None:
        result |= {"Province": row.place.province, "City": row.place.city}
    return result | {"PrivateFlag": False}


def _user_2017(instance: Instance, user: User) -> Row:
    ids = {"RamId": _ram_id(instance, user), "InstanceId": instance.id_2017, "UserId": instance.user_id_2017(user)}
    detail = {
        "LoginName": user.login,
        "DisplayName": user.name,
        "Phone": user.phone,
        "Email": f"{user.login}@example.com" if user.login.isascii() else "123@123.com",
        "Department": user.department,
    }
    # Fields that nobody filled in are not sent.
    detail = {name: value for name, value in detail.items() if value}
    if user.parts == "ids":
        return ids
    return {"Detail": detail} if user.parts == "detail" else {**ids, "Detail": detail}


def _number_2017(instance: Instance, number: Number, *, brief: bool) -> Row:
    row: Row = {
        "PhoneNumberId": number.number if brief else uuid_of(number.number),
        "InstanceId": instance.id_2017,
        "Number": number.number,
        "PhoneNumberDescription": number.description,
        "Usage": number.usage,
        "AllowOutbound": number.allow_outbound,
        "TestOnly": number.test_minutes is not None,
        "Trunks": number.trunks,
    }
    if not brief:
        # A real number has minutes too, which mean nothing: the page's sample says 100.
        row["RemainingTime"] = 100 if number.test_minutes is None else number.test_minutes
    if not instance.domain:
        del row["InstanceId"]
    return row


def _user_2020(instance: Instance, user: User) -> Row:
    row = {
        "UserId": instance.user_id_2020(user),
        "DisplayName": user.name,
        "LoginName": user.login,
        "Email": f"{user.login}@example.com" if user.login.isascii() else "",
        "Mobile": user.phone,
        "Extension": _ram_id(instance, user)[-8:],
        "RoleId": f"Admin@{instance.domain}",
        "RoleName": "Admin",
        "WorkMode": "ON_SITE",
        "InstanceId": instance.domain,
    }
    return {name: value for name, value in row.items() if value}


def _number_2020(instance: Instance, number: Number) -> Row:
    place = city_of(number.number)
    row: Row = {
        "Number": number.number,
        "Usage": number.usage,
        "Active": True,
        "InstanceId": instance.domain,
        "ContactFlowId": uuid_of(instance.domain),
        "SkillGroups": [
            {
                "SkillGroupId": instance.group_id(group),
                "Name": group.login,
                "DisplayName": group.name,
                "Description": group.name,
                "InstanceId": instance.domain,
                "PhoneNumberCount": len(instance.numbers),
                "UserCount": len(instance.users),
            }
            for group in instance.groups[:1]
        ],
    }
    return row | ({"Province": place.province, "City": place.city} if place else {})


def _ram_id(instance: Instance, user: User) -> str:
    """Return an 18-digit RAM id, always the same for the same person."""
    digits = int(uuid_of(f"{user.login}@{instance.domain}").replace("-", ""), 16)
    return f"2{digits % 10**17:017}"
