"""Keys that come at once are given one after the other, and a program that does not answer keeps none for good."""

import asyncio
import threading
from collections.abc import Iterator

import pytest
from textual import events
from textual.app import App
from textual.message import Message

from ccc_tui.terminal import type_ahead
from ccc_tui.terminal.type_ahead import TypeAhead


class Answering(App[None]):
    """Takes a few rounds of its event loop to answer a key, as an application does that opens a dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.answered: list[str] = []

    async def on_key(self, event: events.Key) -> None:
        await asyncio.sleep(0)
        self.screen.call_later(self.screen.call_later, self.answered.append, event.key)


class Given:
    """What was given to the program, and what it had answered by then."""

    def __init__(self, app: Answering, loop: asyncio.AbstractEventLoop, ended: threading.Event) -> None:
        self.app = app
        self.answered_before: list[list[str]] = []
        self.events: list[Message] = []
        self.way = TypeAhead(app, loop, self.give, ended)

    def type(self, characters: str) -> None:
        for character in characters:
            self.way.give(key(character))

    def give(self, event: Message) -> None:
        self.answered_before.append([*self.app.answered])
        self.events.append(event)
        self.app.post_message(event)


def key(character: str) -> events.Key:
    return events.Key(character, character)


@pytest.fixture
def stuck() -> Iterator[asyncio.AbstractEventLoop]:
    """An event loop that never comes round."""
    loop = asyncio.new_event_loop()
    yield loop
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()


async def test_each_key_finds_those_before_it_answered() -> None:
    app = Answering()
    async with app.run_test():
        given = Given(app, asyncio.get_running_loop(), threading.Event())
        await asyncio.to_thread(given.type, "abcd")
    assert given.answered_before == [[], ["a"], ["a", "b"], ["a", "b", "c"]]


def test_a_program_that_does_not_answer_gets_its_keys_nevertheless(
    stuck: asyncio.AbstractEventLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type_ahead, "_PATIENCE", 0.01)
    got: list[Message] = []
    way = TypeAhead(Answering(), stuck, got.append, threading.Event())
    keys = [key("a"), key("b"), events.Paste("c")]
    for typed in keys:
        way.give(typed)
    assert got == keys


def test_a_program_that_ends_is_not_waited_for(
    stuck: asyncio.AbstractEventLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type_ahead, "_PATIENCE", 3600.0)
    ended = threading.Event()
    ended.set()
    got: list[Message] = []
    way = TypeAhead(Answering(), stuck, got.append, ended)
    way.give(key("a"))
    way.give(key("b"))
    assert len(got) == 2


def test_what_was_not_typed_waits_for_nothing(
    stuck: asyncio.AbstractEventLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type_ahead, "_PATIENCE", 3600.0)
    got: list[Message] = []
    way = TypeAhead(Answering(), stuck, got.append, threading.Event())
    way.give(key("a"))
    way.give(events.AppBlur())
    assert len(got) == 2
