"""The aliyun command's file: every shape it comes in, and nothing of it in an error."""

import codecs
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ccc_tui.cloud.auth.aliyun_config import Fields, read_config
from ccc_tui.cloud.errors import CredentialsError
from tests.cloud.keys import AK, MARK, STS, assert_silent, write
from tests.special_files import SPECIAL_FILES


def test_profiles_are_read_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = write(
        tmp_path / "config.json",
        {
            "desk": AK | {"region_id": "cn-shanghai"},
            "night": STS | {"mode": "ststoken", "region_id": ""},
            "bare": {"mode": "", "access_key_id": "LTAIx", "access_key_secret": MARK},
            "new": {"mode": ""},
            "odd": {"mode": "BearerToken"},
        },
        current="night",
    )
    config = read_config(path)
    assert config.current == "night"
    assert [(entry.name, entry.mode, entry.region_id) for entry in config.entries] == [
        ("desk", "AK", "cn-shanghai"),
        ("night", "StsToken", None),
        ("bare", "AK", None),
        ("new", "", None),
        ("odd", "BearerToken", None),
    ]
    assert MARK not in repr(config)


def test_without_a_file_there_are_no_profiles(tmp_path: Path) -> None:
    for path in (tmp_path / "config.json", write(tmp_path / "file", {}) / "config.json"):
        assert read_config(path).entries == ()
        with pytest.raises(CredentialsError, match="no profile desk: there is no file") as refusal:
            read_config(path).find("desk")
        assert refusal.value.code == "Client.Credentials.ProfileNotFound"


def test_the_current_profile_is_default_where_none_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "config.json", {"default": AK, "desk": AK})
    assert read_config(path).current == "default"


def test_of_two_profiles_of_one_name_the_first_counts(tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    twice = [{"name": "desk", "mode": "AK"}, {"name": "desk", "mode": "StsToken"}]
    path.write_text(json.dumps({"profiles": twice}), encoding="utf-8")
    assert read_config(path).find("desk").mode == "AK"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_encoding_that_editors_leave_behind_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "config.json"
    text = json.dumps({"current": "前台", "profiles": [{"name": "前台", **AK}]}, ensure_ascii=False)
    path.write_bytes(text.encode(encoding))
    assert [entry.name for entry in read_config(path).entries] == [read_config(path).current] == ["前台"]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "not a JSON object"),
        (b"{", "not a JSON object"),
        (f'{{"{MARK}": '.encode(), "not a JSON object"),
        (f'["{MARK}"]'.encode(), "not a JSON object"),
        (b"null", "not a JSON object"),
        (MARK.encode() + b"\xff\xfe", "not a JSON object"),
        (codecs.BOM_UTF8 + MARK.encode(), "not a JSON object"),
        (b"[" * 100_000, "not a JSON object"),
        (f'{{"current": "{MARK}"}}'.encode(), "no list of profiles"),
        (f'{{"profiles": {{"{MARK}": 1}}}}'.encode(), "no list of profiles"),
        (f'{{"profiles": ["{MARK}"]}}'.encode(), "not an object"),
        (f'{{"profiles": [{{"mode": "AK", "x": "{MARK}"}}]}}'.encode(), "has no name"),
        (f'{{"profiles": [{{"name": ["{MARK}"]}}]}}'.encode(), "name is not a text"),
        (f'{{"profiles": [{{"name": "a", "mode": ["{MARK}"]}}]}}'.encode(), "mode is not a text"),
        (f'{{"profiles": [{{"name": "a", "region_id": ["{MARK}"]}}]}}'.encode(), "region_id is not a text"),
        (f'{{"current": ["{MARK}"], "profiles": []}}'.encode(), "current is not a text"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_named_but_not_quoted(
    tmp_path: Path, content: bytes, word: str
) -> None:
    path = tmp_path / "config.json"
    path.write_bytes(content)
    with pytest.raises(CredentialsError) as refusal:
        read_config(path)
    assert refusal.value.code == "Client.Credentials.FileUnreadable"
    assert word in refusal.value.message
    assert str(path) in refusal.value.message
    assert_silent(refusal.value)


def test_a_file_that_may_not_be_read_is_not_taken_for_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "config.json", {"desk": AK})

    stat = os.stat

    def deny(name: Any, **details: Any) -> os.stat_result:
        if name == path:
            raise PermissionError(13, "Permission denied")
        return stat(name, **details)

    monkeypatch.setattr(os, "stat", deny)
    with pytest.raises(CredentialsError, match="Permission denied") as refusal:
        read_config(path)
    assert_silent(refusal.value)


@pytest.mark.parametrize("special", SPECIAL_FILES.values(), ids=SPECIAL_FILES.keys())
def test_only_a_regular_file_is_read(tmp_path: Path, special: Callable[[Path], Path]) -> None:
    path = special(tmp_path)
    with pytest.raises(CredentialsError) as refusal:
        read_config(path)
    assert refusal.value.code == "Client.Credentials.FileUnreadable"
    assert refusal.value.message == f"{path}: not a regular file"


def test_a_file_of_a_megabyte_and_more_is_not_read(tmp_path: Path) -> None:
    path = write(tmp_path / "config.json", {"desk": AK | {"note": "x" * 2**20}})
    with pytest.raises(CredentialsError, match="larger than 1024 kB"):
        read_config(path)


def test_a_name_cannot_draw_on_the_terminal(tmp_path: Path) -> None:
    path = write(tmp_path / "config.json", {"\x1b[31mred\x07": AK})
    with pytest.raises(CredentialsError) as refusal:
        read_config(path).find("\x1b]0;title\x07desk")
    assert refusal.value.code == "Client.Credentials.ProfileNotFound"
    assert refusal.value.message == f"no profile desk in {path}; there are: red"


def test_fields_are_read_by_type() -> None:
    fields = Fields({"text": " a ", "number": 900, "digits": "900", "null": None, "list": [], "yes": True})
    assert (fields.text("text"), fields.text("null"), fields.text("absent")) == ("a", "", "")
    assert (fields.number("number"), fields.number("digits"), fields.number("absent")) == (900, 900, 0)
    assert (fields.get("yes"), fields.get("absent")) == (True, None)
    for name in ("list", "number"):
        with pytest.raises(CredentialsError, match=f"{name} is not a text"):
            fields.text(name)
    with pytest.raises(CredentialsError, match="text is not a number"):
        fields.number("text")
    with pytest.raises(CredentialsError, match="yes is not a text"):
        fields.number("yes")
    assert "text" not in repr(fields)
