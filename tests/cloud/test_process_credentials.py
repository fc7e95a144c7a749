"""Keys that another program prints."""

import asyncio
import json
import os
import shlex
import signal
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from pydantic import SecretStr

from ccc_tui.cloud.auth import process
from ccc_tui.cloud.auth.aliyun_config import Entry, Fields
from ccc_tui.cloud.auth.chain import find_credentials
from ccc_tui.cloud.auth.credential import Credential
from ccc_tui.cloud.auth.process import key_of_process
from ccc_tui.cloud.errors import CredentialsError
from tests.cloud.keys import AK, MARK, STS, assert_silent, state, write

SECRET = SecretStr(f"{MARK}-key")
UNKNOWN = STS | {"mode": "RamRoleArn"}


def command(code: str) -> str:
    return shlex.join([sys.executable, "-I", "-c", code])


def external(code: str) -> Entry:
    return Entry("desk", "External", None, Fields({"process_command": command(code)}))


def printing(output: Any) -> Entry:
    return external(f"print({json.dumps(output)!r})")


@pytest.mark.parametrize(
    ("output", "key"),
    [
        (AK, Credential("LTAI4FexampleKeyWxyz", SECRET)),
        (AK | {"mode": "ak"}, Credential("LTAI4FexampleKeyWxyz", SECRET)),
        (AK | {"mode": ""}, Credential("LTAI4FexampleKeyWxyz", SECRET)),
        (STS, Credential("STS.example", SECRET, SecretStr(f"{MARK}-token"))),
        (STS | {"mode": None}, Credential("STS.example", SECRET, SecretStr(f"{MARK}-token"))),
        (
            STS | {"expiration": "2030-01-02T03:04:05Z"},
            Credential("STS.example", SECRET, SecretStr(f"{MARK}-token"), datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ),
        (
            STS | {"expiration": "2030-01-02T03:04:05"},
            Credential("STS.example", SECRET, SecretStr(f"{MARK}-token"), datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ),
        (
            STS | {"expiration": "2030-01-02T11:04:05+08:00"},
            Credential(
                "STS.example",
                SECRET,
                SecretStr(f"{MARK}-token"),
                datetime(2030, 1, 2, 11, 4, 5, tzinfo=timezone(timedelta(hours=8))),
            ),
        ),
        (
            STS | {"sts_expiration": 1893553445},
            Credential("STS.example", SECRET, SecretStr(f"{MARK}-token"), datetime.fromtimestamp(1893553445, UTC)),
        ),
    ],
)
async def test_what_a_program_prints_is_a_key(output: dict[str, Any], key: Credential) -> None:
    assert await key_of_process(printing(output), Fields({})) == key


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (external(f"print('{MARK}')"), "printed no JSON object"),
        (external("pass"), "printed no JSON object"),
        (printing([MARK]), "printed no JSON object"),
        (printing(UNKNOWN), "neither AK nor StsToken"),
        (printing({"mode": "AK", "access_key_secret": MARK}), "printed no access_key_id"),
        (printing(AK | {"mode": "StsToken"}), "printed no sts_token"),
        (printing(STS | {"expiration": f"soon {MARK}"}), "expiration that is not a time"),
        (printing(STS | {"sts_expiration": 10**30}), "expiration that is not a time"),
        (
            external(f"import sys; print('{MARK}'); print('{MARK}', file=sys.stderr); sys.exit(3)"),
            "ended with status 3",
        ),
        (external("import os, signal; os.kill(os.getpid(), signal.SIGTERM)"), "ended with status -15"),
        (Entry("desk", "External", None, Fields({"process_command": "/nowhere/at-all"})), "could not be started"),
        (Entry("desk", "External", None, Fields({"process_command": "'unbalanced"})), "could not be started"),
    ],
)
async def test_other_output_is_refused_and_not_quoted(
    entry: Entry, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CredentialsError) as refusal:
        await key_of_process(entry, Fields({}))
    assert refusal.value.code == "Client.Credentials.Unavailable"
    assert words in refusal.value.message
    assert refusal.value.message.startswith("the process_command of profile desk ")
    assert_silent(refusal.value)
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def _keys_pressed() -> Iterator[None]:
    """Put something into standard input."""
    reading, writing, before = *os.pipe(), os.dup(0)
    os.write(writing, b"q")
    os.close(writing)
    os.dup2(reading, 0)
    yield
    os.dup2(before, 0)
    os.close(reading)
    os.close(before)


@pytest.mark.usefixtures("_keys_pressed")
async def test_it_reads_no_keyboard_writes_no_screen_and_sees_our_environment(
    capfd: pytest.CaptureFixture[str],
) -> None:
    code = """
import json, os, sys
sys.stderr.write("please confirm")
try:
    os.open("/dev/tty", os.O_RDWR)
    terminal = "open"
except OSError:
    terminal = "none"
name = f"{terminal}/{len(sys.stdin.read())}"
print(json.dumps({"access_key_id": name, "access_key_secret": os.environ["WORD"]}))
"""
    key = await key_of_process(external(code), Fields({"WORD": "given"}))
    assert key == Credential("none/0", SecretStr("given"))
    assert capfd.readouterr() == ("", "")


class Life:
    """Tells whether programs live: each holds the writing end of a pipe, which ends with the last of them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        os.mkfifo(path)
        self._end: BinaryIO | None = None

    @property
    def begin(self) -> str:
        """The line of code by which a program says that it lives, as do its children from then on."""
        return f"""
import os, signal, sys
life = open({str(self.path)!r}, "w")
print(os.getpid(), file=life, flush=True)"""

    async def has_begun(self) -> int:
        """Wait until the program says so; return its process id."""
        self._end = await asyncio.to_thread(self.path.open, "rb")
        return int(await asyncio.to_thread(self._end.readline))

    async def next_line(self) -> int:
        assert self._end is not None
        return int(await asyncio.to_thread(self._end.readline))

    async def has_ended(self) -> None:
        """Wait until all are gone."""
        assert self._end is not None
        assert await asyncio.to_thread(self._end.read) == b""
        self._end.close()


@pytest.fixture
def life(tmp_path: Path) -> Life:
    return Life(tmp_path / "life")


def forking(life: Life, then: str, child: str = "") -> Entry:
    """Return a program with a child that holds the pipe of its output for ever."""
    return external(
        f"{life.begin}\nif not os.fork():\n    {child or 'pass'}\n    signal.pause()\n    os._exit(0)\n{then}"
    )


async def test_cancelling_ends_the_program_and_its_children(life: Life) -> None:
    asking = asyncio.create_task(key_of_process(forking(life, "signal.pause()"), Fields({})))
    await life.has_begun()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    await life.has_ended()


async def test_a_program_that_takes_too_long_is_killed(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.01)
    end = os.open(life.path, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(CredentialsError, match=r"took longer than 0\.01 seconds") as refusal:
        await key_of_process(external(f"{life.begin}\nsignal.pause()"), Fields({}))
    assert_silent(refusal.value)
    os.read(end, 100)  # it may have been killed before it wrote its id
    assert os.read(end, 100) == b""  # would be refused while the program lives
    os.close(end)


async def test_a_child_left_behind_is_not_waited_for_and_ended(life: Life) -> None:
    asking = asyncio.create_task(key_of_process(forking(life, f"print({json.dumps(AK)!r})"), Fields({})))
    await life.has_begun()
    assert await asking == Credential("LTAI4FexampleKeyWxyz", SECRET)
    await life.has_ended()


async def test_a_child_in_a_session_of_its_own_is_not_waited_for(life: Life, tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    os.mkfifo(ready)
    # The program ends when the child has left its session, out of reach of a signal to the group.
    child = f"os.setsid(); open({str(ready)!r}, 'w').write(str(os.getpid()))"
    then = f"life.write(open({str(ready)!r}).read() + '\\n'); life.flush(); print({json.dumps(AK)!r})"
    asking = asyncio.create_task(key_of_process(forking(life, then, child), Fields({})))
    await life.has_begun()
    daemon = await life.next_line()
    assert await asking == Credential("LTAI4FexampleKeyWxyz", SECRET)
    os.kill(daemon, signal.SIGKILL)  # would fail if it were gone
    await life.has_ended()


@pytest.mark.parametrize("code", ["while True: os.write(1, bytes(65536))", "os.write(1, bytes(65537))"])
async def test_endless_output_is_cut_off(life: Life, code: str) -> None:
    asking = asyncio.create_task(key_of_process(external(f"{life.begin}\n{code}\nsignal.pause()"), Fields({})))
    await life.has_begun()
    with pytest.raises(CredentialsError, match="printed more than 64 kB") as refusal:
        await asking
    assert_silent(refusal.value)
    await life.has_ended()


async def test_output_that_fills_the_pipe_is_read_whole() -> None:
    output = json.dumps(AK) + " " * (65_535 - len(json.dumps(AK)))
    assert await key_of_process(external(f"print({output!r})"), Fields({})) == Credential(
        "LTAI4FexampleKeyWxyz", SECRET
    )


async def test_a_program_that_closes_its_output_early_is_waited_for(life: Life) -> None:
    code = f"print({json.dumps(AK)!r}, flush=True); os.close(1); sys.stdin.read(); os._exit(3)"
    with pytest.raises(CredentialsError, match="ended with status 3"):
        await key_of_process(external(f"import os, sys; {code}"), Fields({}))


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
async def test_the_program_that_is_interrupted_leaves_none_behind(
    life: Life, tmp_path: Path, number: int, status: int
) -> None:
    profile = {"mode": "External", "process_command": forking(life, "signal.pause()").fields.text("process_command")}
    home = tmp_path / "home"
    (home / ".aliyun").mkdir(parents=True)
    write(home / ".aliyun" / "config.json", {"desk": profile}, current="desk")
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "ccc_tui", "instances", "-o", "json"),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    await life.has_begun()
    program.send_signal(number)
    _, err = await program.communicate()
    assert program.returncode == status
    assert b"Traceback" not in err
    await life.has_ended()


async def test_nothing_is_written_back(tmp_path: Path) -> None:
    output = STS | {"expiration": "2030-01-02T03:04:05Z"}
    profile = {"mode": "external", "process_command": command(f"print({json.dumps(output)!r})")}
    path = write(tmp_path / "config.json", {"desk": profile}, current="desk")
    before = state(path)
    source = find_credentials(profile=None, environ={}, aliyun_config=path)
    assert source.description == "profile desk (aliyun CLI, External)"
    assert (await source.credential()).access_key_id == "STS.example"
    assert state(path) == before
