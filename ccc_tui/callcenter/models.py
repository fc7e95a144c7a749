"""Models of call centers, users and numbers, and of the lists that hold them.

Sources: the documentation pages of ListInstancesOfUser (2017-07-05) and ListOutboundNumbersOfUser (2020-07-01).
"""

from collections.abc import Hashable, Mapping
from typing import Any, ClassVar, Final, Self

from pydantic import AliasChoices, Field, PrivateAttr, model_validator

from ccc_tui.cloud.api_model import ApiModel, Count, Flag, Moment, listed

VERSION_2017: Final = "2017-07-05"
VERSION_2020: Final = "2020-07-01"


class Conflict(ApiModel):
    """A field for which the API versions send different values; that of 2020-07-01 is shown."""

    field: str
    values: dict[str, Any] = Field(description="The value of each version.")
    row: str | None = Field(default=None, description="The admin or the number, where it is a field of one.")

    def of_row(self, row: str | None) -> Self:
        """Return the conflict as one of an admin or a number."""
        return self.model_copy(update={"row": row or "?"})


class SkillLevel(ApiModel):
    """A skill group that a user belongs to, and how well the user serves it."""

    skill_group_id: str | None = None
    skill_group_name: str | None = None
    media_type: str | None = Field(default=None, description="AUDIO, CHAT or VIDEO.")
    skill_level: Count | None = Field(default=None, description="1–10, 1 is the strongest.")


class SkillGroup(ApiModel):
    """A skill group: users who answer together, and the numbers that they may dial with."""

    skill_group_id: str | None = None
    skill_group_name: str | None = Field(default=None, validation_alias=AliasChoices("SkillGroupName", "Name"))
    display_name: str | None = None
    description: str | None = None
    media_type: str | None = Field(default=None, description="AUDIO, CHAT or VIDEO.")
    instance_id: str | None = None
    phone_number_count: Count | None = None
    user_count: Count | None = None

    @property
    def name(self) -> str | None:
        """The best name there is for the group, down to the id."""
        return self.display_name or self.skill_group_name or self.skill_group_id


class User(ApiModel):
    """A person who administers a call center."""

    user_id: str | None = None
    ram_id: str | None = Field(default=None, description="Id of the RAM account that belongs to the user.")
    instance_id: str | None = None
    login_name: str | None = None
    display_name: str | None = None
    email: str | None = None
    phone: str | None = Field(default=None, validation_alias=AliasChoices("Phone", "Mobile"))
    department: str | None = None

    @classmethod
    def arranged(cls, sent: Mapping[str, Any]) -> Mapping[str, Any]:
        """Lift the fields of ``Detail``: 2017-07-05 has the personal ones there."""
        if "Detail" not in sent:
            return sent
        detail = sent["Detail"]
        rest = {name: value for name, value in sent.items() if name != "Detail"}
        if isinstance(detail, Mapping):
            return {**rest, **detail}
        return sent if detail else rest

    @model_validator(mode="before")
    @classmethod
    def _arrange(cls, sent: Any) -> Any:
        return cls.arranged(sent) if isinstance(sent, Mapping) else sent

    @property
    def name(self) -> str | None:
        """The best name of the person, else the id."""
        return self.display_name or self.login_name or self.user_id or self.ram_id

    def as_in(self, version: str) -> "User | None":
        """Return the user as an API version lists the user; None where it is not known to do so."""
        del version
        return None


class MergedUser(User):
    """A user whom both API versions list."""

    _sources: Mapping[str, User] = PrivateAttr(default_factory=dict)
    _conflicts: tuple[Conflict, ...] = PrivateAttr(default=())

    def as_in(self, version: str) -> User | None:
        """Return the user as an API version lists the user."""
        return self._sources.get(version)


class PhoneNumber(ApiModel):
    """A phone number of a call center."""

    phone_number_id: str | None = None
    instance_id: str | None = None
    number: str | None = None
    phone_number_description: str | None = None
    usage: str | None = Field(default=None, description="Inbound, Outbound, or Bidirection for both.")
    allow_outbound: Flag | None = None
    test_only: Flag | None = None
    remaining_time: Count | None = Field(default=None, description="Minutes of talk that a test number has left.")
    trunks: Count | None = None

    @property
    def joined_by(self) -> str | None:
        """What two numbers that differ were joined by; None where nothing was guessed."""
        return None


class LocatedNumber(PhoneNumber):
    """A phone number of a call center as 2020-07-01 describes it: with its place, and whose it is."""

    province: str | None = None
    city: str | None = None
    active: Flag | None = None
    provider: str | None = Field(default=None, description="Telephone company.")
    user_id: str | None = Field(default=None, description="Id of the user whose personal number it is.")
    contact_flow_name: str | None = Field(default=None, description="What answers calls to the number.")
    skill_groups: tuple[SkillGroup, ...] = listed("SkillGroups")


class MergedNumber(LocatedNumber):
    """A number that both API versions list."""

    _sources: Mapping[str, PhoneNumber] = PrivateAttr(default_factory=dict)
    _conflicts: tuple[Conflict, ...] = PrivateAttr(default=())

    @property
    def joined_by(self) -> str | None:
        """What two numbers that differ were joined by; None where nothing was guessed."""
        one, other = (source.number or "" for source in self._sources.values())
        if one == other:
            return None
        return "leading zero" if one.lstrip("0") == other.lstrip("0") else "masked digits"


class Agent(User):
    """A user of a call center, as ListUsers lists the user."""

    display_id: str | None = None
    extension: str | None = None
    role_id: str | None = None
    role_name: str | None = Field(default=None, description="Agent, Manager or Admin.")
    work_mode: str | None = Field(default=None, description="ON_SITE, OFF_SITE or OFFICE_PHONE.")
    device_id: str | None = None
    device_ext: str | None = None
    device_state: str | None = None
    skill_levels: tuple[SkillLevel, ...] = listed("SkillLevelList")
    personal_numbers: tuple[LocatedNumber, ...] = listed("PersonalOutboundNumberList")


class Instance(ApiModel):
    """A call center."""

    # A class variable, because the service must not be able to set it.
    api_version: ClassVar[str] = "2017-07-05"

    instance_id: str | None = Field(default=None, validation_alias=AliasChoices("InstanceId", "Id"))
    instance_name: str | None = Field(default=None, validation_alias=AliasChoices("InstanceName", "Name"))
    instance_description: str | None = Field(
        default=None, validation_alias=AliasChoices("InstanceDescription", "Description")
    )
    domain_name: str | None = Field(default=None, description="Second-level domain name, globally unique.")
    console_url: str | None = Field(default=None, description="The console's address, ending with the domain name.")
    status: str | None = None
    owner: str | None = Field(
        default=None, validation_alias=AliasChoices("Owner", "AliyunUid"), description="Alibaba Cloud account."
    )
    created_time: Moment | None = Field(default=None, validation_alias=AliasChoices("CreatedTime", "CreateTime"))
    directory_id: str | None = Field(default=None, description="Id in the directory service.")
    tenant_id: str | None = Field(default=None, description="Id in the core service.")
    max_online_agents: Count | None = None
    storage_bucket: str | None = Field(default=None, description="Where recordings are kept; a public space if absent.")
    storage_max_days: Count | None = Field(default=None, description="Days that recordings are kept at most.")
    storage_max_size: Count | None = Field(default=None, description="Gigabytes of recordings kept at most.")
    admins: tuple[User, ...] = listed("Admin", "User", also=("AdminList",))
    phone_numbers: tuple[PhoneNumber, ...] = listed("PhoneNumbers", "PhoneNumber", also=("NumberList",))
    _account: str | None = PrivateAttr(default=None)

    @property
    def account(self) -> str | None:
        """The account that lists it, where several were asked."""
        return self._account

    def belongs_to(self, account: str) -> None:
        """Set the account that lists it."""
        self._account = account

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the documented fields, after the version of the API that described it."""
        return ("account", "api_version", "api_versions", "ids", "conflicts", *super().names())

    @property
    def api_versions(self) -> tuple[str, ...]:
        """The API versions that list it."""
        return tuple(self.sources)

    @property
    def ids(self) -> dict[str, str | None]:
        """Its id in each API version that lists it."""
        return {version: source.instance_id for version, source in self.sources.items()}

    @property
    def sources(self) -> "Mapping[str, Instance]":
        """The rows of the API versions that list it."""
        return {self.api_version: self}

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Where the API versions contradict each other."""
        return ()

    def key(self) -> Hashable:
        """Return what identifies the row: the id, if it has one."""
        return self.instance_id or self

    @property
    def name(self) -> str | None:
        """The best name of the call center, else the id."""
        return self.instance_name or self.domain_name or self.instance_id


class MergedInstance(Instance):
    """A call center that both API versions list."""

    _sources: Mapping[str, Instance] = PrivateAttr(default_factory=dict)
    _conflicts: tuple[Conflict, ...] = PrivateAttr(default=())

    @property
    def sources(self) -> Mapping[str, Instance]:
        """The rows of the API versions that list it, without their numbers: those are merged, or listed once."""
        return self._sources

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Where the API versions contradict each other, its admins and numbers included."""
        nested = (
            conflict.of_row(row.name if isinstance(row, User) else row.number)
            for row in (*self.admins, *self.phone_numbers)
            if isinstance(row, MergedUser | MergedNumber)
            for conflict in row._conflicts  # noqa: SLF001 - models of this file
        )
        return (*self._conflicts, *nested)


class OutboundNumber(ApiModel):
    """A phone number that an agent may dial with."""

    number: str | None = Field(default=None, description="The phone number; the service may mask its middle.")
    province: str | None = None
    city: str | None = None
    provider: str | None = Field(default=None, description="Telephone company.")
    provider_short_name: str | None = None
    provider_type: str | None = None
    provider_code: str | None = Field(default=None, description="Deprecated by the service.")
    provider_display_name: str | None = Field(default=None, description="Deprecated by the service.")

    def key(self) -> Hashable:
        """Return what identifies the row: the number, or all documented fields, because masked numbers may be equal."""
        if self.number is not None and self.number.removeprefix("+").isdecimal():
            return self.number
        return tuple(getattr(self, name) for name in self.names())
