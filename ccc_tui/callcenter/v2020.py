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


LIST_INSTANCES_OF_USER: Final = Operation("ListInstancesOfUser", VERSION, ListInstancesOfUserResponse)
LIST_OUTBOUND_NUMBERS_OF_USER: Final = Operation(
    "ListOutboundNumbersOfUser", VERSION, DataResponse[models.OutboundNumber]
)
LIST_USERS: Final = Operation("ListUsers", VERSION, DataResponse[models.Agent])
LIST_SKILL_GROUPS: Final = Operation("ListSkillGroups", VERSION, DataResponse[models.SkillGroup])
LIST_PHONE_NUMBERS: Final = Operation("ListPhoneNumbers", VERSION, DataResponse[models.LocatedNumber])
LIST_PHONE_NUMBERS_OF_SKILL_GROUP: Final = Operation(
    "ListPhoneNumbersOfSkillGroup", VERSION, DataResponse[models.LocatedNumber]
)
LIST_SKILL_LEVELS_OF_USER: Final = Operation("ListSkillLevelsOfUser", VERSION, DataResponse[models.SkillLevel])
