"""Keys that another program prints."""

import asyncio
import json
import os
import shlex
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from ccc_tui.cloud import process_credentials
from ccc_tui.cloud.aliyun_config import Entry, Fields
from ccc_tui.cloud.credentials import Credential, find_credentials
from ccc_tui.cloud.errors import CredentialsError
from ccc_tui.cloud.process_credentials import key_of_process
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
            Credential(
                "STS.example", SECRET, SecretStr(f"{MARK}-token"), datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)
            ),
        ),
        (
            STS | {"expiration": "2030-01-02T03:04:05"},
            Credential(
                "STS.example", SECRET, SecretStr(f"{MARK}-token"), datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)
            ),
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
            Credential(
                "STS.example", SECRET, SecretStr(f"{MARK}-token"), datetime.fromtimestamp(1893553445, UTC)
            ),
        ),
    ],
)
async def test_what_a_program_prints_is_a_key(output: dict[str, Any], key: Credential) -> None:
    assert await key_of_process(printing(output), {}) == key


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
        (
            Entry("desk", "External", None, Fields({"process_command": "/nowhere/at-all"})),
            "could not be started",
        ),
        (Entry("desk", "External", None, Fields({"process_command": "'unbalanced"})), "could not be started"),
    ],
)
async def test_other_output_is_refused_and_not_quoted(
    entry: Entry, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CredentialsError) as refusal:
        await key_of_process(entry, {})
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
    key = await key_of_process(external(code), {"WORD": "given"})
    assert key == Credential("none/0", SecretStr("given"))
    assert capfd.readouterr() == ("", "")


def waiting(tmp_path: Path) -> tuple[Entry, Path]:
    """Return a program that tells its process id through a pipe, then waits for ever."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code = f"import os, signal; open({str(pipe)!r}, 'w').write(str(os.getpid())); signal.pause()"
    return external(code), pipe


async def test_who_gives_up_ends_the_program(tmp_path: Path) -> None:
    entry, pipe = waiting(tmp_path)
    asking = asyncio.create_task(key_of_process(entry, {}))
    process = int(await asyncio.to_thread(pipe.read_text))
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


async def test_patience_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_credentials, "PATIENCE", 0.01)
    entry, _ = waiting(tmp_path)
    with pytest.raises(CredentialsError, match=r"took longer than 0\.01 seconds") as refusal:
        await key_of_process(entry, {})
    assert_silent(refusal.value)


async def test_nothing_is_written_back(tmp_path: Path) -> None:
    output = STS | {"expiration": "2030-01-02T03:04:05Z"}
    profile = {"mode": "external", "process_command": command(f"print({json.dumps(output)!r})")}
    path = write(tmp_path / "config.json", {"desk": profile}, current="desk")
    before = state(path)
    source = find_credentials(profile=None, environ={}, aliyun_config=path)
    assert source.description == "profile desk (aliyun CLI, External)"
    assert (await source.credential()).access_key_id == "STS.example"
    assert state(path) == before
