"""Problems of a call center: test numbers that run out, an instance that is not running, admins without a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from ccc_tui.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ccc_tui.callcenter.models import Instance, PhoneNumber

# Remaining minutes from which on a test number is reported.
RUNNING_OUT: Final = 30


class HealthIssue(NamedTuple):
    """One problem of a call center: a sentence, and two or three words for a list.

    Attributes:
        urgent: whether it affects callers or agents.
        kind: what has the problem.
        position: which of the call center's numbers or admins has it.
    """

    text: str
    brief: str
    urgent: bool
    kind: Literal["instance", "number", "admin"] = "instance"
    position: int = 0


def status_text(status: str) -> str:
    """Return an instance's status in the person's language; an unknown one as the service wrote it."""
    known = {"running": _("running"), "creating": _("creating"), "stopped": _("stopped"), "released": _("released")}
    text = known.get(status.lower(), status)
    return text[:1].upper() + text[1:]


def is_running_out(number: PhoneNumber) -> bool:
    """Return whether a test number has few minutes left, or none."""
    return bool(number.test_only) and number.remaining_time is not None and number.remaining_time <= RUNNING_OUT


def health_issues(instance: Instance) -> Iterator[HealthIssue]:
    """Yield the problems of a call center, urgent ones first."""
    for position, number in enumerate(instance.phone_numbers):
        if is_running_out(number):
            yield _running_out(number)._replace(kind="number", position=position)
    if instance.status and instance.status.lower() != "running":
        yield HealthIssue(
            _("The instance is not running: its status is {status}.").format(status=status_text(instance.status)),
            status_text(instance.status).lower(),
            urgent=False,
        )
    for position, admin in enumerate(instance.admins):
        if not admin.phone:
            text = _("Admin {name} has no phone number.").format(name=admin.name or "—")
            yield HealthIssue(text, _("no phone"), urgent=False, kind="admin", position=position)


def _running_out(number: PhoneNumber) -> HealthIssue:
    shown = number.number or number.phone_number_id or "—"
    minutes = number.remaining_time or 0
    if minutes <= 0:
        return HealthIssue(
            _("Test number {number} is used up.").format(number=shown), _("test no. used up"), urgent=True
        )
    text = ngettext(
        "Test number {number} has {minutes} minute left.", "Test number {number} has {minutes} minutes left.", minutes
    )
    return HealthIssue(text.format(number=shown, minutes=minutes), _("test no. low"), urgent=True)
