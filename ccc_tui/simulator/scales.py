"""Other amounts of data: ``large`` (many call centers) and ``huge`` (one with many users and numbers)."""

from functools import cache
from typing import Final

from ccc_tui.simulator.cities import CITIES, number_in
from ccc_tui.simulator.entities import Block, Instance, Number, Rows, SkillGroup, User

_LARGE_INSTANCES: Final = 500
_LARGE_NUMBERS: Final = 200
_LARGE_OUTBOUND: Final = 10_000
_DEPUTY_NUMBERS: Final = 12
_PREFIX: Final = "large-"
_KINDS: Final = ("客服中心", "销售中心", "Support", "回访中心", "Sales desk")
_LARGE_GROUPS: Final = (SkillGroup("skg-default", "默认技能组"), SkillGroup("skg-night", "夜班组"))

HUGE_USERS: Final = 10_000
HUGE_NUMBERS: Final = 10_000
HUGE_GROUPS: Final = 200
HUGE_CLASSES: Final = 60
# One user in so many has a personal number.
_PERSONAL_EVERY: Final = 50


def large() -> Rows[Instance]:
    """Return 500 call centers with 200 numbers each, made on request."""
    return Rows((), _LARGE_INSTANCES, _large_instance)


def large_instance(domain: str) -> Instance | None:
    """Return the call center of a domain name of `large`, or None."""
    index = domain.removeprefix(_PREFIX)
    if domain == index or not (index.isascii() and index.isdecimal() and len(index) == 3):  # noqa: PLR2004 - "007"
        return None
    return _large_instance(int(index)) if int(index) < _LARGE_INSTANCES else None


def _large_instance(index: int) -> Instance:
    city, kind = CITIES[index % len(CITIES)], _KINDS[index % len(_KINDS)]
    first = index // len(CITIES) * _LARGE_NUMBERS

    def number(at: int) -> Number:
        groups = ("skg-default", "skg-night") if at < _DEPUTY_NUMBERS else ("skg-default",)
        return Number(number_in(city, first + at), city.name, groups=groups)

    users = (
        User("admin", f"管理员 {index:03}", ("skg-default",), phone=f"139000{index:05}"),
        User("deputy", f"Deputy {index:03}", ("skg-night",)),
    )
    # One user has as many outbound numbers as can be reached.
    more = _LARGE_OUTBOUND - _LARGE_NUMBERS if index == 0 else 0
    return Instance(
        f"{_PREFIX}{index:03}",
        f"{city.name}{kind} {index:03}",
        created_ms=1_590_000_000_000 + index * 86_400_000,
        users=Rows(users),
        numbers=tuple(map(number, range(_LARGE_NUMBERS))),
        listed=_LARGE_NUMBERS,
        block=Block(more, ("skg-default",), 50_000),
        groups=_LARGE_GROUPS,
    )


def huge(users: int = HUGE_USERS) -> Instance:
    """Return a call center of 10,000 numbers, 200 skill groups and 60 classes of membership."""
    agents = users - 1
    owners = range(0, min(agents, HUGE_NUMBERS), _PERSONAL_EVERY)
    personal = tuple(
        Number(number_in(CITIES[2], 60_000 + owner), "个人号码", owner=_huge_agent(owner).login) for owner in owners
    )
    groups = tuple(SkillGroup(_group(index), f"技能组 {index:03}") for index in range(HUGE_GROUPS))
    return Instance(
        "huge",
        "超大客服中心",
        f"{users} users, {HUGE_NUMBERS} numbers",
        agents=users,
        users=Rows((User("admin", "管理员", (_group(0),), phone="13900000081"),), agents, _huge_agent),
        numbers=personal,
        block=Block(HUGE_NUMBERS - len(personal), tuple(group.login for group in groups)),
        groups=groups,
    )


def _huge_agent(index: int) -> User:
    """Return an agent of one of the classes."""
    groups = _huge_class(index % HUGE_CLASSES)
    return User(f"agent{index:05}", f"坐席 {index:05}", groups, admin=False, phone=f"138000{index:05}", role="Agent")


@cache
def _huge_class(index: int) -> tuple[str, ...]:
    """Return the groups of a class: three of the first 180, and one of the others, which three classes share."""
    others = HUGE_GROUPS % HUGE_CLASSES
    own = range(index, HUGE_GROUPS - others, HUGE_CLASSES)
    return (*map(_group, own), _group(HUGE_GROUPS - others + index % others))


def _group(index: int) -> str:
    return f"skg-{index:03}"
