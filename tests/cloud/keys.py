"""Profiles of every mode, and a look for secrets wherever an error could carry them."""

import json
import time
import traceback
from pathlib import Path
from typing import Any

from ccc_tui.cloud.errors import CredentialsError

# Every secret value of the tests contains this.
MARK = "s3cr3t"
AK = {"mode": "AK", "access_key_id": "LTAI4FexampleKeyWxyz", "access_key_secret": f"{MARK}-key"}
STS = AK | {"mode": "StsToken", "access_key_id": "STS.example", "sts_token": f"{MARK}-token"}
ROLE = AK | {"mode": "RamRoleArn", "ram_role_arn": "acs:ram::1:role/desk", "ram_session_name": "desk"}
NETWORK_PROFILES: dict[str, dict[str, Any]] = {
    "role": ROLE | {"expired_seconds": 900, "sts_region": "cn-shanghai"},
    "sts-role": ROLE | {"sts_token": f"{MARK}-token"},
    "chain": {"mode": "ChainableRamRoleArn", "source_profile": "sts", "ram_role_arn": "acs:ram::1:role/next"},
    "ecs": {"mode": "EcsRamRole", "ram_role_name": "machine"},
    "any-ecs": {"mode": "EcsRamRole"},
    "ecs-role": {"mode": "RamRoleArnWithRoleName", "ram_role_name": "machine", "ram_role_arn": "acs:ram::1:role/x"},
    "rsa": {"mode": "RsaKeyPair", "key_pair_name": "pair"},
    "oidc": {"mode": "OIDC", "oidc_provider_arn": "acs:ram::1:oidc-provider/p", "ram_role_arn": "acs:ram::1:role/y"},
    "sso": {
        "mode": "CloudSSO",
        "cloud_sso_sign_in_url": "https://signin.example.com/start",
        "cloud_sso_account_id": "1",
        "cloud_sso_access_config": "ac-1",
        "access_token": f"{MARK}-login",
        "cloud_sso_access_token_expire": int(time.time()) + 3600,
    },
    "oauth": {
        "mode": "OAuth",
        "oauth_site_type": "CN",
        "oauth_access_token": f"{MARK}-login",
        "oauth_access_token_expire": int(time.time()) + 600,
        "oauth_refresh_token": f"{MARK}-refresh",
    },
}


def write(path: Path, profiles: dict[str, dict[str, Any]], current: str | None = None) -> Path:
    """Write the file of the aliyun command, with fields that we know nothing of."""
    document: dict[str, Any] = {"meta_path": "", "profiles": []}
    if current is not None:
        document["current"] = current
    for name, fields in profiles.items():
        document["profiles"].append({"name": name, "output_format": "json", **fields})
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def assert_silent(error: CredentialsError) -> None:
    """Fail if a secret shows in the error, in what led to it, or in any variable on the way."""
    assert error.__cause__ is None
    assert error.__context__ is None
    frames = traceback.StackSummary.extract(traceback.walk_tb(error.__traceback__), capture_locals=True)
    outside_tests = [frame.locals for frame in frames if Path(__file__).parent != Path(frame.filename).parent]
    assert outside_tests
    assert MARK not in f"{outside_tests} {error} {error!r} {vars(error)}"


def state(path: Path) -> tuple[Any, ...]:
    """Return all that a write to the file, or beside it, would change."""
    return (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode, sorted(path.parent.iterdir()))
