"""Which host serves a region, and which endpoints a person may name instead.

The rule is that of the official SDKs: an explicit endpoint wins, then their map, then
``ccc.<region>.aliyuncs.com``.
"""

import ipaddress
import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

from ccc_tui.cloud.errors import ConfigurationError

DEFAULT_REGION: Final = "cn-shanghai"

_CENTRAL_HOST: Final = "ccc.aliyuncs.com"
# The map that all official SDKs of the product carry (endpoint map of alibabacloud_ccc20200701).
_CENTRAL_REGIONS: Final = frozenset(
    {
        "ap-northeast-1",
        "ap-south-1",
        "ap-southeast-1",
        "ap-southeast-2",
        "ap-southeast-3",
        "ap-southeast-5",
        "cn-beijing",
        "cn-chengdu",
        "cn-hangzhou-finance",
        "cn-hongkong",
        "cn-huhehaote",
        "cn-north-2-gov-1",
        "cn-qingdao",
        "cn-shanghai-finance-1",
        "cn-shenzhen",
        "cn-shenzhen-finance-1",
        "cn-zhangjiakou",
        "eu-central-1",
        "eu-west-1",
        "me-east-1",
        "us-east-1",
        "us-west-1",
    }
)

_LOOPBACK: Final = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_LABEL: Final = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_REGION: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# The last label of a name is never a number: ``127.1`` and ``256.0.0.1`` are addresses gone wrong (RFC 3696,
# 2).
_NAME: Final = re.compile(rf"(?=.{{1,253}}$)(?:{_LABEL}\.)*(?![0-9]+$){_LABEL}")
# urlsplit silently drops line breaks and tabs, and browsers read a backslash as a slash.
_NEVER_IN_URL: Final = re.compile(r"[^!-~]|\\")


def endpoint_url(region: str, explicit: str | None = None) -> str:
    """Return the origin to call, such as ``https://ccc.cn-shanghai.aliyuncs.com``; no slash at its end.

    Args:
        region: id of the region, such as ``cn-shanghai``. Of no importance where an endpoint is named.
        explicit: host or URL of another endpoint; ``http://`` only for this machine itself. Blank is as good
            as None.

    Raises:
        ConfigurationError: ``Client.Endpoint``; neither the region nor the endpoint can be called so.
    """
    if explicit is not None and explicit.strip():
        return _origin(explicit.strip())
    region = region.strip().lower()
    if not _REGION.fullmatch(region):
        raise _refusal("the region is not a region id such as cn-shanghai")
    return "https://" + (_CENTRAL_HOST if region in _CENTRAL_REGIONS else f"ccc.{region}.aliyuncs.com")


def is_loopback(host: str) -> bool:
    """Return whether a host, without a port, is this machine: ``localhost``, ``127.0.0.0/8`` or ``::1``."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return any(address in network for network in _LOOPBACK)


def _origin(explicit: str) -> str:
    # No message quotes the endpoint before it is known to hold neither a password nor a query.
    if _NEVER_IN_URL.search(explicit):
        raise _refusal("the endpoint contains a space, a backslash or another invalid character")
    if _is_ipv6(explicit):
        explicit = f"[{explicit}]"
    parts = _split(explicit if "://" in explicit else f"https://{explicit}")
    if parts.scheme not in _DEFAULT_PORTS:
        raise _refusal("the endpoint must begin with https://")
    if "@" in parts.netloc:
        raise _refusal("the endpoint has a user name or password; it must not contain credentials")
    if parts.path not in {"", "/"} or "?" in explicit or "#" in explicit:
        raise _refusal("the endpoint is a host, with a port where needed: no path, no query, no fragment")
    host = _host(parts)
    if parts.scheme == "http" and not is_loopback(host):
        raise _refusal(f"http:// is for this machine only (127.0.0.1, [::1], localhost): use https://{host}")
    port = _port(parts)
    return f"{parts.scheme}://{host}" + ("" if port in {None, _DEFAULT_PORTS[parts.scheme]} else f":{port}")


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        raise _refusal("the brackets in the endpoint hold no IPv6 address") from None


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower()
    if parts.netloc.startswith("["):
        if _is_ipv6(host):
            return f"[{ipaddress.IPv6Address(host).compressed}]"
    elif _is_ipv4(host) or _NAME.fullmatch(host):
        return host
    raise _refusal("the endpoint has no host name, or one that cannot exist")


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise _refusal("the port of the endpoint is a number from 1 to 65535")
    return port


def _is_ipv4(host: str) -> bool:
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True


def _is_ipv6(host: str) -> bool:
    try:
        return ipaddress.IPv6Address(host).scope_id is None
    except ValueError:
        return False


def _refusal(message: str) -> ConfigurationError:
    return ConfigurationError("Client.Endpoint", message)
