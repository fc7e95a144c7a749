"""Tab 3: the call center's phone numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccc_tui.callcenter.health import is_running_out
from ccc_tui.i18n import _, ngettext
from ccc_tui.ui import words
from ccc_tui.ui.glyphs import GLYPHS
from ccc_tui.ui.parts import Part
from ccc_tui.ui.views.view import View
from ccc_tui.ui.widgets.row_table import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.models import Instance, PhoneNumber


def numbers(instance: Instance, as_of: Sequence[Part] = ()) -> View:
    """Show a call center's phone numbers, every field of them."""
    columns = (
        Column(_("Number"), lambda row: row.number or words.ABSENT, longest=24),
        Column(_("Usage"), _usage, lambda row: "" if row.usage else "dim", longest=14),
        Column(_("Test"), _test, _test_style, longest=24),
        Column(_("Outbound"), _outbound, _outbound_style),
        Column(
            _("Trunks"),
            lambda row: words.number(row.trunks),
            lambda row: "" if row.trunks is not None else "dim",
            right=True,
        ),
        Column(
            _("Description"),
            lambda row: row.phone_number_description or words.ABSENT,
            lambda row: "" if row.phone_number_description else "dim",
            longest=200,
        ),
        Column(
            _("Number id"),
            lambda row: row.phone_number_id or words.ABSENT,
            lambda _row: "dim",
            longest=40,
            middle=True,
        ),
        Column(
            _("Instance id"),
            lambda row: row.instance_id or words.ABSENT,
            lambda _row: "dim",
            longest=40,
            middle=True,
        ),
    )
    count = len(instance.phone_numbers)
    low = sum(map(is_running_out, instance.phone_numbers))
    footer = [Part(ngettext("{n} number", "{n} numbers", count).format(n=words.number(count)), 3)]
    if low:
        more = ngettext("{n} test number running out", "{n} test numbers running out", low)
        footer.append(Part(more.format(n=low), 1))
    return View(
        columns=columns,
        rows=instance.phone_numbers,
        notice=["", _("The service lists no phone numbers for this call center.")],
        footer=footer,
        as_of=as_of,
        warning=bool(low),
    )


def _usage(row: PhoneNumber) -> str:
    known = {
        "bidirection": f"{GLYPHS.both} {_('both')}",
        "outbound": f"{GLYPHS.outbound} {_('out')}",
        "inbound": f"{GLYPHS.inbound} {_('in')}",
    }
    return known.get((row.usage or "").lower(), row.usage or words.ABSENT)


def _outbound(row: PhoneNumber) -> str:
    return words.ABSENT if row.allow_outbound is None else _("allowed") if row.allow_outbound else _("no")


def _outbound_style(row: PhoneNumber) -> str:
    return "" if row.allow_outbound else "dim"


def _test(row: PhoneNumber) -> str:
    """Say how long a test number will work; the service sends minutes for others too, where they mean nothing."""
    if not row.test_only:
        said = words.ABSENT if row.test_only is None else _("no")
        return (
            said
            if row.remaining_time is None
            else _("{said} · {n} min").format(said=said, n=words.number(row.remaining_time))
        )
    if row.remaining_time is None:
        return _("test")
    if row.remaining_time <= 0:
        return f"{GLYPHS.attention} {_('test · used up')}"
    left = _("test · {n} min left").format(n=words.number(row.remaining_time))
    return f"{GLYPHS.attention} {left}" if is_running_out(row) else left


def _test_style(row: PhoneNumber) -> str:
    if not row.test_only:
        return "dim"
    return "warning" if is_running_out(row) else ""
