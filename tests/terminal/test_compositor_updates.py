"""A frame that is drawn as it is leaves the same picture as one that Textual writes as text."""

from collections.abc import Iterable

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st
from rich.color import Color
from rich.console import Console
from rich.segment import ControlType, Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, InlineUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from ccc_tui.terminal.framebuffer import Framebuffer

COLUMNS, ROWS = 12, 3
CURSOR = (3, 1)
CONSOLE = Console(force_terminal=True, color_system="truecolor", legacy_windows=False)

PLAIN = st.text("ab .·─│é中文、客Ａ", max_size=6)
ODD = st.lists(
    st.sampled_from(
        ["a", "中", "\N{MAN}\u200d\N{GIRL}", "\U0001f1e8\U0001f1f3", "\u2764\ufe0f", "\u0301", "\u200d", "\u3000"]
    ),
    max_size=4,
).map("".join)
OBEYED = st.sampled_from(["\t", "a\x1b[31mb", "\x07", "\x9b"])
STYLES = st.none() | st.builds(
    Style,
    color=st.none() | st.sampled_from(["red", "bright_blue", "#336699", "default"]),
    bgcolor=st.none() | st.just("green"),
    bold=st.none() | st.booleans(),
    reverse=st.none() | st.booleans(),
    link=st.none() | st.just("https://example.com/a"),
    meta=st.none() | st.just({"line": 3}),
)


def strips(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Strip]:
    segments = st.lists(st.tuples(texts, STYLES).map(lambda parts: Segment(*parts)), max_size=4)
    return segments.map(lambda line: of_full_width(Strip(line)))


def of_full_width(strip: Strip) -> Strip:
    try:
        return strip.adjust_cell_length(COLUMNS, Style(bgcolor="blue"))
    except ZeroDivisionError:  # rich cannot crop text that has no width
        reject()


def layout(texts: st.SearchStrategy[str]) -> st.SearchStrategy[LayoutUpdate]:
    lines = st.lists(strips(texts), min_size=ROWS, max_size=ROWS)
    return lines.map(lambda found: LayoutUpdate([[line] for line in found], Region(0, 0, COLUMNS, ROWS)))


@st.composite
def chops(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> ChopsUpdate:
    """Parts of lines, and spans that begin and end anywhere in them."""
    middle = draw(st.integers(1, COLUMNS - 1))
    spans = []
    for row in range(ROWS):
        first = draw(st.integers(0, middle - 1))  # a span always has something to show
        spans.append((row, first, draw(st.integers(first + 1, COLUMNS))))
    wholes = [(draw(strips(texts)), draw(st.booleans())) for _ in range(ROWS)]
    try:
        lines = [{0: whole.crop(0, middle), middle: whole.crop(middle) if right else None} for whole, right in wholes]
        update = ChopsUpdate(lines, spans, [[middle, COLUMNS]] * ROWS)
        written(update)
    except ZeroDivisionError:
        reject()
    return update


def written(update: CompositorUpdate) -> str:
    column, row = CURSOR
    return f"{update.render_segments(CONSOLE)}\x1b[{row + 1};{column + 1}H"


def pictures() -> tuple[Framebuffer, Framebuffer]:
    """Two pictures of the same beginning: lines that fill the screen, and no automatic margins, as Textual has it."""
    both = Framebuffer(COLUMNS, ROWS), Framebuffer(COLUMNS, ROWS)
    for picture in both:
        picture.feed("\x1b[?7l" + "".join(f"\x1b[{row};1H{'中x' * 4}" for row in range(1, ROWS + 1)))
        picture.take()
    return both


def same(one: Framebuffer, other: Framebuffer) -> bool:
    ours, theirs = one._wanted, other._wanted
    return (
        (ours.text, ours.styles, ours.row, ours.column, ours.touched)
        == (theirs.text, theirs.styles, theirs.row, theirs.column, theirs.touched)
    ) and one.take() == other.take()


@given(layout(PLAIN) | chops(PLAIN))
def test_plain_frames_are_drawn_and_are_the_same(update: CompositorUpdate) -> None:
    drawn, fed = pictures()
    assert drawn.draw(update, CONSOLE, CURSOR)
    fed.feed(written(update))
    assert same(drawn, fed)


@given(st.lists(layout(PLAIN | ODD | OBEYED) | chops(PLAIN | ODD | OBEYED), min_size=1, max_size=3))
def test_what_is_not_drawn_is_fed_and_the_picture_is_the_same(updates: list[CompositorUpdate]) -> None:
    drawn, fed = pictures()
    for update in updates:
        before = [row.copy() for row in drawn._wanted.text]
        if not drawn.draw(update, CONSOLE, CURSOR):
            assert drawn._wanted.text == before, "half of it was drawn"
            drawn.feed(written(update))
        fed.feed(written(update))
    assert drawn.frames_skipped == fed.frames_skipped
    assert drawn.take() == fed.take()
    assert (drawn._wanted.text, drawn._wanted.styles) == (fed._wanted.text, fed._wanted.styles)


def line(*segments: Segment) -> LayoutUpdate:
    return LayoutUpdate([[Strip(segments, 2)]], Region(0, 0, 2, 1))


@pytest.mark.parametrize(
    "update",
    [
        line(Segment("a\x1b[31m")),
        line(Segment("\u0301a")),
        line(Segment("ab", None, [(ControlType.BELL,)])),
        InlineUpdate([Strip([Segment("ab")])]),
        LayoutUpdate([[Strip([Segment("x" * (COLUMNS + 1))])]], Region(0, 0, COLUMNS, 1)),
    ],
    ids=["escape", "combining", "control", "inline", "too long"],
)
def test_what_is_more_than_plain_text_is_left_to_textual(update: CompositorUpdate) -> None:
    assert not Framebuffer(COLUMNS, ROWS).draw(update, CONSOLE, CURSOR)


def test_a_sequence_that_is_unfinished_is_waited_for() -> None:
    picture = Framebuffer(COLUMNS, ROWS)
    picture.feed("\x1b[3")
    assert not picture.draw(line(Segment("ab")), CONSOLE, CURSOR)


def test_more_styles_than_are_remembered() -> None:
    """Styles that were forgotten are read again, and none takes the place of another."""

    def shades(red: int) -> Iterable[Segment]:
        return [Segment("x", Style(color=Color.from_rgb(red, green, 7))) for green in range(COLUMNS)]

    drawn, fed = pictures()
    for red in range(200):
        update = LayoutUpdate([[Strip(shades(red))]], Region(0, 0, COLUMNS, 1))
        assert drawn.draw(update, CONSOLE, CURSOR)
        fed.feed(written(update))
        assert same(drawn, fed)
