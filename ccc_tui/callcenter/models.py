"""The nouns of a call center, one frozen model each, and the lists that hold them.

Sources: the documentation pages of ListInstancesOfUser (2017-07-05) and ListOutboundNumbersOfUser (2020-07-01).
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from ccc_tui.callcenter.noun import Noun, counter, flag, items, moment, several, text


@dataclass(frozen=True, slots=True, kw_only=True)
class User(Noun):
    """A person who administers a call center.

    Attributes:
        user_id: id of the user, made by the system, unique.
        ram_id: id of the RAM account that belongs to the user.
        instance_id: id of the call center that the user belongs to.
        login_name: name the user logs in with.
        display_name: name shown to others.
        email: e-mail address.
        phone: the user's own phone number.
        department: department.
    """

    user_id: str | None = text("UserId")
    ram_id: str | None = text("RamId")
    instance_id: str | None = text("InstanceId")
    login_name: str | None = text("LoginName")
    display_name: str | None = text("DisplayName")
    email: str | None = text("Email")
    phone: str | None = text("Phone", "Mobile")
    department: str | None = text("Department")

    @staticmethod
    def unwrapped(sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """2017-07-05 puts the personal fields into a ``Detail`` of their own."""
        if "Detail" not in sent:
            return sent
        detail = sent["Detail"]
        rest = {name: field for name, field in sent.items() if name != "Detail"}
        return {**rest, **detail} if isinstance(detail, Mapping) else rest if not detail else sent

    @property
    def name(self) -> str | None:
        """The best name there is for the person, down to the id."""
        return self.display_name or self.login_name or self.user_id or self.ram_id


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumber(Noun):
    """A phone number by which a call center serves its customers.

    Attributes:
        phone_number_id: id of the phone number.
        instance_id: id of the call center that the number belongs to.
        number: the phone number.
        phone_number_description: a short description.
        usage: what it serves: Inbound, Outbound, or Bidirection for both.
        allow_outbound: whether calling out is allowed.
        test_only: whether it is a test number.
        remaining_time: minutes of talk that a test number has left.
        trunks: how many trunks the number has.
    """

    phone_number_id: str | None = text("PhoneNumberId")
    instance_id: str | None = text("InstanceId")
    number: str | None = text("Number")
    phone_number_description: str | None = text("PhoneNumberDescription")
    usage: str | None = text("Usage")
    allow_outbound: bool | None = flag("AllowOutbound")
    test_only: bool | None = flag("TestOnly")
    remaining_time: int | None = counter("RemainingTime")
    trunks: int | None = counter("Trunks")


# How 2017-07-05 wraps the lists of an instance, as XML does; 2020-07-01 does not.
_LISTS: Final = {"Admin": ("User",), "AdminList": (), "PhoneNumbers": ("PhoneNumber",), "NumberList": ()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance(Noun):
    """A call center.

    Attributes:
        api_version: version of the API that described it.
        instance_id: id of the call center.
        instance_name: its name.
        instance_description: a description.
        domain_name: its second-level domain name, globally unique.
        console_url: address of its console: the product's address and the domain name.
        status: state of the instance.
        owner: Alibaba Cloud account that its system specification belongs to.
        created_time: when it was created, UTC.
        directory_id: id of its directory in the directory service.
        tenant_id: id of its tenant in the core service.
        max_online_agents: how many agents may be online at once.
        storage_bucket: where recordings are kept; a public space if not given.
        storage_max_days: days that recordings are kept at most.
        storage_max_size: gigabytes of recordings kept at most.
        admins: its administrators.
        phone_numbers: its phone numbers.
    """

    api_version: str = "2017-07-05"
    instance_id: str | None = text("InstanceId", "Id")
    instance_name: str | None = text("InstanceName", "Name")
    instance_description: str | None = text("InstanceDescription", "Description")
    domain_name: str | None = text("DomainName")
    console_url: str | None = text("ConsoleUrl")
    status: str | None = text("Status")
    owner: str | None = text("Owner", "AliyunUid")
    created_time: datetime | None = moment("CreatedTime", "CreateTime")
    directory_id: str | None = text("DirectoryId")
    tenant_id: str | None = text("TenantId")
    max_online_agents: int | None = counter("MaxOnlineAgents")
    storage_bucket: str | None = text("StorageBucket")
    storage_max_days: int | None = counter("StorageMaxDays")
    storage_max_size: int | None = counter("StorageMaxSize")
    admins: tuple[User, ...] = several(User, "Admin", "AdminList")
    phone_numbers: tuple[PhoneNumber, ...] = several(PhoneNumber, "PhoneNumbers", "NumberList")

    @staticmethod
    def unwrapped(sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return its lists as lists: one that has a single object may be the object alone."""
        lists = {name: items(sent[name], *wrappers) for name, wrappers in _LISTS.items() if name in sent}
        return {**sent, **lists}

    def key(self) -> Hashable:
        """Return what two rows have in common when they are the same call center: the id, if it has one."""
        return self.instance_id or self

    @property
    def name(self) -> str | None:
        """The best name there is for it, down to the id."""
        return self.instance_name or self.domain_name or self.instance_id


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboundNumber(Noun):
    """A phone number that an agent may dial with.

    Attributes:
        number: the phone number; the service may mask its middle.
        province: province that the number belongs to.
        city: city that the number belongs to.
        provider: telephone company.
        provider_short_name: the company's short name.
        provider_type: kind of company.
        provider_code: the company's code (deprecated by the service).
        provider_display_name: the company's name (deprecated by the service).
    """

    number: str | None = text("Number")
    province: str | None = text("Province")
    city: str | None = text("City")
    provider: str | None = text("Provider")
    provider_short_name: str | None = text("ProviderShortName")
    provider_type: str | None = text("ProviderType")
    provider_code: str | None = text("ProviderCode")
    provider_display_name: str | None = text("ProviderDisplayName")

    def key(self) -> Hashable:
        """Return what two rows have in common when they are the same number: the number itself.

        Several numbers may look the same where the service masks them: then every documented field counts.
        """
        if self.number is not None and self.number.removeprefix("+").isdecimal():
            return self.number
        return tuple(getattr(self, name) for name in self.names())


class Instances(NamedTuple):
    """The call centers of the user who signs.

    Attributes:
        instances: in the service's order.
        request_ids: RequestIds of the replies that they came in.
        as_of: when the last of these arrived, UTC.
        complete: whether these are all, by the service's own count where it gives one.
    """

    instances: tuple[Instance, ...]
    request_ids: tuple[str, ...]
    as_of: datetime
    complete: bool = True
