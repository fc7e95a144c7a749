"""The log file: the calls and their results. Nothing is logged without `--log-file`.

Only this package logs to it: HTTP libraries log URLs, which hold the signature with RPC V1.
"""

import atexit
import logging
import os
import stat
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Final

from ccc_tui.cloud.auth.credential import hide_keys
from ccc_tui.cloud.call_log import Call, CallLog, CallState
from ccc_tui.cloud.errors import redact
from ccc_tui.files import NotRegularFileError, open_regular_file
from ccc_tui.i18n import _
from ccc_tui.settings import SettingsError

_LOGGER: Final = logging.getLogger("ccc_tui")
_LEVELS: Final = {CallState.DONE: logging.INFO, CallState.RETRYING: logging.WARNING, CallState.FAILED: logging.ERROR}


class _Formatter(logging.Formatter):
    """Formats times in UTC, and redacts the whole record, exceptions included."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def format(self, record: logging.LogRecord) -> str:
        return redact(hide_keys(super().format(record)))


class _LogFile(logging.Handler):
    """Writes each record at once. Failures are kept for `stop_logging`: `logging` would print a traceback."""

    def __init__(self, path: Path, descriptor: int) -> None:
        super().__init__()
        self.path = path
        self.problem: str | None = None
        self._descriptor = descriptor
        self.setFormatter(_Formatter("%(asctime)s %(levelname)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        try:
            line = memoryview(f"{self.format(record)}\n".encode("utf-8", "backslashreplace"))
            while line:
                line = line[os.write(self._descriptor, line) :]
        except OSError as error:
            self._keep(error.strerror or type(error).__name__)
        except Exception as error:  # noqa: BLE001 - a record's arguments may raise anything when they are formatted
            self._keep(type(error).__name__)

    def close(self) -> None:
        try:
            os.close(self._descriptor)
        except OSError as error:  # network file systems report here what they could not write
            self._keep(error.strerror or type(error).__name__)
        super().close()

    def _keep(self, problem: str) -> None:
        self.problem = self.problem or problem


def start_logging(path: Path, level: str) -> None:
    """Append to this file from now on, a regular one or `/dev/null`. Its mode becomes 0600.

    Raises:
        SettingsError: the file cannot be written, or is not a regular one.
    """
    stop_logging()
    try:
        descriptor = _open(path)
    except NotRegularFileError:
        raise SettingsError(_("the log file {file} is not a regular file").format(file=path)) from None
    except OSError as error:
        raise SettingsError(
            _("the log file {file} cannot be written: {reason}").format(file=path, reason=error.strerror)
        ) from None
    _LOGGER.addHandler(_LogFile(path, descriptor))
    _LOGGER.setLevel(level)
    _LOGGER.propagate = False
    atexit.register(stop_logging)


def _open(path: Path) -> int:
    descriptor = open_regular_file(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, may_be_null=True)
    try:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.fchmod(descriptor, 0o600)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def stop_logging() -> None:
    """Close the log file, if there is one; report on stderr what could not be written. Also called at exit."""
    atexit.unregister(stop_logging)
    for handler in tuple(_LOGGER.handlers):
        _LOGGER.removeHandler(handler)
        handler.close()
        if isinstance(handler, _LogFile) and handler.problem is not None:
            words = _("the log file {file} could not be written completely: {reason}")
            with suppress(OSError, ValueError):  # stderr may be closed
                print("ccc-tui:", words.format(file=handler.path, reason=handler.problem), file=sys.stderr)  # noqa: T201


def log_calls(call_log: CallLog) -> None:
    """Log the retries and the end of each call, if there is a log file."""
    if _LOGGER.handlers:
        call_log.subscribe(_log_call)


def log_crash(error: Exception) -> bool:
    """Log an unexpected error, without variables; return whether the log file has it."""
    if not _LOGGER.handlers:
        return False
    _LOGGER.critical("unexpected error\n%s", "".join(traceback.format_exception(error)).rstrip())
    return not any(isinstance(handler, _LogFile) and handler.problem for handler in _LOGGER.handlers)


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
    if _LOGGER.isEnabledFor(logging.DEBUG):  # parameters hold ids of users
        words += [f"{name}={value!a}" for name, value in call.parameters.items()]
    _LOGGER.log(level, "call %d %s %s %s", call.number, call.operation, call.state, " ".join(words))
