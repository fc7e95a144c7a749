"""The operations that the simulator serves, named by action and version.

API pages: ListInstancesOfUser and ListOutboundPhoneNumberOfUser of 2017-07-05, ListInstancesOfUser and
ListOutboundNumbersOfUser of 2020-07-01.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from ccc_tui.simulator.entities import Instance, User
from ccc_tui.simulator.errors import ApiError
from ccc_tui.simulator.outbound import outbound_number, positions
from ccc_tui.simulator.parameters import Parameters
from ccc_tui.simulator.serializers import Row, instance_2017, instance_2020, outbound_2017, outbound_2020
from ccc_tui.simulator.store import Store

# Paging is optional in ListOutboundPhoneNumberOfUser; the page does not say how much comes without it.
_DEFAULT_PAGE_SIZE: Final = 10


class Reply(NamedTuple):
    """An answer, and how many milliseconds it is held back."""

    body: dict[str, Any]
    delay_ms: int = 0


Operation = Callable[[Store, Parameters], Reply]


def _list_instances_2017(store: Store, _parameters: Parameters) -> Reply:
    rows = [instance_2017(one, brief=store.is_large) for one in store.instances()]
    return Reply({"Instances": {"CallCenterInstance": rows}, "Success": True})


def _list_instances_2020(store: Store, parameters: Parameters) -> Reply:
    page, size = parameters.integer("PageNumber"), parameters.integer("PageSize")
    total, instances = store.instances_2020((page - 1) * size, page * size)
    return Reply(_page(page, size, total, map(instance_2020, instances)))


def _list_outbound_2020(store: Store, parameters: Parameters) -> Reply:
    instance_id, user_id = parameters.text("InstanceId"), parameters.text("UserId")
    page, size = parameters.integer("PageNumber"), parameters.integer("PageSize")
    groups = parameters.texts("SkillGroupIdList")
    instance = store.instance_2020(instance_id)
    user = _user(instance, user_id, instance.user_id_2020, instance_id)
    for group_id in groups:
        if group_id not in map(instance.group_id, instance.groups):
            words = f"The specified skill group {group_id} does not exist in instance {instance_id}."
            raise ApiError(404, "NotExists.SkillGroupId", words)
    delay = store.delay_of(instance, user)
    places = positions(instance, user, frozenset(groups))
    rows = (outbound_2020(outbound_number(at, user.outbound)) for at in places[(page - 1) * size : page * size])
    return Reply(_page(page, size, len(places), rows), delay)


def _list_outbound_2017(store: Store, parameters: Parameters) -> Reply:
    instance_id, user_id = parameters.text("InstanceId"), parameters.text("UserId")
    page, size = parameters.integer("PageNumber", 1), parameters.integer("PageSize", _DEFAULT_PAGE_SIZE)
    instance = store.instance_2017(instance_id)
    user = _user(instance, user_id, instance.user_id_2017, instance_id)
    delay = store.delay_of(instance, user)
    places = range(user.outbound)[(page - 1) * size : page * size]
    numbers = [outbound_number(at, user.outbound) for at in places]
    body = {
        "NumberList": {"Number": [number.number for number in numbers]},
        "OutboundPhoneNumbers": {"PhoneNumber": [outbound_2017(instance, number) for number in numbers]},
        "Success": True,
    }
    return Reply(body, delay)


OPERATIONS: Final[dict[tuple[str, str], Operation]] = {
    ("ListInstancesOfUser", "2017-07-05"): _list_instances_2017,
    ("ListOutboundPhoneNumberOfUser", "2017-07-05"): _list_outbound_2017,
    ("ListInstancesOfUser", "2020-07-01"): _list_instances_2020,
    ("ListOutboundNumbersOfUser", "2020-07-01"): _list_outbound_2020,
}


def operation(action: str, version: str) -> Operation:
    """Return the operation of a name and version.

    Raises:
        ApiError: there is none.
    """
    found = OPERATIONS.get((action, version))
    if found is not None:
        return found
    if version in {known for _, known in OPERATIONS}:
        words = "Specified api is not found, please check your url and method."
        raise ApiError(404, "InvalidAction.NotFound", words)
    if len(version) == len("2020-07-01") and version.replace("-", "").isdecimal():
        raise ApiError(404, "NoSuchVersion", "The specified version does not exist.")
    raise ApiError(400, "InvalidVersion", "Specified parameter Version is not valid.")


def _user(instance: Instance, user_id: str, id_of: Callable[[User], str], instance_id: str) -> User:
    found = next((user for user in instance.users if id_of(user) == user_id), None)
    if found is None:
        raise ApiError(404, "NotExists.UserId", f"The user {user_id} does not exist in instance {instance_id}.")
    return found


def _page(number: int, size: int, total: int, rows: Iterable[Row]) -> dict[str, Any]:
    return {"Data": {"PageNumber": number, "PageSize": size, "TotalCount": total, "List": list(rows)}}
