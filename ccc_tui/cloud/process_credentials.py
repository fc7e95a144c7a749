"""Keys that another program prints (mode External of the ``aliyun`` command).

The program prints a profile as JSON on its standard output: ``mode`` (AK or StsToken), ``access_key_id``,
``access_key_secret``, ``sts_token``, and ``expiration`` (ISO 8601) or ``sts_expiration`` (seconds since
1970). The official library could run it too, but lets it read the keyboard and write to the terminal.
"""

import asyncio
import contextlib
import os
import shlex
import signal
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ccc_tui.cloud.aliyun_config import Entry, Fields, parse
from ccc_tui.cloud.credential import Credential, expiry_time, stored_key, unix_time
from ccc_tui.cloud.errors import CredentialsError

# Seconds. A person may have to confirm a login in the browser meanwhile; the official libraries wait as long.
PATIENCE: Final = 60.0


async def key_of_process(entry: Entry, environ: Mapping[str, str]) -> Credential:
    """Run the profile's ``process_command`` (no shell between) and return the key that it prints.

    Raises:
        CredentialsError: ``Client.Credentials.Unavailable``; it did not run well, or printed something else.
            What it printed is never quoted.
    """
    fields = parse(await _output_of(entry, environ))
    if fields is None:
        raise _failure(entry, "printed no JSON object")
    mode = fields.text("mode") or ("StsToken" if fields.text("sts_token") else "AK")
    if mode.casefold() not in {"ak", "ststoken"}:
        raise _failure(entry, "printed a profile whose mode is neither AK nor StsToken")
    mode = "AK" if mode.casefold() == "ak" else "StsToken"
    needed = ("access_key_id", "access_key_secret", *(("sts_token",) if mode == "StsToken" else ()))
    missing = [name for name in needed if not fields.text(name)]
    if missing:
        raise _failure(entry, f"printed no {' and no '.join(missing)}")
    return stored_key(Entry(entry.name, mode, None, fields), _expiry(entry, fields))


async def _output_of(entry: Entry, environ: Mapping[str, str]) -> bytes:
    try:
        # A session of its own has no terminal: whatever the program asks or draws cannot reach the screen.
        process = await asyncio.create_subprocess_exec(
            *shlex.split(entry.fields.text("process_command")),
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=DEVNULL,
            env=dict(environ),
            start_new_session=True,
        )
    except (OSError, ValueError):
        process = None
    if process is None:
        raise _failure(entry, "could not be started")
    late = False
    try:
        async with asyncio.timeout(PATIENCE):
            output, _ = await process.communicate()
    except TimeoutError:
        late = True
    finally:
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.communicate()
    if late:
        raise _failure(entry, f"took longer than {PATIENCE:g} seconds")
    if process.returncode == 0:
        return output
    output = b""  # crash reports print variables
    raise _failure(entry, f"ended with status {process.returncode}; run it in a shell to see why")


def _expiry(entry: Entry, fields: Fields) -> datetime | None:
    # Texts of the program stay out of variables, which crash reports print.
    if fields.text("expiration"):
        expires_at = expiry_time(fields.text("expiration"))
    elif fields.number("sts_expiration"):
        expires_at = unix_time(fields.number("sts_expiration"))
    else:
        return None
    if expires_at is None:
        raise _failure(entry, "printed an expiration that is not a time")
    return expires_at


def _failure(entry: Entry, what: str) -> CredentialsError:
    return CredentialsError("Client.Credentials.Unavailable", f"the process_command of {entry.title} {what}")
