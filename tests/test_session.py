"""Settings as connections: whose key, which address, how patient."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from ccc_tui import session as composition
from ccc_tui.callcenter.ids import UserKey
from ccc_tui.cloud.errors import CallTimedOut, ConfigurationError, CredentialsError
from ccc_tui.session import Session, open_session
from ccc_tui.settings import Settings
from ccc_tui.simulator import ACCESS_KEY_ID, ACCESS_KEY_SECRET, Simulator, running
from tests.cloud.keys import AK, write
from tests.cloud.service import serving, silence


@pytest.fixture
def aliyun_config(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The aliyun command's file, of which there is none yet."""
    path = tmp_path / "config.json"
    monkeypatch.setattr(composition, "ALIYUN_CONFIG", path)
    return path


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch, aliyun_config: Path) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", ACCESS_KEY_ID)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", ACCESS_KEY_SECRET)


async def closed(session: Session) -> Session:
    await session.client.aclose()
    return session


@pytest.mark.parametrize("signature", ["v3", "v1"])
@pytest.mark.parametrize("wire_format", ["json", "xml"])
async def test_the_demo_needs_no_key_and_answers_in_every_way(
    aliyun_config: Path, signature: Any, wire_format: Any
) -> None:
    session = open_session(Settings(demo=True, signature=signature, wire_format=wire_format))
    found = await session.client.instances()
    page = await session.client.outbound_numbers(UserKey("hd-service", "wangxm@hd-service"), page_size=10)
    await closed(session)
    assert (session.credentials, session.region) == ("demo", "demo")
    assert len(found.rows) >= 12
    assert (len(page.rows), page.total_count) == (10, 3_120)


async def test_both_formats_of_the_demo_are_equal(aliyun_config: Path) -> None:
    both = []
    for wire_format in ("json", "xml"):
        session = open_session(Settings(demo=True, wire_format=wire_format))
        found = await session.client.instances()
        both.append([instance.declared() for instance in found.rows])
        await closed(session)
    in_json, in_xml = both
    assert [instance["instance_id"] for instance in in_json] == [instance["instance_id"] for instance in in_xml]
    assert in_json[0] == in_xml[0]


async def test_a_server_on_this_machine_is_asked_with_the_key_of_the_environment(key: None) -> None:
    with running(Simulator()) as url:
        session = open_session(Settings(endpoint=url))
        found = await session.client.instances()
        await closed(session)
    assert found.rows
    assert (session.endpoint, session.host) == (url, url.removeprefix("http://"))
    assert "environment" in session.credentials


@pytest.mark.parametrize(
    ("settings", "region", "host"),
    [
        (Settings(), "cn-shanghai", "ccc.cn-shanghai.aliyuncs.com"),
        (Settings(region="cn-hangzhou"), "cn-hangzhou", "ccc.cn-hangzhou.aliyuncs.com"),
        (Settings(endpoint="ccc-vpc.cn-shanghai.aliyuncs.com"), "cn-shanghai", "ccc-vpc.cn-shanghai.aliyuncs.com"),
    ],
)
async def test_a_region_has_its_endpoint_and_an_endpoint_wins(
    key: None, settings: Settings, region: str, host: str
) -> None:
    session = await closed(open_session(settings))
    assert (session.region, session.host) == (region, host)


async def test_the_region_of_a_profile_is_used_unless_another_is_named(aliyun_config: Path) -> None:
    write(aliyun_config, {"desk": AK | {"region_id": "cn-hangzhou"}})
    assert (await closed(open_session(Settings(profile="desk")))).region == "cn-hangzhou"
    assert (await closed(open_session(Settings(profile="desk", region="cn-shanghai")))).region == "cn-shanghai"


def test_no_key_is_an_error_before_anything_is_sent(aliyun_config: Path) -> None:
    with pytest.raises(CredentialsError) as failure:
        open_session(Settings())
    assert failure.value.code == "Client.Credentials.Missing"


def test_an_endpoint_that_would_show_the_key_is_an_error(key: None) -> None:
    with pytest.raises(ConfigurationError) as failure:
        open_session(Settings(endpoint="http://ccc.example.com"))
    assert failure.value.code == "Client.Endpoint"


async def test_the_timeout_is_that_of_a_whole_call(key: None) -> None:
    async with serving(silence) as service:
        session = open_session(Settings(endpoint=service.origin, timeout=0.3, retries=9))
        begun = asyncio.get_running_loop().time()
        with pytest.raises(CallTimedOut):
            await session.client.instances()
        assert asyncio.get_running_loop().time() - begun < 5
        await closed(session)


async def test_several_profiles_are_one_session_and_one_that_cannot_be_used_is_named(aliyun_config: Path) -> None:
    fields = {"mode": "AK", "access_key_id": ACCESS_KEY_ID, "access_key_secret": ACCESS_KEY_SECRET}
    write(aliyun_config, {"desk": fields, "night": fields})
    with running(Simulator()) as url:
        session = open_session(Settings(endpoint=url, profile="desk, night,gone"))
        found = await session.client.instances()
        await closed(session)
    assert session.credentials == "profiles desk, night, gone"
    assert found.rows[0].account == "desk, night"
    assert [(notice.account, notice.error and notice.error.code) for notice in found.notices if notice.is_served] == [
        ("gone", "Client.Credentials.ProfileNotFound")
    ]


def test_where_no_profile_can_be_used_the_first_reason_is_raised(aliyun_config: Path) -> None:
    write(aliyun_config, {"desk": {"mode": "odd"}})
    with pytest.raises(CredentialsError) as failure:
        open_session(Settings(profile="desk,gone"))
    assert failure.value.code == "Client.Credentials.ModeUnknown"
