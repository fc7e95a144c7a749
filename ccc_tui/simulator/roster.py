"""Who belongs to which skill group, and which numbers a user may dial with."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import Final

from ccc_tui.simulator.entities import Instance, Number, Rows, SkillGroup, User

# Sets of skill groups whose numbers are remembered: more than the classes of membership of any call center here.
_REMEMBERED: Final = 200


class Roster:
    """The users, numbers and skill groups of one call center, indexed when they are first needed."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        block = instance.block
        self.numbers: Rows[Number] = Rows(instance.numbers, block.size, block.number)
        self._outbound: dict[frozenset[str], list[int]] = {}

    @cached_property
    def users(self) -> Rows[User]:
        """The users that the 2020 API knows."""
        users = self.instance.users
        return Rows(tuple(user for user in users.given if user.in_2020 and user.login), users.more, users.make)

    @cached_property
    def groups(self) -> dict[str, SkillGroup]:
        """The skill groups by login."""
        return {group.login: group for group in self.instance.groups}

    @cached_property
    def users_by_login(self) -> dict[str, int]:
        """The index of each user."""
        return {user.login: index for index, user in enumerate(self.users)}

    @cached_property
    def users_by_group(self) -> dict[str, list[int]]:
        """The indexes of each group's users."""
        return _index((group, (index,)) for index, user in enumerate(self.users) for group in user.groups)

    @cached_property
    def numbers_by_group(self) -> dict[str, list[int]]:
        """The indexes of each group's numbers."""
        given = self.numbers.given
        one_by_one = ((group, (index,)) for index, number in enumerate(given) for group in number.groups)
        shift = len(given)
        made = ((group, range(at.start + shift, at.stop + shift)) for group, at in self.instance.block.members())
        return _index(chain(one_by_one, made))

    @cached_property
    def numbers_by_owner(self) -> dict[str, list[int]]:
        """The indexes of each user's personal numbers; those made on request have no owner."""
        return _index((number.owner, (index,)) for index, number in enumerate(self.numbers.given) if number.owner)

    def outbound(self, user: User, groups: frozenset[str], *, personal: bool) -> Sequence[int]:
        """Return the indexes of the numbers that a user may dial with.

        Args:
            user: the user.
            groups: skill groups of the user; none means all of them.
            personal: whether personal numbers are served.
        """
        wanted = groups or frozenset(user.groups)
        if wanted not in self._outbound:
            if len(self._outbound) >= _REMEMBERED:
                self._outbound.clear()
            indexes = set().union(*(self.numbers_by_group.get(group, ()) for group in wanted))
            self._outbound[wanted] = sorted(filter(self._dials, indexes))
        shared = self._outbound[wanted]
        if groups or not personal or not user.login:
            return shared
        own = [index for index in self.numbers_by_owner.get(user.login, ()) if self._dials(index)]
        return [*shared, *(index for index in own if index not in set(shared))] if own else shared

    def _dials(self, index: int) -> bool:
        return index >= len(self.numbers.given) or self.numbers.given[index].dials


def _index(entries: Iterable[tuple[str, Iterable[int]]]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for key, values in entries:
        index.setdefault(key, []).extend(values)
    return index
