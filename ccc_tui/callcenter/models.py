"""The nouns of a call center, one frozen model each.

Sources: the documentation pages of ListInstancesOfUser (2017-07-05) and ListOutboundNumbersOfUser (2020-07-01). The
fields carry their meanings. Every field may be absent: None says that the service did not send it.
"""

import json
import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, Generic, TypeVar

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from ccc_tui.cloud.text import clean, clean_all

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_NUMERIC: Final = re.compile(r"\s*[+-]?[0-9]{1,19}(?:\.0*)?\s*")
_LARGEST_COUNT: Final = 2**63


def _text(value: Any) -> str | None:
    """Ids and phone numbers are text, whatever they arrived as; no digit is added to one that came as a number."""
    match value:
        case None:
            return None
        case str():
            return clean(value)
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case _:
            return json.dumps(clean_all(value), ensure_ascii=False)


def count(value: Any) -> int | None:
    """Counters come as numbers and as numeric text; anything else counts as not sent."""
    if isinstance(value, str) and _NUMERIC.fullmatch(value):
        value = int(value.partition(".")[0])
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if abs(value) < _LARGEST_COUNT else None


def _flag(value: Any) -> bool | None:
    """Booleans come as such and as text."""
    if isinstance(value, bool):
        return value
    return {"true": True, "1": True, "false": False, "0": False}.get(str(value).strip().lower())


def _moment(value: Any) -> datetime | None:
    """Times are milliseconds since 1970; one that no calendar holds counts as not sent."""
    milliseconds = count(value)
    try:
        return None if milliseconds is None else _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None


def items(value: Any, *wrappers: str) -> list[Any]:
    """Return the objects of a list that may be wrapped, be a single object, or be absent.

    Args:
        value: what stands where the documentation declares a list.
        wrappers: names that 2017-07-05 puts around a list (``PhoneNumbers.PhoneNumber``), outermost first.
    """
    for wrapper in wrappers:
        if isinstance(value, Mapping) and wrapper in value:
            value = value[wrapper]
    if isinstance(value, Mapping):
        value = [value] if value else []
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


Text = Annotated[str | None, BeforeValidator(_text)]
Count = Annotated[int | None, BeforeValidator(count)]
Flag = Annotated[bool | None, BeforeValidator(_flag)]
Moment = Annotated[datetime | None, BeforeValidator(_moment)]


# Fields that hold models of their own, which say themselves what is documented.
_NESTED: Final = frozenset({"admins", "phone_numbers"})


class _Model(BaseModel):
    """What the service sends; fields that the documentation does not know are kept in `model_extra`."""

    model_config = ConfigDict(frozen=True, extra="allow", populate_by_name=True, defer_build=True)

    def model_post_init(self, _context: Any) -> None:
        """Clean the unknown fields too: whoever shows them need not know that they are strangers' words."""
        if extra := self.model_extra:
            cleaned = clean_all(extra)
            extra.clear()
            extra.update(cleaned)

    def declared(self) -> dict[str, Any]:
        """Return the documented fields, ready for JSON."""
        return self.model_dump(mode="json", include=set(type(self).model_fields) - _NESTED)


def _field(*names: str, description: str) -> Any:
    return Field(default=None, validation_alias=AliasChoices(*names), description=description)


class User(_Model):
    """A person who administers a call center."""

    user_id: Text = _field("UserId", description="id of the user, made by the system, unique")
    ram_id: Text = _field("RamId", description="id of the RAM account that belongs to the user")
    instance_id: Text = _field("InstanceId", description="id of the call center that the user belongs to")
    login_name: Text = _field("LoginName", description="name the user logs in with")
    display_name: Text = _field("DisplayName", description="name shown to others")
    email: Text = _field("Email", description="e-mail address")
    phone: Text = _field("Phone", "Mobile", description="the user's own phone number")
    department: Text = _field("Department", description="department")

    @model_validator(mode="before")
    @classmethod
    def _flatten_detail(cls, value: Any) -> Any:
        """2017-07-05 puts the personal fields into a ``Detail`` of their own."""
        if not isinstance(value, Mapping) or "Detail" not in value:
            return value
        detail = value["Detail"]
        rest = {name: field for name, field in value.items() if name != "Detail"}
        return {**rest, **detail} if isinstance(detail, Mapping) else rest if not detail else value

    @property
    def name(self) -> str | None:
        """The best name there is for the person, down to the id."""
        return self.display_name or self.login_name or self.user_id or self.ram_id


class PhoneNumber(_Model):
    """A phone number by which a call center serves its customers."""

    phone_number_id: Text = _field("PhoneNumberId", description="id of the phone number")
    instance_id: Text = _field("InstanceId", description="id of the call center that the number belongs to")
    number: Text = _field("Number", description="the phone number")
    phone_number_description: Text = _field("PhoneNumberDescription", description="a short description")
    usage: Text = _field("Usage", description="what it serves: Inbound, Outbound, or Bidirection for both")
    allow_outbound: Flag = _field("AllowOutbound", description="whether calling out is allowed")
    test_only: Flag = _field("TestOnly", description="whether it is a test number")
    remaining_time: Count = _field("RemainingTime", description="minutes of talk that a test number has left")
    trunks: Count = _field("Trunks", description="how many trunks the number has")


class Instance(_Model):
    """A call center."""

    api_version: str = Field(default="2017-07-05", description="version of the API that described it")
    instance_id: Text = _field("InstanceId", "Id", description="id of the call center")
    instance_name: Text = _field("InstanceName", "Name", description="its name")
    instance_description: Text = _field("InstanceDescription", "Description", description="a description")
    domain_name: Text = _field("DomainName", description="its second-level domain name, globally unique")
    console_url: Text = _field(
        "ConsoleUrl", description="address of its console: the product's address and the domain name"
    )
    status: Text = _field("Status", description="state of the instance")
    owner: Text = _field(
        "Owner", "AliyunUid", description="Alibaba Cloud account that its system specification belongs to"
    )
    created_time: Moment = _field("CreatedTime", "CreateTime", description="when it was created")
    directory_id: Text = _field("DirectoryId", description="id of its directory in the directory service")
    tenant_id: Text = _field("TenantId", description="id of its tenant in the core service")
    max_online_agents: Count = _field("MaxOnlineAgents", description="how many agents may be online at once")
    storage_bucket: Text = _field(
        "StorageBucket", description="where recordings are kept; a public space if not given"
    )
    storage_max_days: Count = _field("StorageMaxDays", description="days that recordings are kept at most")
    storage_max_size: Count = _field("StorageMaxSize", description="gigabytes of recordings kept at most")
    admins: tuple[User, ...] = Field(
        default=(), validation_alias=AliasChoices("Admin", "AdminList"), description="its administrators"
    )
    phone_numbers: tuple[PhoneNumber, ...] = Field(
        default=(),
        validation_alias=AliasChoices("PhoneNumbers", "NumberList"),
        description="its phone numbers",
    )

    @model_validator(mode="before")
    @classmethod
    def _unwrap_lists(cls, value: Any) -> Any:
        """2017-07-05 wraps lists as XML does, and a list of one may be the object alone."""
        if not isinstance(value, Mapping):
            return value
        unwrapped = dict(value)
        for name, wrappers in _LISTS.items():
            if name in value:
                unwrapped[name] = items(value[name], *wrappers)
        return unwrapped

    def declared(self) -> dict[str, Any]:
        """Return the documented fields, those of its people and numbers included, ready for JSON."""
        return super().declared() | {
            "admins": [admin.declared() for admin in self.admins],
            "phone_numbers": [number.declared() for number in self.phone_numbers],
        }

    def identity(self) -> Hashable:
        """Return what two rows have in common when they are the same call center: the id, if it has one."""
        return self.instance_id or self

    @property
    def name(self) -> str | None:
        """The best name there is for it, down to the id."""
        return self.instance_name or self.domain_name or self.instance_id


_LISTS: Final = {"Admin": ("User",), "AdminList": (), "PhoneNumbers": ("PhoneNumber",), "NumberList": ()}


class OutboundNumber(_Model):
    """A phone number that an agent may dial with."""

    number: Text = _field("Number", description="the phone number; the service may mask its middle")
    province: Text = _field("Province", description="province that the number belongs to")
    city: Text = _field("City", description="city that the number belongs to")
    provider: Text = _field("Provider", description="telephone company")
    provider_short_name: Text = _field("ProviderShortName", description="the company's short name")
    provider_type: Text = _field("ProviderType", description="kind of company")
    provider_code: Text = _field("ProviderCode", description="the company's code (deprecated by the service)")
    provider_display_name: Text = _field(
        "ProviderDisplayName", description="the company's name (deprecated by the service)"
    )

    def identity(self) -> Hashable:
        """Return what two rows have in common when they are the same number: the number itself.

        Several numbers may look the same where the service masks them: then every documented field counts.
        """
        if self.number is not None and self.number.removeprefix("+").isdecimal():
            return self.number
        return tuple(getattr(self, name) for name in type(self).model_fields)


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One reply that holds rows of a longer list.

    Attributes:
        rows: the rows, in the service's order.
        page_number: which page the service says this is, from 1.
        page_size: how many rows the service says a page has.
        total_count: how many rows the service says there are; None if it does not say.
        request_id: the service's RequestId.
        as_of: when the reply arrived, UTC.
    """

    rows: tuple[Row, ...]
    page_number: int | None
    page_size: int | None
    total_count: int | None
    request_id: str | None
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Instances:
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
