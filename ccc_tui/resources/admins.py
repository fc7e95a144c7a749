"""Who administers a call center."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccc_tui.i18n import N_, NN_
from ccc_tui.resources.held import held_by_scope, load_with_instance
from ccc_tui.resources.instances import INSTANCES
from ccc_tui.resources.masking import mask_email, mask_id, mask_phone
from ccc_tui.resources.table import Column, Kind, Resource, ScopeKind, Tab

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.models import Instance, User


def _admins(instance: Instance) -> Sequence[User]:
    return instance.admins


ADMINS: Resource[User] = Resource(
    id="admins",
    title=N_("Admins"),
    command="admins",
    help=N_("Print the admins of a call center."),
    tab=Tab("admins", N_("Admins"), N_("Show the admins of the call center.")),
    scope=ScopeKind.INSTANCE,
    key=lambda user: user.user_id or user,
    load=load_with_instance(_admins),
    held=held_by_scope(_admins),
    operations=INSTANCES.operations,
    row_name=NN_("{n} admin", "{n} admins"),
    empty=N_("This call center has no admins."),
    columns=(
        Column(id="display_name", title=N_("Name"), kind=Kind.PERSON, max_width=24),
        Column(id="login_name", title=N_("Login"), kind=Kind.PERSON, max_width=24),
        Column(id="phone", title=N_("Phone"), kind=Kind.NUMBER, max_width=20, personal=mask_phone),
        Column(id="email", title=N_("Email"), kind=Kind.ID, max_width=32, personal=mask_email),
        Column(id="department", title=N_("Department"), max_width=20),
        Column(id="user_id", title=N_("User id"), kind=Kind.ID),
        Column(id="ram_id", title=N_("RAM id"), kind=Kind.ID, max_width=24, personal=mask_id),
        Column(id="instance_id", title=N_("Instance id"), kind=Kind.ID),
    ),
)
