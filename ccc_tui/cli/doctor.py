"""``ccc-tui doctor``: what is between a person and the call center, one line a check."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import click

from ccc_tui.choices import PROGRAM, SERVICE
from ccc_tui.cli.command import Command, command
from ccc_tui.cli.exits import DONE, USAGE, status_of
from ccc_tui.i18n import N_, _, ngettext
from ccc_tui.settings import Settings, SettingsError

if TYPE_CHECKING:
    from ccc_tui.callcenter.models import Instances
    from ccc_tui.cloud.errors import CloudError
    from ccc_tui.connect import Connection

# A smaller difference may be the way of the reply.
_CLOCK_TOLERANCE: Final = timedelta(seconds=2)


class Mark(StrEnum):
    """How a check ended; words and not colors."""

    OK = N_("ok")
    WARNING = N_("warn")
    FAILED = N_("FAIL")
    UNKNOWN = N_("-")


class Check(StrEnum):
    """What is checked, in the order in which a call meets it."""

    CONFIGURATION = N_("configuration")
    CREDENTIALS = N_("credentials")
    ENDPOINT = N_("endpoint")
    CONNECTION = N_("connection")
    CLOCK = N_("clock")
    PERMISSION = N_("permission")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found."""

    check: Check
    mark: Mark
    words: str


@dataclass(frozen=True, slots=True)
class Visit:
    """One call to the service, and how it ended: with an answer or with an error."""

    connection: "Connection"
    answer: "Instances | None"
    error: "CloudError | None"


class Doctor(Command):
    """The command that has something to say about settings that cannot be loaded, too."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the checks; return the exit status."""
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            rest = (Finding(check, Mark.UNKNOWN, _("not checked")) for check in [*Check][1:])
            _print([Finding(Check.CONFIGURATION, Mark.FAILED, str(error)), *rest])
            return USAGE


@command(
    "doctor",
    N_("Check credentials, endpoint, clock and permission."),
    SERVICE,
    PROGRAM,
    kind=Doctor,
)
def doctor(settings: Settings) -> int:
    """Check what is between a person and the call center; return the exit status."""
    from ccc_tui.cli.session import converse
    from ccc_tui.cloud.errors import CloudError

    visit: Visit | None = None
    failure: CloudError | None
    try:
        visit = converse(settings, _visit)
        failure = visit.error
    except CloudError as error:  # the connection could not even be set up
        failure = error
    _print([_configuration(settings), *_findings(visit, failure)])
    return DONE if failure is None else status_of(failure)


async def _visit(connection: "Connection") -> Visit:
    from ccc_tui.cloud.errors import CloudError

    try:
        return Visit(connection, await connection.directory.instances(), None)
    except CloudError as error:
        return Visit(connection, None, error)


def _configuration(settings: Settings) -> Finding:
    words = _("none; every value is a default, a variable or a flag")
    return Finding(Check.CONFIGURATION, Mark.OK, str(settings.config_file) if settings.config_file else words)


def _findings(visit: Visit | None, failure: "CloudError | None") -> Iterator[Finding]:
    at_fault = _at_fault(failure) if failure is not None else None
    for check in [*Check][1:]:
        if failure is not None and at_fault == check:
            yield Finding(check, Mark.FAILED, _complaint(failure))
        elif visit is not None and _reached(check, at_fault, failure):
            yield _good(check, visit)
        else:
            yield Finding(check, Mark.UNKNOWN, _("not checked"))


def _at_fault(error: "CloudError") -> Check:
    """Return the check that an error answers."""
    from ccc_tui.cloud import errors

    match error:
        case errors.CredentialsError() | errors.AuthenticationFailed():
            return Check.CREDENTIALS
        case errors.ConfigurationError():
            return Check.ENDPOINT
        case errors.ConnectionFailed() | errors.MalformedReply():
            return Check.CONNECTION
        case errors.ClockSkewed():
            return Check.CLOCK
        case _:
            return Check.PERMISSION


def _reached(check: Check, at_fault: Check | None, failure: "CloudError | None") -> bool:
    """Whether the call came as far as this check."""
    from ccc_tui.cloud.errors import AuthenticationFailed

    if at_fault is None:
        return True
    if isinstance(failure, AuthenticationFailed):  # it was the service that refused the key
        return check is not Check.PERMISSION
    order = [*Check]
    return order.index(check) < order.index(at_fault)


def _complaint(error: "CloudError") -> str:
    from ccc_tui.callcenter.errors import explain, facts

    explanation = explain(error)
    said = f" ({explanation.said})" if explanation.said else ""
    return f"{explanation.what}{said} {facts(error)} → {explanation.remedy}"


def _good(check: Check, visit: Visit) -> Finding:
    connection = visit.connection
    match check:
        case Check.CREDENTIALS:
            return Finding(check, Mark.OK, connection.credentials)
        case Check.ENDPOINT:
            return Finding(check, Mark.OK, f"{connection.endpoint} · {connection.region}")
        case Check.CONNECTION:
            return Finding(check, Mark.OK, _last_call(connection))
        case Check.CLOCK:
            return _clock(getattr(connection.directory, "clock_offset", timedelta()))
        case _:
            count = len(visit.answer.instances) if visit.answer else 0
            words = ngettext(
                "ListInstancesOfUser: {n} call center", "ListInstancesOfUser: {n} call centers", count
            )
            return Finding(check, Mark.OK, words.format(n=count))


def _last_call(connection: "Connection") -> str:
    call = [*connection.directory.journal][-1]
    milliseconds = round((call.latency or 0) * 1000)
    return _("HTTP {status} in {ms} ms").format(status=call.status, ms=milliseconds)


def _clock(offset: timedelta) -> Finding:
    """Judge the clock by how far the service's is ahead."""
    seconds = abs(offset).total_seconds()
    if abs(offset) <= _CLOCK_TOLERANCE:
        return Finding(Check.CLOCK, Mark.OK, _("agrees with the service's"))
    words = (
        _("{seconds:,.0f} s behind the service's; calls are corrected → set it, for example with NTP")
        if offset > timedelta()
        else _("{seconds:,.0f} s ahead of the service's; calls are corrected → set it, for example with NTP")
    )
    return Finding(Check.CLOCK, Mark.WARNING, words.format(seconds=seconds))


def _print(findings: list[Finding]) -> None:
    from rich.cells import cell_len

    def padded(words: list[str]) -> list[str]:
        width = max(map(cell_len, words))
        return [word + " " * (width - cell_len(word)) for word in words]

    marks = padded([_(finding.mark) for finding in findings])
    checks = padded([_(finding.check) for finding in findings])
    for mark, check, finding in zip(marks, checks, findings, strict=True):
        click.echo(f"{mark}  {check}  {finding.words}")
