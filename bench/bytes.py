"""What an action sends, compared with Textual's own driver and with the floor."""

from collections.abc import Iterator
from statistics import mean
from typing import Final, NamedTuple

from bench.floor import PLAIN, Look, floor
from bench.processes import DASHBOARD, MINIMAL, wake_ups
from bench.report import Effort, Figure
from bench.terminal import COLUMNS, QUIET, ROWS, Terminal
from tests.terminal.emulator import Cell

DOWN: Final = "\x1b[B"
ESCAPE: Final = "\x1b[27u"  # as a terminal with kitty's keyboard protocol sends it: nothing has to be waited for
# A user with more pages than there are keys below, shown from the start.
BROWSING: Final = (
    *DASHBOARD,
    *("--demo", "--rate", "0", "--instance", "huabei-sales", "--user", "chenyu@huabei-sales"),
)
STOCK: Final = (*BROWSING, "--low-bandwidth", "off")
_START_BYTES: Final = 12_000
# Where the stock driver sends five times the floor, a fourth of that is 1.25 floors.
_NEAR_THE_FLOOR, _WASTEFUL, _A_FOURTH = 1.25, 5, 0.25


class Action(NamedTuple):
    """Keys to press one after another, each an action of the same kind."""

    name: str
    keys: tuple[str, ...]
    expected: str = ""
    pause: float = 0.0  # seconds before each key


ACTIONS: Final = (
    Action("row down in the table", (DOWN,) * 6),
    Action("page turn", ("]",) * 6, "page "),
    Action("refresh of a page", ("r", "r"), "as of", 1.1),  # what is shown of it is the time
    Action("focus", ("\t",) * 3),
    Action("row down in the tree", (DOWN,) * 4),
    Action("tab", ("2", "3", "1", "4", "1", "2", "3", "4")),
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
    ours, stock = sent(BROWSING), sent(STOCK)
    figures = [figure for name in ours for figure in _figures(name, ours[name], stock[name])]
    return [*figures, *idle((2, 5, 30)[effort])]


def sent(command: tuple[str, ...]) -> dict[str, list[Sent]]:
    """Return what a program sends at its start, for each action, and for a change of size."""
    with Terminal(*command) as terminal:
        terminal.settle("as of", quiet=4 * QUIET)
        least, pen = floor(_blank(COLUMNS, ROWS), terminal.cells(), PLAIN)
        found = {"start": [Sent(terminal.sent, least)]}
        for action in ACTIONS:
            found[action.name], pen = act(terminal, action, pen)
        found["resize"] = []
        for columns, rows in ((100, 30), (COLUMNS, ROWS)):
            terminal.resize(columns, rows)
            terminal.settle("quit", quiet=2 * QUIET)
            # Terminals differ in what they keep at a change of size, so all cells have to be sent.
            least, pen = floor(_blank(columns, rows), terminal.cells(), pen)
            found["resize"].append(Sent(terminal.sent, least))
    return found


def act(terminal: Terminal, action: Action, pen: Look = PLAIN) -> tuple[list[Sent], Look]:
    """Press the keys of an action; return what each has sent, and the pen's look after the last."""
    found: list[Sent] = []
    for key in action.keys:
        if action.pause:
            terminal.rest(action.pause)
        before = terminal.cells()
        terminal.press(key)
        terminal.settle(action.expected)
        least, pen = floor(before, terminal.cells(), pen)
        found.append(Sent(terminal.sent, least))
    return found, pen


def idle(seconds: int) -> list[Figure]:
    """Return the bytes and the wake-ups of some idle seconds after a key."""
    with Terminal(*BROWSING) as ours, Terminal(*MINIMAL) as minimal:
        ours.settle("as of", quiet=4 * QUIET)
        minimal.settle("Shanghai", quiet=4 * QUIET)
        ours.press("]")
        ours.settle("page 2")
        ours.rest(2.5)  # the last tick of what counted the seconds of a call
        pids = [terminal.process.pid for terminal in (ours, minimal)]
        before = [wake_ups(pid) for pid in pids]
        sent_bytes = ours.rest(seconds)
        woken, theirs = ((wake_ups(pid) - count) / seconds for pid, count in zip(pids, before, strict=True))
    name = f"in {seconds} idle seconds"
    return [
        Figure(f"bytes {name}", "B", [sent_bytes], target=0),
        Figure(f"wake-ups a second {name}", "", [woken], "minimal Textual app", [theirs], 0),
    ]


def _blank(columns: int, rows: int) -> list[list[Cell]]:
    return [[Cell()] * columns for _ in range(rows)]


def _figures(name: str, ours: list[Sent], stock: list[Sent]) -> Iterator[Figure]:
    """Compare means: the keys of one action change more and less."""
    own, least, theirs = (
        mean(key.bytes for key in ours),
        mean(key.floor for key in ours),
        mean(key.bytes for key in stock),
    )
    if name == "start":
        yield Figure("start, in all", "B", [own], target=_START_BYTES)
    yield Figure(name, "B", [own], "floor", [least], None if name == "start" else _NEAR_THE_FLOOR)
    yield Figure(name, "B", [own], "stock driver", [theirs], _A_FOURTH if theirs >= _WASTEFUL * least else None)
