"""Operations of API version 2020-07-01, as its documentation lists them."""

from typing import Final

from ccc_tui.cloud.operation import Operation

VERSION: Final = "2020-07-01"

LIST_INSTANCES_OF_USER: Final = Operation("ListInstancesOfUser", VERSION)
LIST_OUTBOUND_NUMBERS_OF_USER: Final = Operation("ListOutboundNumbersOfUser", VERSION)
