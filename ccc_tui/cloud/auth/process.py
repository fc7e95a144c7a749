"""Keys printed by another program (mode External of the ``aliyun`` command).

The program prints a profile as JSON on its standard output: ``mode`` (AK or StsToken), ``access_key_id``,
``access_key_secret``, ``sts_token``, and ``expiration`` (ISO 8601) or ``sts_expiration`` (seconds since 1970). The
official library is not used: it lets the program read the keyboard and write to the terminal.
"""

import asyncio
import contextlib
import os
import shlex
import signal
import subprocess
from typing import Final

from ccc_tui.cloud.auth.aliyun_config import REQUIRED_FIELDS, Entry, Fields, parse
from ccc_tui.cloud.auth.credential import Credential, expiry_time
from ccc_tui.cloud.errors import CredentialsError

# Seconds; enough to confirm a login in a browser. The official libraries wait as long.
PATIENCE: Final = 60.0
LARGEST_OUTPUT: Final = 64 * 1024  # a profile has 2 kB


async def key_of_process(entry: Entry, environ: Fields) -> Credential:
    """Run the profile's ``process_command``, without a shell, and return the key that it prints.

    Raises:
        CredentialsError: ``Client.Credentials.Unavailable``; the program failed, or printed something else. The output
            is never quoted.
    """
    fields = parse(await _output_of(entry, environ))
    if fields is None:
        raise _failure(entry, "printed no JSON object")
    # Keep the output out of variables, which crash reports print.
    modes = {"": "StsToken" if fields.text("sts_token") else "AK", "ak": "AK", "ststoken": "StsToken"}
    mode = modes.get(fields.text("mode").casefold())
    if mode is None:
        raise _failure(entry, "printed a profile whose mode is neither AK nor StsToken")
    missing = [name for name in REQUIRED_FIELDS[mode] if not fields.text(name)]
    if missing:
        raise _failure(entry, f"printed no {' and no '.join(missing)}")
    expires_at = None
    if fields.text("expiration") or fields.number("sts_expiration"):
        expires_at = expiry_time(fields.text("expiration") or fields.number("sts_expiration"))
        if expires_at is None:
            raise _failure(entry, "printed an expiration that is not a time")
    return Entry(entry.name, mode, None, fields).key(expires_at)


async def _output_of(entry: Entry, environ: Fields) -> bytes:
    """Run the program and return its output. No process of its group outlives this call, cancelled or not."""
    process = _start(entry, environ)
    if process is None:
        raise _failure(entry, "could not be started")
    ended = asyncio.get_running_loop().run_in_executor(None, process.wait)
    output = _Output(process)
    problem = None
    try:
        async with asyncio.timeout(PATIENCE):
            await output.read(ended)
    except TimeoutError:
        problem = f"took longer than {PATIENCE:g} seconds"
    finally:
        output.close()
        # macOS refuses to signal a group of processes that have ended but are not reaped yet.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        await asyncio.wait([ended])
    if output.is_too_long:
        problem = f"printed more than {LARGEST_OUTPUT // 1024} kB"
    elif problem is None and process.returncode:
        problem = f"ended with status {process.returncode}; run it in a shell to see why"
    if problem is not None:
        raise _failure(entry, problem)
    return bytes(output)


def _start(entry: Entry, environ: Fields) -> subprocess.Popen[bytes] | None:
    """Start the program in a session of its own: it has no terminal, and one signal reaches it and its children.

    `subprocess` instead of asyncio's: its start cannot be cancelled halfway, and its end can be awaited while a child
    left behind keeps the pipe open.
    """
    try:
        return subprocess.Popen(  # noqa: S603 - no shell; the profile's owner chose the command
            shlex.split(entry.fields.text("process_command")),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(environ),
            start_new_session=True,
        )
    except (OSError, ValueError, IndexError):  # quotes, NUL or surrogates in the command; nothing in it
        return None


class _Output:
    """What a program has printed so far, up to a limit. Its repr hides it."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None  # noqa: S101 - for mypy; it was started with a pipe
        self._pipe = process.stdout
        self._buffer = bytearray()
        self._complete = asyncio.get_running_loop().create_future()
        os.set_blocking(self._pipe.fileno(), False)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self._buffer)} bytes hidden)"

    def __bytes__(self) -> bytes:
        return bytes(self._buffer)

    @property
    def is_too_long(self) -> bool:
        return len(self._buffer) > LARGEST_OUTPUT

    async def read(self, ended: asyncio.Future[int]) -> None:
        """Collect what is printed until the program has ended, or too much was printed."""
        asyncio.get_running_loop().add_reader(self._pipe.fileno(), self._receive)
        await asyncio.wait([ended, self._complete], return_when=asyncio.FIRST_COMPLETED)
        while self._receive():  # what the pipe still holds; its end may never come
            pass
        if not self.is_too_long:
            await asyncio.wait([ended])

    def close(self) -> None:
        asyncio.get_running_loop().remove_reader(self._pipe.fileno())
        self._pipe.close()

    def _receive(self) -> bool:
        """Take what there is; return whether there may be more."""
        if self._complete.done():
            return False
        try:
            chunk = os.read(self._pipe.fileno(), LARGEST_OUTPUT + 1 - len(self._buffer))
        except BlockingIOError:
            return False
        self._buffer += chunk
        if not chunk or self.is_too_long:
            asyncio.get_running_loop().remove_reader(self._pipe.fileno())
            self._complete.set_result(None)
        return bool(chunk)


def _failure(entry: Entry, what: str) -> CredentialsError:
    return CredentialsError("Client.Credentials.Unavailable", f"the process_command of {entry.title} {what}")
