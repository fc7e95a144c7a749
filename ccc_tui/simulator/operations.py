"""The operations that the simulator serves, by action and version; `lists` has those of users, groups and numbers."""

from collections.abc import Callable
from typing import Final

from ccc_tui.simulator import lists
from ccc_tui.simulator.entities import Number, User
from ccc_tui.simulator.errors import ApiError, unknown_operation
from ccc_tui.simulator.lists import Operation, Reply, paged, user_of
from ccc_tui.simulator.parameters import Parameters
from ccc_tui.simulator.roster import Roster
from ccc_tui.simulator.serializers import Row, instance_2017, instance_2020, outbound_2017, outbound_2020
from ccc_tui.simulator.store import Store

# Paging is optional in ListOutboundPhoneNumberOfUser; the page does not say how much comes without it.
_DEFAULT_PAGE_SIZE: Final = 10


def _list_instances_2017(store: Store, _parameters: Parameters) -> Reply:
    rosters = map(store.roster, store.instances_2017())
    rows = [instance_2017(roster, _listed(store, roster), brief=store.is_large) for roster in rosters]
    return Reply({"Instances": {"CallCenterInstance": rows}, "Success": True})


def _list_instances_2020(store: Store, parameters: Parameters) -> Reply:
    def row(at: int) -> Row:
        roster = store.roster(instances[at])
        return instance_2020(roster, _listed(store, roster))

    instances = store.instances_2020()
    return paged(store, parameters, range(len(instances)), row)


def _list_outbound_2020(store: Store, parameters: Parameters) -> Reply:
    roster = store.roster_2020(parameters.text("InstanceId"))
    user = user_of(roster, parameters.text("UserId"))
    group_ids = parameters.texts("SkillGroupIdList")
    groups = frozenset(lists.group_of(roster, group_id).login for group_id in group_ids)
    if not groups <= set(user.groups):
        raise ApiError(403, "Permission.SkillGroup", f"The user {user.login} is not in each of the skill groups.")
    delay = store.delay_of(roster.instance, user)
    indexes = roster.outbound(user, groups, personal=store.personal_served)
    reply = paged(store, parameters, indexes, lambda at: outbound_2020(store.shown(roster.numbers[at])))
    return Reply(reply.body, delay)


def _list_outbound_2017(store: Store, parameters: Parameters) -> Reply:
    roster = store.roster_2017(parameters.text("InstanceId"))
    page, size = parameters.integer("PageNumber", 1), parameters.integer("PageSize", _DEFAULT_PAGE_SIZE)
    user = _user_2017(roster, parameters.text("UserId"))
    delay = store.delay_of(roster.instance, user)
    indexes = roster.outbound(user, frozenset(), personal=store.personal_served)
    numbers = [store.shown(roster.numbers[at]) for at in indexes[(page - 1) * size : page * size]]
    rows = [outbound_2017(roster.instance, number, private=number.owner == user.login != "") for number in numbers]
    body = {
        "NumberList": {"Number": [number.number for number in numbers]},
        "OutboundPhoneNumbers": {"PhoneNumber": rows},
        "Success": True,
    }
    return Reply(body, delay)


OPERATIONS: Final[dict[tuple[str, str], Operation]] = {
    ("ListInstancesOfUser", "2017-07-05"): _list_instances_2017,
    ("ListOutboundPhoneNumberOfUser", "2017-07-05"): _list_outbound_2017,
    ("ListInstancesOfUser", "2020-07-01"): _list_instances_2020,
    ("ListOutboundNumbersOfUser", "2020-07-01"): _list_outbound_2020,
    **{(action, "2020-07-01"): answer for action, answer in lists.OPERATIONS.items()},
}


def operation(action: str, version: str) -> Callable[[Store, Parameters], Reply]:
    """Return the operation of a name and version, or raise the gateway's ApiError."""
    found = OPERATIONS.get((action, version))
    if found is not None:
        return found
    if version in {known for _, known in OPERATIONS}:
        raise unknown_operation()
    if len(version) == len("2020-07-01") and version.replace("-", "").isdecimal():
        raise ApiError(404, "NoSuchVersion", "The specified version does not exist.")
    raise ApiError(400, "InvalidVersion", "Specified parameter Version is not valid.")


def _listed(store: Store, roster: Roster) -> list[Number]:
    return [store.shown(number) for number in roster.numbers[: roster.instance.listed]]


def _user_2017(roster: Roster, user_id: str) -> User:
    instance = roster.instance
    by_id = {instance.user_id_2017(user): user for user in instance.users.given}
    user = by_id.get(user_id) or lists.find_user(roster, user_id)
    if user is None or instance.user_id_2017(user) != user_id:
        raise lists.unknown_user(user_id, instance.id_2017)
    return user
