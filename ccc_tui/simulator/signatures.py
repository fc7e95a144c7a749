"""Verify ACS3-HMAC-SHA256 and RPC signature V1 as the gateway does.

Clients encode differently (a raw ``@``, a space as ``+``), so parameters are decoded and encoded again before they
are compared. API pages: "Request syntax and signature method V3" and "… V1".
"""

import hashlib
import hmac
import re
from binascii import b2a_base64
from collections.abc import Iterable
from datetime import datetime
from typing import Final, NamedTuple
from urllib.parse import quote

from ccc_tui.simulator.errors import ApiError, missing_parameter
from ccc_tui.simulator.request import Request

ALGORITHM: Final = "ACS3-HMAC-SHA256"
_TIMESTAMP: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
TOLERATED_SKEW_S: Final = 15 * 60
# Replays are refused while their timestamp is valid; beyond this many calls the oldest nonces are forgotten.
REMEMBERED_NONCES: Final = 20_000
# Headers that signature V3 must cover: without them a third party could change or repeat the request.
_MUST_SIGN: Final = ("host", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce")


class AccessKey(NamedTuple):
    """The secret of an access key, and the token of a temporary one."""

    secret: str
    token: str | None = None


# Public values, which open nothing but the simulator.
ACCESS_KEY_ID: Final = "ccc-demo"
ACCESS_KEY_SECRET: Final = "ccc-demo-secret"  # noqa: S105
STS_ACCESS_KEY_ID: Final = "STS.ccc-demo"
SECURITY_TOKEN: Final = "ccc-demo-token"  # noqa: S105
EXPIRED_SECURITY_TOKEN: Final = "ccc-demo-token-expired"  # noqa: S105
KEYS: Final = {
    ACCESS_KEY_ID: AccessKey(ACCESS_KEY_SECRET),
    STS_ACCESS_KEY_ID: AccessKey(ACCESS_KEY_SECRET, SECURITY_TOKEN),
}


class _Claim(NamedTuple):
    """The claimed sender of a request, and what was signed."""

    access_key_id: str
    token: str | None
    nonce: str
    timestamp: str
    signature: str
    string_to_sign: str
    explanation: str


class Verifier:
    """Verifies requests and remembers their nonces."""

    def __init__(self) -> None:
        self._nonces: dict[tuple[str, str], None] = {}

    def verify(self, request: Request, now: float) -> None:
        """Raise ApiError unless the signature, the key, the time and the nonce of the request are valid."""
        v3 = request.kind == "v3"
        claim = _claim_v3(request) if v3 else _claim_v1(request)
        key = KEYS.get(claim.access_key_id)
        if key is None:
            raise ApiError(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.")
        _check_time(claim.timestamp, now)
        _check_token(claim.token, key)
        expected = _sign_v3(key, claim.string_to_sign) if v3 else _sign_v1(key, claim.string_to_sign)
        if not hmac.compare_digest(expected.encode(), claim.signature.encode()):
            message = "Specified signature is not matched with our calculation. server string to sign is:"
            raise ApiError(400, "SignatureDoesNotMatch", message + claim.string_to_sign + claim.explanation)
        self._use((claim.access_key_id, claim.nonce))

    def _use(self, nonce: tuple[str, str]) -> None:
        if nonce in self._nonces:
            raise ApiError(400, "SignatureNonceUsed", "Specified signature nonce was used already.")
        self._nonces[nonce] = None
        if len(self._nonces) > REMEMBERED_NONCES:
            del self._nonces[next(iter(self._nonces))]


def encode(text: str) -> str:
    """Encode by RFC 3986: only letters, digits and ``-_.~`` stay."""
    return quote(text, safe="~")


def canonical(parameters: Iterable[tuple[str, str]]) -> str:
    """Return parameters sorted and encoded."""
    return "&".join(f"{encode(name)}={encode(value)}" for name, value in sorted(parameters))


def _claim_v3(request: Request) -> _Claim:
    algorithm, _, rest = request.headers["authorization"].partition(" ")
    fields = dict(field.strip().partition("=")[::2] for field in rest.split(","))
    names = [name for name in fields.get("SignedHeaders", "").lower().split(";") if name]
    if algorithm != ALGORITHM or not {"Credential", "Signature"} <= fields.keys() or not names:
        raise _incomplete()
    # A header that is not signed is as if it had not been sent.
    signed = {name: request.headers.get(name, "") for name in sorted(names)}
    for header, parameter in (("x-acs-date", "Timestamp"), ("x-acs-signature-nonce", "SignatureNonce")):
        if not request.headers.get(header):
            raise missing_parameter(parameter)
    sent = (name for name in ("x-acs-action", "x-acs-version") if name in request.headers)
    if any(not signed.get(name) for name in (*_MUST_SIGN, *sent)):
        raise _incomplete()
    payload = hashlib.sha256(request.body).hexdigest()
    if not hmac.compare_digest(payload.encode(), signed["x-acs-content-sha256"].encode()):
        message = "Specified signature is not matched with our calculation. server content sha256 is:"
        raise ApiError(400, "SignatureDoesNotMatch", message + payload)
    lines = "".join(f"{name}:{value}\n" for name, value in signed.items())
    text = "\n".join((request.method, "/", canonical(request.query), lines, ";".join(signed), payload))
    return _Claim(
        fields["Credential"],
        signed.get("x-acs-security-token"),
        signed["x-acs-signature-nonce"],
        signed["x-acs-date"],
        fields["Signature"],
        f"{ALGORITHM}\n{hashlib.sha256(text.encode()).hexdigest()}",
        f"\nserver canonical request is:{text}",
    )


def _claim_v1(request: Request) -> _Claim:
    parameters = dict(request.form + request.query)
    for name in ("AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion", "SignatureNonce", "Timestamp"):
        if not parameters.get(name):
            raise missing_parameter(name)
    if parameters["SignatureMethod"].upper() != "HMAC-SHA1" or parameters["SignatureVersion"] != "1.0":
        raise ApiError(400, "InvalidSignatureMethod", "Specified signature method or version is not supported.")
    signed = [pair for pair in request.form + request.query if pair[0] != "Signature"]
    return _Claim(
        parameters["AccessKeyId"],
        parameters.get("SecurityToken"),
        parameters["SignatureNonce"],
        parameters["Timestamp"],
        parameters["Signature"],
        f"{request.method}&%2F&{encode(canonical(signed))}",
        "",
    )


def _sign_v3(key: AccessKey, text: str) -> str:
    return hmac.new(key.secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def _sign_v1(key: AccessKey, text: str) -> str:
    return b2a_base64(hmac.digest(f"{key.secret}&".encode(), text.encode(), "sha1"), newline=False).decode()


def _check_time(timestamp: str, now: float) -> None:
    try:
        signed_at = datetime.fromisoformat(timestamp if _TIMESTAMP.fullmatch(timestamp) else "").timestamp()
    except ValueError:
        message = "Specified time stamp or date value is not well formatted."
        raise ApiError(400, "InvalidTimeStamp.Format", message) from None
    if abs(now - signed_at) > TOLERATED_SKEW_S:
        raise ApiError(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.")


def _check_token(token: str | None, key: AccessKey) -> None:
    if key.token is None and not token:
        return
    if not token:
        raise missing_parameter("SecurityToken")
    if token == EXPIRED_SECURITY_TOKEN:
        raise ApiError(400, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.")
    if key.token is None or not hmac.compare_digest(token.encode(), key.token.encode()):
        message = "Specified SecurityToken mismatch with the AccessKey."
        raise ApiError(400, "InvalidSecurityToken.MismatchWithAccessKey", message)


def _incomplete() -> ApiError:
    message = "The request signature does not conform to Aliyun standards."
    return ApiError(400, "IncompleteSignature", message)
