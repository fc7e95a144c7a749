"""``ccc-tui doctor``: credentials, endpoint, connection, clock and permission, one line per check."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from ccc_tui.callcenter.errors import explain, facts
from ccc_tui.cli.command import Command
from ccc_tui.cli.errors import DONE, USAGE, exit_status
from ccc_tui.cli.formats import as_json
from ccc_tui.cli.options import PROGRAM_OPTIONS, REPORT, SERVICE
from ccc_tui.cloud import errors
from ccc_tui.cloud.errors import CloudError
from ccc_tui.i18n import N_, _, ngettext
from ccc_tui.settings import Settings, SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.callcenter.page import Page
    from ccc_tui.session import Session

# A smaller difference may be the latency of the reply.
_CLOCK_TOLERANCE: Final = timedelta(seconds=2)


# How a check may end: the words of the JSON, and those of the table.
_MARKS: Final = {"ok": N_("ok"), "warning": N_("warn"), "failed": N_("FAIL"), "skipped": N_("-")}


class Check(StrEnum):
    """What is checked, in the order in which a call meets it."""

    CONFIGURATION = N_("configuration")
    CREDENTIALS = N_("credentials")
    ENDPOINT = N_("endpoint")
    CONNECTION = N_("connection")
    CLOCK = N_("clock")
    PERMISSION = N_("permission")


class CheckResult(NamedTuple):
    """The result of one check, as in the JSON: what was found and, where something is wrong, what to do."""

    name: Check
    status: str
    detail: str
    remedy: str = ""


class Doctor(Command):
    """A command that reports settings that cannot be loaded as a failed check."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the checks; return the exit status."""
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            first, *others = Check
            failed = CheckResult(first, "failed", str(error))
            _print([failed, *map(_skipped, others)], ctx.params["output"])
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

    session: Session | None = None
    reply: Page[Instance] | CloudError
    try:
        session, reply = run_query(settings, _probe)
    except CloudError as error:  # raised before there was a session
        reply = error
    words = _("no file; all values come from defaults, variables and flags")
    configuration = CheckResult(Check.CONFIGURATION, "ok", str(settings.config_file or words))
    _print([configuration, *_results(session, reply)], settings.output)
    return exit_status(reply) if isinstance(reply, CloudError) else DONE


async def _probe(session: Session) -> tuple[Session, Page[Instance] | CloudError]:
    """Make one call; return its reply or its error."""
    try:
        return session, await session.client.instances()
    except CloudError as error:
        return session, error


def _results(session: Session | None, reply: Page[Instance] | CloudError) -> Iterator[CheckResult]:
    """Return the results of the checks after the first one."""
    failure = reply if isinstance(reply, CloudError) else None
    reached = session is not None
    for check in [*Check][1:]:
        if failure is not None and check is _at_fault(failure):
            yield _failed(check, failure, session)
            # A service that refuses the access key was reached.
            reached = isinstance(failure, errors.AuthenticationFailed)
        elif session is None or not reached or (check is Check.PERMISSION and failure):
            yield _skipped(check)
        else:
            yield _passed(check, session, reply)


def _at_fault(error: CloudError) -> Check:
    """Return the check that an error makes fail."""
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


def _skipped(check: Check) -> CheckResult:
    return CheckResult(check, "skipped", _("not checked"))


def _failed(check: Check, error: CloudError, session: Session | None) -> CheckResult:
    explanation = explain(error)
    said = f" ({explanation.said})" if explanation.said else ""
    # A key that the service refused has a source; one that was not found has none.
    source = f"{session.credentials}: " if session and check is Check.CREDENTIALS else ""
    detail = f"{source}{explanation.what}{said} {facts(error)}"
    return CheckResult(check, "failed", detail, explanation.remedy)


def _passed(check: Check, session: Session, reply: Page[Instance] | CloudError) -> CheckResult:
    match check:
        case Check.CREDENTIALS:
            detail = session.credentials
        case Check.ENDPOINT:
            detail = f"{session.endpoint} · {session.region}"
        case Check.CONNECTION:
            call = [*session.client.call_log][-1]
            milliseconds = round((call.latency or 0) * 1000)
            detail = _("HTTP {status} in {ms} ms").format(status=call.status, ms=milliseconds)
        case Check.CLOCK:
            return _clock(session.client.clock_offset)
        case _:
            count = 0 if isinstance(reply, CloudError) else len(reply.rows)
            words = ngettext("ListInstancesOfUser: {n} call center", "ListInstancesOfUser: {n} call centers", count)
            detail = words.format(n=count)
    return CheckResult(check, "ok", detail)


def _clock(offset: timedelta) -> CheckResult:
    """Return a warning where the clock is wrong; `offset` is how far the service's is ahead."""
    if abs(offset) <= _CLOCK_TOLERANCE:
        return CheckResult(Check.CLOCK, "ok", _("same as the service's"))
    behind = _("{seconds:,.0f} s behind the service's; calls are corrected")
    ahead = _("{seconds:,.0f} s ahead of the service's; calls are corrected")
    detail = (behind if offset > timedelta() else ahead).format(seconds=abs(offset).total_seconds())
    return CheckResult(Check.CLOCK, "warning", detail, _("Set the clock, for example with NTP."))


def _print(results: Sequence[CheckResult], output: str | None) -> None:
    if output == "json":
        checks = [{key: value or None for key, value in result._asdict().items()} for result in results]
        click.echo(as_json({"checks": checks}), nl=False)
        return
    marks = _padded([_(_MARKS[result.status]) for result in results])
    names = _padded([_(result.name) for result in results])
    for mark, name, result in zip(marks, names, results, strict=True):
        remedy = f" → {result.remedy}" if result.remedy else ""
        click.echo(f"{mark}  {name}  {result.detail}{remedy}")


def _padded(words: Sequence[str]) -> list[str]:
    from rich.cells import cell_len, set_cell_size

    width = max(map(cell_len, words))
    return [set_cell_size(word, width) for word in words]
