"""Operations of API version 2020-07-01 and the shapes of their responses, as its documentation lists them."""

from typing import ClassVar, Final

from ccc_tui.callcenter import models
from ccc_tui.callcenter.responses import DataResponse
from ccc_tui.cloud.api_model import listed
from ccc_tui.cloud.operation import Operation

VERSION: Final = models.VERSION_2020


class Instance(models.Instance):
    """A call center as this version describes it."""

    api_version: ClassVar[str] = VERSION

    phone_numbers: tuple[models.LocatedNumber, ...] = listed("NumberList")


ListInstancesOfUserResponse = DataResponse[Instance]
ListOutboundNumbersOfUserResponse = DataResponse[models.OutboundNumber]

LIST_INSTANCES_OF_USER: Final = Operation("ListInstancesOfUser", VERSION, ListInstancesOfUserResponse)
LIST_OUTBOUND_NUMBERS_OF_USER: Final = Operation(
    "ListOutboundNumbersOfUser", VERSION, ListOutboundNumbersOfUserResponse
)
