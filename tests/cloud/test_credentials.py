"""Which source is found where, in what order, and what its key shows of itself."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from ccc_tui.cloud.auth.chain import find_credentials
from ccc_tui.cloud.auth.credential import Credential, CredentialSource, RenewedCredentials, StaticCredentials
from ccc_tui.cloud.errors import CredentialsError
from tests.cloud.keys import AK, MARK, NETWORK_PROFILES, STS, assert_silent, write

PREFIX = "ALIBABA_CLOUD_"
KEYS = {"ACCESS_KEY_ID": "LTAIfromEnvironment1", "ACCESS_KEY_SECRET": f"{MARK}-environment"}
OIDC = {
    "OIDC_PROVIDER_ARN": "acs:ram::1:oidc-provider/p",
    "OIDC_TOKEN_FILE": "/var/run/token",
    "ROLE_ARN": "acs:ram::1:role/pod",
}
URI = {"CREDENTIALS_URI": "http://127.0.0.1:9/key"}
ECS = {"ECS_METADATA": "machine"}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return write(
        tmp_path / "config.json",
        {
            "desk": AK | {"region_id": "cn-shanghai"},
            "night": STS | {"region_id": "cn-hangzhou"},
            "lower": AK | {"mode": "ak"},
            "worn": AK | {"sts_token": f"{MARK}-of-an-earlier-life"},
            "unknown": {"mode": "Telepathy"},
            "bearer": {"mode": "BearerToken", "bearer_token": MARK},
            "new": {"mode": ""},
            "half": {"mode": "AK", "access_key_id": "LTAIx"},
            "listed": AK | {"access_key_secret": [MARK]},
            "spaced": AK | {"access_key_secret": f"{MARK} {MARK}"},
        },
        current="desk",
    )


def find(config: Path, environ: dict[str, str] | None = None, profile: str | None = None) -> CredentialSource:
    variables = {PREFIX + name: value for name, value in (environ or {}).items()}
    return find_credentials(profile=profile, environ=variables, aliyun_config=config)


@pytest.mark.parametrize(
    ("environ", "profile", "description"),
    [
        ({}, None, "profile desk (aliyun CLI)"),
        ({}, "", "profile desk (aliyun CLI)"),
        ({}, "night", "profile night (aliyun CLI)"),
        ({"PROFILE": "night"}, None, "profile night (aliyun CLI)"),
        ({"PROFILE": "night"}, "lower", "profile lower (aliyun CLI)"),
        (KEYS, None, "environment"),
        (KEYS, "night", "profile night (aliyun CLI)"),
        (KEYS | {"PROFILE": "night"}, None, "environment (not profile night)"),
        (KEYS | OIDC | URI | ECS, None, "environment"),
        (OIDC, None, "environment (OIDC)"),
        (OIDC | {"PROFILE": "night"}, None, "environment (OIDC)"),
        (OIDC | {"PROFILE": "night"}, "lower", "profile lower (aliyun CLI)"),
        (URI | ECS, None, "profile desk (aliyun CLI)"),
        ({"ROLE_ARN": "acs:ram::1:role/other-tool"}, None, "profile desk (aliyun CLI)"),
        ({"ACCESS_KEY_ID": "", "ACCESS_KEY_SECRET": " ", "PROFILE": ""}, None, "profile desk (aliyun CLI)"),
    ],
)
def test_the_order(config: Path, environ: dict[str, str], profile: str | None, description: str) -> None:
    assert find(config, environ, profile).description == description


@pytest.mark.parametrize(
    ("environ", "description"),
    [
        (ECS, "environment (EcsRamRole)"),
        (URI, "environment (CredentialsURI)"),
        (ECS | URI, "environment (EcsRamRole)"),
        (ECS | URI | {"ECS_METADATA_DISABLED": "TRUE"}, "environment (CredentialsURI)"),
    ],
)
@pytest.mark.parametrize("profiles", [None, {}, {"default": {"mode": ""}}])
def test_the_order_without_a_configured_profile(
    tmp_path: Path, environ: dict[str, str], description: str, profiles: dict[str, Any] | None
) -> None:
    path = tmp_path / "config.json"
    if profiles is not None:
        write(path, profiles)
    assert find(path, environ).description == description
    for nothing in ({}, {"ECS_METADATA_DISABLED": "true", "ECS_METADATA": "machine"}):
        with pytest.raises(CredentialsError, match="no access key") as refusal:
            find(path, nothing)
        assert refusal.value.code == "Client.Credentials.Missing"


async def test_keys_of_the_environment(config: Path) -> None:
    key = await find(config, KEYS).credential()
    assert key == Credential("LTAIfromEnvironment1", SecretStr(f"{MARK}-environment"))
    source = find(config, {name: f" {value}\r\n" for name, value in KEYS.items()} | {"SECURITY_TOKEN": "t"})
    assert await source.credential() == Credential(
        "LTAIfromEnvironment1", SecretStr(f"{MARK}-environment"), SecretStr("t")
    )
    assert source.region_id is None


async def test_keys_of_profiles(config: Path) -> None:
    plain = Credential("LTAI4FexampleKeyWxyz", SecretStr(f"{MARK}-key"))
    for name in ("desk", "lower", "worn"):
        assert await find(config, profile=name).credential() == plain
    night = find(config, profile="night")
    assert night.region_id == "cn-hangzhou"
    assert await night.credential() == Credential("STS.example", SecretStr(f"{MARK}-key"), SecretStr(f"{MARK}-token"))


@pytest.mark.parametrize(
    ("environ", "missing"),
    [
        ({"ACCESS_KEY_ID": "LTAIx"}, ["ALIBABA_CLOUD_ACCESS_KEY_SECRET is missing"]),
        ({"ACCESS_KEY_SECRET": MARK}, ["ALIBABA_CLOUD_ACCESS_KEY_ID is missing"]),
        ({"ACCESS_KEY_ID": "LTAIx", "ACCESS_KEY_SECRET": " "}, ["ALIBABA_CLOUD_ACCESS_KEY_SECRET is missing"]),
        ({"SECURITY_TOKEN": MARK}, ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET are missing"]),
        ({"OIDC_TOKEN_FILE": MARK}, ["ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABA_CLOUD_ROLE_ARN are missing"]),
    ],
)
def test_half_of_an_environment_is_an_error_that_names_the_rest(
    config: Path, environ: dict[str, str], missing: list[str]
) -> None:
    with pytest.raises(CredentialsError) as refusal:
        find(config, environ)
    assert refusal.value.code == "Client.Credentials.Incomplete"
    assert all(words in refusal.value.message for words in missing)
    assert_silent(refusal.value)


@pytest.mark.parametrize(
    ("profile", "code", "words"),
    [
        ("nobody", "ProfileNotFound", "there are: desk, night"),
        ("unknown", "ModeUnknown", "mode Telepathy"),
        ("bearer", "ModeUnknown", "mode BearerToken"),
        ("new", "Incomplete", "aliyun configure --profile new"),
        ("half", "Incomplete", "profile half lacks access_key_secret"),
        ("listed", "FileUnreadable", "access_key_secret is not a text"),
        ("spaced", "Malformed", "access key secret"),
    ],
)
@pytest.mark.parametrize("by_environment", [True, False])
def test_a_profile_that_cannot_work(config: Path, profile: str, code: str, words: str, by_environment: bool) -> None:
    with pytest.raises(CredentialsError) as refusal:
        find(config, {"PROFILE": profile} if by_environment else KEYS, None if by_environment else profile)
    assert refusal.value.code == f"Client.Credentials.{code}"
    assert words in refusal.value.message
    assert_silent(refusal.value)


def test_a_profile_is_asked_for_but_there_is_no_file(tmp_path: Path) -> None:
    for environ, profile in ((KEYS, "desk"), ({"PROFILE": "desk"}, None)):
        with pytest.raises(CredentialsError, match="no profile desk: there is no file") as refusal:
            find(tmp_path / "config.json", environ, profile)
        assert refusal.value.code == "Client.Credentials.ProfileNotFound"


def test_a_current_profile_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    path = write(tmp_path / "config.json", {"desk": AK}, current="gone")
    with pytest.raises(CredentialsError, match="no profile gone"):
        find(path, URI)


def test_a_broken_file_matters_only_where_it_is_needed(tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    path.write_text(f"{{{MARK}", encoding="utf-8")
    assert isinstance(find(path, KEYS), StaticCredentials)
    with pytest.raises(CredentialsError) as refusal:
        find(path)
    assert refusal.value.code == "Client.Credentials.FileUnreadable"
    assert_silent(refusal.value)


@pytest.mark.parametrize("name", NETWORK_PROFILES)
def test_modes_that_need_a_network_are_found_without_one(tmp_path: Path, name: str) -> None:
    fields = NETWORK_PROFILES[name] | {"oidc_token_file": "/token", "private_key": "/key", "region_id": "cn-x"}
    path = write(tmp_path / "config.json", {name: fields | {"mode": fields["mode"].swapcase()}})
    source = find(path, KEYS, name)
    assert isinstance(source, RenewedCredentials)
    assert source.description == f"profile {name} (aliyun CLI, {fields['mode']})"
    assert source.region_id == "cn-x"
    assert MARK not in repr(source)


@pytest.mark.parametrize(
    ("access_key_id", "shown"), [("LTAI4FexampleKeyWxyz", "LTAI…Wxyz"), ("ccc-demo", "ccc-…"), ("a", "a…")]
)
def test_a_key_shows_its_ends_only(access_key_id: str, shown: str) -> None:
    key = Credential(access_key_id, SecretStr(MARK), SecretStr(MARK), datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    assert key.abbreviated == shown
    assert repr(key) == str(key) == f"Credential({shown}, temporary, until 2026-01-02T03:04:05+0000)"
    assert repr(Credential(access_key_id, SecretStr(MARK))) == f"Credential({shown}, permanent)"
    assert f"{StaticCredentials('environment', None, key)}".count(MARK) == 0


@pytest.mark.parametrize("part", ["", "with blank", "“quoted”", "line\nbreak", "tab\t", "\x1b[31m", "密钥", "\ud800"])
@pytest.mark.parametrize("position", [0, 1, 2])
def test_what_no_key_can_be_is_refused_unquoted(part: str, position: int) -> None:
    parts = ["LTAIx", MARK, MARK]
    parts[position] = part and MARK + part
    with pytest.raises(CredentialsError) as refusal:
        Credential(parts[0], SecretStr(parts[1]), SecretStr(parts[2]))
    assert refusal.value.code == "Client.Credentials.Malformed"
    assert MARK not in str(refusal.value)
