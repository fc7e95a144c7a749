"""The program in a real terminal: it starts, obeys keys, and leaves the terminal as it was, however it ends."""

import re
import signal
import subprocess
from contextlib import ExitStack

import pytest

from tests.end_to_end.terminal import PROGRAM, Terminal

FIRST = "华东客服中心"


def test_keys_walk_to_a_users_numbers_and_q_leaves_the_terminal_as_it_was() -> None:
    with Terminal("--demo") as terminal:
        terminal.until_shown(FIRST, "demo · nothing leaves this machine", "q quit", "as of")
        terminal.press("jl")
        terminal.until_shown("Admins")
        terminal.press("jj\r")
        terminal.until_shown("page 1 of 63", "wangxm@hd-service")
        terminal.press("]")
        terminal.until_shown("page 2 of 63")
        terminal.press("?")
        terminal.until_shown("any key closes")
        terminal.press("q")
        terminal.until(lambda: "any key closes" not in terminal.text)
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.differences_left() == []


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["SIGTERM", "SIGHUP"])
def test_a_signal_ends_it_in_good_order(number: signal.Signals, status: int) -> None:
    with Terminal("--demo") as terminal:
        terminal.until_shown(FIRST, "as of")
        terminal.signal(number)
        assert terminal.ended() == status
        assert terminal.differences_left() == []


def test_ctrl_c_ends_it_also_in_a_question() -> None:
    with Terminal("--demo") as terminal:
        terminal.until_shown(FIRST, "as of")
        terminal.press("u")
        terminal.until_shown("Whose outbound numbers?")
        terminal.press("\x03")
        assert terminal.ended() == 130
        assert terminal.differences_left() == []


def test_q_leaves_while_a_slow_service_is_waited_for() -> None:
    with Terminal("--demo", "--instance", "demo-slow", "--user", "demo@demo-slow") as terminal:
        terminal.until_shown("Loading…")
        terminal.press("q")
        assert terminal.ended() == 0
        assert terminal.differences_left() == []


def test_a_terminal_that_dies_without_a_signal_takes_the_program_with_it() -> None:
    with Terminal("--demo") as terminal:
        terminal.until_shown(FIRST, "as of")
        terminal.hang_up()
        assert terminal.process.wait(20) == 129


def test_without_a_terminal_it_says_so() -> None:
    ended = subprocess.run(
        [*PROGRAM, "--demo"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
        start_new_session=True,
    )
    assert ended.returncode == 2
    assert b"ccc-tui instances" in ended.stderr
    assert b"\x1b" not in ended.stdout + ended.stderr


def test_a_dumb_terminal_gets_words_and_no_sequences() -> None:
    with Terminal("--demo", environ={"TERM": "dumb"}) as terminal:
        assert terminal.ended() == 2
        assert b"\x1b" not in terminal.received
        assert terminal.differences_left() == []


def test_the_command_line_opens_a_page_and_keys_typed_ahead_of_the_end_are_not_answered() -> None:
    arguments = ("--instance", "hd-service", "--user", "wangxm@hd-service", "--page", "3")
    with Terminal("--demo", *arguments) as terminal:
        terminal.until_shown("page 3 of 63", "rows 101–150 of 3,120", "wangxm@hd-service · hd-service")
        terminal.press("jjj2343qqqqjjj?q")
        assert terminal.ended() == 0
        assert terminal.differences_left() == []


@pytest.mark.parametrize("driver", ["on", "off"])
def test_what_is_typed_ahead_of_a_dialog_goes_into_it(driver: str) -> None:
    person = ("--instance", "hd-service", "--user", "wangxm@hd-service")
    with Terminal("--demo", *person, "--low-bandwidth", driver) as terminal:
        terminal.until_shown("page 1 of 63")
        for typed, shown in (
            ("#57\r", "page 57 of 63"),
            ("#58\r#59\r]", "page 60 of 63"),
            ("[[[#2\r", "page 2 of 63"),
            ("?\x1b[21~#4\r", "page 4 of 63"),
            ("uliuqiang@hd-service\r", "liuqiang@hd-service · hd-service"),
            ("u\x1b[200~wangxm@hd-service\x1b[201~\r", "wangxm@hd-service · hd-service"),
        ):
            terminal.press(typed)
            terminal.until_shown(shown)
            terminal.until(lambda: "enter" in terminal.lines[-1])


def test_chinese_is_spoken_where_the_locale_says_so() -> None:
    with Terminal("--demo", environ={"LANG": "zh_CN.UTF-8"}) as terminal:
        terminal.until_shown("概览", "退出")


@pytest.mark.parametrize("variable", [{"NO_COLOR": "1"}, {"TERM": "xterm", "NO_COLOR": "1"}])
def test_no_color_sends_no_colors(variable: dict[str, str]) -> None:
    with Terminal("--demo", environ=variable) as terminal:
        terminal.until_shown(FIRST, "as of")
        terminal.press("jjjjj")
        terminal.until_shown("Test number 02155599012 has 12 minutes left.")
        terminal.press("r3")
        terminal.until_shown("test · used up")
        terminal.press("q")
        assert terminal.ended() == 0
        assert _colors(terminal.received) == set()


def test_a_terminal_of_16_colors_gets_no_others() -> None:
    with Terminal("--demo", environ={"TERM": "xterm"}) as terminal:
        terminal.until_shown(FIRST, "2 test")
        terminal.press("q")
        assert terminal.ended() == 0
        assert _colors(terminal.received) <= {*map(str, (*range(30, 38), *range(90, 98), *range(40, 48)))}


def test_names_that_would_be_obeyed_by_a_terminal_do_not_reach_it() -> None:
    with Terminal("--demo", "--instance", "demo-escapes") as terminal:
        terminal.until_shown("Demo: red", "line one line two")
        terminal.press("l")
        terminal.until_shown("Admins")
        terminal.press("jj")
        terminal.until_shown("Esc")
        terminal.press("q")
        assert terminal.ended() == 0
    for sequence in (b"\x1b]0;title", b"\x1b]52;c;aGVsbG8=", b"\x1b[2J\x1b[H\x1b]52", b"\x1bP$q", b"\x1b]8;;https"):
        assert sequence not in terminal.received


def test_the_dashboard_walks_through_the_simulator_over_tcp() -> None:
    command = [*PROGRAM, "simulator"]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as simulator,
        ExitStack() as stack,
    ):
        assert simulator.stdout is not None
        stack.callback(simulator.terminate)
        environ: dict[str, str] = {}
        while not {"ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "CCC_TUI_ENDPOINT"} <= set(
            environ
        ):
            line = simulator.stdout.readline()
            assert line, environ
            if found := re.match(r"\s*export (\w+)=(\S+)", line):
                environ[found[1]] = found[2].strip("'\"")
        with Terminal(environ=environ) as terminal:
            terminal.until_shown(FIRST, "127.0.0.1:", "as of")
            terminal.press("jljj\r")
            terminal.until_shown("page 1 of 63", "rows 1–50 of 3,120")
            terminal.press("q")
            assert terminal.ended() == 0


def _colors(sent: bytes) -> set[str]:
    """Return every color code among the attributes that were sent."""
    colors: set[str] = set()
    for attributes in re.findall(rb"\x1b\[([\d;:]*)m", sent):
        for code in re.split(r"[;:]", attributes.decode()):
            if code and (30 <= int(code) <= 38 or 40 <= int(code) <= 48 or 90 <= int(code) <= 107):
                colors.add(code)
    return colors
