"""What terminals send becomes events; what is malformed, truncated or not understood becomes nothing."""

import random

import pytest
from textual import events
from textual.message import Message

from ccc_tui.terminal import incoming
from ccc_tui.terminal.incoming import Incoming


def read(*pieces: str) -> list[Message]:
    reader = Incoming()
    return [event for piece in pieces for event in reader.feed(piece)]


def keys(*pieces: str) -> list[str]:
    return [event.key for event in read(*pieces) if isinstance(event, events.Key)]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is waited for."""
    for name in ("_PATIENCE", "_PASTE_PATIENCE"):
        monkeypatch.setattr(incoming, name, 0.0)
    monkeypatch.setattr("textual.constants.ESCAPE_DELAY", 0.0)


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[99999999u",
        "\x1b[55296u",
        "\x1b[97;;55296u",
        "\x1b[999999999999;5H",
        "\x1b[48;40;120;0;0t",
        "\x1b[48;0;0;0;0t",
        "\x1b[48;99999;99999;9;9t",
        "\x1b[?2048;1$y",
        "\x1b[?64;1;2;6;22c",
        "\x1b[>1;4000;30c",
        "\x1b[?1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17q",
        "\x1b[4 q",
        "\x1b[q",
        "\x1bP>|terminal q\x1b\\",
        "\x1b]11;rgb:0000/0000/qqqq\x1b\\",
        "\x1b]52;c;cXFxcQ==\x07",
        "\x1b_Gi=31;OK q\x1b\\",
        "\x1bXq\x1b\\",
        "\x1b^q\x1b\\",
        "\x1b]0;q\x18",
        "\x1b[Mqqq",
        "\x1b[<99999999999999;q",
        "\x1b[<0;0;0M",
        "\x1b[" + "1" * 5000 + "q",
    ],
    ids=repr,
)
def test_what_is_not_understood_types_nothing_and_the_next_key_counts(sequence: str) -> None:
    assert keys(sequence, "x") == ["x"]
    assert keys(*sequence, "x") == ["x"]


def test_a_size_without_pixels_leaves_the_mouse_alone() -> None:
    found = read("\x1b[48;40;120;0;0t\x1b[?2048;2$y", "\x1b[<0;5;3M")
    assert [(type(event), event.x, event.y) for event in found if isinstance(event, events.MouseEvent)] == [
        (events.MouseDown, 4, 2)
    ]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("sequence", "key"),
    [
        ("\x1b[A", "up"),
        ("\x1bOA", "up"),
        ("\x1b[5~", "pageup"),
        ("\x1b[1;5C", "ctrl+right"),
        ("\x1b[[A", "f1"),
        ("\x1b[23$", "f23"),
        ("\x1b[3$", "shift+delete"),
        ("\x1b[27u", "escape"),
        ("\x1b[97;5u", "ctrl+a"),
        ("\x1b[35;;35u", "number_sign"),
        ("\x1bx", "alt+x"),
        ("\x1bX", "alt+shift+x"),
        ("\x1bf", "ctrl+right"),
        ("\x03", "ctrl+c"),
        ("\x7f", "backspace"),
        ("中", "中"),
    ],
)
def test_keys_are_what_textual_makes_of_them(sequence: str, key: str, impatient: None) -> None:
    reader = Incoming()
    found = [*reader.feed(sequence), *reader.tick()]
    assert [event.key for event in found if isinstance(event, events.Key)] == [key]


def test_a_lone_escape_is_a_key_when_nothing_follows(impatient: None) -> None:
    reader = Incoming()
    assert [*reader.feed("\x1b")] == []
    assert reader.is_waiting
    (event,) = reader.tick()
    assert isinstance(event, events.Key)
    assert event.key == "escape"
    assert not reader.is_waiting


def test_two_escapes_and_a_key_are_an_escape_and_the_key() -> None:
    assert keys("\x1b\x1b[A") == ["escape", "up"]


def test_escape_and_a_bracket_are_a_key_when_nothing_follows(impatient: None) -> None:
    reader = Incoming()
    assert [*reader.feed("\x1b]")] == []
    (event,) = reader.tick()
    assert isinstance(event, events.Key)
    assert event.key == "right_square_bracket"


@pytest.mark.parametrize("beginning", ["\x1b[<0;1", "\x1b]11;rgb:", "\x1bP>|q", "\x1b[M"])
def test_a_truncated_sequence_is_dropped_after_a_while(beginning: str, impatient: None) -> None:
    reader = Incoming()
    assert [*reader.feed(beginning), *reader.tick()] == []
    assert not reader.is_waiting
    assert [event.key for event in reader.feed("q") if isinstance(event, events.Key)] == ["q"]


def test_ctrl_c_counts_also_in_a_truncated_sequence() -> None:
    assert keys("\x1b[1;", "\x03") == ["ctrl+c"]


@pytest.mark.parametrize("pieces", [["\x1b[200~a\x1b[Aq\x1b[201~x"], [*"\x1b[200~a\x1b[Aq\x1b[201~x"]])
def test_a_paste_comes_whole_however_it_is_cut(pieces: list[str]) -> None:
    pasted, key = read(*pieces)
    assert isinstance(pasted, events.Paste)
    assert pasted.text == "a[Aq"
    assert isinstance(key, events.Key)


def test_a_paste_without_an_end_is_over_after_a_while(impatient: None) -> None:
    reader = Incoming()
    assert [*reader.feed("\x1b[200~abc")] == []
    (pasted,) = reader.tick()
    assert isinstance(pasted, events.Paste)
    assert pasted.text == "abc"
    assert [event.key for event in reader.feed("q") if isinstance(event, events.Key)] == ["q"]


def test_ctrl_c_alone_ends_a_paste_whose_end_was_lost() -> None:
    pasted, key = read("\x1b[200~", "ab\x03c\x1b[20", "\x03")
    assert isinstance(pasted, events.Paste)
    assert pasted.text == "abc"
    assert isinstance(key, events.Key)
    assert key.key == "ctrl+c"


def test_keys_do_not_prolong_a_paste_whose_end_was_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(incoming, "monotonic", lambda: now[0])
    reader = Incoming()
    assert [*reader.feed("\x1b[200~ab")] == []
    for now[0] in (1.0, 2.0):
        assert [*reader.feed("q"), *reader.tick()] == []
    now[0] = 3.0
    (pasted,) = reader.tick()
    assert isinstance(pasted, events.Paste)
    assert pasted.text == "abqq"


def test_the_rest_of_a_paste_that_comes_slowly_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(incoming, "monotonic", lambda: now[0])
    reader = Incoming()
    for now[0] in (0.0, 2.0, 4.0):
        assert [*reader.feed("\x1b[200~" * (now[0] == 0.0) + "a" * 50), *reader.tick()] == []


def test_a_paste_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "_PASTED_AT_MOST", 5)
    (pasted,) = read("\x1b[200~", "abc", "defg", "h\x1b[201~")
    assert isinstance(pasted, events.Paste)
    assert pasted.text == "abcde"


def test_a_string_without_an_end_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming, "_UNFINISHED_AT_MOST", 10)
    reader = Incoming()
    for _ in range(100):
        assert [*reader.feed("qqqqq" if reader.is_waiting else "\x1b]0;")] == []
        assert len(reader._unfinished) <= 10
    assert [event.key for event in reader.feed("q\x07x") if isinstance(event, events.Key)] == ["x"]


def test_random_characters_raise_nothing() -> None:
    dice = random.Random(7)  # noqa: S311 - the same ones each time
    alphabet = "\x1b\x1b\x1b[]PO?<>;:0123456789 $MmuAqtHR~\x07\\\x9b\x00\ud800中é"
    reader = Incoming()
    for _ in range(3000):
        text = "".join(dice.choices(alphabet, k=dice.randrange(1, 40)))
        for event in (*reader.feed(text), *reader.tick()):
            assert not isinstance(event, events.Resize)
