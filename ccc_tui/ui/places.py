"""`Place`: what a node of the tree stands for, and what its line says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from ccc_tui.callcenter.health import health_issues, is_running_out
from ccc_tui.i18n import N_, _
from ccc_tui.resources.instances import status_sign, status_word
from ccc_tui.resources.personal import name_masked
from ccc_tui.resources.table import Sign
from ccc_tui.ui.formatting import ABSENT, format_count
from ccc_tui.ui.glyphs import ROOT, glyph
from ccc_tui.ui.row_documents import rows_as_json

if TYPE_CHECKING:
    from ccc_tui.callcenter.models import Instance, PhoneNumber, User

BRANCHES: Final = {"admins": N_("Admins"), "users": N_("Users"), "groups": N_("Groups"), "numbers": N_("Numbers")}


@dataclass(frozen=True)
class Place:
    """What a node stands for: all call centers, one, its admins or one of them, its numbers or one of them."""

    index: int = 0  # of the call center
    found: Instance | None = None  # the call center
    kind: str = "instance"  # or home, admins, admin, numbers, number, more, users, groups
    position: int = 0  # of the admin or the number; of ``home`` and ``more``, how many there are

    @property
    def instance(self) -> Instance:
        """The call center; there is one, except at home."""
        if self.found is None:
            raise LookupError(self.kind)
        return self.found

    @property
    def path(self) -> tuple[str, str, str]:
        """What stays the same over a refresh."""
        if self.found is None:
            return ("", self.kind, "")
        position = f"#{self.position}"
        if self.kind == "admin":
            position = self.admin.user_id or position
        elif self.kind == "number":
            position = self.number.phone_number_id or self.number.number or position
        return (self.found.instance_id or f"#{self.index}", self.kind, position)

    @property
    def depth(self) -> int:
        """How deep it lies in the tree; all call centers stand beside each."""
        return 0 if self.kind in {"home", "instance"} else 1 if self.kind in BRANCHES else 2

    @cached_property
    def urgent(self) -> int:
        """How many things callers or agents will feel soon."""
        return sum(issue.urgent for issue in health_issues(self.instance))

    @property
    def admin(self) -> User:
        """The admin it stands for."""
        return self.instance.admins[self.position]

    @property
    def number(self) -> PhoneNumber:
        """The phone number it stands for."""
        return self.instance.phone_numbers[self.position]

    def copied(self, *, whole_row: bool, masked: bool) -> str | None:
        """Return the id or the phone number by which others know it, or all of it as JSON."""
        if self.found is None:
            return None
        text, row = self.found.instance_id or self.found.name, self.found.declared()
        if self.kind == "admin":
            text, row = self.admin.user_id or name_masked(self.admin), self.admin.declared()
        elif self.kind == "number":
            text, row = self.number.number, self.number.declared()
        return rows_as_json([row], masked=masked) if whole_row else text


HOME: Final = Place(kind="home")


class PlaceLine(NamedTuple):
    """What the line of a place says: remarks from the longest to the shortest, which need not fit."""

    sign: str
    name: str
    remarks: tuple[str, ...] = ("",)
    tone: str = "muted"  # of the remark


def place_line(place: Place) -> PlaceLine:
    """Return what the line of a place says."""
    match place.kind:
        case "instance":
            line = _instance_line(place)
        case "home":
            line = PlaceLine(ROOT, _("All centers"), (format_count(place.position) if place.position else "",))
        case "admins" | "numbers":
            count = len(place.instance.admins if place.kind == "admins" else place.instance.phone_numbers)
            line = PlaceLine("", _(BRANCHES[place.kind]), (format_count(count),))
        case "users" | "groups":
            line = PlaceLine("", _(BRANCHES[place.kind]))
        case "admin":
            admin = place.admin
            known = admin.display_name or admin.login_name
            line = PlaceLine("", name_masked(admin) or _("(no id)"), ("" if known else _("id only"), ""))
        case "number":
            low = is_running_out(place.number)
            remark = "" if not low else _("low") if place.number.remaining_time else _("used up")
            line = PlaceLine("!" if low else "", place.number.number or ABSENT, (remark,), "urgent")
        case _:
            line = PlaceLine("", _("{n} more: in tab 3").format(n=format_count(place.position)))
    return line


def _instance_line(place: Place) -> PlaceLine:
    """Return the line of a call center. That it runs is said by the sign alone."""
    instance = place.instance
    name, account = instance.name or _("(no name)"), instance.account or ""
    if place.urgent:
        remark = _("{n} test").format(n=place.urgent)
        return PlaceLine(glyph(Sign.ATTENTION), name, (f"{account} {remark}".strip(), remark), "urgent")
    sign, word = status_sign(instance), (status_word(instance) or _("no state")).lower()
    remark = "" if sign is Sign.RUNNING else word
    return PlaceLine(glyph(sign), name, (f"{account} {remark}".strip(), remark, ""))
