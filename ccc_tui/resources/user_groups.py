"""The skill groups of a user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccc_tui.cloud.errors import NotFound
from ccc_tui.i18n import N_, NN_
from ccc_tui.resources.skill_groups import media_type
from ccc_tui.resources.table import Column, Kind, PageRequest, Resource, Scope, ScopeKind

if TYPE_CHECKING:
    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.models import SkillLevel
    from ccc_tui.callcenter.page import Page
    from ccc_tui.cloud.operation import Operation


async def _load(client: CallCenterClient, scope: Scope, request: PageRequest) -> Page[SkillLevel]:
    from ccc_tui.callcenter.v2020 import LIST_SKILL_LEVELS_OF_USER

    if scope.user is None:
        raise NotFound("Client.NoId")
    user = {"InstanceId": scope.user.instance_id, "UserId": scope.user.user_id, "IsMember": "true"}
    parameters = {**user, **request.parameters()}
    return (await client.call(LIST_SKILL_LEVELS_OF_USER, parameters, priority=request.priority)).page()


def _operations() -> frozenset[Operation[Any]]:
    from ccc_tui.callcenter import v2020

    return frozenset({v2020.LIST_SKILL_LEVELS_OF_USER})


USER_GROUPS: Resource[SkillLevel] = Resource(
    id="user_groups",
    title=N_("Skill groups of a user"),
    scope=ScopeKind.USER,
    key=lambda row: row.skill_group_id or row,
    load=_load,
    operations=_operations,
    paged=True,
    optional=True,
    row_name=NN_("{n} group", "{n} groups"),
    empty=N_("{name} is in no skill group."),
    columns=(
        Column(id="skill_group_name", title=N_("Name"), max_width=30),
        Column(id="skill_level", title=N_("Level"), kind=Kind.COUNT),
        Column(id="media_type", title=N_("Media"), words=lambda row: media_type(row.media_type), max_width=10),
        Column(id="skill_group_id", title=N_("Group id"), kind=Kind.ID),
    ),
)
