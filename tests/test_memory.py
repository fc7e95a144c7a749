"""What outlives a session: written for its owner only, and read from whatever the file has become."""

import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ccc_tui.demo import demo_credentials
from ccc_tui.memory import Memory, open_memory
from ccc_tui.session import Session
from ccc_tui.settings import Settings, state_folder

ANY_CLIENT: Any = object()
DESK = Session(ANY_CLIENT, "profile desk (aliyun CLI)", "cn-shanghai", "https://ccc.cn-shanghai.aliyuncs.com")
NIGHT = DESK._replace(credentials="profile night (aliyun CLI)")
PLACE = {"instance": "hd-service", "user": "li@hd-service", "skill_groups": ("a",), "tab": "outbound", "page_size": 20}


def test_the_place_comes_back_for_the_same_profile_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "state.json"
    Memory(path).save(DESK, PLACE)
    memory = Memory(path)
    found = memory.applied_to(Settings(), DESK)
    assert (found.instance, found.user, found.skill_groups, found.tab, found.page_size) == (*PLACE.values(),)
    assert memory.applied_to(Settings(), NIGHT) == Settings()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [*path.parent.iterdir()] == [path]


def test_options_win(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    Memory(path).save(DESK, PLACE)
    memory = Memory(path)
    for chosen in (Settings(instance="ccc-test"), Settings(tab="admins"), Settings(instance="a", user="b")):
        assert memory.applied_to(chosen, DESK) == replace(chosen, page_size=20)
    for chosen in (Settings(page_size=10), Settings(sources={"page_size": "flag"})):
        assert memory.applied_to(chosen, DESK).page_size == chosen.page_size


def test_users_come_newest_first_once_and_at_most_twenty(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    memory = Memory(path)
    for number in [*range(25), 10]:
        memory.add_user("hd-service", f"user{number}")
    memory.add_user("", "nobody")
    memory.add_user("x" * 300, "too long")
    memory.save(DESK, {})
    users = [user.user for user in Memory(path).users]
    assert users[:3] == ["user10", "user24", "user23"]
    assert len(users) == len(set(users)) == 20


def test_what_another_process_wrote_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    one, other = Memory(path), Memory(path)
    one.add_user("a", "one")
    other.add_user("a", "other")
    one.save(DESK, PLACE)
    other.save(NIGHT, PLACE)
    memory = Memory(path)
    assert [user.user for user in memory.users] == ["other", "one"]
    assert memory.applied_to(Settings(), DESK).instance == "hd-service"
    assert memory.applied_to(Settings(), NIGHT).instance == "hd-service"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b'{"places": 1}',
        b"[" * 50_000,
        b'{"users": [' + b'{"instance": "a", "user": "b"},' * 5_000 + b"]}",
        b'{"places": {"x": {"page_size": 100000}}}',
        b'{"users": [{"instance": "' + b"x" * 300 + b'", "user": "b"}]}',
    ],
)
def test_a_broken_file_counts_as_empty_and_is_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "state.json"
    path.write_bytes(content)
    memory = Memory(path)
    assert memory.users == []
    memory.save(DESK, PLACE)
    assert Memory(path).applied_to(Settings(), DESK).instance == "hd-service"


def test_escapes_of_a_hostile_file_are_removed(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text('{"users": [{"instance": "a\\u001b[31m\\u202eb", "user": "c\\nd"}]}')
    assert [(user.instance, user.user) for user in Memory(path).users] == [("ab", "c d")]


def test_a_fifo_or_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    assert Memory(fifo).users == []
    (tmp_path / "file").write_text("")
    Memory(tmp_path / "file" / "state.json").save(DESK, PLACE)


@pytest.mark.parametrize("settings", [Settings(demo=True), Settings(remember=False)])
def test_the_demo_and_no_remember_write_nothing(settings: Settings) -> None:
    memory = open_memory(settings)
    memory.add_user("a", "b")
    memory.save(DESK, PLACE)
    assert [user.user for user in memory.users] == ["b"]
    assert not state_folder(os.environ).exists()


def test_no_secret_is_written(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    key = demo_credentials()
    Memory(path).save(DESK._replace(credentials=key.description), PLACE)
    assert key.key.access_key_secret.get_secret_value() not in path.read_text()
