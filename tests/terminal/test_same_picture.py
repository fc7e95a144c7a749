"""Whatever a program writes, the terminal shows the same as if it had been sent unchanged."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from ccc_tui.terminal.picture import Picture
from tests.terminal.emulator import Cell, Disagreeing, Emulator

COLUMNS, ROWS = 14, 5

TEXTS = st.one_of(
    st.text("ab .─", min_size=1, max_size=COLUMNS),
    st.text("a 中文한ﾊ", min_size=1, max_size=6),
    st.integers(1, COLUMNS).map(lambda length: " " * length),
    st.lists(
        st.sampled_from(
            [
                "x",
                " ",
                "中",
                "e\u0301",
                "👩\u200d👩\u200d👧",
                "❤\ufe0f",
                "⚡",
                "👍🏽",
                "🇩🇪",
                "📞",
                "\u0301",
                "\u200b",
                "☀",
            ]
        ),
        min_size=1,
        max_size=5,
    ).map("".join),
)
COLOURS = st.one_of(
    st.sampled_from(["31", "97", "39"]),
    st.integers(0, 3).map(lambda number: f"38;5;{number}"),
    st.integers(0, 2).map(lambda number: f"38;2;{number};0;255"),
)
BACKGROUNDS = st.one_of(
    st.sampled_from(["41", "107", "49"]),
    st.integers(0, 3).map(lambda number: f"48;5;{number}"),
    st.integers(0, 2).map(lambda number: f"48;2;{number};0;255"),
)
ATTRIBUTES = st.sampled_from(
    ["1", "2", "3", "4", "5", "7", "8", "9", "21", "53", "22", "23", "24", "27", "29", "55", "0", "58"]
)
PENS = st.lists(st.one_of(COLOURS, BACKGROUNDS, ATTRIBUTES), max_size=4).map(
    lambda parts: f"\x1b[{';'.join(parts)}m"
)
MOVES = st.builds(
    lambda row, column: f"\x1b[{row};{column}H", st.integers(1, ROWS + 1), st.integers(1, COLUMNS + 1)
)
SEGMENTS = st.builds(lambda pen, text: f"{pen}{text}\x1b[0m", PENS, TEXTS)
LINKS = st.builds(lambda text: f"\x1b]8;id=1;http://a.b\x1b\\{text}\x1b]8;;\x1b\\", TEXTS)
# Not DECRC, which also changes the pen: what is written after it would have to wait for the next SGR.
OTHERS = st.sampled_from(
    [
        "\n",
        "\r",
        "\b",
        "\x07",
        "\x1b[?7h",
        "\x1b[?7l",
        "\x1b[?25h",
        "\x1b[?25l",
        "\x1b[K",
        "\x1b[2J",
        "\x1b[3X",
    ]
    + [
        "\x1b]2;title\x07",
        "\x1b[?2026h",
        "\x1b[?2026l",
        "\x1b[?1000h",
        "\x1b[4:3m",
        "\t",
        "\x1b[A",
        "\x1b7",
        "\x1b8",
    ]
)
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
class Pause:
    """The terminal takes what there is, or nothing for a while."""

    takes: bool


STEPS = st.lists(
    st.one_of(
        WRITES,
        WRITES,
        WRITES,
        st.builds(Pause, st.booleans()),
        st.just("redraw"),
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
        for column, cell in enumerate(line)
        if cell != other[row][column]
    ]


@settings(max_examples=int(__import__("os").environ.get("EX", "600")), deadline=None)
@given(STEPS, st.booleans())
def test_any_session_shows_the_same(steps: list[str | Resize | Pause], coloured_erase: bool) -> None:
    stock, frugal = Emulator(COLUMNS, ROWS), Emulator(COLUMNS, ROWS)
    picture = Picture(COLUMNS, ROWS, coloured_erase=coloured_erase)
    takes, resized = True, False
    for step in ["\x1b[?7l", *steps, Pause(takes=True)]:
        if isinstance(step, Resize):
            # The size changes when nothing is under way: what is under way then is drawn again by the program.
            frugal.feed(as_sent(picture.take()))
            for emulator in (stock, frugal):
                emulator.resize(step.rows, step.columns)
            picture.resize(step.columns, step.rows)
            resized = True
        elif isinstance(step, Pause):
            takes = step.takes
        elif step == "redraw":
            picture.redraw()
        else:
            if resized:
                # Where a change of size leaves the cursor is up to the terminal, so no program relies on it.
                step, resized = f"\x1b[H{step}", False
            stock.feed(as_sent(step))
            picture.feed(step, stalled=not takes)
        if takes:
            frugal.feed(as_sent(picture.take()))
            assert not differences(frugal.cells(), stock.cells())
