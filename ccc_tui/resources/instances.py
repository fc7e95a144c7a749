"""The call centers of the user who signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccc_tui.callcenter.health import status_text
from ccc_tui.i18n import N_, NN_
from ccc_tui.resources.table import Column, Kind, PageRequest, Resource, Scope, ScopeKind, Sign, Surface

if TYPE_CHECKING:
    from ccc_tui.callcenter.client import CallCenterClient
    from ccc_tui.callcenter.models import Instance
    from ccc_tui.callcenter.page import Page
    from ccc_tui.cloud.operation import Operation

_SIGNS = {
    "running": Sign.RUNNING,
    "normal": Sign.RUNNING,
    "creating": Sign.CHANGING,
    "stopped": Sign.STOPPED,
    "released": Sign.RELEASED,
}


def status_sign(instance: Instance) -> Sign:
    """Return the sign of a call center's status."""
    return _SIGNS.get((instance.status or "").lower(), Sign.UNKNOWN)


def status_word(instance: Instance) -> str | None:
    """Return a call center's status in words; an unknown one as the service sent it."""
    return status_text(instance.status) if instance.status else None


async def _load(client: CallCenterClient, _scope: Scope, _request: PageRequest) -> Page[Instance]:
    return await client.instances()


def _operations() -> frozenset[Operation[Any]]:
    from ccc_tui.callcenter import v2017, v2020

    return frozenset({v2017.LIST_INSTANCES_OF_USER, v2020.LIST_INSTANCES_OF_USER})


INSTANCES: Resource[Instance] = Resource(
    id="instances",
    title=N_("Call centers"),
    command="instances",
    help=N_("Print the call centers of the access key's user."),
    scope=ScopeKind.ACCOUNT,
    key=lambda instance: instance.key(),
    load=_load,
    operations=_operations,
    row_name=NN_("{n} instance", "{n} instances"),
    empty=N_("This access key has no call centers."),
    columns=(
        Column(id="account", title=N_("Account"), surfaces=Surface.DATA, optional=True),
        Column(id="api_version", title=N_("API version"), surfaces=Surface.DATA),
        Column(id="api_versions", title=N_("API versions"), surfaces=Surface.DATA),
        Column(id="status", title=N_("Status"), words=status_word, sign=status_sign),
        Column(id="instance_id", title=N_("Id"), kind=Kind.ID),
        Column(id="instance_name", title=N_("Name"), surfaces=Surface.DATA),
        Column(id="instance_description", title=N_("Description"), surfaces=Surface.DATA),
        Column(id="domain_name", title=N_("Domain"), kind=Kind.ID),
        Column(id="console_url", title=N_("Console"), surfaces=Surface.DATA),
        Column(id="owner", title=N_("Owner"), kind=Kind.ID, surfaces=Surface.DATA),
        Column(id="directory_id", title=N_("Directory id"), kind=Kind.ID, surfaces=Surface.DATA),
        Column(id="tenant_id", title=N_("Tenant id"), kind=Kind.ID, surfaces=Surface.DATA),
        Column(id="max_online_agents", title=N_("Agents"), kind=Kind.COUNT),
        Column(id="storage_bucket", title=N_("Storage bucket"), surfaces=Surface.DATA),
        Column(id="storage_max_days", title=N_("Recordings kept"), kind=Kind.COUNT, surfaces=Surface.DATA),
        Column(id="storage_max_size", title=N_("Recordings size"), kind=Kind.COUNT, surfaces=Surface.DATA),
        Column(id="admin_count", title=N_("Admins"), value=lambda row: len(row.admins), kind=Kind.COUNT),
        Column(
            id="admins",
            title=N_("Admins"),
            value=lambda row: [user.name or "?" for user in row.admins],
            kind=Kind.PERSON,
            surfaces=Surface.DATA,
        ),
        Column(id="phone_number_count", title=N_("Numbers"), value=lambda row: len(row.phone_numbers), kind=Kind.COUNT),
        Column(
            id="phone_numbers",
            title=N_("Numbers"),
            value=lambda row: [number.number or "?" for number in row.phone_numbers],
            kind=Kind.NUMBER,
            surfaces=Surface.DATA,
        ),
        Column(id="created_time", title=N_("Created"), kind=Kind.TIME),
        # Last, because it may be long.
        Column(id="name", title=N_("Name"), surfaces=Surface.TABLE | Surface.SCREEN),
    ),
)
