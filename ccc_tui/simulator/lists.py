"""The lists of users, skill groups and numbers of 2020-07-01."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from ccc_tui.simulator.data import UNASSIGNED
from ccc_tui.simulator.entities import Number, SkillGroup, User
from ccc_tui.simulator.errors import ApiError, missing_parameter
from ccc_tui.simulator.parameters import Parameters
from ccc_tui.simulator.roster import Roster
from ccc_tui.simulator.serializers import (
    Row,
    group_2020,
    level_in_group,
    level_of_user,
    location,
    number_2020,
    personal_number,
    phone_number,
    single_user,
    user_2020,
)
from ccc_tui.simulator.store import Store


class Reply(NamedTuple):
    """The body of a reply, and its delay in milliseconds."""

    body: dict[str, Any]
    delay_ms: int = 0


Operation = Callable[[Store, Parameters], Reply]
Item = TypeVar("Item")


def paged(store: Store, parameters: Parameters, items: Sequence[Item], row: Callable[[Item], Row]) -> Reply:
    """Return the page of a list that the parameters ask for."""
    page, size = parameters.integer("PageNumber"), parameters.integer("PageSize")
    vanished = store.vanished(parameters)
    start = vanished + (page - 1) * size
    rows = [row(item) for item in items[start : start + size]]
    total = max(0, len(items) - vanished)
    return Reply({"Data": {"PageNumber": page, "PageSize": size, "TotalCount": total, "List": rows}})


def find_user(roster: Roster, user_id: str) -> User | None:
    """Return a user by the 2020 id, or None."""
    login = user_id.removesuffix(f"@{roster.instance.domain}")
    index = roster.users_by_login.get(login)
    return None if index is None or login == user_id else roster.users[index]


def user_of(roster: Roster, user_id: str) -> User:
    """Return a user by the 2020 id, or raise ApiError."""
    user = find_user(roster, user_id)
    if user is None:
        raise unknown_user(user_id, roster.instance.domain)
    return user


def unknown_user(user_id: str, instance_id: str) -> ApiError:
    """Return the error for a user id that the call center does not have."""
    return ApiError(404, "NotExists.UserId", f"The user {user_id} does not exist in instance {instance_id}.")


def group_of(roster: Roster, group_id: str) -> SkillGroup:
    """Return a skill group by its id."""
    domain = roster.instance.domain
    group = roster.groups.get(group_id.removesuffix(f"@{domain}"))
    if group is None or roster.instance.group_id(group.login) != group_id:
        message = f"The specified skill group {group_id} does not exist in instance {domain}."
        raise ApiError(404, "NotExists.SkillGroupId", message)
    return group


def _roster(store: Store, parameters: Parameters) -> Roster:
    return store.roster_2020(parameters.text("InstanceId"))


def _list_users(store: Store, parameters: Parameters) -> Reply:
    roster = _roster(store, parameters)
    group_id = parameters.optional("SkillGroupId")
    members = roster.users_by_group.get(group_of(roster, group_id).login, []) if group_id else None
    indexes = _search_users(roster, parameters, range(len(roster.users)) if members is None else members)

    def row(index: int) -> Row:
        user = roster.users[index]
        personal = [store.shown(roster.numbers[at]) for at in roster.numbers_by_owner.get(user.login, ())]
        return user_2020(roster, user, personal)

    return paged(store, parameters, indexes, row)


def _get_user(store: Store, parameters: Parameters) -> Reply:
    roster = _roster(store, parameters)
    user_id, extension = parameters.optional("UserId"), parameters.optional("Extension")
    if user_id:
        return Reply({"Data": single_user(roster.instance, user_of(roster, user_id))})
    if not extension:
        raise missing_parameter("UserId")
    for found in (single_user(roster.instance, user) for user in roster.users):
        if found["Extension"] == extension:
            return Reply({"Data": found})
    raise unknown_user(extension, roster.instance.domain)


def _list_groups(store: Store, parameters: Parameters) -> Reply:
    roster = _roster(store, parameters)
    media = parameters.choice("MediaType", ("AUDIO", "CHAT", "VIDEO")) or "AUDIO"
    groups = [group for group in _search_groups(parameters, roster.instance.groups) if group.media == media]
    return paged(store, parameters, groups, lambda group: group_2020(roster, group))


def _list_numbers(store: Store, parameters: Parameters) -> Reply:
    roster = _roster(store, parameters)
    usage = parameters.choice("Usage", ("Inbound", "Outbound", "Bidirection"))
    indexes: Sequence[int] = _search_numbers(store, roster, parameters, range(len(roster.numbers)))
    if usage:
        indexes = [index for index in indexes if roster.numbers[index].usage == usage]
    return paged(store, parameters, indexes, lambda index: phone_number(roster, store.shown(roster.numbers[index])))


def _list_users_of_group(store: Store, parameters: Parameters) -> Reply:
    roster = _roster(store, parameters)
    group = group_of(roster, parameters.text("SkillGroupId"))
    indexes = _members(parameters, len(roster.users), roster.users_by_group.get(group.login, []))
    return paged(
        store,
        parameters,
        _search_users(roster, parameters, indexes),
        lambda index: level_of_user(roster.instance, roster.users[index], group),
    )


def _list_numbers_of_group(store: Store, parameters: Parameters) -> Reply:
    roster = _roster(store, parameters)
    group = group_of(roster, parameters.text("SkillGroupId"))
    indexes = _members(parameters, len(roster.numbers), roster.numbers_by_group.get(group.login, []))
    return paged(
        store,
        parameters,
        _search_numbers(store, roster, parameters, indexes),
        lambda index: number_2020(roster.instance, store.shown(roster.numbers[index])),
    )


def _list_groups_of_user(store: Store, parameters: Parameters) -> Reply:
    roster = _roster(store, parameters)
    user = user_of(roster, parameters.text("UserId"))
    is_member = parameters.flag("IsMember") is not False
    groups = [
        group
        for group in _search_groups(parameters, roster.instance.groups)
        if (group.login in user.groups) == is_member
    ]
    return paged(store, parameters, groups, lambda group: level_in_group(roster.instance, user, group))


def _list_personal_numbers(store: Store, parameters: Parameters) -> Reply:
    roster = _roster(store, parameters)
    user = user_of(roster, parameters.text("UserId"))
    indexes = _members(parameters, len(roster.numbers), roster.numbers_by_owner.get(user.login, []))
    return paged(
        store,
        parameters,
        _search_numbers(store, roster, parameters, indexes),
        lambda index: personal_number(roster.instance, store.shown(roster.numbers[index])),
    )


def _list_unassigned(store: Store, parameters: Parameters) -> Reply:
    pattern = parameters.optional("SearchPattern")
    numbers = [number for number in UNASSIGNED if pattern in number.number]
    return paged(store, parameters, numbers, lambda number: location(store.shown(number)))


def _get_location(_store: Store, parameters: Parameters) -> Reply:
    return Reply({"Data": location(Number(parameters.text("Number").strip()))})


def _members(parameters: Parameters, count: int, members: Collection[int]) -> Sequence[int]:
    """Return the indexes of the members, or of all others for ``IsMember=false``."""
    parameters.text("IsMember")
    if parameters.flag("IsMember"):
        return list(members)
    excluded = set(members)
    return [index for index in range(count) if index not in excluded]


def _search_users(roster: Roster, parameters: Parameters, indexes: Sequence[int]) -> Sequence[int]:
    pattern = parameters.optional("SearchPattern")
    if not pattern:
        return indexes
    users = ((index, roster.users[index]) for index in indexes)
    return [index for index, user in users if pattern in user.login or pattern in user.name]


def _search_groups(parameters: Parameters, groups: Iterable[SkillGroup]) -> list[SkillGroup]:
    pattern = parameters.optional("SearchPattern")
    return [group for group in groups if pattern in group.name]


def _search_numbers(store: Store, roster: Roster, parameters: Parameters, indexes: Sequence[int]) -> Sequence[int]:
    """Return the indexes of the numbers that match SearchPattern and Active."""
    pattern, active = parameters.optional("SearchPattern"), parameters.flag("Active")
    if not pattern and active is None:
        return indexes
    numbers = ((index, store.shown(roster.numbers[index])) for index in indexes)
    return [index for index, number in numbers if pattern in number.number and active in {None, number.active}]


OPERATIONS: Final[dict[str, Operation]] = {
    "ListUsers": _list_users,
    "GetUser": _get_user,
    "ListSkillGroups": _list_groups,
    "ListPhoneNumbers": _list_numbers,
    "ListUserLevelsOfSkillGroup": _list_users_of_group,
    "ListPhoneNumbersOfSkillGroup": _list_numbers_of_group,
    "ListSkillLevelsOfUser": _list_groups_of_user,
    "ListPersonalNumbersOfUser": _list_personal_numbers,
    "ListUnassignedNumbers": _list_unassigned,
    "GetNumberLocation": _get_location,
}
