"""What an action sends, compared with the stock driver and with the floor."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from bench.effort import Effort
from bench.figures import Figure, Target, compared
from bench.floor import PLAIN, Look, floor
from bench.processes import DASHBOARD, MINIMAL, wake_ups
from bench.terminal import COLUMNS, QUIET, ROWS, Terminal
from tests.terminal.emulator import Cell

DOWN: Final = "\x1b[B"
ESCAPE: Final = "\x1b[27u"  # as a terminal with kitty's keyboard protocol sends it: nothing has to be waited for
# A user with more pages than there are keys below, shown from the start.
BROWSING: Final = (
    *DASHBOARD,
    *("--demo", "--rate", "0", "--instance", "huabei-sales", "--user", "chenyu@huabei-sales"),
)
_SECTION: Final = "bytes"
_NEAR_THE_FLOOR: Final = Target(1.25)
_START: Final = Target(12_000, "value")
_NOTHING: Final = Target(0, "value")
# Where the stock driver sends five times the floor, a fourth of that is 1.25 floors.
_WASTEFUL: Final = 5
_A_FOURTH: Final = Target(0.25)
_SMALLER: Final = (100, 30)


class Action(NamedTuple):
    """Keys to press one after another, each an action of the same kind."""

    name: str
    keys: tuple[str, ...]
    expected: str = ""


ACTIONS: Final = (
    Action("row down in the table", (DOWN,) * 6),
    Action("page turn", ("]",) * 6, "page "),
    Action("refresh of a page", ("r", "r"), "as of"),
    Action("focus on the tree", ("\t",)),
    Action("focus on the table", ("\t",)),
    Action("back to the tree", ("\t",)),
    Action("row down in the tree", (DOWN,) * 4),
    Action("status after a refresh", ("r", "r"), "as of"),
    Action("tab", ("2", "3", "1", "4")),
    Action("tab, already loaded", ("1", "2", "3", "4")),
    Action("help opened", ("?",), "Keys"),
    Action("help closed", (ESCAPE,)),
    Action("dialog opened", ("u",), "User id"),
    Action("character typed", ("x", "y", "z")),
    Action("dialog closed", (ESCAPE,)),
)


class Sent(NamedTuple):
    """Bytes of one key, and the floor of what it changed."""

    bytes: int
    floor: int


def measure(effort: Effort) -> list[Figure]:
    """Measure what is sent, and what is not."""
    figures: list[Figure] = []
    for colours, truecolor in (("truecolor", True), ("256 colours", False)):
        frugal = sent(BROWSING, truecolor=truecolor)
        stock = sent((*BROWSING, "--low-bandwidth", "off"), truecolor=truecolor)
        for name, ours in frugal.items():
            figures += _figures(f"{name}, {colours}", ours, stock[name])
    return [*figures, *idle(effort.idle)]


def sent(
    command: tuple[str, ...], *, truecolor: bool = True, actions: tuple[Action, ...] = ACTIONS
) -> dict[str, list[Sent]]:
    """Return what a program sends at its start, for each action, and for a change of size."""
    found: dict[str, list[Sent]] = {}
    with Terminal(*command, truecolor=truecolor) as terminal:
        terminal.settle("as of", quiet=4 * QUIET)
        least, pen = floor(_blank(COLUMNS, ROWS), terminal.cells(), PLAIN)
        found["start"] = [Sent(terminal.sent, least)]
        for action in actions:
            found[action.name], pen = act(terminal, action, pen)
        found["resize"] = list(_resizes(terminal, pen))
    return found


def idle(seconds: float) -> list[Figure]:
    """Return the bytes and the wake-ups of some idle seconds, after a key, and beside the minimal application."""
    with Terminal(*BROWSING) as ours, Terminal(*MINIMAL) as minimal:
        ours.settle("as of", quiet=4 * QUIET)
        minimal.settle("Shanghai", quiet=4 * QUIET)
        ours.press("]")
        ours.settle("page 2")
        ours.rest(2.5)  # the last tick of what counted the seconds of a call
        both = [terminal.process.pid for terminal in (ours, minimal)]
        before = [wake_ups(pid) for pid in both]
        quiet_bytes = ours.rest(seconds)
        woken = [(wake_ups(pid) - count) / seconds for pid, count in zip(both, before, strict=True)]
        minimal_bytes = minimal.rest(0.01)
    name = f"{seconds:g} idle seconds"
    return [
        compared(
            _SECTION,
            f"bytes in {name}",
            "B",
            [quiet_bytes],
            [minimal_bytes],
            peer="minimal Textual app",
            target=_NOTHING,
        ),
        compared(
            _SECTION,
            f"wake-ups a second in {name}",
            "",
            [woken[0]],
            [woken[1]],
            peer="minimal Textual app",
            target=_NOTHING,
        ),
    ]


def act(terminal: Terminal, action: Action, pen: Look = PLAIN) -> tuple[list[Sent], Look]:
    """Press the keys of an action; return what each has sent, and the pen's look after the last."""
    found: list[Sent] = []
    for key in action.keys:
        before = terminal.cells()
        terminal.press(key)
        terminal.settle(action.expected)
        least, pen = floor(before, terminal.cells(), pen)
        found.append(Sent(terminal.sent, least))
    return found, pen


def _resizes(terminal: Terminal, pen: Look) -> Iterator[Sent]:
    """What terminals do with their cells at a change of size differs, so all of them have to be sent."""
    for columns, rows in (_SMALLER, (COLUMNS, ROWS)):
        terminal.resize(columns, rows)
        terminal.settle("quit", quiet=2 * QUIET)
        least, pen = floor(_blank(columns, rows), terminal.cells(), pen)
        yield Sent(terminal.sent, least)


def _blank(columns: int, rows: int) -> list[list[Cell]]:
    return [[Cell()] * columns for _ in range(rows)]


def _figures(name: str, ours: list[Sent], stock: list[Sent]) -> Iterator[Figure]:
    """Compare means: the keys of one action change more and less."""
    frugal, least = (_mean(getattr(key, field) for key in ours) for field in ("bytes", "floor"))
    theirs = _mean(key.bytes for key in stock)
    is_start = name.startswith("start")
    if is_start:
        yield compared(_SECTION, f"{name}, in all", "B", [frugal], target=_START)
    yield compared(_SECTION, name, "B", [frugal], [least], peer="floor", target=None if is_start else _NEAR_THE_FLOOR)
    yield compared(
        _SECTION,
        name,
        "B",
        [frugal],
        [theirs],
        peer="stock driver",
        target=_A_FOURTH if theirs >= _WASTEFUL * least else None,
    )


def _mean(numbers: Iterable[int]) -> float:
    values = list(numbers)
    return sum(values) / len(values)
