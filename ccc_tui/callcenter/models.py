"""Models of call centers, users and numbers, and of the lists that hold them.

Sources: the documentation pages of ListInstancesOfUser (2017-07-05) and ListOutboundNumbersOfUser (2020-07-01).
"""

from collections.abc import Hashable, Mapping
from typing import Any, ClassVar

from pydantic import AliasChoices, Field, model_validator

from ccc_tui.cloud.api_model import ApiModel, Count, Flag, Moment, listed


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

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """Return the names of the documented fields, after the version of the API that described it."""
        return ("api_version", *super().names())

    def key(self) -> Hashable:
        """Return what identifies the row: the id, if it has one."""
        return self.instance_id or self

    @property
    def name(self) -> str | None:
        """The best name of the call center, else the id."""
        return self.instance_name or self.domain_name or self.instance_id


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
