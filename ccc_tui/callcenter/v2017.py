"""Operations of API version 2017-07-05, as its documentation lists them."""

from typing import Final

from ccc_tui.cloud.operation import Operation

VERSION: Final = "2017-07-05"

LIST_INSTANCES_OF_USER: Final = Operation("ListInstancesOfUser", VERSION)
LIST_OUTBOUND_PHONE_NUMBER_OF_USER: Final = Operation("ListOutboundPhoneNumberOfUser", VERSION)
