"""How each end of the program becomes an exit status, and a few words on stderr."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from ccc_tui.i18n import _
from ccc_tui.settings import SettingsError

if TYPE_CHECKING:
    from ccc_tui.cloud.errors import CloudError

DONE: Final = 0
REFUSED: Final = 1
USAGE: Final = 2
RETRYABLE: Final = 3
PARTIAL: Final = 4
# 128 and the number of the signal, as shells count.
INTERRUPTED: Final = 130
OUTPUT_CLOSED: Final = 141


class Stopped(BaseException):
    """A signal told the program to end, and it has cleaned up."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        self.status = 128 + signal_number


def guarded(work: Callable[[], int | None]) -> int:
    """Do the work, and return the exit status of however it ends. No end shows a traceback."""
    try:
        status = work() or DONE
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = _flushed(INTERRUPTED)
    except Stopped as stopped:
        status = _flushed(stopped.status)
    except Exception as error:  # noqa: BLE001 - nobody after this can turn it into words
        status = _told(error)
    return status


def say(*lines: str) -> None:
    """Write lines on stderr, the first after the program's name."""
    first, *further = lines
    with suppress(OSError):  # nobody may be reading
        print("\n".join([f"ccc-tui: {first}", *(f"  {line}" for line in further)]), file=sys.stderr)  # noqa: T201


def status_of(error: "CloudError") -> int:
    """Return the exit status of a call that failed."""
    from ccc_tui.cloud.errors import ConfigurationError

    if isinstance(error, ConfigurationError):
        return USAGE
    return RETRYABLE if error.retryable else REFUSED


def report(error: "CloudError") -> None:
    """Say on stderr what happened, what a support ticket asks for, and what to do now."""
    from ccc_tui.callcenter.errors import explain, facts

    explanation = explain(error)
    lines = (
        explanation.what,
        explanation.said,
        facts(error),
        error.recommend,
        explanation.remedy,
        explanation.hint,
    )
    say(*filter(None, lines))


def _told(error: Exception) -> int:
    """Say what happened, and return the exit status."""
    if isinstance(error, SettingsError):
        say(str(error))
        return USAGE
    if (status := _click_says(error)) is not None:
        return status
    if isinstance(error, OSError) and not error.filename:
        return _output_failed(error)
    from ccc_tui.cloud.errors import CloudError

    if isinstance(error, CloudError):
        report(error)
        return status_of(error)
    if isinstance(error, ImportError) and (words := wrong_python_words()):
        say(words)
        return USAGE
    return _unexpected(error)


def wrong_python_words() -> str | None:
    """Return one sentence where this copy was built for another Python than the one that runs it, or None."""
    from ccc_tui.installation import wrong_python

    tags = wrong_python()
    if tags is None:
        return None
    words = (
        _(
            "This copy of ccc-tui was built for another Python ({built}) than {python} ({this}): start it with "
            "that one, or build it again with this one."
        )
        if tags[0]
        else _(
            "This copy of ccc-tui has no compiled pydantic-core for {python} ({this}): install it in a virtual "
            "environment, or build an archive that unpacks itself."
        )
    )
    return words.format(built=tags[0], this=tags[1], python=sys.executable)


def _click_says(error: Exception) -> int | None:
    """Return the exit status of an end that the command line's parser has decided on, or None."""
    import click  # the dashboard opens without it

    if isinstance(error, click.exceptions.Exit):
        return _flushed(error.exit_code)
    if isinstance(error, click.Abort):
        return _flushed(INTERRUPTED)
    if not isinstance(error, click.ClickException):
        return None
    with suppress(OSError):
        error.show(sys.stderr)
    return USAGE


def _output_failed(error: OSError) -> int:
    """Nobody reads the output any more, which is their right, or it cannot be written."""
    _discard_output()
    if isinstance(error, BrokenPipeError):
        return OUTPUT_CLOSED
    say(_("the output cannot be written: {reason}").format(reason=error.strerror))
    return REFUSED


def _unexpected(error: Exception) -> int:
    from ccc_tui.logfile import log_crash

    where = (
        _("the log file has the details") if log_crash(error) else _("--log-file FILE records the details")
    )
    # The exception's own words stay out: they may quote a secret or personal data.
    say(_("internal error: {kind}; {where}").format(kind=type(error).__name__, where=where))
    return REFUSED


def _flushed(status: int) -> int:
    """Return the status; whoever reads the output may have gone already."""
    try:
        sys.stdout.flush()
    except OSError:
        _discard_output()
    return status


def _discard_output() -> None:
    """Let what is still buffered go nowhere: the interpreter flushes at exit, and would complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    finally:
        os.close(nowhere)
