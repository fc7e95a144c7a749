"""The rows of each API version, field by field as the SDKs' classes name them. Absent values are not sent.

2017-07-05 wraps its lists (``Admin.User[]``), 2020-07-01 does not.
"""

from typing import Any, Final

from ccc_tui.simulator.entities import Instance, Number, SkillGroup, User, uuid_of
from ccc_tui.simulator.roster import Roster

Row = dict[str, Any]

_ACCOUNT: Final = "1059803544828509"
_CONSOLE: Final = "ccc.aliyun.com/workbench/"


def instance_2017(roster: Roster, numbers: list[Number], *, brief: bool) -> Row:
    """Return a ``CallCenterInstance`` of ListInstancesOfUser 2017-07-05.

    `brief` omits optional fields of numbers: a hundred thousand have to fit in one reply.
    """
    instance = roster.instance
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
    admins = [_admin_2017(instance, user) for user in instance.admins]
    if admins:
        row["Admin"] = {"User": admins}
    if numbers:
        row["PhoneNumbers"] = {"PhoneNumber": [_number_2017(instance, number, brief=brief) for number in numbers]}
    return row


def instance_2020(roster: Roster, numbers: list[Number]) -> Row:
    """Return a row of ListInstancesOfUser 2020-07-01."""
    instance = roster.instance
    row: Row = {
        "Id": instance.domain,
        "Name": instance.name,
        "Description": instance.description,
        "DomainName": instance.domain,
        "ConsoleUrl": f"https://{_CONSOLE}{instance.domain}",
        "AliyunUid": _ACCOUNT,
        "Status": instance.status_2020 or instance.status.upper(),
        "AdminList": [
            _sent(_user(instance, user) | {"InstanceId": instance.domain}) for user in instance.admins if user.in_2020
        ],
        "NumberList": [
            _owned_number(instance, number)
            | {"SkillGroups": [_group_with_counts(roster, login) for login in number.groups]}
            for number in numbers
        ],
    }
    if not instance.name:
        del row["Name"]
    return row


def user_2020(roster: Roster, user: User, personal: list[Number]) -> Row:
    """Return a row of ListUsers."""
    instance = roster.instance
    return _user_with_device(instance, user) | {
        "RamId": int(_ram_id(instance, user)),
        "Primary": user is instance.users.given[0],
        "PrimaryAccount": user is instance.users.given[0],
        "SkillLevelList": [
            {
                "SkillGroupId": instance.group_id(login),
                "SkillGroupName": roster.groups[login].name,
                "SkillLevel": user.level(login),
            }
            for login in user.groups
        ],
        "PersonalOutboundNumberList": [
            {"Number": number.number, "Usage": number.usage, "Active": number.active} | _place(number)
            for number in personal
        ],
    }


def single_user(instance: Instance, user: User) -> Row:
    """Return the Data of GetUser."""
    return _user_with_device(instance, user) | {"InstanceId": instance.domain}


def level_of_user(instance: Instance, user: User, group: SkillGroup) -> Row:
    """Return a row of ListUserLevelsOfSkillGroup."""
    return {
        "UserId": instance.user_id_2020(user),
        "LoginName": user.login,
        "DisplayName": user.name,
        "RamId": _ram_id(instance, user),
        "RoleId": f"{user.role}@{instance.domain}",
        "RoleName": user.role,
        "SkillGroupId": instance.group_id(group.login),
        "SkillGroupName": group.name,
        "SkillLevel": user.level(group.login),
    }


def level_in_group(instance: Instance, user: User, group: SkillGroup) -> Row:
    """Return a row of ListSkillLevelsOfUser."""
    return {
        "SkillGroupId": instance.group_id(group.login),
        "SkillGroupName": group.name,
        "MediaType": group.media,
        "SkillLevel": str(user.level(group.login)),
    }


def group_2020(roster: Roster, group: SkillGroup) -> Row:
    """Return a row of ListSkillGroups."""
    return {
        "SkillGroupId": roster.instance.group_id(group.login),
        "SkillGroupName": group.name,
        "DisplayName": group.name,
        "Description": group.description,
        "MediaType": group.media,
        "InstanceId": roster.instance.domain,
        **_counts(roster, group.login),
    }


def number_2020(instance: Instance, number: Number) -> Row:
    """Return a row of ListPhoneNumbersOfSkillGroup, whose fields all other lists of numbers have, too."""
    return personal_number(instance, number) | {"Usage": number.usage}


def personal_number(instance: Instance, number: Number) -> Row:
    """Return a row of ListPersonalNumbersOfUser."""
    return location(number) | {
        "Active": number.active,
        "InstanceId": instance.domain,
        "ContactFlowId": uuid_of(instance.domain),
    }


def phone_number(roster: Roster, number: Number) -> Row:
    """Return a row of ListPhoneNumbers."""
    instance = roster.instance
    return _owned_number(instance, number) | {
        "ContactFlowName": "默认流程",
        "CreateTime": str(instance.created_ms),
        "Provider": number.provider.name,
        "Tags": number.description,
        "SkillGroups": [
            {
                "SkillGroupId": instance.group_id(login),
                "Name": login,
                "DisplayName": roster.groups[login].name,
                "InstanceId": instance.domain,
            }
            for login in number.groups
        ],
    }


def location(number: Number) -> Row:
    """Return a number with its city and province, where it has them."""
    return {"Number": number.number} | _place(number)


def outbound_2020(number: Number) -> Row:
    """Return a row of ListOutboundNumbersOfUser."""
    provider = number.provider
    return location(number) | {
        "Provider": provider.name,
        "ProviderShortName": provider.short_name,
        "ProviderType": provider.kind,
    }


def outbound_2017(instance: Instance, number: Number, *, private: bool) -> Row:
    """Return an ``OutboundPhoneNumbers.PhoneNumber`` of ListOutboundPhoneNumberOfUser."""
    return _number_2017(instance, number, brief=False) | _place(number) | {"PrivateFlag": private}


def _admin_2017(instance: Instance, user: User) -> Row:
    ids = {"RamId": _ram_id(instance, user), "InstanceId": instance.id_2017, "UserId": instance.user_id_2017(user)}
    detail = {
        "LoginName": user.login,
        "DisplayName": user.name,
        "Phone": user.phone,
        "Email": user.email,
        "Department": user.department,
    }
    if user.parts == "ids":
        return ids
    return {"Detail": _sent(detail)} if user.parts == "detail" else {**ids, "Detail": _sent(detail)}


def _number_2017(instance: Instance, number: Number, *, brief: bool) -> Row:
    city = number.city
    invented = f"{city.name} {number.provider.short_name}" if city else number.provider.short_name
    row: Row = {
        "PhoneNumberId": number.number if brief else uuid_of(number.number),
        "InstanceId": instance.id_2017,
        "Number": number.number,
        "PhoneNumberDescription": number.description or invented,
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


def _owned_number(instance: Instance, number: Number) -> Row:
    owner = {"UserId": f"{number.owner}@{instance.domain}"} if number.owner else {}
    return number_2020(instance, number) | owner


def _user(instance: Instance, user: User) -> Row:
    return {
        "UserId": instance.user_id_2020(user),
        "LoginName": user.login,
        "DisplayName": user.name,
        "Email": user.email,
        "Mobile": user.phone,
        "Extension": _ram_id(instance, user)[-8:],
        "RoleId": f"{user.role}@{instance.domain}",
        "RoleName": user.role,
        "WorkMode": user.mode,
    }


def _user_with_device(instance: Instance, user: User) -> Row:
    extension = _ram_id(instance, user)[-8:]
    device = {
        "DisplayId": extension[-4:],
        "DeviceId": uuid_of(instance.user_id_2020(user)),
        "DeviceExt": extension,
        "DeviceState": user.device_state,
    }
    return _sent(_user(instance, user) | device)


def _group_with_counts(roster: Roster, login: str) -> Row:
    group = roster.groups[login]
    return {
        "SkillGroupId": roster.instance.group_id(login),
        "Name": login,
        "DisplayName": group.name,
        "Description": group.description or group.name,
        "InstanceId": roster.instance.domain,
        **_counts(roster, login),
    }


def _counts(roster: Roster, login: str) -> Row:
    return {
        "PhoneNumberCount": len(roster.numbers_by_group.get(login, ())),
        "UserCount": len(roster.users_by_group.get(login, ())),
    }


def _place(number: Number) -> Row:
    city = number.city
    return {"Province": city.province, "City": city.name} if city else {}


def _sent(row: Row) -> Row:
    """Drop fields without a value."""
    return {name: value for name, value in row.items() if value != ""}


def _ram_id(instance: Instance, user: User) -> str:
    """Return an 18-digit RAM id, always the same for the same user."""
    digits = int(uuid_of(f"{user.login}@{instance.domain}").replace("-", ""), 16)
    return f"2{digits % 10**17:017}"
