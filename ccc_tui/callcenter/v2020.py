"""Operations of API version 2020-07-01 and the shapes of their responses, as its documentation lists them."""

from typing import ClassVar, Final

from pydantic import Field

from ccc_tui.callcenter import models
from ccc_tui.callcenter.responses import DataResponse
from ccc_tui.cloud.api_model import ApiModel, listed
from ccc_tui.cloud.operation import Operation

VERSION: Final = models.VERSION_2020


class Instance(models.Instance):
    """A call center as this version describes it."""

    api_version: ClassVar[str] = VERSION

    phone_numbers: tuple[models.LocatedNumber, ...] = listed("NumberList")


class ListInstancesOfUserResponse(DataResponse[Instance]):
    """One page of call centers."""

    instances_of_2017: ApiModel | None = Field(
        default=None, validation_alias="Instances", description="The other version's list, from a server that has one."
    )


_PAGE: Final = ("PageNumber", "PageSize")

LIST_INSTANCES_OF_USER: Final = Operation("ListInstancesOfUser", VERSION, ListInstancesOfUserResponse, _PAGE)
LIST_OUTBOUND_NUMBERS_OF_USER: Final = Operation(
    "ListOutboundNumbersOfUser",
    VERSION,
    DataResponse[models.OutboundNumber],
    ("InstanceId", "UserId", "SkillGroupIdList", *_PAGE),
)
LIST_USERS: Final = Operation(
    "ListUsers", VERSION, DataResponse[models.Agent], ("InstanceId", "SkillGroupId", "SearchPattern", *_PAGE)
)
LIST_SKILL_GROUPS: Final = Operation(
    "ListSkillGroups", VERSION, DataResponse[models.SkillGroup], ("InstanceId", "MediaType", "SearchPattern", *_PAGE)
)
LIST_PHONE_NUMBERS: Final = Operation(
    "ListPhoneNumbers",
    VERSION,
    DataResponse[models.LocatedNumber],
    ("InstanceId", "Usage", "Active", "SearchPattern", *_PAGE),
)
LIST_PHONE_NUMBERS_OF_SKILL_GROUP: Final = Operation(
    "ListPhoneNumbersOfSkillGroup",
    VERSION,
    DataResponse[models.LocatedNumber],
    ("InstanceId", "SkillGroupId", "IsMember", "Active", "SearchPattern", *_PAGE),
)
LIST_SKILL_LEVELS_OF_USER: Final = Operation(
    "ListSkillLevelsOfUser",
    VERSION,
    DataResponse[models.SkillLevel],
    ("InstanceId", "UserId", "IsMember", "SearchPattern", *_PAGE),
)
