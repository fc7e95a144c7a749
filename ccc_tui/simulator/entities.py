"""The entities of the simulated world: numbers, skill groups, users and call centers.

Their names differ from the API's on purpose; `serializers` has those. Skill groups and users refer to each other by
login; their 2020 id is ``login@domain``.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, Literal, NamedTuple, TypeVar, overload
from zlib import crc32

from ccc_tui.simulator.cities import PROVIDERS, RUN, City, Provider, city_at, city_of, masked, number_in

Usage = Literal["Inbound", "Outbound", "Bidirection"]
Media = Literal["AUDIO", "CHAT", "VIDEO"]
Parts = Literal["all", "ids", "detail"]
# migrated: a 2.0 instance, whose id is its domain name in both API versions.
# uuid: 2017 calls it by a UUID, 2020 by its domain name.
# old: unknown to 2020. new: unknown to 2017.
Generation = Literal["migrated", "uuid", "old", "new"]

# One number in so many is nationwide: it has neither province nor city.
_NATIONWIDE_EVERY = 97
# One number in so many is masked.
_MASKED_EVERY = 400
_SAMPLE_AT = 2

Row = TypeVar("Row")


class Number(NamedTuple):
    """A phone number. It belongs to skill groups or to one user; real data has both, or neither, by mistake."""

    number: str
    description: str = ""
    usage: Usage = "Bidirection"
    allow_outbound: bool = True
    trunks: int = 15
    test_minutes: int | None = None  # minutes left of a test number
    groups: tuple[str, ...] = ()
    owner: str = ""
    active: bool = True
    place: City | None = None  # where it differs from the area code's
    provider: Provider = PROVIDERS[0]

    @property
    def city(self) -> City | None:
        """The city, or None of a nationwide number."""
        return self.place or city_of(self.number)

    @property
    def dials(self) -> bool:
        """Whether agents can dial with it."""
        return self.active and self.usage != "Inbound"


# The sample row of the API page.
SAMPLE = Number("083xxxx0019", place=City("四川", "乐山", "0833"))


class Block(NamedTuple):
    """Many ordinary numbers, made on request.

    Runs of them take turns among `groups`. `also` names groups that share the first so many of them. `first` is the
    first serial, and keeps the numbers of two call centers apart.
    """

    size: int = 0
    groups: tuple[str, ...] = ()
    first: int = 0
    also: tuple[tuple[str, int], ...] = ()
    has_sample: bool = False

    def number(self, index: int) -> Number:
        """Return the index-th number."""
        groups = (self.groups[index // RUN % len(self.groups)], *(name for name, end in self.also if index < end))
        if self.has_sample and index == min(_SAMPLE_AT, self.size - 1):
            return SAMPLE._replace(groups=groups)
        provider = PROVIDERS[index // RUN % len(PROVIDERS)]
        if index % _NATIONWIDE_EVERY == _NATIONWIDE_EVERY - 1:
            return Number(f"40055{self.first + index:05}", groups=groups, provider=provider)
        city = city_at(index)
        number = number_in(city, self.first + index + 1)
        if index % _MASKED_EVERY == _MASKED_EVERY - 1:
            number = masked(number)
        return Number(number, groups=groups, place=city, provider=provider)

    def members(self) -> Iterator[tuple[str, range]]:
        """Yield the indexes of each group in ranges, without making the numbers."""
        for start in range(0, self.size, RUN):
            yield self.groups[start // RUN % len(self.groups)], range(start, min(start + RUN, self.size))
        for group, end in self.also:
            yield group, range(end)


class Rows(Sequence[Row], Generic[Row]):
    """Rows given one by one, and behind them rows made from their index on request."""

    def __init__(self, given: tuple[Row, ...] = (), more: int = 0, make: Callable[[int], Row] | None = None) -> None:
        self.given = given
        self.more = more
        self.make = make or given.__getitem__

    def __len__(self) -> int:
        return len(self.given) + self.more

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...

    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        if index < 0:
            index += len(self)
        if not 0 <= index < len(self):
            raise IndexError(index)
        if index < len(self.given):
            return self.given[index]
        return self.make(index - len(self.given))


class SkillGroup(NamedTuple):
    """A skill group."""

    login: str
    name: str
    media: Media = "AUDIO"
    description: str = ""


class User(NamedTuple):
    """A user of a call center.

    `parts` says what ListInstancesOfUser 2017 tells about an admin: all, the ids only, or the detail only. `user_id` is
    the 2017 user id where it differs from the 2020 one.
    """

    login: str
    name: str = ""
    groups: tuple[str, ...] = ()
    admin: bool = True
    parts: Parts = "all"
    user_id: str = ""
    in_2020: bool = True
    phone: str = ""
    department: str = ""
    role: Literal["Agent", "Manager", "Admin"] = "Admin"
    mode: Literal["ON_SITE", "OFF_SITE", "OFFICE_PHONE"] = "ON_SITE"
    device_state: Literal["ONLINE", "OFFLINE"] = "ONLINE"

    @property
    def email(self) -> str:
        """An invented address; one that is no login name gets the sample's."""
        if not self.login:
            return ""
        return f"{self.login}@example.com" if self.login.isascii() else "123@123.com"

    def level(self, group: str) -> int:
        """Return the skill level in a group: 1 (strongest) to 10."""
        return crc32(f"{self.login} {group}".encode()) % 10 + 1


class Trouble(NamedTuple):
    """How an instance fails on purpose. `throttled` counts the refused calls of each user (None: all of them)."""

    kind: Literal["throttled", "slow", "error", "forbidden"]
    throttled: int | None = None


class Instance(NamedTuple):
    """A call center. An empty name or domain is not sent.

    `listed` is how many of the numbers ListInstancesOfUser names; `status_2020` is set where the versions disagree.
    """

    domain: str
    name: str
    description: str = ""
    status: str = "Running"
    status_2020: str = ""
    generation: Generation = "migrated"
    uuid: str = ""
    created_ms: int = 1_600_000_000_000
    agents: int = 100
    users: Rows[User] = Rows()
    numbers: tuple[Number, ...] = ()
    listed: int = 0
    block: Block = Block()
    groups: tuple[SkillGroup, ...] = ()
    trouble: Trouble | None = None

    @property
    def id_2017(self) -> str:
        """The id in the 2017 API, or nothing."""
        return "" if self.generation == "new" else self.uuid or self.domain

    @property
    def id_2020(self) -> str:
        """The id in the 2020 API, or nothing."""
        return "" if self.generation == "old" else self.domain

    @property
    def admins(self) -> list[User]:
        """The users that ListInstancesOfUser names; rows made on request are no admins."""
        return [user for user in self.users.given if user.admin]

    def user_id_2017(self, user: User) -> str:
        """Return the user id in the 2017 API."""
        return user.user_id or f"{user.login}@{self.domain}"

    def user_id_2020(self, user: User) -> str:
        """Return the user id in the 2020 API, or nothing."""
        return f"{user.login}@{self.domain}" if user.in_2020 and user.login else ""

    def group_id(self, login: str) -> str:
        """Return the id of a skill group."""
        return f"{login}@{self.domain}"


def uuid_of(text: str) -> str:
    """Return a UUID that is always the same for the same text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}"
