"""The texts of a tab whose call failed."""

from ccc_tui.cloud.errors import ConnectionFailed, MalformedReply, NotFound, ServiceUnavailable
from ccc_tui.ui.states import failed


def test_a_remedy_that_the_key_s_hint_repeats_is_left_out() -> None:
    lines = failed(MalformedReply("Client.Reply.Empty", "the reply was empty"))
    assert [line if isinstance(line, str) else line.text for line in lines if line][1:] == [
        "Client.Reply.Empty",
        "r try again",
    ]


def test_a_hint_of_the_tab_stands_beside_the_remedy() -> None:
    lines = failed(NotFound("NotExists.UserId", "no such user"), hint="u type another id")
    assert "The service said: no such user" in lines
    assert lines[-2:] == ["u type another id", "r try again"]


def test_the_doctor_is_named_once_where_it_helps() -> None:
    lines = failed(ConnectionFailed("Client.Connect", "refused"))
    assert sum("ccc-tui doctor" in (line if isinstance(line, str) else line.text) for line in lines) == 1


def test_words_of_this_client_are_not_said_by_the_service() -> None:
    assert "the reply is a web page" in failed(ServiceUnavailable("HTTP.502", "the reply is a web page"))
