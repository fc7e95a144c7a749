"""Send text to the clipboard.

tmux has buffers, and hands text on to its own terminal. Other terminals may take OSC 52 (xterm ctlseqs, "Manipulate
Selection Data"). It has no reply, so messages may say where text was sent, never that it was copied.
"""

import asyncio
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from enum import Enum
from typing import Final


class Way(Enum):
    """Which way the text went."""

    TMUX = "sent to tmux's buffer and its terminal"
    TMUX_BUFFER = "sent to tmux's buffer"
    TERMINAL = "sent to the terminal"
    NONE = "not sent: select the text instead"


# hterm and others take 100,000 bytes of OSC 52: this many bytes of text in base64.
LONGEST: Final = 74_994

# GNU screen passes a string on if it is no longer than this.
_SCREEN_CHUNK: Final = 768

_TMUX_TIMEOUT: Final = 2.0


async def copy(text: str, environ: Mapping[str, str], write: Callable[[str], None]) -> Way:
    """Send text by the best way that the environment tells of; `write` is the driver's, and sends unchanged."""
    data = text.encode("utf-8", "replace")
    if environ.get("TMUX"):
        # -w hands the text to the outer terminal too; tmux before 3.2 does not know it.
        for options, way in ((("-w",), Way.TMUX), ((), Way.TMUX_BUFFER)):
            if await _load_tmux_buffer(options, data, environ):
                return way
    if len(data) > LONGEST or environ.get("TERM", "") in {"", "dumb", "linux"}:
        return Way.NONE
    sequence = f"\x1b]52;c;{b64encode(data).decode()}\x07"
    if environ.get("STY"):
        # GNU screen hands a DCS string to its terminal without looking at it.
        pieces = range(0, len(sequence), _SCREEN_CHUNK)
        sequence = "".join(f"\x1bP{sequence[start : start + _SCREEN_CHUNK]}\x1b\\" for start in pieces)
    write(sequence)
    return Way.TERMINAL


async def _load_tmux_buffer(options: tuple[str, ...], data: bytes, environ: Mapping[str, str]) -> bool:
    """Return whether tmux took the text."""
    try:
        process = await asyncio.create_subprocess_exec(
            *("tmux", "load-buffer", *options, "-"),
            env=environ,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError:
        return False
    try:
        await asyncio.wait_for(process.communicate(data), _TMUX_TIMEOUT)
    except TimeoutError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        return False
    return process.returncode == 0
