"""Keys of roles and logins, through the official library."""

from pathlib import Path
from typing import Any

import pytest

from ccc_tui.cloud.auth.chain import find_credentials
from ccc_tui.cloud.auth.credential import Credential
from ccc_tui.cloud.errors import CredentialsError
from tests.cloud.keys import MARK, NETWORK_PROFILES, ROLE, assert_silent, state, write
from tests.cloud.network import HOUR_FROM_NOW, KEY, METADATA, Network, fetch

pytestmark = pytest.mark.usefixtures("harmless")
MODES = sorted(NETWORK_PROFILES)


@pytest.mark.parametrize("profile", MODES)
async def test_every_mode_gives_a_key_and_writes_nothing(config: Path, network: Network, profile: str) -> None:
    before = state(config)
    key = await fetch(config, profile)
    if profile == "rsa":
        assert key == Credential("TMPSK.fetched", KEY.access_key_secret, None, KEY.expires_at)
    else:
        assert key == KEY
    assert state(config) == before
    asks_this_machine = profile in {"ecs", "any-ecs", "ecs-role"}
    assert ("100.100.100.200" in network.hosts) is asks_this_machine


@pytest.mark.parametrize("written", ["ramrolearn", "RAMROLEARN", "RamRoleArn"])
async def test_modes_are_known_in_any_case(config: Path, network: Network, written: str) -> None:
    write(config, {"role": ROLE | {"mode": written}})
    assert await fetch(config, "role") == KEY


async def test_a_role_is_assumed_as_the_profile_says(config: Path, network: Network) -> None:
    await fetch(config, "role", {"ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED": "true"})
    (request,) = network.requests
    assert (request.protocol, request.headers["host"]) == ("https", "sts-vpc.cn-shanghai.aliyuncs.com")
    expected = {
        "Action": "AssumeRole",
        "RoleArn": "acs:ram::1:role/desk",
        "RoleSessionName": "desk",
        "DurationSeconds": "900",
        "AccessKeyId": "LTAI4FexampleKeyWxyz",
    }
    assert expected.items() <= request.query.items()
    assert "SecurityToken" not in request.query


async def test_a_role_is_assumed_with_a_temporary_key(config: Path, network: Network) -> None:
    await fetch(config, "sts-role")
    assert network.requests[0].query["SecurityToken"] == f"{MARK}-token"
    assert network.hosts == {"sts.aliyuncs.com"}


async def test_a_chain_assumes_its_role_with_the_key_before(config: Path, network: Network) -> None:
    await fetch(config, "chain")
    (request,) = network.requests
    assert request.query["AccessKeyId"] == "STS.example"
    assert request.query["SecurityToken"] == f"{MARK}-token"
    assert request.query["RoleSessionName"] == "ccc-tui"


async def test_the_role_of_a_machine_may_be_a_step(config: Path, network: Network) -> None:
    await fetch(config, "ecs-role")
    assert network.requests[-1].query["AccessKeyId"] == "STS.fetched"
    assert network.requests[-1].query["RoleArn"] == "acs:ram::1:role/x"


async def test_the_role_of_this_machine_is_looked_up_where_none_is_named(config: Path, network: Network) -> None:
    await fetch(config, "any-ecs", {"ALIBABA_CLOUD_ECS_METADATA": "not-this-one"})
    assert network.requests[-1].pathname.endswith("/role-of-this-machine")


async def test_the_environment_names_a_role_of_this_machine(tmp_path: Path, network: Network) -> None:
    assert await fetch(tmp_path / "config.json", None, {"ALIBABA_CLOUD_ECS_METADATA": "pod"}) == KEY
    assert network.requests[-1].pathname == f"{METADATA}/pod"


async def test_the_environment_names_a_role_by_oidc(config: Path, network: Network) -> None:
    environ = {
        "ALIBABA_CLOUD_OIDC_PROVIDER_ARN": "acs:ram::1:oidc-provider/p",
        "ALIBABA_CLOUD_OIDC_TOKEN_FILE": str(config.with_name("token")),
        "ALIBABA_CLOUD_ROLE_ARN": "acs:ram::1:role/pod",
        "ALIBABA_CLOUD_ROLE_SESSION_NAME": "pod",
        "ALIBABA_CLOUD_STS_REGION": "cn-hangzhou",
    }
    assert await fetch(config, None, environ) == KEY
    (request,) = network.requests
    assert (request.query["RoleSessionName"], request.query["OIDCToken"]) == ("pod", f"{MARK}-token")
    assert network.hosts == {"sts.cn-hangzhou.aliyuncs.com"}


async def test_metadata_can_be_switched_off(config: Path, network: Network) -> None:
    with pytest.raises(CredentialsError, match="ALIBABA_CLOUD_ECS_METADATA_DISABLED") as refusal:
        await fetch(config, "ecs", {"ALIBABA_CLOUD_ECS_METADATA_DISABLED": "True"})
    assert refusal.value.code == "Client.Credentials.Unavailable"
    assert network.requests == []


@pytest.mark.parametrize("profile", ["sso", "oauth"])
async def test_a_login_uses_the_key_that_the_file_holds(config: Path, network: Network, profile: str) -> None:
    stored = {"access_key_id": "STS.stored", "access_key_secret": MARK, "sts_token": MARK}
    write(config, {profile: NETWORK_PROFILES[profile] | stored | {"sts_expiration": HOUR_FROM_NOW}})
    key = await fetch(config, profile)
    assert (key.access_key_id, key.expires_at) == ("STS.stored", KEY.expires_at)
    assert network.requests == []
    write(config, {profile: NETWORK_PROFILES[profile] | stored | {"sts_expiration": 1}})
    assert await fetch(config, profile) == KEY
    assert network.requests[-1].headers["Authorization"] == f"Bearer {MARK}-login"
    assert f"{MARK}-refresh" not in str(network.requests)


@pytest.mark.parametrize(
    ("profile", "field"), [("sso", "cloud_sso_access_token_expire"), ("oauth", "oauth_access_token_expire")]
)
@pytest.mark.parametrize("expired", [1, 0, None, 10**30])
async def test_a_login_that_ended_is_for_the_person_to_renew(
    config: Path, network: Network, profile: str, field: str, expired: int | None
) -> None:
    write(config, {profile: NETWORK_PROFILES[profile] | {field: expired}})
    before = state(config)
    with pytest.raises(CredentialsError, match=f"aliyun configure --profile {profile}") as refusal:
        await fetch(config, profile)
    assert refusal.value.code == "Client.Credentials.Unavailable"
    assert network.requests == []
    assert state(config) == before
    assert_silent(refusal.value)


async def test_a_renewed_login_counts_without_a_restart(config: Path, network: Network) -> None:
    write(config, {"oauth": NETWORK_PROFILES["oauth"] | {"oauth_access_token_expire": 1}})
    source = find_credentials(profile="oauth", environ={}, aliyun_config=config)
    with pytest.raises(CredentialsError):
        await source.credential()
    write(config, {"oauth": NETWORK_PROFILES["oauth"]})
    assert await source.credential() == KEY


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"expired_seconds": 899}, "expired_seconds below 900"),
        ({"expired_seconds": "soon"}, "expired_seconds is not a number"),
        ({"sts_region": "evil.example/"}, "sts_region that is not a region id"),
        ({"mode": "OAuth", "oauth_site_type": "MARS", "oauth_access_token_expire": HOUR_FROM_NOW}, "neither CN"),
        ({"mode": "ChainableRamRoleArn", "source_profile": "role"}, "refers to itself through source_profile"),
        ({"mode": "ChainableRamRoleArn", "source_profile": "gone"}, "no profile gone"),
    ],
)
async def test_a_profile_that_cannot_work(config: Path, network: Network, changes: dict[str, Any], words: str) -> None:
    write(config, {"role": ROLE | changes})
    with pytest.raises(CredentialsError, match=words) as refusal:
        await fetch(config, "role")
    assert network.requests == []
    assert_silent(refusal.value)
