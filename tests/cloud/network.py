"""Stands where the official library sends its requests."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pydantic import SecretStr

from ccc_tui.cloud.auth.chain import find_credentials
from ccc_tui.cloud.auth.credential import Credential
from tests.cloud.keys import MARK

HOUR_FROM_NOW = int(time.time()) + 3600
KEY = Credential(
    "STS.fetched",
    SecretStr(f"{MARK}-fetched"),
    SecretStr(f"{MARK}-fetched-token"),
    datetime.fromtimestamp(HOUR_FROM_NOW, UTC),
)
FIELDS = {
    "AccessKeyId": "STS.fetched",
    "AccessKeySecret": f"{MARK}-fetched",
    "SecurityToken": f"{MARK}-fetched-token",
    "Expiration": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(HOUR_FROM_NOW)),
}
SESSION_KEY = {
    "SessionAccessKeyId": "TMPSK.fetched",
    "SessionAccessKeySecret": f"{MARK}-fetched",
    "Expiration": FIELDS["Expiration"],
}
METADATA = "/latest/meta-data/ram/security-credentials"


class Network:
    """Stands where the library sends its requests, and keeps them."""

    def __init__(self) -> None:
        self.requests: list[SimpleNamespace] = []
        self.status = 200
        self.body: Any = None
        self.error: Exception | None = None

    def __call__(self, request: Any, options: Any = None) -> SimpleNamespace:
        self.requests.append(SimpleNamespace(**vars(request)))
        if self.error is not None:
            raise self.error
        body = self._answer(request) if self.body is None else self.body
        content = body if isinstance(body, str) else json.dumps(body)
        return SimpleNamespace(status_code=self.status, body=content.encode(), headers={})

    def _answer(self, request: Any) -> Any:
        if request.headers["host"] == "100.100.100.200":
            said = {"/latest/api/token": "metadata-token", f"{METADATA}/": "role-of-this-machine"}
            return said.get(request.pathname, FIELDS | {"Code": "Success"})
        if request.query.get("Action") == "GenerateSessionAccessKey":
            return {"SessionAccessKey": SESSION_KEY}
        return {"CloudCredential": FIELDS, "Credentials": FIELDS, "Code": "Success", **FIELDS}

    @property
    def hosts(self) -> set[str]:
        return {request.headers["host"] for request in self.requests}


async def fetch(config: Path, profile: str | None, environ: dict[str, str] | None = None) -> Credential:
    source = find_credentials(profile=profile, environ=environ or {}, aliyun_config=config)
    return await source.credential()
