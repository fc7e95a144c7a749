"""``ccc-tui instances``: ListInstancesOfUser, printed."""

from typing import Any, Final

from ccc_tui.choices import OUTPUT, PROGRAM, SERVICE
from ccc_tui.cli.command import command
from ccc_tui.cli.errors import DONE, PARTIAL, echo_err
from ccc_tui.cli.formats import Row
from ccc_tui.cli.output import Layout, chosen_format, write
from ccc_tui.i18n import N_, _
from ccc_tui.settings import Settings

# In one cell, between the names of several people or numbers.
_SEPARATOR: Final = " | "
_NESTED: Final = {"admins": ("display_name", "login_name", "user_id", "ram_id"), "phone_numbers": ("number",)}
_TITLES: Final = {
    "status": N_("Status"),
    "instance_id": N_("Id"),
    "domain_name": N_("Domain"),
    "max_online_agents": N_("Agents"),
    "admin_count": N_("Admins"),
    "phone_number_count": N_("Numbers"),
    "created_time": N_("Created"),
    "name": N_("Name"),  # last, for it may be long
}


@command("instances", N_("Print the call centers of the access key's user."), OUTPUT, SERVICE, PROGRAM)
def instances(settings: Settings) -> int:
    """Print the call centers of the user who signs; return the exit status."""
    from ccc_tui.callcenter.models import Instance
    from ccc_tui.cli.session import converse

    found = converse(settings, lambda connection: connection.directory.instances())
    rows = [instance.declared() for instance in found.instances]
    document = {
        "instances": rows,
        "as_of": found.as_of.isoformat(timespec="milliseconds"),
        "request_ids": list(found.request_ids),
    }
    scalars = [name for name in Instance.names() if name not in _NESTED]
    columns = [*scalars, "admin_count", "admins", "phone_number_count", "phone_numbers"]
    write(chosen_format(settings), Layout(columns, _flat, _TITLES, _brief), rows, document)
    if not found.complete:
        echo_err(_("incomplete result: the service reports more call centers than it lists"))
        return PARTIAL
    if not rows:
        echo_err(_("the service listed no call centers"))
    return DONE


def _flat(row: Row) -> dict[str, Any]:
    """Return one row without lists: how many people and numbers there are, and their names in one cell."""
    return {
        **row,
        "name": row["instance_name"] or row["domain_name"] or row["instance_id"],
        "admin_count": len(row["admins"]),
        "phone_number_count": len(row["phone_numbers"]),
        **{
            name: _SEPARATOR.join(next((item[key] for key in keys if item[key]), "?") for item in row[name])
            for name, keys in _NESTED.items()
        },
    }


def _brief(row: Row) -> dict[str, Any]:
    """Return one row for people, with its status in their language."""
    from ccc_tui.callcenter.health import status_text

    return {**_flat(row), "status": status_text(row["status"]) if row["status"] else None}
