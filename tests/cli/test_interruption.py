"""Ctrl+C while all pages are loading: what was loaded is printed, and said to be a part."""

import csv
import io
import json
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from tests.cli.conftest import USER, Answer, Canned, finish, paged
from tests.cli.test_errors import start_interruptible

LOADED = 200


def rows_of_json(text: str) -> list[Any]:
    document = json.loads(text)
    assert (document["loaded"], document["total_count"], document["complete"]) == (LOADED, 700, False)
    return list(document["numbers"])


READERS: dict[str, Callable[[str], list[Any]]] = {
    "json": rows_of_json,
    "jsonl": lambda text: [json.loads(line) for line in text.splitlines()],
    "csv": lambda text: list(csv.DictReader(io.StringIO(text, newline=""))),
    "md": lambda text: text.splitlines()[2:],
    "table": lambda text: text.splitlines()[1:],
}


@pytest.fixture
def two_pages_loaded(canned: Canned) -> threading.Event:
    """Tells that two pages of seven are loaded. Later ones do not come: the service is slow."""
    pages = paged(700)
    loaded = threading.Event()

    def answer(action: str, parameters: dict[str, str]) -> Answer:
        page = int(parameters["PageNumber"])
        if page == 5:  # three are asked for at a time: the second one is taken
            loaded.set()
        if page > 2:
            canned.released.wait()
        return pages(action, parameters)

    canned.answer = answer
    return loaded


@pytest.mark.parametrize("how", READERS)
def test_what_was_loaded_is_printed_in_every_format(two_pages_loaded: threading.Event, how: str) -> None:
    process = start_interruptible("numbers", *USER, "--all", "-o", how, "--rate", "0")
    assert two_pages_loaded.wait(60)
    process.send_signal(signal.SIGINT)
    ended = finish(process)
    assert ended.status == 130
    assert len(READERS[how](ended.out)) == LOADED
    assert ended.err.splitlines() == ["ccc-tui: interrupted: incomplete result", "  200 of 700 rows are loaded."]


@pytest.fixture
def full_pipe() -> Iterator[int]:
    """The writing end of a pipe that nothing more fits into."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    with suppress(BlockingIOError):
        while os.write(writing, b" " * 4096):
            pass
    os.set_blocking(writing, True)
    yield writing
    os.close(writing)
    os.close(reading)


@pytest.mark.parametrize("how", ["json", "jsonl"])
def test_a_second_ctrl_c_leaves_at_once_though_the_output_is_not_read(
    two_pages_loaded: threading.Event, canned: Canned, full_pipe: int, how: str
) -> None:
    arguments = ("numbers", *USER, "--all", "-o", how, "--page-size", "10", "--rate", "0")
    process = start_interruptible(*arguments, stdout=full_pipe)
    assert canned.asked.wait(60)
    for _ in range(2):
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        process.send_signal(signal.SIGINT)
    assert finish(process).status == 130
