"""The skill groups of a call center."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccc_tui.cloud.operation import Priority
from ccc_tui.i18n import N_, NN_, _
from ccc_tui.resources.served import load_served
from ccc_tui.resources.table import Column, Kind, PageRequest, Resource, Scope, ScopeKind, Tab

if TYPE_CHECKING:
    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.models import SkillGroup
    from ccc_tui.callcenter.page import Page
    from ccc_tui.cloud.operation import Operation


async def _load(client: CallCenterClient, scope: Scope, request: PageRequest) -> Page[SkillGroup]:
    from ccc_tui.callcenter.v2020 import LIST_SKILL_GROUPS

    return await load_served(client, LIST_SKILL_GROUPS, scope, request, {"SearchPattern": scope.search})


def _operations() -> frozenset[Operation[Any]]:
    from ccc_tui.callcenter import v2020

    return frozenset({v2020.LIST_SKILL_GROUPS})


def media_type(sent: str | None) -> str | None:
    """Return a media type in words; an unknown one as it was sent."""
    known = {"AUDIO": _("audio"), "CHAT": _("chat"), "VIDEO": _("video")}
    return known.get(sent or "", sent)


async def by_group(client: CallCenterClient, scope: Scope) -> list[Scope]:
    """Return a scope for each skill group of the call center, of every medium.

    Raises:
        CloudError: they cannot be listed.
    """
    from ccc_tui.callcenter.paginator import Paginator
    from ccc_tui.callcenter.v2020 import LIST_SKILL_GROUPS

    ids: list[str | None] = []
    for medium in ("AUDIO", "CHAT", "VIDEO"):

        async def fetch(number: int, size: int, medium: str = medium) -> Page[SkillGroup]:
            request = PageRequest(number, size, Priority.SCAN)
            return await load_served(client, LIST_SKILL_GROUPS, scope, request, {"MediaType": medium})

        paginator = Paginator(fetch, key=SKILL_GROUPS.key)
        async for _progress in paginator:
            pass
        ids += [group.skill_group_id for group in paginator.rows]
    return [scope._replace(skill_group_ids=(group,)) for group in dict.fromkeys(ids) if group]


SKILL_GROUPS: Resource[SkillGroup] = Resource(
    id="groups",
    title=N_("Skill groups"),
    command="groups",
    help=N_("Print the skill groups of a call center."),
    tab=Tab("groups", N_("Groups"), N_("Show the skill groups of the call center.")),
    scope=ScopeKind.INSTANCE,
    key=lambda row: row.skill_group_id or row,
    load=_load,
    operations=_operations,
    paged=True,
    optional=True,
    searchable=True,
    row_name=NN_("{n} group", "{n} groups"),
    empty=N_("This call center has no skill groups."),
    columns=(
        Column(id="display_name", title=N_("Name"), value=lambda row: row.display_name or row.skill_group_name),
        Column(id="user_count", title=N_("Users"), kind=Kind.COUNT),
        Column(id="phone_number_count", title=N_("Numbers"), kind=Kind.COUNT),
        Column(id="media_type", title=N_("Media"), words=lambda row: media_type(row.media_type), max_width=10),
        Column(id="description", title=N_("Description"), max_width=200),
        Column(id="skill_group_id", title=N_("Group id"), kind=Kind.ID),
    ),
)
