"""Signing a request as Alibaba Cloud checks it, in its two ways.

Sources: Alibaba Cloud's documentation, "V3 request structure and signature" (ACS3-HMAC-SHA256) and "RPC
request structure and signature" (the common parameters of older gateways); RFC 3986 for the encoding.

A request comes with its own parameters in the query and with ``x-acs-action`` and ``x-acs-version`` in its
headers. It stays as it is: what is sent is a signed copy, so that every pass signs afresh. The host that is
signed is the ``host`` header that httpx sends, with its port.
"""

import base64
import hashlib
import hmac
import re
import uuid
from collections.abc import Callable, Generator, Iterable, Mapping
from datetime import UTC, datetime
from typing import Final, Literal
from urllib.parse import parse_qsl, quote

import httpx
from pydantic import SecretStr

from ccc_tui.cloud.auth.credential import Credential
from ccc_tui.cloud.clock import utc_now
from ccc_tui.cloud.errors import ConfigurationError

_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_ALGORITHM: Final = "ACS3-HMAC-SHA256"


def encode(parameters: Mapping[str, str]) -> str:
    """Return the query as it is signed and sent: sorted by name, every byte but ``A-Za-z0-9-_.~`` as ``%XX``.

    httpx sends it unchanged: it leaves these characters and existing ``%XX`` alone.

    Raises:
        ConfigurationError: ``Client.Parameter``; a parameter is not Unicode text, as an argument that the
            shell gave in another encoding.
    """
    for name, value in parameters.items():
        if _SURROGATES.search(value):
            raise ConfigurationError("Client.Parameter", f"{name} is not valid text")
    return _encode(parameters.items())


def random_nonce() -> str:
    """Return a text that was never used before."""
    return str(uuid.uuid4())


class _Signature(httpx.Auth):
    """What both ways share.

    Args:
        credential: the access key.
        clock: gives the time to sign, aware; the service allows 15 minutes of difference.
        nonce: gives a text that was never used before.
    """

    requires_request_body = True

    def __init__(
        self,
        credential: Credential,
        *,
        clock: Callable[[], datetime] = utc_now,
        nonce: Callable[[], str] = random_nonce,
    ) -> None:
        self._credential = credential
        self._clock = clock
        self._nonce = nonce

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._credential.abbreviated})"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Send the request signed, once."""
        yield self._signed(request)

    def _signed(self, request: httpx.Request) -> httpx.Request:
        raise NotImplementedError

    def _time(self) -> str:
        """Return the time to the second (ISO 8601, UTC)."""
        return self._clock().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Acs3Auth(_Signature):
    """ACS3-HMAC-SHA256: everything that is not the operation's own stands in the headers."""

    def _signed(self, request: httpx.Request) -> httpx.Request:
        credential = self._credential
        headers = request.headers.copy()
        headers["x-acs-date"] = self._time()
        headers["x-acs-signature-nonce"] = self._nonce()
        headers["x-acs-content-sha256"] = hashlib.sha256(request.content).hexdigest()
        if credential.security_token is not None:
            headers["x-acs-accesskey-id"] = credential.access_key_id
            headers["x-acs-security-token"] = credential.security_token.get_secret_value()
        names = sorted(name for name in headers if name in {"host", "content-type"} or name.startswith("x-acs-"))
        query = _encode(_parameters(request))
        canonical_request = "\n".join(
            (
                request.method,
                "/",
                query,
                *(f"{name}:{headers[name].strip()}" for name in names),
                "",
                ";".join(names),
                headers["x-acs-content-sha256"],
            )
        )
        text = f"{_ALGORITHM}\n{hashlib.sha256(canonical_request.encode()).hexdigest()}"
        signature = _hmac(credential.access_key_secret, "", text, "sha256").hex()
        headers["authorization"] = (
            f"{_ALGORITHM} Credential={credential.access_key_id},SignedHeaders={';'.join(names)},Signature={signature}"
        )
        return _copy(request, query, headers)


class RpcV1Auth(_Signature):
    """RPC signature V1 (HMAC-SHA1): everything stands in the query, the STS token included.

    Args:
        credential: the access key.
        clock: gives the time to sign, aware.
        nonce: gives a text that was never used before.
        format: what the service shall answer in; left out, it would answer in XML.
    """

    def __init__(
        self,
        credential: Credential,
        *,
        clock: Callable[[], datetime] = utc_now,
        nonce: Callable[[], str] = random_nonce,
        format: Literal["JSON", "XML"] = "JSON",  # noqa: A002 - the service's own name for it
    ) -> None:
        super().__init__(credential, clock=clock, nonce=nonce)
        self._format = format

    def _signed(self, request: httpx.Request) -> httpx.Request:
        credential = self._credential
        headers = request.headers.copy()
        parameters = dict(_parameters(request)) | {
            "Action": headers.pop("x-acs-action"),
            "Version": headers.pop("x-acs-version"),
            "Format": self._format,
            "AccessKeyId": credential.access_key_id,
            "SignatureMethod": "HMAC-SHA1",
            "SignatureVersion": "1.0",
            "SignatureNonce": self._nonce(),
            "Timestamp": self._time(),
        }
        if credential.security_token is not None:
            parameters["SecurityToken"] = credential.security_token.get_secret_value()
        text = f"{request.method}&%2F&{_quote(encode(parameters))}"
        signature = _hmac(credential.access_key_secret, "&", text, "sha1")
        parameters["Signature"] = base64.b64encode(signature).decode()
        return _copy(request, encode(parameters), headers)


def _quote(text: str) -> str:
    return quote(text, safe="~")


def _encode(parameters: Iterable[tuple[str, str]]) -> str:
    # By name, not by ``name=value``: ``A`` stands before ``A1``, although ``=`` sorts after ``1``.
    return "&".join(f"{_quote(name)}={_quote(value)}" for name, value in sorted(parameters))


def _parameters(request: httpx.Request) -> list[tuple[str, str]]:
    return parse_qsl(request.url.query.decode("ascii"), keep_blank_values=True, errors="strict")


def _hmac(secret: SecretStr, ending: Literal["", "&"], text: str, digest: Literal["sha1", "sha256"]) -> bytes:
    return hmac.digest((secret.get_secret_value() + ending).encode(), text.encode(), digest)


def _copy(request: httpx.Request, query: str, headers: httpx.Headers) -> httpx.Request:
    url = request.url.copy_with(query=query.encode() or None)
    return httpx.Request(request.method, url, headers=headers, content=request.content, extensions=request.extensions)
