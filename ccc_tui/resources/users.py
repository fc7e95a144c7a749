"""The users of a call center."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccc_tui.i18n import N_, NN_, _
from ccc_tui.resources.masking import mask_email, mask_id, mask_phone
from ccc_tui.resources.served import load_served, one_group
from ccc_tui.resources.skill_groups import by_group
from ccc_tui.resources.table import Column, Kind, PageRequest, Resource, Scope, ScopeKind, Surface, Tab

if TYPE_CHECKING:
    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.models import Agent
    from ccc_tui.callcenter.page import Page
    from ccc_tui.cloud.operation import Operation


async def _load(client: CallCenterClient, scope: Scope, request: PageRequest) -> Page[Agent]:
    from ccc_tui.callcenter.v2020 import LIST_USERS

    extra = {"SearchPattern": scope.search, "SkillGroupId": one_group(scope)}
    return await load_served(client, LIST_USERS, scope, request, extra)


def _operations() -> frozenset[Operation[Any]]:
    from ccc_tui.callcenter import v2020

    return frozenset({v2020.LIST_USERS})


def work_mode(mode: str | None) -> str | None:
    """Return a work mode in words; an unknown one as it was sent."""
    known = {"ON_SITE": _("on site"), "OFF_SITE": _("off site"), "OFFICE_PHONE": _("office phone")}
    return known.get(mode or "", mode)


def role(name: str | None) -> str | None:
    """Return a role in words; one of the call center's own as it was sent."""
    known = {"Admin": _("admin"), "Manager": _("manager"), "Agent": _("agent")}
    return known.get(name or "", name)


def _groups(row: Agent) -> list[str]:
    return [level.skill_group_name or level.skill_group_id or "?" for level in row.skill_levels]


def _personal(row: Agent) -> list[str]:
    return [number.number or "?" for number in row.personal_numbers]


USERS: Resource[Agent] = Resource(
    id="users",
    title=N_("Users"),
    command="users",
    help=N_("Print the users of a call center."),
    tab=Tab("users", N_("Users"), N_("Show the users of the call center.")),
    scope=ScopeKind.INSTANCE,
    key=lambda row: row.user_id or row,
    load=_load,
    operations=_operations,
    paged=True,
    optional=True,
    searchable=True,
    by_group=True,
    parts=by_group,
    row_name=NN_("{n} user", "{n} users"),
    empty=N_("This call center has no users."),
    columns=(
        Column(id="display_name", title=N_("Name"), kind=Kind.PERSON, max_width=24),
        Column(id="login_name", title=N_("Login"), kind=Kind.PERSON, max_width=24),
        Column(id="role_name", title=N_("Role"), words=lambda row: role(row.role_name), max_width=12),
        Column(
            id="skill_groups",
            title=N_("Groups"),
            value=_groups,
            words=lambda row: ", ".join(_groups(row)) or None,
            max_width=30,
        ),
        Column(
            id="personal_numbers",
            title=N_("Personal"),
            value=_personal,
            words=lambda row: ", ".join(_personal(row)) or None,
            max_width=24,
            optional=True,
        ),
        Column(id="work_mode", title=N_("Mode"), words=lambda row: work_mode(row.work_mode), max_width=14),
        Column(id="device_state", title=N_("Device"), max_width=12, optional=True),
        Column(id="extension", title=N_("Extension"), kind=Kind.ID, max_width=12),
        Column(id="phone", title=N_("Phone"), kind=Kind.NUMBER, max_width=20, personal=mask_phone),
        Column(id="email", title=N_("Email"), kind=Kind.ID, max_width=32, personal=mask_email),
        Column(id="user_id", title=N_("User id"), kind=Kind.ID),
        Column(id="ram_id", title=N_("RAM id"), kind=Kind.ID, surfaces=Surface.DATA, personal=mask_id),
    ),
)
