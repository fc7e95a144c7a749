"""``ccc-tui doctor``: credentials, endpoint, connection, clock and permission, one line per check."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from ccc_tui.callcenter.errors import explain, facts
from ccc_tui.callcenter.notices import sentences
from ccc_tui.cli.command import Command
from ccc_tui.cli.errors import DONE, USAGE, exit_status
from ccc_tui.cli.options import PROGRAM_OPTIONS, REPORT, SERVICE
from ccc_tui.cloud import errors
from ccc_tui.cloud.errors import CloudError
from ccc_tui.i18n import N_, _, ngettext
from ccc_tui.output.formats import aligned, as_json
from ccc_tui.settings import Settings, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.callcenter.page import Page
    from ccc_tui.session import Session

    Reply = Page[Instance] | CloudError

# A smaller difference may be the latency of the reply.
_CLOCK_TOLERANCE: Final = timedelta(seconds=2)


# How a check may end: the words of the JSON, and those of the table.
_MARKS: Final = {"ok": N_("ok"), "warning": N_("warn"), "failed": N_("FAIL"), "skipped": N_("-")}


class CheckResult(NamedTuple):
    """The result of one check, as in the JSON: what was found and, where something is wrong, what to do."""

    name: str
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
            failed = CheckResult(_CONFIGURATION, "failed", str(error))
            _print([failed, *(_skipped(check) for check in _CHECKS)], ctx.params["output"])
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
    reply: Reply
    try:
        session, reply = run_query(settings, _probe)
    except CloudError as error:  # raised before there was a session
        reply = error
    words = _("no file; all values come from defaults, variables and flags")
    configuration = CheckResult(_CONFIGURATION, "ok", str(settings.config_file or words))
    _print([configuration, *_results(session, reply)], settings.output)
    return exit_status(reply) if isinstance(reply, CloudError) else DONE


async def _probe(session: Session) -> tuple[Session, Reply]:
    """Make one call; return its reply or its error."""
    try:
        return session, await session.client.instances()
    except CloudError as error:
        return session, getattr(error, "main", error)


def _last_call(session: Session, _reply: Reply) -> tuple[str, ...]:
    call = [*session.client.call_log][-1]
    milliseconds = round((call.latency or 0) * 1000)
    return "ok", _("HTTP {status} in {ms} ms").format(status=call.status, ms=milliseconds)


def _clock(session: Session, _reply: Reply) -> tuple[str, ...]:
    offset = session.client.clock_offset  # how far the service's clock is ahead
    if abs(offset) <= _CLOCK_TOLERANCE:
        return "ok", _("same as the service's")
    behind = _("{seconds:,.0f} s behind the service's; calls are corrected")
    ahead = _("{seconds:,.0f} s ahead of the service's; calls are corrected")
    detail = (behind if offset > timedelta() else ahead).format(seconds=abs(offset).total_seconds())
    return "warning", detail, _("Set the clock, for example with NTP.")


def _permission(_session: Session, reply: Reply) -> tuple[str, ...]:
    count = 0 if isinstance(reply, CloudError) else len(reply.rows)
    words = ngettext("ListInstancesOfUser: {n} call center", "ListInstancesOfUser: {n} call centers", count)
    found = words.format(n=count)
    missing = [] if isinstance(reply, CloudError) else [notice for notice in reply.notices if notice.is_served]
    if not missing:
        return "ok", found
    failures = [f"{notice.label}: {' '.join(sentences(notice)[:2])}" for notice in missing]
    return "warning", "; ".join([found, *failures]), sentences(missing[0])[-1]


class Check(NamedTuple):
    """One check: the errors that make it fail, and what returns status, detail and remedy where they do not."""

    name: str
    errors: tuple[type[CloudError], ...]
    found: Callable[[Session, Reply], tuple[str, ...]]


# In the order in which a call meets them.
_CONFIGURATION: Final = N_("configuration")
_CREDENTIALS: Final = Check(
    N_("credentials"),
    (errors.CredentialsError, errors.AuthenticationFailed),
    lambda session, _reply: ("ok", session.credentials),
)
_PERMISSION: Final = Check(N_("permission"), (CloudError,), _permission)
_CHECKS: Final = (
    _CREDENTIALS,
    Check(
        N_("endpoint"),
        (errors.ConfigurationError,),
        lambda session, _reply: ("ok", f"{session.endpoint} · {session.region}"),
    ),
    Check(N_("connection"), (errors.ConnectionFailed, errors.MalformedReply), _last_call),
    Check(N_("clock"), (errors.ClockSkewed,), _clock),
    _PERMISSION,
)


def _results(session: Session | None, reply: Reply) -> Iterator[CheckResult]:
    """Return the results of the checks after the configuration."""
    failure = reply if isinstance(reply, CloudError) else None
    at_fault = next((check for check in _CHECKS if isinstance(failure, check.errors)), None)
    reached = session is not None
    for check in _CHECKS:
        if failure is not None and check is at_fault:
            yield _failed(check, failure, session)
            # A service that refuses the access key was reached.
            reached = isinstance(failure, errors.AuthenticationFailed)
        elif session is None or not reached or (failure is not None and check is _PERMISSION):
            yield _skipped(check)
        else:
            yield CheckResult(check.name, *check.found(session, reply))


def _skipped(check: Check) -> CheckResult:
    return CheckResult(check.name, "skipped", _("not checked"))


def _failed(check: Check, error: CloudError, session: Session | None) -> CheckResult:
    explanation = explain(error)
    said = f" ({explanation.said})" if explanation.said else ""
    # A key that the service refused has a source; one that was not found has none.
    source = f"{session.credentials}: " if session and check is _CREDENTIALS else ""
    detail = f"{source}{explanation.what}{said} {facts(error)}"
    return CheckResult(check.name, "failed", detail, explanation.remedy)


def _print(results: Sequence[CheckResult], output: str | None) -> None:
    if output == "json":
        checks = [{key: value or None for key, value in result._asdict().items()} for result in results]
        click.echo(as_json({"checks": checks}), nl=False)
        return
    lines = [
        (_(_MARKS[result.status]), _(result.name), " → ".join(filter(None, (result.detail, result.remedy))))
        for result in results
    ]
    click.echo(aligned(lines, right=(False, False, False)), nl=False)
