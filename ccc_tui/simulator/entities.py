"""The nouns of the simulated call centers, under names of our own: those of the API are in `shapes`."""

import hashlib
from typing import Literal, NamedTuple

Usage = Literal["Inbound", "Outbound", "Bidirection"]
Parts = Literal["all", "ids", "detail"]
# migrated: a 2.0 instance, whose id is its domain name in both API versions.
# uuid: 2017 calls it by a UUID, 2020 by its domain name.
# old: a 1.0 instance, unknown to 2020.
Generation = Literal["migrated", "uuid", "old"]


class Number(NamedTuple):
    """A number that a call store is reached at, or calls from.

    ``test_minutes`` is None for a real number, else what is left of a test number.
    """

    number: str
    description: str = ""
    usage: Usage = "Bidirection"
    allow_outbound: bool = True
    trunks: int = 15
    test_minutes: int | None = None


class SkillGroup(NamedTuple):
    """A skill group; its id is ``login@instance``."""

    login: str
    name: str


class User(NamedTuple):
    """Somebody of a call store.

    Attributes:
        login: login name; the 2020 user id is ``login@domain``.
        name: display name.
        outbound: how many numbers the person may dial with.
        admin: whether ListInstancesOfUser names the person.
        parts: what it says about an admin: all, the ids only, or the detail only.
        user_id: the 2017 user id where it differs from the 2020 one.
        in_2020: whether the 2020 API knows the person.
    """

    login: str
    name: str = ""
    outbound: int = 0
    admin: bool = True
    parts: Parts = "all"
    user_id: str = ""
    in_2020: bool = True
    phone: str = ""
    department: str = ""


class Trouble(NamedTuple):
    """How an instance fails on purpose, so that people see every state.

    ``throttled`` counts the first calls of each user that are refused (None: all of them).
    """

    kind: Literal["throttled", "slow", "error", "forbidden"]
    throttled: int | None = None


class Instance(NamedTuple):
    """A call store. An empty name or domain is one that the service does not send."""

    domain: str
    name: str
    description: str = ""
    status: str = "Running"
    generation: Generation = "migrated"
    uuid: str = ""
    created_ms: int = 1_600_000_000_000
    agents: int = 100
    users: tuple[User, ...] = ()
    numbers: tuple[Number, ...] = ()
    groups: tuple[SkillGroup, ...] = (SkillGroup("skg-default", "默认技能组"),)
    trouble: Trouble | None = None

    @property
    def id_2017(self) -> str:
        """The id that the 2017 API knows."""
        return self.uuid or self.domain

    @property
    def id_2020(self) -> str:
        """The id that the 2020 API knows, or nothing."""
        return "" if self.generation == "old" else self.domain

    def user_id_2017(self, user: User) -> str:
        """Return the id that the 2017 API knows a person by."""
        return user.user_id or f"{user.login}@{self.domain}"

    def user_id_2020(self, user: User) -> str:
        """Return the id that the 2020 API knows a person by, or nothing."""
        return f"{user.login}@{self.domain}" if user.in_2020 and user.login else ""

    def group_id(self, group: SkillGroup) -> str:
        """Return the id of one of the skill groups."""
        return f"{group.login}@{self.domain}"


def uuid_of(text: str) -> str:
    """Return a UUID that is always the same for the same text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}"
