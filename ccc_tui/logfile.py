"""The log file: what was called, and how it ended. Nothing is logged unless a file is named.

Only this package's own messages go there: HTTP libraries log URLs, and with RPC V1 a URL holds the signature.
"""

import logging
import os
import stat
import time
import traceback
from pathlib import Path
from typing import Final

from ccc_tui.cloud.errors import redact
from ccc_tui.cloud.journal import Call, CallState, Journal
from ccc_tui.i18n import _
from ccc_tui.settings import SettingsError

_LOGGER: Final = logging.getLogger("ccc_tui")
_LEVELS: Final = {
    CallState.DONE: logging.INFO,
    CallState.RETRYING: logging.WARNING,
    CallState.FAILED: logging.ERROR,
}


class _Formatter(logging.Formatter):
    """UTC, and no secret: whatever a message quotes is redacted last."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def start_logging(path: Path, level: str) -> None:
    """Log to this file from now on, at its end; only its owner can read it.

    Args:
        path: the file; made where it does not exist, with mode 0600.
        level: name of the least severe level.

    Raises:
        SettingsError: the file cannot be written, or is a terminal.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOCTTY | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise SettingsError(
            _("the log file {file} cannot be written: {reason}").format(file=path, reason=error.strerror)
        ) from None
    if os.isatty(descriptor):
        os.close(descriptor)
        raise SettingsError(_("the log file {file} is a terminal").format(file=path))
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.fchmod(descriptor, 0o600)
    handler = logging.StreamHandler(os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace"))
    handler.setFormatter(_Formatter("%(asctime)s %(levelname)s %(message)s"))
    stop_logging()
    _LOGGER.addHandler(handler)
    _LOGGER.setLevel(level)
    _LOGGER.propagate = False


def stop_logging() -> None:
    """Close the log file, if there is one."""
    for handler in tuple(_LOGGER.handlers):
        _LOGGER.removeHandler(handler)
        if isinstance(handler, logging.StreamHandler):
            handler.stream.close()
        handler.close()


def log_calls(journal: Journal) -> None:
    """Log each call's retries and its end, if there is a log file."""
    if _LOGGER.handlers:
        journal.listen(_log_call)


def log_crash(error: Exception) -> bool:
    """Log an error that nobody expected, without variables; return whether there is a log file."""
    if not _LOGGER.handlers:
        return False
    _LOGGER.critical("unexpected error\n%s", "".join(traceback.format_exception(error)).rstrip())
    return True


def _log_call(call: Call) -> None:
    level = _LEVELS.get(call.state)
    if level is None:
        return
    facts = {
        "status": call.status,
        "code": call.code,
        "request_id": call.request_id,
        "ms": None if call.latency is None else round(call.latency * 1000),
        "tries": call.tries,
        "bytes": call.size,
        "next_try_ms": None if call.next_try is None else round(call.next_try * 1000),
    }
    words = [f"{name}={value}" for name, value in facts.items() if value is not None]
    if _LOGGER.isEnabledFor(logging.DEBUG):  # ids of people are in the parameters
        words += [f"{name}={value!a}" for name, value in call.parameters.items()]
    _LOGGER.log(level, "call %d %s %s %s", call.number, call.operation, call.state, " ".join(words))
