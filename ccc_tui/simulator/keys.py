"""The access keys that the simulator knows. They open nothing but the simulator."""

from typing import Final, NamedTuple


class AccessKey(NamedTuple):
    """An access key; a temporary one has a token as well."""

    secret: str
    token: str | None = None


ACCESS_KEY_ID: Final = "ccc-demo"
ACCESS_KEY_SECRET: Final = "ccc-demo-secret"  # noqa: S105 - a public value, printed by `ccc-tui simulator`
STS_ACCESS_KEY_ID: Final = "STS.ccc-demo"
SECURITY_TOKEN: Final = "ccc-demo-token"  # noqa: S105 - a public value as well
EXPIRED_SECURITY_TOKEN: Final = "ccc-demo-token-expired"  # noqa: S105 - lets people see what an expired token does

KEYS: Final = {
    ACCESS_KEY_ID: AccessKey(ACCESS_KEY_SECRET),
    STS_ACCESS_KEY_ID: AccessKey(ACCESS_KEY_SECRET, SECURITY_TOKEN),
}
