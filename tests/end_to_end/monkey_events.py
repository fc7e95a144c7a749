"""What the monkey sends: bytes as keyboards, mice and terminals send them, and as they never should."""

import random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_NAMED: Final = (
    *(b"\x1b[A", b"\x1b[B", b"\x1b[C", b"\x1b[D", b"\x1bOA", b"\x1bOB"),
    *(b"\x1b[5~", b"\x1b[6~", b"\x1b[H", b"\x1b[F", b"\x1b[Z", b"\x1b[2~", b"\x1b[3~"),
    *(b"\x1b[1;5F", b"\x1b[1;2H", b"\x1b[1;5C", b"\x1b[15~", b"\x1b[24~", b"\x1bOP"),
    *(b"\r", b"\t", b"\x1b", b"\x1b[27u", b"\x7f", b"\x08", b"\x0c", b"\x10", b"\x1a", b"\x15", b"\x17"),
)
# `q` and Ctrl+C would end the session before its time; sequences may hold them.
_LETTERS: Final = b"jkhlgGruyA[]{}+-#:?/1234567890nNeEtTabcxz *.,;@=\\\"'<>|&%$!~`^_"
_OPENERS: Final = (b":", b"?", b"u", b"#", b"\x10", b"\r", b"y", b"A", b"/")
_TEXTS: Final = (
    b"wangxm@hd-service",
    "王小明 👩‍👩‍👧 e\u0301 \u202e العربية".encode(),
    b"[/] [@click=app.quit]q[/] [b]q",
    b"57\r58\r",
    b"\xff\xfe\xc3\x28\xf0\x28\x8c\x28 q",
    b"line\nline\r\nline\tq",
    b"\x1b[31mq\x1b]0;q\x07",
    "é\ud800".encode("utf-8", "surrogatepass"),
)
_NUMBERS: Final = (0, 1, 2, 7, 40, 99, 120, 255, 2048, 55296, 65535, 1114112, 99999999, 999999999999, 10**40)


def size(dice: random.Random) -> tuple[int, int]:
    """Return a terminal's columns and rows."""
    if dice.random() < 0.4:
        return dice.choice(((1, 1), (2, 1), (1, 50), (300, 1), (300, 100), (10, 3), (80, 24), (120, 40), (40, 12)))
    return dice.randint(1, 300), dice.randint(1, 100)


def burst(dice: random.Random) -> tuple[bytes, int]:
    """Return what comes in one packet, and how many events that are."""
    kinds: Sequence[Callable[[random.Random], bytes]] = (_key, _key, _key, _opened, _paste, _mouse, _reply, _nonsense)
    events = [dice.choice(kinds)(dice) for _ in range(dice.choice((1, 1, 1, 2, 3, 10)))]
    return b"".join(events), len(events)


def _key(dice: random.Random) -> bytes:
    return dice.choice(_NAMED) if dice.random() < 0.5 else bytes([dice.choice(_LETTERS)])


def _opened(dice: random.Random) -> bytes:
    """Something that opens a dialog, and keys for the dialog."""
    return dice.choice(_OPENERS) + b"".join(_key(dice) for _ in range(dice.randrange(4)))


def _paste(dice: random.Random) -> bytes:
    text = dice.choice(_TEXTS) * dice.choice((1, 1, 3, 50))
    return b"\x1b[200~" + text + (b"\x1b[201~" if dice.random() < 0.95 else b"")


def _mouse(dice: random.Random) -> bytes:
    column, row = dice.choice(((dice.randint(1, 120), dice.randint(1, 40)), (0, 0), (-1, 5), (99999, 99999)))
    button = dice.choice((0, 1, 2, 3, 32, 35, 64, 65, 66, 67, 4, 8, 16, 128, 255, 99999))
    down = b"\x1b[<%d;%d;%dM" % (button, column, row)
    return down + (b"\x1b[<%d;%d;%dm" % (button, column, row) if dice.random() < 0.7 else b"")


def _reply(dice: random.Random) -> bytes:
    """A terminal's reply: known kinds with any numbers, whole or cut off."""
    numbers = [dice.choice(_NUMBERS) for _ in range(dice.randrange(6))]
    parameters = ";".join(map(str, numbers)).encode()
    reply = dice.choice(
        (
            b"\x1b[48;%st" % parameters,
            b"\x1b[48;40;120;0;0t",
            b"\x1b[?%s$y" % parameters,
            b"\x1b[?2026;2$y",
            b"\x1b[?2048;%d$y" % dice.randrange(5),
            b"\x1b[%su" % parameters,
            b"\x1b[%s" % parameters + bytes([dice.randint(0x40, 0x7E)]),
            b"\x1b[?%s" % parameters + bytes([dice.randint(0x40, 0x7E)]),
            b"\x1b[>%sq" % parameters,
            b"\x1b[%s:%s;5~" % (parameters, parameters),
            b"\x1b[I",
            b"\x1b[O",
            b"\x1b[%sR" % parameters,
            b"\x1b]11;rgb:qqqq/0000/0000\x1b\\",
            b"\x1b]52;c;cXFx\x07",
            b"\x1bP>|terminal q\x1b\\",
            b"\x1bP1$rq\x1b\\",
            b"\x1b_Gq\x1b\\",
            b"\x1b[M" + dice.randbytes(3).translate(None, b"\x03\x11\x1cq"),
        )
    )
    return reply[: dice.randrange(2, len(reply))] if dice.random() < 0.1 else reply


def _nonsense(dice: random.Random) -> bytes:
    """Bytes of any kind, but for those that may end the session on purpose."""
    data = dice.randbytes(dice.randrange(1, 12)) if dice.random() < 0.5 else b"\x1b" + dice.randbytes(5)
    return data.translate(None, b"\x03\x11\x1cq")
