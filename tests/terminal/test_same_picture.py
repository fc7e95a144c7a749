"""Whatever a program writes, the terminal shows the same as if it had been sent unchanged."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, set_cell_size

from ccc_tui.terminal.framebuffer import Framebuffer
from tests.terminal.emulator import Cell, Disagreeing, Emulator

COLUMNS, ROWS = 14, 5
EXAMPLES = 200

FAMILY = "👩\u200d👩\u200d👧"
CLUSTERS = ["x", " ", "中", "e\u0301", FAMILY, "❤\ufe0f", "⚡", "👍🏽", "🇩🇪", "📞", "\u0301", "\u200b", "☀"]
TEXTS = st.one_of(
    st.text("ab .─", min_size=1, max_size=COLUMNS),
    st.text("a 中文한ﾊ", min_size=1, max_size=6),
    st.integers(1, COLUMNS).map(lambda length: " " * length),
    st.lists(st.sampled_from(CLUSTERS), min_size=1, max_size=5).map("".join),
)
COLORS = st.one_of(
    st.sampled_from(["31", "97", "39"]),
    st.integers(0, 3).map(lambda number: f"38;5;{number}"),
    st.integers(0, 2).map(lambda number: f"38;2;{number};0;255"),
)
BACKGROUNDS = st.one_of(
    st.sampled_from(["41", "107", "49"]),
    st.integers(0, 3).map(lambda number: f"48;5;{number}"),
    st.integers(0, 2).map(lambda number: f"48;2;{number};0;255"),
)
ATTRIBUTES = st.sampled_from([1, 2, 3, 4, 5, 7, 8, 9, 21, 53, 22, 23, 24, 27, 29, 55, 0, 58]).map(str)
PENS = st.lists(st.one_of(COLORS, BACKGROUNDS, ATTRIBUTES), max_size=4).map(lambda parts: f"\x1b[{';'.join(parts)}m")
MOVES = st.builds("\x1b[{};{}H".format, st.integers(1, ROWS + 1), st.integers(1, COLUMNS + 1))
SEGMENTS = st.builds("{}{}\x1b[0m".format, PENS, TEXTS)
LINKS = st.builds("\x1b]8;id=1;http://a.b\x1b\\{}\x1b]8;;\x1b\\".format, TEXTS)
MODES = ["\x1b[?7h", "\x1b[?7l", "\x1b[?25h", "\x1b[?25l", "\x1b[?2026h", "\x1b[?2026l", "\x1b[?1000h"]
# Not DECRC, which brings an older pen back: what follows it would have to wait for the next SGR.
NOT_TEXTUAL = ["\x1b[K", "\x1b[2J", "\x1b[3X", "\x1b[4:3m", "\t", "\x1b[A", "\x1b7"]
OTHERS = st.sampled_from(["\n", "\r", "\b", "\x07", "\x1b]2;title\x07", *MODES, *NOT_TEXTUAL])
WRITES = st.lists(
    st.one_of(
        st.builds("{}{}".format, MOVES, SEGMENTS),
        st.builds("{}{}{}".format, MOVES, SEGMENTS, SEGMENTS),
        SEGMENTS,
        TEXTS,
        PENS,
        LINKS,
        OTHERS,
    ),
    min_size=1,
    max_size=12,
).map("".join)


@dataclass(frozen=True)
class Resize:
    columns: int
    rows: int


@dataclass(frozen=True)
class Ready:
    """Whether the terminal takes more."""

    takes: bool


@dataclass(frozen=True)
class Redraw:
    """The user asks for everything once more."""


Step = str | Resize | Ready | Redraw
STEPS = st.lists(
    st.one_of(
        WRITES,
        WRITES,
        WRITES,
        st.builds(Ready, st.booleans()),
        st.just(Redraw()),
        st.builds(Resize, st.integers(2, 20), st.integers(1, 8)),
    ),
    min_size=1,
    max_size=12,
)


def as_sent(data: str) -> str:
    """What the terminal line makes of a program's output."""
    return data.replace("\n", "\r\n")


def differences(one: list[list[Cell]], other: list[list[Cell]]) -> list[tuple[int, int, Cell, Cell]]:
    return [
        (row, column, cell, other[row][column])
        for row, line in enumerate(one)
        if line != other[row]  # quickly, for most
        for column, cell in enumerate(line)
        if cell != other[row][column]
    ]


@settings(max_examples=EXAMPLES, deadline=None)
@given(STEPS, st.booleans())
def test_any_session_shows_the_same(steps: list[Step], colored_erase: bool) -> None:
    stock, frugal = Emulator(COLUMNS, ROWS), Emulator(COLUMNS, ROWS)
    picture = Framebuffer(COLUMNS, ROWS, colored_erase=colored_erase)
    takes, resized = True, False
    for step in ["\x1b[?7l", *steps, Ready(takes=True)]:
        match step:
            case Resize(columns, rows):
                # What is on its way while the size changes is drawn again by the program; so nothing is.
                frugal.feed(as_sent(picture.take()))
                for emulator in (stock, frugal):
                    emulator.resize(rows, columns)
                picture.resize(columns, rows)
                resized = True
            case Ready(takes):
                pass
            case Redraw():
                picture.redraw()
            case str():
                # Where a change of size leaves the cursor is up to the terminal, so no program relies on it.
                data, resized = f"\x1b[H{step}" if resized else step, False
                stock.feed(as_sent(data))
                picture.feed(data, stalled=not takes)
        if takes:
            frugal.feed(as_sent(picture.take()))
            assert not differences(frugal.cells(), stock.cells())


@dataclass(frozen=True)
class Line:
    row: int
    column: int
    pen: str
    text: str

    def __str__(self) -> str:
        return f"\x1b[{self.row};{self.column}H\x1b[0m{self.pen}{self.text}\x1b[0m"


def _fitting(row: int, column: int, pen: str, text: str) -> Line:
    """A line that neither begins with a mark nor reaches the edge: there, terminals disagree anyway."""
    text = text if cell_len(text[0]) else f"x{text}"
    return Line(row, column, pen, set_cell_size(text, min(len(text), COLUMNS - column)))


LINES = st.builds(_fitting, st.integers(1, ROWS), st.integers(1, COLUMNS - 4), PENS, TEXTS)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.lists(LINES, min_size=1, max_size=6), min_size=1, max_size=8))
def test_terminals_that_disagree_about_widths_show_the_rest_right(frames: list[list[Line]]) -> None:
    """What a terminal draws wider or narrower than Textual expects disturbs nothing outside its reach."""
    agreed, other = Emulator(COLUMNS, ROWS), Disagreeing(COLUMNS, ROWS)
    picture = Framebuffer(COLUMNS, ROWS)
    blank = "".join(f"\x1b[{row};1H{' ' * COLUMNS}" for row in range(1, ROWS + 1))
    for data in ["\x1b[?7l" + blank, *("".join(map(str, frame)) for frame in frames)]:
        agreed.feed(data)
        picture.feed(data)
        other.feed(picture.take())
        disturbed = {
            (row, column + reached)
            for row, line in enumerate(agreed.cells())
            for column, cell in enumerate(line)
            if _disputed(cell.data)
            for reached in range(2 * len(cell.data))
        }
        found = differences(other.cells(), agreed.cells())
        assert [place for place in found if place[:2] not in disturbed] == []


def _disputed(text: str) -> bool:
    return len(text) > 1 or text in {"⚡", "📞", "👍", "❤", "☀"} or "\U0001f1e6" <= text <= "\U0001f1ff"
