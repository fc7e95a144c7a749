"""Malformed files and outputs of programs: one documented error or a usable source, and no secret in any words."""

import asyncio
import json
import shlex
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ccc_tui.cloud.auth.aliyun_config import REQUIRED_FIELDS, Entry, Fields, read_config
from ccc_tui.cloud.auth.chain import find_credentials
from ccc_tui.cloud.auth.process import key_of_process
from ccc_tui.cloud.errors import CredentialsError
from tests.cloud.keys import AK, MARK, assert_silent

# Texts that may be secrets all contain the mark; names, modes and regions are quoted in errors.
SECRETS = st.text(max_size=8).map(lambda text: f"{text}{MARK}{text}")
NUMBERS = (
    st.integers()
    | st.integers(0, 2**80)
    | st.floats()
    | st.sampled_from([10**4299, -(10**400), 253402300800, 2**63, float("nan"), float("inf")])
)
SCALARS = st.none() | st.booleans() | NUMBERS | SECRETS | st.sampled_from(["", " ", "1" * 5000, "\ud800", "\0"])
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SECRETS, inner, max_size=3), max_leaves=6
)
NAMES: st.SearchStrategy[Any] = st.sampled_from(["desk", "", " ", "\x1b[31m", "\ud800", "前台", None, 1, []])
FIELDS = sorted({name for names in REQUIRED_FIELDS.values() for name in names})
EXPIRIES = ["expiration", "sts_expiration", "cloud_sso_access_token_expire", "oauth_access_token_expire", "note"]
TIMES = st.sampled_from(["2030-01-02T03:04:05Z", "0001-01-01", "9999-12-31T23:59:59-23:59", "2030-01-02T03:04"])
# Keys that would leave this machine are obtained elsewhere; here their profiles are only checked.
MODES: st.SearchStrategy[Any] = st.sampled_from([*REQUIRED_FIELDS, "ak", "", "other", "\ud800", None, 1, {}])


@st.composite
def objects(draw: st.DrawFn, values: st.SearchStrategy[Any] = VALUES) -> str:
    """Return a profile in JSON; some fields are of another type, missing, or there twice."""
    names = draw(st.lists(st.sampled_from([*FIELDS, *EXPIRIES]), max_size=8))
    pairs = [("name", draw(NAMES)), ("mode", draw(MODES))]
    pairs += [(name, draw(values | (TIMES if name in EXPIRIES else SECRETS))) for name in names]
    pairs = draw(st.permutations(pairs))[: draw(st.integers(0, 12))]
    return "{" + ",".join(f"{json.dumps(name)}:{json.dumps(value)}" for name, value in pairs) + "}"


@st.composite
def files(draw: st.DrawFn) -> str:
    """Return a configuration file in JSON, or nearly so."""
    entries = ",".join(draw(st.lists(objects() | VALUES.map(json.dumps), max_size=3)))
    current = json.dumps(draw(NAMES))
    return draw(
        st.sampled_from(
            [
                f'{{"current":{current},"profiles":[{entries}]}}',
                f'{{"profiles":[],"profiles":[{entries}]}}',
                f'{{"profiles":{{{entries}}}}}',
                f"[{entries}]",
                f'{{"profiles":[{entries}',
                f'{{"profiles":[{entries}]}}{MARK}',
                f'{{"profiles":[{{"name":{"[" * 50_000}{MARK}',
                f'{{"profiles":[{{"name":"desk","mode":"AK","x":{"[" * 50_000}{"]" * 50_000}}}]}}',
                f'{{"profiles":[{{"name":"desk","expired_seconds":{"1" * 5000}}}]}}',
            ]
        )
    )


def encoded(texts: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    """Return the texts as bytes: in each encoding of JSON, with marks and damage, or no text at all."""
    encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030"])
    whole = st.builds(lambda text, encoding: text.encode(encoding, "replace"), texts, encodings)
    damage = st.sampled_from([b"", b"\0", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", MARK.encode()])
    damaged = st.builds(lambda content, at, by: content[:at] + by + content[at:], whole, st.integers(0, 400), damage)
    return whole | damaged | st.binary(max_size=40)


@contextmanager
def only_documented_errors() -> Iterator[None]:
    error: CredentialsError | None = None
    try:
        yield
    except CredentialsError as problem:
        error = problem
    if error is not None:
        assert error.code.startswith("Client.Credentials.")
        assert_silent(error)
        assert "\x1b" not in error.message
        error.message.encode()


@contextmanager
def file_of(content: bytes) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "config.json")
        path.write_bytes(content)
        yield path


@given(encoded(files()), NAMES.filter(lambda name: isinstance(name, str)))
@example(b"", "desk")
@example(b"[" * 500_000, "desk")
def test_a_malformed_file_of_profiles(content: bytes, name: str) -> None:
    with file_of(content) as path:
        with only_documented_errors():
            assert MARK not in repr(read_config(path))
        for profile in (None, name):
            with only_documented_errors():
                find_credentials(profile=profile, environ={}, aliyun_config=path)


@settings(max_examples=60)
@given(encoded(objects()))
@example(json.dumps(AK | {"expiration": "0001-01-01T00:00:00Z"}).encode())
@example(json.dumps(AK | {"sts_expiration": "1" * 5000}).encode())
@example(json.dumps(AK | {"sts_expiration": True}).encode())
@example(json.dumps(AK | {"access_key_id": "\ud800"}).encode())
@example(json.dumps(AK | {"access_key_id": f"\x1b{MARK}"}).encode())
@example(b"")
def test_a_malformed_output_of_a_program(content: bytes) -> None:
    with file_of(content) as path, only_documented_errors():
        entry = Entry("desk", "External", None, Fields({"process_command": f"cat {shlex.quote(str(path))}"}))
        key = asyncio.run(key_of_process(entry, Fields({"PATH": "/usr/bin:/bin"})))
        assert MARK not in repr(key)


@pytest.mark.parametrize("command", ["\0", "\ud800", "cat \ud800", '"', " ", "cat\0", "/", "x" * 140_000])
async def test_a_command_that_cannot_be_run(command: str) -> None:
    with pytest.raises(CredentialsError) as refusal:
        await key_of_process(Entry("desk", "External", None, Fields({"process_command": command})), Fields({}))
    assert refusal.value.code == "Client.Credentials.Unavailable"
    assert_silent(refusal.value)
