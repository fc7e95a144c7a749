"""Request signatures of Alibaba Cloud: ACS3-HMAC-SHA256 and the older RPC V1.

Sources: Alibaba Cloud's documentation, "V3 request structure and signature" (ACS3-HMAC-SHA256) and "RPC request
structure and signature" (the common parameters of older gateways); RFC 3986 for the encoding.

The request has the operation's parameters in its query, and ``x-acs-action`` and ``x-acs-version`` in its headers. It
is not changed: a signed copy is sent, so that each try has a new nonce and time. The ``host`` header is signed as httpx
sends it, with its port.
"""

import base64
import hashlib
import hmac
import re
import uuid
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from datetime import UTC, datetime
from typing import Final, Literal
from urllib.parse import parse_qsl, quote

import httpx

from ccc_tui.cloud.auth.credential import Credential
from ccc_tui.cloud.clock import utc_now
from ccc_tui.cloud.errors import ConfigurationError

_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_ALGORITHM: Final = "ACS3-HMAC-SHA256"


def encode(parameters: Mapping[str, str]) -> str:
    """Return the query as signed and sent: sorted by name, every byte but ``A-Za-z0-9-_.~`` as ``%XX``.

    httpx sends it unchanged, because it keeps these characters and existing ``%XX``.

    Raises:
        ConfigurationError: ``Client.Parameter``; a parameter has surrogates, as arguments in another encoding than that
            of the locale do.
    """
    for name, value in parameters.items():
        if _SURROGATES.search(value):
            raise ConfigurationError("Client.Parameter", f"{name} is not valid text")
    return _encode(parameters.items())


def random_nonce() -> str:
    """Return a new UUID."""
    return str(uuid.uuid4())


@dataclass(repr=False)
class _Signature(httpx.Auth):
    """Base class of both signatures.

    Args:
        credential: the access key.
        clock: returns the time to sign, aware; the service tolerates 15 minutes of difference.
        nonce: returns a unique string.
    """

    requires_request_body = True  # no annotation, or it would be a field

    credential: Credential
    _: KW_ONLY
    clock: Callable[[], datetime] = utc_now
    nonce: Callable[[], str] = random_nonce

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.credential.abbreviated})"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send a signed copy of the request, once."""
        query, headers = self._signed(request)
        url = request.url.copy_with(query=query.encode() or None)
        yield httpx.Request(
            request.method, url, headers=headers, content=request.content, extensions=request.extensions
        )

    def _signed(self, request: httpx.Request) -> tuple[str, httpx.Headers]:
        """Return the query and the headers of the signed copy."""
        raise NotImplementedError

    def _hmac(self, text: str, digest: Literal["sha1", "sha256"], key_suffix: str = "") -> bytes:
        secret = self.credential.access_key_secret.get_secret_value()
        return hmac.digest((secret + key_suffix).encode(), text.encode(), digest)

    def _timestamp(self) -> str:
        return self.clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(repr=False)
class Acs3Auth(_Signature):
    """ACS3-HMAC-SHA256: common parameters and signature are headers."""

    def _signed(self, request: httpx.Request) -> tuple[str, httpx.Headers]:
        headers = request.headers.copy()
        headers["x-acs-date"] = self._timestamp()
        headers["x-acs-signature-nonce"] = self.nonce()
        headers["x-acs-content-sha256"] = hashlib.sha256(request.content).hexdigest()
        if self.credential.security_token is not None:
            headers["x-acs-accesskey-id"] = self.credential.access_key_id
            headers["x-acs-security-token"] = self.credential.security_token.get_secret_value()
        names = sorted(name for name in headers if name in {"host", "content-type"} or name.startswith("x-acs-"))
        signed_names = ";".join(names)
        query = _encode(_parameters(request))
        fields = (f"{name}:{headers[name].strip()}" for name in names)
        canonical_request = "\n".join(
            (request.method, "/", query, *fields, "", signed_names, headers["x-acs-content-sha256"])
        )
        text = f"{_ALGORITHM}\n{hashlib.sha256(canonical_request.encode()).hexdigest()}"
        headers["authorization"] = (
            f"{_ALGORITHM} Credential={self.credential.access_key_id},SignedHeaders={signed_names},"
            f"Signature={self._hmac(text, 'sha256').hex()}"
        )
        return query, headers


@dataclass(repr=False)
class RpcV1Auth(_Signature):
    """RPC signature V1 (HMAC-SHA1): common parameters, STS token and signature are in the query.

    Args:
        format: format of the reply; the service's default is XML.
    """

    format: Literal["JSON", "XML"] = "JSON"

    def _signed(self, request: httpx.Request) -> tuple[str, httpx.Headers]:
        headers = request.headers.copy()
        parameters = dict(_parameters(request)) | {
            "Action": headers.pop("x-acs-action"),
            "Version": headers.pop("x-acs-version"),
            "Format": self.format,
            "AccessKeyId": self.credential.access_key_id,
            "SignatureMethod": "HMAC-SHA1",
            "SignatureVersion": "1.0",
            "SignatureNonce": self.nonce(),
            "Timestamp": self._timestamp(),
        }
        if self.credential.security_token is not None:
            parameters["SecurityToken"] = self.credential.security_token.get_secret_value()
        text = f"{request.method}&%2F&{_quote(encode(parameters))}"
        parameters["Signature"] = base64.b64encode(self._hmac(text, "sha1", key_suffix="&")).decode()
        return encode(parameters), headers


def _quote(text: str) -> str:
    return quote(text, safe="~")


def _encode(parameters: Iterable[tuple[str, str]]) -> str:
    # Sort by name, not by ``name=value``: ``A`` comes before ``A1``, although ``=`` sorts after ``1``.
    return "&".join(f"{_quote(name)}={_quote(value)}" for name, value in sorted(parameters))


def _parameters(request: httpx.Request) -> list[tuple[str, str]]:
    return parse_qsl(request.url.query.decode("ascii"), keep_blank_values=True, errors="strict")
