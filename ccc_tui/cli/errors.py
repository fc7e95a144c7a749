"""Exit statuses, and errors as words on stderr."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import click

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
    """Raised when a signal ended the program, after cleaning up."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        self.status = 128 + signal_number


def run_safely(work: Callable[[], int | None]) -> int:
    """Run the program and return its exit status; exceptions become words on stderr, never a traceback."""
    try:
        status = work() or DONE
        sys.stdout.flush()
        return status  # noqa: TRY300 - what follows is for errors
    except KeyboardInterrupt:
        status = INTERRUPTED
    except Stopped as stopped:
        status = stopped.status
    except click.exceptions.Exit as ended:
        status = ended.exit_code
    except click.ClickException as error:
        with suppress(OSError):  # stderr may be closed
            error.show(sys.stderr)
        status = USAGE
    except SettingsError as error:
        echo_err(str(error))
        status = USAGE
    except Exception as error:  # noqa: BLE001 - the outermost handler
        return _told(error)
    try:
        sys.stdout.flush()
    except OSError:
        _discard_output()
    return status


def echo_err(*lines: str) -> None:
    """Write lines to stderr, the first one after the program's name."""
    first, *further = lines
    with suppress(OSError):  # stderr may be closed
        print("\n".join([f"ccc-tui: {first}", *(f"  {line}" for line in further)]), file=sys.stderr)  # noqa: T201


def exit_status(error: "CloudError") -> int:
    """Return the exit status of a call that failed."""
    from ccc_tui.cloud.errors import ConfigurationError

    if isinstance(error, ConfigurationError):
        return USAGE
    return RETRYABLE if error.retryable else REFUSED


def _told(error: Exception) -> int:
    """Write to stderr what happened, what a support ticket needs, and what to do; return the exit status."""
    if isinstance(error, OSError) and not error.filename:
        return _output_failed(error)
    from ccc_tui.cloud.errors import CloudError

    if isinstance(error, CloudError):
        from ccc_tui.callcenter.errors import explain, facts

        words = explain(error)
        echo_err(*filter(None, (words.what, words.said, facts(error), error.recommend, words.remedy, words.hint)))
        return exit_status(error)
    if isinstance(error, ImportError):
        from ccc_tui.installation import wrong_python

        if message := wrong_python():
            echo_err(message)
            return USAGE
    from ccc_tui.logfile import log_crash

    where = _("the log file has the details") if log_crash(error) else _("--log-file FILE records the details")
    # Without the exception's message: it may contain a secret or personal data.
    echo_err(_("internal error: {kind}; {where}").format(kind=type(error).__name__, where=where))
    return REFUSED


def _output_failed(error: OSError) -> int:
    """Handle a closed pipe silently; report any other failure to write."""
    _discard_output()
    if isinstance(error, BrokenPipeError):
        return OUTPUT_CLOSED
    echo_err(_("the output cannot be written: {reason}").format(reason=error.strerror))
    return REFUSED


def _discard_output() -> None:
    """Redirect stdout to /dev/null: the interpreter flushes it at exit and would print an error."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - no path is needed
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
