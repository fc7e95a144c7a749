"""Endpoint of a region, and validation of explicit endpoints.

The rule is that of the official SDKs: an explicit endpoint wins, then their map, then ``ccc.<region>.aliyuncs.com``.
"""

import ipaddress
import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

from ccc_tui.cloud.errors import ConfigurationError

DEFAULT_REGION: Final = "cn-shanghai"

# Regions of ccc.aliyuncs.com, from the endpoint map of alibabacloud_ccc20200701.
_CENTRAL_REGIONS: Final = frozenset(
    (  # noqa: SIM905 - a list would be a page
        "ap-northeast-1 ap-south-1 ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-5 cn-beijing cn-chengdu "
        "cn-hangzhou-finance cn-hongkong cn-huhehaote cn-north-2-gov-1 cn-qingdao cn-shanghai-finance-1 cn-shenzhen "
        "cn-shenzhen-finance-1 cn-zhangjiakou eu-central-1 eu-west-1 me-east-1 us-east-1 us-west-1"
    ).split()
)
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_LABEL: Final = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_REGION: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
# The last label is never a number (RFC 3696, 2): ``127.1`` and ``256.0.0.1`` are malformed addresses.
_NAME: Final = re.compile(rf"(?=.{{1,253}}$)(?:{_LABEL}\.)*(?![0-9]+$){_LABEL}")
# urlsplit drops line breaks and tabs, and browsers read a backslash as a slash.
_NEVER_IN_URL: Final = re.compile(r"[^!-~]|\\")


def endpoint_url(region: str, explicit: str | None = None) -> str:
    """Return the origin to call, such as ``https://ccc.cn-shanghai.aliyuncs.com``, without a trailing slash.

    Args:
        region: region id, such as ``cn-shanghai``; ignored if `explicit` is given.
        explicit: host or URL; ``http://`` is allowed on loopback only. A blank one counts as None.

    Raises:
        ConfigurationError: ``Client.Endpoint``; the region or the endpoint is malformed.
    """
    if explicit is not None and explicit.strip():
        return _origin(explicit.strip())
    region = region.strip().lower()
    if not _REGION.fullmatch(region):
        raise _refusal("the region is not a region id such as cn-shanghai")
    return "https://ccc.aliyuncs.com" if region in _CENTRAL_REGIONS else f"https://ccc.{region}.aliyuncs.com"


def known_regions() -> list[str]:
    """Return the region ids to choose from, the documented one first. Others may exist."""
    return [DEFAULT_REGION, "cn-hangzhou", *sorted(_CENTRAL_REGIONS)]


def is_loopback(host: str) -> bool:
    """Return whether a host, without a port, is this machine: ``localhost``, ``127.0.0.0/8`` or ``::1``."""
    if host.lower().rstrip(".") == "localhost":
        return True
    address = _address(host.strip("[]"))
    # An IPv4 address mapped to IPv6 may leave this machine.
    return address is not None and address.is_loopback and getattr(address, "ipv4_mapped", None) is None


def _origin(explicit: str) -> str:
    # Messages quote the endpoint only after the check for passwords and queries.
    if _NEVER_IN_URL.search(explicit):
        raise _refusal("the endpoint contains a space, a backslash or another invalid character")
    if isinstance(_address(explicit), ipaddress.IPv6Address):
        explicit = f"[{explicit}]"
    try:
        parts = urlsplit(explicit if "://" in explicit else f"https://{explicit}")
    except ValueError:
        raise _refusal("the brackets in the endpoint hold no IPv6 address") from None
    if parts.scheme not in _DEFAULT_PORTS:
        raise _refusal("the endpoint must begin with https://")
    if "@" in parts.netloc:
        raise _refusal("the endpoint has a user name or password; it must not contain credentials")
    if parts.path not in {"", "/"} or "?" in explicit or "#" in explicit:
        raise _refusal("the endpoint is a host, with a port where needed: no path, no query, no fragment")
    host = _host(parts)
    if parts.scheme == "http" and not is_loopback(host):
        raise _refusal(f"http:// is for this machine only (127.0.0.1, [::1], localhost): use https://{host}")
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        raise _refusal("the port of the endpoint is a number from 1 to 65535")
    return f"{parts.scheme}://{host}" + ("" if port in {None, _DEFAULT_PORTS[parts.scheme]} else f":{port}")


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower()
    address = _address(host)
    if parts.netloc.startswith("["):
        if isinstance(address, ipaddress.IPv6Address):
            return f"[{address.compressed}]"
    elif isinstance(address, ipaddress.IPv4Address) or _NAME.fullmatch(host):
        return host
    raise _refusal("the endpoint has no host name, or one that cannot exist")


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return an address without a zone; None for another host."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    return None if getattr(address, "scope_id", None) else address


def _refusal(message: str) -> ConfigurationError:
    return ConfigurationError("Client.Endpoint", message)
