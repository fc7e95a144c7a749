"""``ccc-tui instances``: ListInstancesOfUser, printed."""

from typing import Any, Final

from ccc_tui.cli.command import command
from ccc_tui.cli.errors import DONE, PARTIAL, echo_err
from ccc_tui.cli.formats import Column, Row
from ccc_tui.cli.options import output_options, program_options, service_options
from ccc_tui.cli.output import Listing, output_of
from ccc_tui.i18n import N_, _
from ccc_tui.settings import Settings

_NAMES_OF_A_PERSON: Final = ("display_name", "login_name", "user_id", "ram_id")


def _name(row: Row) -> Any:
    return row["instance_name"] or row["domain_name"] or row["instance_id"]


def _admins(row: Row) -> list[str]:
    return [next((admin[name] for name in _NAMES_OF_A_PERSON if admin[name]), "?") for admin in row["admins"]]


def _phone_numbers(row: Row) -> list[str]:
    return [number["number"] or "?" for number in row["phone_numbers"]]


def _status(row: Row) -> str | None:
    from ccc_tui.callcenter.health import status_text

    return status_text(row["status"]) if row["status"] else None


_ADMIN_COUNT: Final = Column("admin_count", N_("Admins"), lambda row: len(row["admins"]))
_NUMBER_COUNT: Final = Column("phone_number_count", N_("Numbers"), lambda row: len(row["phone_numbers"]))
_NESTED: Final = (
    _ADMIN_COUNT,
    Column("admins", value=_admins),
    _NUMBER_COUNT,
    Column("phone_numbers", value=_phone_numbers),
)
_BRIEF: Final = (
    Column("status", N_("Status"), _status),
    Column("instance_id", N_("Id")),
    Column("domain_name", N_("Domain")),
    Column("max_online_agents", N_("Agents")),
    _ADMIN_COUNT,
    _NUMBER_COUNT,
    Column("created_time", N_("Created")),
    Column("name", N_("Name"), _name),  # last, because it may be long
)


@command(
    "instances",
    help=N_("Print the call centers of the access key's user."),
    examples=("ccc-tui instances --demo", "ccc-tui instances -o csv > instances.csv"),
    statuses=(0, 1, 2, 3, 4, 130),
)
@output_options
@service_options
@program_options
def instances(settings: Settings) -> int:
    """Print the call centers of the access key's user; return the exit status."""
    output = output_of(settings)
    from ccc_tui.callcenter.models import Instance
    from ccc_tui.cli.session import run_query

    found = run_query(settings, lambda connection: connection.directory.instances())
    rows = [instance.declared() for instance in found.instances]
    document = {
        "instances": rows,
        "as_of": found.as_of.isoformat(timespec="milliseconds"),
        "request_ids": list(found.request_ids),
    }
    nested = {column.id for column in _NESTED}
    columns = [*(Column(name) for name in Instance.names() if name not in nested), *_NESTED]
    output.write(Listing(rows, columns, _BRIEF, document))
    if not found.complete:
        echo_err(_("incomplete result: the service reports more call centers than it lists"))
        return PARTIAL
    if not rows:
        echo_err(_("the service listed no call centers"))
    return DONE
