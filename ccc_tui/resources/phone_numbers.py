"""The phone numbers of a call center."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccc_tui.callcenter.health import is_running_out
from ccc_tui.i18n import N_, NN_, _, ngettext
from ccc_tui.resources.held import held_by_scope, load_with_instance
from ccc_tui.resources.instances import INSTANCES
from ccc_tui.resources.table import Column, Kind, Resource, ScopeKind, Sign, Surface, Tab

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.models import Instance, PhoneNumber


def _phone_numbers(instance: Instance) -> Sequence[PhoneNumber]:
    return instance.phone_numbers


def _usage(row: PhoneNumber) -> str | None:
    known = {"bidirection": _("both"), "outbound": _("out"), "inbound": _("in")}
    return known.get((row.usage or "").lower(), row.usage)


def _usage_sign(row: PhoneNumber) -> Sign | None:
    known = {"bidirection": Sign.BOTH, "outbound": Sign.OUTBOUND, "inbound": Sign.INBOUND}
    return known.get((row.usage or "").lower())


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


PHONE_NUMBERS: Resource[PhoneNumber] = Resource(
    id="phone_numbers",
    title=N_("Phone numbers"),
    command="phone-numbers",
    help=N_("Print the phone numbers of a call center."),
    tab=Tab("numbers", N_("Numbers"), N_("Show the call center's phone numbers.")),
    scope=ScopeKind.INSTANCE,
    key=lambda number: number.phone_number_id or number.number or number,
    load=load_with_instance(_phone_numbers),
    held=held_by_scope(_phone_numbers),
    operations=INSTANCES.operations,
    row_name=NN_("{n} number", "{n} numbers"),
    empty=N_("This call center has no phone numbers."),
    footer=_running_out,
    columns=(
        Column(id="number", title=N_("Number"), kind=Kind.NUMBER, max_width=24),
        Column(id="usage", title=N_("Usage"), words=_usage, sign=_usage_sign, max_width=14),
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
        Column(id="trunks", title=N_("Trunks"), kind=Kind.COUNT),
        Column(id="phone_number_description", title=N_("Description"), max_width=200),
        Column(id="phone_number_id", title=N_("Number id"), kind=Kind.ID),
        Column(id="instance_id", title=N_("Instance id"), kind=Kind.ID),
    ),
)
