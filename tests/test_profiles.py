"""The profiles to choose from: what is on this machine, with its source, and no secret."""

import json
from pathlib import Path

import pytest

from ccc_tui import session
from ccc_tui.cloud.auth.credential import hide_keys
from ccc_tui.profiles import Profile, profiles

SECRET = "this-is-the-secret-of-desk"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the path of a configuration of the aliyun CLI, with several kinds of profiles."""
    path = tmp_path / "config.json"
    desk = {"name": "desk", "mode": "AK", "access_key_id": "LTAI5tDeskDeskDeskDesk", "access_key_secret": SECRET}
    found = [
        desk | {"region_id": "cn-beijing"},
        {"name": "role", "mode": "EcsRamRole"},
        {"name": "half\x1b[31m", "mode": "AK", "access_key_id": "LTAI5tHalfHalfHalfHalf"},
        desk,
    ]
    path.write_text(json.dumps({"current": "desk", "profiles": found}))
    monkeypatch.setattr(session, "ALIYUN_CONFIG", path)
    return path


def test_each_profile_has_its_source_and_no_secret(config: Path) -> None:
    assert config.exists()
    found = profiles()
    assert [(one.name, one.key, one.region, one.source) for one in found[:2]] == [
        ("desk", "AK LTAI…Desk", "cn-beijing", "aliyun CLI"),
        ("role", "EcsRamRole", None, "aliyun CLI"),
    ]
    assert found[2].title == "half"
    assert "lacks access_key_secret" in found[2].key
    assert SECRET not in repr(found)
    assert len(found) == 3


def test_the_key_of_the_environment_comes_first(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert config.exists()
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "LTAI5tEnviEnviEnviEnvi")
    assert "ALIBABA_CLOUD_ACCESS_KEY_SECRET is missing" in profiles()[0].key
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", SECRET)
    first = profiles()[0]
    assert (first.name, first.title, first.key) == (None, "environment", "LTAI…Envi")
    for _ in range(20):
        profiles()
    assert SECRET not in hide_keys(f"echo of {SECRET}")


def test_which_is_in_use_follows_from_the_settings_or_the_session() -> None:
    desk = Profile("desk", "desk", "", None, "", "profile desk")
    here = Profile(None, "environment", "", None, "", "environment")
    assert desk.is_used_by("night, desk", "")
    assert not desk.is_used_by("night", "profile desk (aliyun CLI)")
    assert desk.is_used_by(None, "profile desk (aliyun CLI)")
    assert not desk.is_used_by(None, "profile desk 2 (aliyun CLI)")
    assert here.is_used_by(None, "environment")
    assert not here.is_used_by("desk", "profile desk (aliyun CLI)")
