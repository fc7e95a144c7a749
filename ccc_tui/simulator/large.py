"""The scale ``large``: 500 call centers with 200 numbers each, made when they are asked for."""

from typing import Final

from ccc_tui.simulator.cities import CITIES, number_in
from ccc_tui.simulator.entities import Instance, Number, SkillGroup, User

INSTANCES: Final = 500
NUMBERS: Final = 200
_PREFIX: Final = "large-"
_KINDS: Final = ("客服中心", "销售中心", "Support", "回访中心", "Sales desk")
_GROUPS: Final = (SkillGroup("skg-default", "默认技能组"), SkillGroup("skg-night", "夜班组"))


def instance(index: int) -> Instance:
    """Return the index-th of the call centers."""
    place, kind = CITIES[index % len(CITIES)], _KINDS[index % len(_KINDS)]
    serials = range(index // len(CITIES) * NUMBERS, (index // len(CITIES) + 1) * NUMBERS)
    return Instance(
        f"{_PREFIX}{index:03}",
        f"{place.city}{kind} {index:03}",
        created_ms=1_590_000_000_000 + index * 86_400_000,
        users=(
            User("admin", f"管理员 {index:03}", 10_000 if index == 0 else NUMBERS, phone=f"139000{index:05}"),
            User("deputy", f"Deputy {index:03}", 12),
        ),
        numbers=tuple(Number(number_in(place, serial), place.city, "Bidirection") for serial in serials),
        groups=_GROUPS,
    )


def find(domain: str) -> Instance | None:
    """Return the call store of a domain name, or None."""
    index = domain.removeprefix(_PREFIX)
    if domain == index or not (index.isascii() and index.isdecimal() and len(index) == 3):  # noqa: PLR2004 - "007"
        return None
    return instance(int(index)) if int(index) < INSTANCES else None
