"""The table of lists: every list that the program can show and print, in the order of the tabs."""

from typing import Any, Final

from ccc_tui.cloud.operation import Operation
from ccc_tui.resources.admins import ADMINS
from ccc_tui.resources.calls import CALLS
from ccc_tui.resources.instances import INSTANCES
from ccc_tui.resources.outbound_numbers import OUTBOUND_NUMBERS
from ccc_tui.resources.phone_numbers import PHONE_NUMBERS
from ccc_tui.resources.skill_groups import SKILL_GROUPS
from ccc_tui.resources.table import Resource
from ccc_tui.resources.user_groups import USER_GROUPS
from ccc_tui.resources.users import USERS

__all__ = [
    "ADMINS",
    "CALLS",
    "INSTANCES",
    "OUTBOUND_NUMBERS",
    "PHONE_NUMBERS",
    "RESOURCES",
    "SKILL_GROUPS",
    "USERS",
    "USER_GROUPS",
    "operations",
]

RESOURCES: Final[list[Resource[Any]]] = [
    INSTANCES,
    ADMINS,
    PHONE_NUMBERS,
    OUTBOUND_NUMBERS,
    USERS,
    SKILL_GROUPS,
    USER_GROUPS,
    CALLS,
]


def operations() -> frozenset[Operation[Any]]:
    """Return every operation that some list needs: the client refuses all others."""
    return frozenset().union(*(resource.operations() for resource in RESOURCES))
