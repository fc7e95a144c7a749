import os
import re
import shutil
from base64 import b64decode
from pathlib import Path

import pytest

from ccc_tui.terminal import clipboard
from ccc_tui.terminal.clipboard import LONGEST, Way, copy
from tests.terminal.tmux import server

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


async def test_outside_tmux_the_terminal_gets_osc_52() -> None:
    sent: list[str] = []
    assert await copy("号码 +86", {"TERM": "xterm-256color"}, sent.append) is Way.TERMINAL
    found = re.fullmatch("\x1b]52;c;([^\x07]*)\x07", "".join(sent))
    assert found is not None
    assert b64decode(found[1]).decode() == "号码 +86"


async def test_gnu_screen_gets_small_wrapped_pieces() -> None:
    sent: list[str] = []
    text = "0123456789" * 500
    assert await copy(text, {"TERM": "screen", "STY": "1.pts-0.host"}, sent.append) is Way.TERMINAL
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", "".join(sent), re.DOTALL)
    assert "".join(f"\x1bP{piece}\x1b\\" for piece in pieces) == "".join(sent)
    assert max(map(len, pieces)) <= 768
    assert b64decode("".join(pieces).removeprefix("\x1b]52;c;").removesuffix("\x07")).decode() == text


@pytest.mark.parametrize("term", ["", "dumb", "linux"])
async def test_terminals_without_a_clipboard_get_nothing(term: str) -> None:
    assert await copy("text", {"TERM": term}, pytest.fail) is Way.NONE


async def test_too_much_text_is_not_cut_but_refused() -> None:
    sent: list[str] = []
    assert await copy("x" * LONGEST, {"TERM": "xterm"}, sent.append) is Way.TERMINAL
    assert len(sent[0]) <= 100_000
    assert await copy("x" * (LONGEST + 1), {"TERM": "xterm"}, pytest.fail) is Way.NONE


async def test_a_tmux_that_is_not_there_is_no_obstacle() -> None:
    sent: list[str] = []
    environ = {"TERM": "screen-256color", "TMUX": "/nowhere,1,0", "PATH": os.environ["PATH"]}
    assert await copy("text", environ, sent.append) is Way.TERMINAL
    assert await copy("text", environ | {"PATH": "/nowhere"}, sent.append) is Way.TERMINAL
    assert sent == ["\x1b]52;c;dGV4dA==\x07"] * 2


async def test_a_tmux_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "_TMUX_TIMEOUT", 0.05)
    (tmp_path / "tmux").write_text("#!/bin/sh\nexec sleep 60\n")
    (tmp_path / "tmux").chmod(0o700)
    sent: list[str] = []
    environ = {"TERM": "xterm", "TMUX": "x", "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    assert await copy("text", environ, sent.append) is Way.TERMINAL


async def test_an_old_tmux_keeps_the_text_in_its_buffer(tmp_path: Path) -> None:
    (tmp_path / "tmux").write_text('#!/bin/sh\n[ "$2" != -w ] && cat >"$0.buffer"\n')
    (tmp_path / "tmux").chmod(0o700)
    environ = {"TERM": "xterm", "TMUX": "x", "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    assert await copy("text", environ, pytest.fail) is Way.TMUX_BUFFER
    assert (tmp_path / "tmux.buffer").read_text() == "text"


@needs_tmux
async def test_a_real_tmux_takes_the_text_and_hands_it_on(tmp_path: Path) -> None:
    with server(tmp_path, "cat") as tmux:
        text = "号码\t+86 10 5550000\n第二行"
        with tmux.attached() as terminal:
            assert await copy(text, tmux.environ(), pytest.fail) is Way.TMUX
            terminal.read_until("\x1b]52;")
            handed_on = terminal.read_until("\x07").rpartition("\x1b]52;")[2]
        assert tmux.run("show-buffer") == text
        assert b64decode(handed_on.partition(";")[2].partition("\x07")[0]).decode() == text
