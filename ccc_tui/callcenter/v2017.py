"""Operations of API version 2017-07-05 and the shapes of their responses, as its documentation lists them."""

from typing import Final

from ccc_tui.callcenter.models import VERSION_2017, Instance, OutboundNumber
from ccc_tui.callcenter.page import Page
from ccc_tui.callcenter.responses import PagedResponse
from ccc_tui.cloud.api_model import listed
from ccc_tui.cloud.operation import Operation
from ccc_tui.cloud.response import Response

VERSION: Final = VERSION_2017


class ListInstancesOfUserResponse(Response):
    """All call centers in one reply."""

    instances: tuple[Instance, ...] = listed("Instances", "CallCenterInstance")


class ListOutboundPhoneNumberOfUserResponse(PagedResponse):
    """One page of numbers. Older replies hold the bare numbers only."""

    outbound_phone_numbers: tuple[OutboundNumber, ...] = listed("OutboundPhoneNumbers", "PhoneNumber")
    number_list: tuple[str, ...] = listed("NumberList", "Number")

    def page(self) -> Page[OutboundNumber]:
        """Return the page."""
        bare = (OutboundNumber(number=number) for number in self.number_list)
        return self.page_of(self.outbound_phone_numbers or tuple(bare))


LIST_INSTANCES_OF_USER: Final = Operation("ListInstancesOfUser", VERSION, ListInstancesOfUserResponse)
LIST_OUTBOUND_PHONE_NUMBER_OF_USER: Final = Operation(
    "ListOutboundPhoneNumberOfUser",
    VERSION,
    ListOutboundPhoneNumberOfUserResponse,
    ("InstanceId", "UserId", "PageNumber", "PageSize"),
)
