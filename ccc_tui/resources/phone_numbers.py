"""The phone numbers of a call center."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ccc_tui.callcenter.health import is_running_out
from ccc_tui.i18n import N_, NN_, _, ngettext
from ccc_tui.resources.held import held_by_scope, load_with_instance
from ccc_tui.resources.instances import INSTANCES
from ccc_tui.resources.served import load_served, one_group
from ccc_tui.resources.skill_groups import by_group
from ccc_tui.resources.table import Column, Kind, PageRequest, Resource, Scope, ScopeKind, Sign, Surface, Tab

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.models import Instance, PhoneNumber
    from ccc_tui.callcenter.page import Page
    from ccc_tui.cloud.operation import Operation


def _phone_numbers(instance: Instance) -> Sequence[PhoneNumber]:
    return instance.phone_numbers


async def _load_served(client: CallCenterClient, scope: Scope, request: PageRequest) -> Page[PhoneNumber]:
    from ccc_tui.callcenter import v2020

    search = {"SearchPattern": scope.search}
    if scope.skill_group_ids:
        extra = {**search, "SkillGroupId": one_group(scope), "IsMember": "true"}
        return await load_served(client, v2020.LIST_PHONE_NUMBERS_OF_SKILL_GROUP, scope, request, extra)
    return await load_served(client, v2020.LIST_PHONE_NUMBERS, scope, request, search)


def _operations() -> frozenset[Operation[Any]]:
    from ccc_tui.callcenter import v2020

    return INSTANCES.operations() | {v2020.LIST_PHONE_NUMBERS, v2020.LIST_PHONE_NUMBERS_OF_SKILL_GROUP}


def _key(row: PhoneNumber) -> Any:
    return row.phone_number_id or row.number or row


def _of_2020(name: str) -> Callable[[PhoneNumber], Any]:
    """Return the value of a field that only 2020-07-01 describes."""
    get = attrgetter(name)
    return lambda row: get(row) if hasattr(row, name) else None


def _place(row: PhoneNumber) -> str | None:
    place = dict.fromkeys(filter(None, (_of_2020("province")(row), _of_2020("city")(row))))
    return " ".join(place) or None


def _groups(row: PhoneNumber) -> list[str] | None:
    return [group.name or "?" for group in _of_2020("skill_groups")(row) or ()] or None


def _whose(row: PhoneNumber) -> str | None:
    """Return the skill groups of a number, or the user whose personal number it is."""
    return ", ".join(_groups(row) or ()) or _of_2020("user_id")(row)


def _active(row: PhoneNumber) -> str | None:
    active = _of_2020("active")(row)
    return None if active is None else _("yes") if active else _("no")


def usage_word(usage: str | None) -> str | None:
    """Return the usage of a number in words; an unknown one as the service sent it."""
    known = {"bidirection": _("both"), "outbound": _("out"), "inbound": _("in")}
    return known.get((usage or "").lower(), usage)


def usage_sign(usage: str | None) -> Sign | None:
    """Return the sign of a number's usage."""
    known = {"bidirection": Sign.BOTH, "outbound": Sign.OUTBOUND, "inbound": Sign.INBOUND}
    return known.get((usage or "").lower())


def _outbound(row: PhoneNumber) -> str | None:
    return None if row.allow_outbound is None else _("allowed") if row.allow_outbound else _("no")


def _test(row: PhoneNumber) -> str | None:
    """Say how long a test number will work; minutes of other numbers are shown as sent, without meaning."""
    if not row.test_only:
        said = "—" if row.test_only is None else _("no")
        if row.remaining_time is None:
            return None if row.test_only is None else said
        return _("{said} · {n} min").format(said=said, n=f"{row.remaining_time:,}")
    if row.remaining_time is None:
        return _("test")
    if row.remaining_time <= 0:
        return _("test · used up")
    return _("test · {n} min left").format(n=f"{row.remaining_time:,}")


def _running_out(rows: Sequence[PhoneNumber]) -> str:
    count = sum(map(is_running_out, rows))
    if not count:
        return ""
    words = ngettext("{n} test number running out", "{n} test numbers running out", count)
    return words.format(n=count)


_SERVED: Resource[PhoneNumber] = Resource(
    id="phone_numbers",
    title=N_("Phone numbers"),
    command="phone-numbers",
    help=N_("Print the phone numbers of a call center."),
    scope=ScopeKind.INSTANCE,
    key=_key,
    load=_load_served,
    paged=True,
    searchable=True,
    by_group=True,
    parts=by_group,
    operations=_operations,
    row_name=NN_("{n} number", "{n} numbers"),
    empty=N_("This call center has no phone numbers."),
    footer=_running_out,
    columns=(
        Column(id="number", title=N_("Number"), kind=Kind.NUMBER, max_width=24),
        Column(
            id="usage",
            title=N_("Usage"),
            words=lambda row: usage_word(row.usage),
            sign=lambda row: usage_sign(row.usage),
            max_width=14,
        ),
        Column(
            id="test_only",
            title=N_("Test"),
            kind=Kind.FLAG,
            words=_test,
            sign=lambda row: Sign.ATTENTION if is_running_out(row) else None,
            max_width=24,
        ),
        Column(id="remaining_time", title=N_("Minutes left"), kind=Kind.COUNT, surfaces=Surface.DATA),
        Column(id="allow_outbound", title=N_("Outbound"), kind=Kind.FLAG, words=_outbound),
        Column(
            id="place",
            title=N_("Place"),
            value=_place,
            kind=Kind.PLACE,
            surfaces=~Surface.DATA,
            optional=True,
            max_width=16,
        ),
        Column(
            id="province",
            title=N_("Province"),
            value=_of_2020("province"),
            kind=Kind.PLACE,
            surfaces=Surface.DATA,
            optional=True,
        ),
        Column(
            id="city", title=N_("City"), value=_of_2020("city"), kind=Kind.PLACE, surfaces=Surface.DATA, optional=True
        ),
        Column(
            id="whose", title=N_("Groups or owner"), value=_whose, surfaces=~Surface.DATA, optional=True, max_width=24
        ),
        Column(id="skill_groups", title=N_("Skill groups"), value=_groups, surfaces=Surface.DATA, optional=True),
        Column(id="user_id", title=N_("User id"), value=_of_2020("user_id"), surfaces=Surface.DATA, optional=True),
        Column(id="active", title=N_("Active"), value=_of_2020("active"), words=_active, optional=True),
        Column(id="trunks", title=N_("Trunks"), kind=Kind.COUNT),
        Column(id="phone_number_description", title=N_("Description"), max_width=200),
        Column(id="phone_number_id", title=N_("Number id"), kind=Kind.ID),
        Column(id="instance_id", title=N_("Instance id"), kind=Kind.ID),
    ),
)

PHONE_NUMBERS: Resource[PhoneNumber] = replace(
    _SERVED,
    tab=Tab("numbers", N_("Numbers"), N_("Show the call center's phone numbers.")),
    load=load_with_instance(_phone_numbers),
    held=held_by_scope(_phone_numbers),
    paged=False,
    served=_SERVED,
)
