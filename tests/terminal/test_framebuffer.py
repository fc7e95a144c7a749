"""Which bytes go out, and in which order."""

import tracemalloc

import pytest

from ccc_tui.terminal.framebuffer import Framebuffer
from ccc_tui.terminal.style import DEFAULT, apply, transition

START = "\x1b[?7l"


def picture(*, colored_erase: bool = True) -> Framebuffer:
    """A terminal with a blank screen that is known."""
    made = Framebuffer(40, 10, colored_erase=colored_erase)
    made.feed(START + "".join(f"\x1b[{row};1H{' ' * 40}" for row in range(1, 11)))
    made.take()
    return made


def sent(made: Framebuffer, data: str) -> str:
    made.feed(data)
    return made.take()


def test_what_is_shown_already_is_not_sent() -> None:
    made = picture()
    frame = "\x1b[2;5H\x1b[1;31mhello\x1b[0m\n\x1b[3;5Hthere"
    assert sent(made, frame) == "\x1b[2;5H\x1b[1;31mhello\v\x1b[5D\x1b[mthere"
    assert sent(made, frame) == ""
    assert sent(made, "\x1b[2;5H\x1b[1;31mhallo\x1b[0m") == "\x1b[2;6H\x1b[1;31ma"


def test_the_pen_stays_where_it_was_left() -> None:
    made = picture()
    assert sent(made, "\x1b[1;1H\x1b[38;5;9;48;5;17ma\x1b[0m") == "\x1b[H\x1b[38;5;9;48;5;17ma"
    assert sent(made, "\x1b[1;2H\x1b[38;5;9;48;5;17mb\x1b[0m") == "b"
    assert sent(made, "\x1b[1;3H\x1b[38;5;9;48;5;18mc\x1b[0m") == "\x1b[48;5;18mc"


def test_a_few_unchanged_cells_are_written_again_rather_than_jumped_over() -> None:
    made = picture()
    sent(made, "\x1b[1;1Habcdefghijklmnop")
    assert sent(made, "\x1b[1;1HAbcDefghijklmnOp") == "\rAbcD\x1b[10CO"


def test_the_rest_of_a_line_is_erased_in_color_where_the_terminal_can() -> None:
    line = f"\x1b[1;1H\x1b[44m{' ' * 40}\x1b[0m"
    assert sent(picture(), line) == "\x1b[H\x1b[44m\x1b[K"
    assert sent(picture(colored_erase=False), line) == f"\x1b[H\x1b[44m{' ' * 40}"
    assert sent(picture(), line.replace("44", "44;4")) == f"\x1b[H\x1b[4;44m{' ' * 40}"


def test_a_long_blank_within_a_line_is_erased() -> None:
    assert sent(picture(), f"\x1b[1;1H\x1b[44ma{' ' * 30}b\x1b[0m") == "\x1b[H\x1b[44ma\x1b[30X\x1b[30Cb"


def test_the_shortest_change_of_look_is_found() -> None:
    bold_red, red = apply(DEFAULT, "1;31"), apply(DEFAULT, "31")
    assert transition(bold_red, red) == "\x1b[22m"
    assert transition(bold_red, DEFAULT) == "\x1b[m"
    assert transition(apply(DEFAULT, "1;2;3;31;44"), apply(DEFAULT, "2;3;31;44")) == "\x1b[22;2m"
    assert transition(apply(DEFAULT, "1;3;4;38;5;10"), red) == "\x1b[;31m"
    assert transition(DEFAULT, apply(DEFAULT, "4:3;31")) == "\x1b[;4:3;31m"


@pytest.mark.parametrize(
    "control",
    [
        "\x1b[?1000h", "\x1b[?2004l", "\x1b[?1016h", "\x1b[?2048$p", "\x1b[>25u", "\x1b[<u", "\x07",
        "\x1b[6n", "\x1b]2;a title\x07", "\x1b]22;pointer\x07", "\x1b]52;c;YQ==\x07", "\x1b]0;t\x1b\\",
        "\x1b[2 q", "\x1bP\x1b]52;c;YQ==\x07\x1b\\", "\x1bPYWFhYQ==\x07\x1b\\",
        "\x1bPtmux;\x1b\x1b]52;c;YQ==\x07\x1b\\",
    ],
)  # fmt: skip
def test_controls_pass_unchanged_in_order_and_disturb_nothing(control: str) -> None:
    made = picture()
    made.feed("\x1b[1;1Ha")
    made.feed(control)
    made.feed("\x1b[1;2Hb")
    assert made.take() == f"\x1b[Ha{control}b"


@pytest.mark.parametrize(
    "control", ["\x1b[2J", "\x1bc", "\x1b[5r", "\x1b[?6h", "\t", "\x1bPq#0~~\x1b\\", "\x1b]1337;File=:x\x07", "\x1b%G"]
)
def test_what_is_not_understood_passes_after_the_frame_and_all_is_forgotten(control: str) -> None:
    made = picture()
    assert sent(made, f"\x1b[2;2Ha\x1b[5;5H{control}") == f"\x1b[2;2Ha\x1b[5;5H{control}"
    assert sent(made, "x\x1b[1my") == "\x1b[mx\x1b[1my"  # wherever that is: it goes out as it came
    assert sent(made, "\x1b[2;2H\x1b[0ma") == "\x1b[2;2H\x1b[ma"  # known again, and not taken for shown


def test_a_sequence_in_two_pieces_is_one() -> None:
    made = picture()
    made.feed("\x1b[3;")
    made.feed("3Hx\x1b]2;ti")
    made.feed("tle\x07")
    assert made.take() == "\x1b[3;3Hx\x1b]2;title\x07"


def test_synchronized_updates_frame_only_what_is_large() -> None:
    made = picture()
    for text in ("small", "x"):
        made.feed("\x1b[?2026h")
        made.feed(f"\x1b[1;1H{text}")
        made.feed("\x1b[?2026l")
        assert "2026" not in made.take()
    large = "".join(f"\x1b[{row};1H\x1b[38;5;{row}m{'y' * 40}" for row in range(1, 11)) * 2
    large += "".join(f"\x1b[{row};{column}H\x1b[3{column % 7}mz" for row in range(1, 11) for column in range(1, 40))
    frame = sent(made, large)
    assert frame.startswith("\x1b[?2026h")
    assert frame.endswith("\x1b[?2026l")


def test_the_cursor_is_placed_only_where_someone_types() -> None:
    made = picture()
    assert sent(made, "\x1b[5;5Hx\x1b[2;3H") == "\x1b[5;5Hx"
    made.follow_cursor = True
    assert sent(made, "\x1b[5;5Hy\x1b[5;6H") == "\by"
    assert sent(made, "\x1b[2;3H") == "\x1b[2;3H"
    made.follow_cursor = False
    assert sent(made, "\x1b[?25h\x1b[4;4H") == "\x1b[?25h\v\v\x1b[C"
    assert "\x1b[?25h" not in sent(made, "\x1b[?25h")


def test_while_nothing_is_taken_only_the_last_counts() -> None:
    made = picture()
    for number in range(1000):
        made.feed(f"\x1b[1;1Hframe {number:03}", stalled=True)
        made.feed(f"\x1b]2;title {number}\x07\x07\x1b[?1000{'hl'[number % 2]}", stalled=True)
        made.feed(f"\x1b]52;c;{number}\x07", stalled=True)
    assert made.take() == "\x1b]2;title 999\x07\x07\x1b[?1000l\x1b]52;c;999\x07\x1b[Hframe 999"
    assert made.frames_skipped == 999


def test_memory_is_bounded_while_nothing_is_taken() -> None:
    made = picture()
    tracemalloc.start()
    try:
        for number in range(800):
            made.feed(
                f"\x1b[{number % 10 + 1};1H\x1b[38;2;{number % 256};{number // 256};0mframe {number}", stalled=True
            )
            made.feed(f"\x1b]{number + 60};unusual\x07\x1b[2J\x1b[>1u" + "x" * 2000, stalled=True)
        assert tracemalloc.get_traced_memory()[0] < 1_500_000
    finally:
        tracemalloc.stop()


def test_after_something_was_lost_everything_is_sent_again() -> None:
    made = picture()
    for number in range(5):
        made.feed(f"\x1b[1;1Hframe {number}")
        made.feed("\x1b[2J" + "x" * 200_000)
    made.feed("\x1b[1;1Hlast")
    assert made.take().endswith("last")
    assert sent(made, "\x1b[1;1Hlast") == ""


def test_the_farewell_leaves_the_screen_after_the_keyboard() -> None:
    made = Framebuffer(40, 10)
    made.feed("\x1b[?1049h\x1b[?1000h\x1b[?25l\x1b[>25u\x1b[?2004h\x1b[?7l")
    made.feed("\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[<u\x1b[?1049l\x1b[?25h")
    assert made.farewell() == "\x1b[m\x1b[?2004l\x1b[?7h\x1b[?1000l\x1b[<u\x1b[?1049l\x1b[?25h"
