"""``ccc-tui doctor``: credentials, endpoint, connection, clock and permission, one line per check."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import click

from ccc_tui.cli.command import Command
from ccc_tui.cli.errors import DONE, USAGE, exit_status
from ccc_tui.cli.options import PROGRAM_OPTIONS, REPORT, SERVICE
from ccc_tui.i18n import N_, _, ngettext
from ccc_tui.settings import Settings, SettingsError

if TYPE_CHECKING:
    from ccc_tui.callcenter.models import Instance
    from ccc_tui.callcenter.page import Page
    from ccc_tui.cloud.errors import CloudError
    from ccc_tui.session import Session

# A smaller difference may be the latency of the reply.
_CLOCK_TOLERANCE: Final = timedelta(seconds=2)


class Status(StrEnum):
    """How a check ended; the values are those of the JSON."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"
    SKIPPED = "skipped"


_MARKS: Final = {Status.OK: N_("ok"), Status.WARNING: N_("warn"), Status.FAILED: N_("FAIL"), Status.SKIPPED: N_("-")}


class Check(StrEnum):
    """What is checked, in the order in which a call meets it."""

    CONFIGURATION = N_("configuration")
    CREDENTIALS = N_("credentials")
    ENDPOINT = N_("endpoint")
    CONNECTION = N_("connection")
    CLOCK = N_("clock")
    PERMISSION = N_("permission")


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of one check: what was found and, where something is wrong, what to do."""

    name: Check
    status: Status
    detail: str
    remedy: str = ""

    def document(self) -> dict[str, str | None]:
        """Return the result, ready for JSON."""
        return {
            "name": self.name.value,
            "status": self.status.value,
            "detail": self.detail or None,
            "remedy": self.remedy or None,
        }


@dataclass(frozen=True, slots=True)
class Probe:
    """One call to the service, and its reply or its error."""

    session: "Session"
    reply: "Page[Instance] | None"
    error: "CloudError | None"


class Doctor(Command):
    """A command that reports settings that cannot be loaded as a failed check."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the checks; return the exit status."""
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            first = CheckResult(Check.CONFIGURATION, Status.FAILED, str(error))
            _print([first, *_skipped([*Check][1:])], as_json=ctx.params.get("output") == "json")
            return USAGE


@click.command(
    "doctor",
    cls=Doctor,
    help=N_("Check credentials, endpoint, clock and permission."),
    examples=("ccc-tui doctor", "ccc-tui doctor --profile desk -o json"),
    statuses=(0, 1, 2, 3, 130),
    params=[*REPORT, *SERVICE, *PROGRAM_OPTIONS],
)
def doctor(settings: Settings) -> int:
    """Check everything between this program and the call center; return the exit status."""
    from ccc_tui.cli.query import run_query
    from ccc_tui.cloud.errors import CloudError

    probe: Probe | None = None
    failure: CloudError | None
    try:
        probe = run_query(settings, _probe)
        failure = probe.error
    except CloudError as error:  # raised before there was a session
        failure = error
    results = [_configuration(settings), *_results(probe, failure)]
    _print(results, as_json=settings.output == "json")
    return DONE if failure is None else exit_status(failure)


async def _probe(session: "Session") -> Probe:
    from ccc_tui.cloud.errors import CloudError

    try:
        return Probe(session, await session.client.instances(), None)
    except CloudError as error:
        return Probe(session, None, error)


def _configuration(settings: Settings) -> CheckResult:
    words = _("no file; all values come from defaults, variables and flags")
    detail = str(settings.config_file) if settings.config_file else words
    return CheckResult(Check.CONFIGURATION, Status.OK, detail)


def _results(probe: Probe | None, failure: "CloudError | None") -> Iterator[CheckResult]:
    at_fault = _at_fault(failure) if failure is not None else None
    for check in [*Check][1:]:
        if failure is not None and at_fault == check:
            yield _failed(check, failure, probe)
        elif probe is not None and _reached(check, at_fault, failure):
            yield _passed(check, probe)
        else:
            yield from _skipped([check])


def _skipped(checks: Iterable[Check]) -> Iterator[CheckResult]:
    return (CheckResult(check, Status.SKIPPED, _("not checked")) for check in checks)


def _at_fault(error: "CloudError") -> Check:
    """Return the check that an error makes fail."""
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
    """Return whether the call got past this check."""
    from ccc_tui.cloud.errors import AuthenticationFailed

    if at_fault is None:
        return True
    if isinstance(failure, AuthenticationFailed):  # the service was reached, and refused the key
        return check is not Check.PERMISSION
    order = [*Check]
    return order.index(check) < order.index(at_fault)


def _failed(check: Check, error: "CloudError", probe: Probe | None) -> CheckResult:
    from ccc_tui.callcenter.errors import explain, facts

    explanation = explain(error)
    said = f" ({explanation.said})" if explanation.said else ""
    # A key that the service refused has a source; one that was not found has none.
    source = f"{probe.session.credentials}: " if probe and check is Check.CREDENTIALS else ""
    detail = f"{source}{explanation.what}{said} {facts(error)}"
    return CheckResult(check, Status.FAILED, detail, explanation.remedy)


def _passed(check: Check, probe: Probe) -> CheckResult:
    session = probe.session
    match check:
        case Check.CREDENTIALS:
            return CheckResult(check, Status.OK, session.credentials)
        case Check.ENDPOINT:
            return CheckResult(check, Status.OK, f"{session.endpoint} · {session.region}")
        case Check.CONNECTION:
            return CheckResult(check, Status.OK, _last_call(session))
        case Check.CLOCK:
            return _clock(getattr(session.client, "clock_offset", timedelta()))
        case _:
            count = len(probe.reply.rows) if probe.reply else 0
            words = ngettext("ListInstancesOfUser: {n} call center", "ListInstancesOfUser: {n} call centers", count)
            return CheckResult(check, Status.OK, words.format(n=count))


def _last_call(session: "Session") -> str:
    call = [*session.client.call_log][-1]
    milliseconds = round((call.latency or 0) * 1000)
    return _("HTTP {status} in {ms} ms").format(status=call.status, ms=milliseconds)


def _clock(offset: timedelta) -> CheckResult:
    """Return a warning where the clock is wrong; `offset` is how far the service's is ahead."""
    seconds = abs(offset).total_seconds()
    if abs(offset) <= _CLOCK_TOLERANCE:
        return CheckResult(Check.CLOCK, Status.OK, _("same as the service's"))
    words = (
        _("{seconds:,.0f} s behind the service's; calls are corrected")
        if offset > timedelta()
        else _("{seconds:,.0f} s ahead of the service's; calls are corrected")
    )
    detail, remedy = words.format(seconds=seconds), _("Set the clock, for example with NTP.")
    return CheckResult(Check.CLOCK, Status.WARNING, detail, remedy)


def _print(results: Sequence[CheckResult], *, as_json: bool) -> None:
    if as_json:
        from ccc_tui.cli.formats import as_json as dumps

        click.echo(dumps({"checks": [result.document() for result in results]}), nl=False)
        return
    marks = _padded([_(_MARKS[result.status]) for result in results])
    names = _padded([_(result.name) for result in results])
    for mark, name, result in zip(marks, names, results, strict=True):
        remedy = f" → {result.remedy}" if result.remedy else ""
        click.echo(f"{mark}  {name}  {result.detail}{remedy}")


def _padded(words: Sequence[str]) -> list[str]:
    from rich.cells import cell_len

    width = max(map(cell_len, words))
    return [word + " " * (width - cell_len(word)) for word in words]
