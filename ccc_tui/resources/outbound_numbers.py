"""The numbers that a user may dial with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccc_tui.cloud.errors import NotFound
from ccc_tui.i18n import N_, NN_
from ccc_tui.resources.table import Column, Kind, PageRequest, Resource, Scope, ScopeKind, Surface, Tab
from ccc_tui.resources.user_groups import USER_GROUPS

if TYPE_CHECKING:
    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.models import OutboundNumber
    from ccc_tui.callcenter.page import Page
    from ccc_tui.cloud.operation import Operation

_DETAIL = Surface.SCREEN | Surface.DATA
_CARRIER = ("carrier",)


async def _load(client: CallCenterClient, scope: Scope, request: PageRequest) -> Page[OutboundNumber]:
    if scope.user is None:
        raise NotFound("Client.NoId")
    return await client.outbound_numbers(
        scope.user,
        page_number=request.number,
        page_size=request.size,
        skill_group_ids=scope.skill_group_ids,
        priority=request.priority,
    )


async def _by_group(client: CallCenterClient, scope: Scope) -> list[Scope]:
    """Return a scope for each skill group of the user."""
    from ccc_tui.resources.all_pages import all_pages

    paginator = all_pages(USER_GROUPS, client, scope)
    async for _progress in paginator:
        pass
    return [scope._replace(skill_group_ids=(row.skill_group_id,)) for row in paginator.rows if row.skill_group_id]


def _operations() -> frozenset[Operation[Any]]:
    from ccc_tui.callcenter import v2017, v2020

    return frozenset({v2020.LIST_OUTBOUND_NUMBERS_OF_USER, v2017.LIST_OUTBOUND_PHONE_NUMBER_OF_USER})


OUTBOUND_NUMBERS: Resource[OutboundNumber] = Resource(
    id="numbers",
    title=N_("Outbound numbers"),
    command="numbers",
    help=N_("Print the outbound numbers of a user."),
    tab=Tab("outbound", N_("Outbound"), N_("Show the outbound numbers of a user.")),
    scope=ScopeKind.USER,
    key=lambda number: number.key(),
    load=_load,
    paged=True,
    by_group=True,
    parts=_by_group,
    operations=_operations,
    row_name=NN_("{n} number", "{n} numbers"),
    empty=N_("{name} has no outbound numbers."),
    columns=(
        Column(id="number", title=N_("Number"), kind=Kind.NUMBER, max_width=30),
        Column(id="province", title=N_("Province"), kind=Kind.PLACE, max_width=30),
        Column(id="city", title=N_("City"), kind=Kind.PLACE, max_width=30),
        Column(id="provider", title=N_("Provider"), max_width=30, surfaces=_DETAIL, optional=True, aliases=_CARRIER),
        Column(
            id="provider_short_name",
            title=N_("Short name"),
            max_width=30,
            surfaces=_DETAIL,
            optional=True,
            aliases=_CARRIER,
        ),
        Column(id="provider_type", title=N_("Type"), max_width=30, surfaces=_DETAIL, optional=True),
        Column(id="provider_code", title=N_("Code"), max_width=30, surfaces=_DETAIL, optional=True),
        Column(
            id="provider_display_name",
            title=N_("Display name"),
            max_width=30,
            surfaces=_DETAIL,
            optional=True,
            aliases=_CARRIER,
        ),
        # The best name of the telephone company, where there is room for one only.
        Column(
            id="provider_name",
            title=N_("Provider"),
            value=lambda row: row.provider_display_name or row.provider_short_name or row.provider,
            surfaces=Surface.TABLE,
            aliases=_CARRIER,
        ),
    ),
)
