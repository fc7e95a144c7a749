"""The exceptions of a call, and which of the service's error codes each stands for.

Sources of the codes: the documentation pages of the operations, and Alibaba Cloud's common error codes. Codes of this
client begin with ``Client.``; ``HTTP.<status>`` stands for a reply without a code. `ccc_tui.callcenter.errors` has the
words for all codes.
"""

import re
from typing import ClassVar, Final


class CloudError(Exception):
    """Base class of everything that makes a call fail.

    Attributes:
        code: the service's error code (``NotExists.UserId``), or one of this client (``Client.Timeout``).
        message: what the service or the system said, cleaned and without secrets.
        status: HTTP status of the reply; None without a reply.
        recommend: the service's link to its diagnosis page.
        retry_after: seconds that the service asks to wait.
        retryable: whether the same call may succeed later.
        tries: how often the call was sent.
        operation: the operation's name.
        call: number of the failed call in the call log; None if none was made.
    """

    retryable: bool = False

    def __init__(
        self,
        code: str,
        message: str = "",
        *,
        status: int | None = None,
        request_id: str | None = None,
        recommend: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.code = code
        self.message = redact(message)
        self.status = status
        self.request_id = request_id
        self.recommend = recommend
        self.retry_after = retry_after
        self.tries = 1
        self.operation: str | None = None
        self.call: int | None = None
        super().__init__(code, self.message)

    def __str__(self) -> str:
        said = f"{self.code}: {self.message}" if self.message else self.code
        status = None if self.status is None else f"HTTP {self.status}"
        request_id = f"RequestId {self.request_id}" if self.request_id else None
        return " · ".join(filter(None, (said, status, request_id)))


class ConfigurationError(CloudError):
    """Settings on this machine prevent the call; it was not sent."""


class CredentialsError(ConfigurationError):
    """No usable access key."""


class ConnectionFailed(CloudError):
    """The service could not be reached, or the connection ended before the reply."""

    retryable = True


class CallTimedOut(ConnectionFailed):
    """The service did not answer in time."""


class MalformedReply(CloudError):
    """The reply is not one of this service's.

    An empty or truncated reply is retryable, because the connection may have been cut; the others would come again.
    """

    def __init__(self, code: str, message: str = "", *, status: int | None = None) -> None:
        super().__init__(code, message, status=status)
        self.retryable = code in {"Client.Reply.Empty", "Client.Reply.Truncated"}


class ServiceError(CloudError):
    """The service, or a gateway before it, answered with an error.

    Attributes:
        codes: prefixes of the error codes of this class; the longest prefix of all classes decides.
    """

    codes: ClassVar[tuple[str, ...]] = ()


class Throttled(ServiceError):
    """Too many calls for the account's quota."""

    codes = ("Throttling", "HTTP.429")
    retryable = True


class ServiceUnavailable(ServiceError):
    """The service, or a gateway before it, failed."""

    codes = ("InternalError", "InternalService", "ServiceUnavailable", "HTTP.5")
    retryable = True


class ClockSkewed(ServiceError):
    """The time of the signature is too far from the service's."""

    codes = ("InvalidTimeStamp.Expired",)


class NonceUsed(ServiceError):
    """The nonce was used before; each try signs a new one."""

    codes = ("SignatureNonceUsed",)
    retryable = True


class AuthenticationFailed(ServiceError):
    """The access key or its signature is not accepted."""

    codes = (
        "InvalidAccessKeyId",
        "SignatureDoesNotMatch",
        "IncompleteSignature",
        "InvalidSecurityToken",
        "MissingSecurityToken",
    )


class PermissionDenied(ServiceError):
    """The access key is valid, but not allowed to make this call."""

    codes = ("Forbidden", "NoPermission", "Permission.")


class NotFound(ServiceError):
    """What the ids name does not exist, or there is no id to send (``Client.NoId``)."""

    codes = ("NotExists",)


class InvalidRequest(ServiceError):
    """The service refuses a parameter, an operation, a version or a protocol."""

    codes = (
        "Parameter.",
        "Missing",
        "InvalidParameter",
        "InvalidTimeStamp",
        "InvalidAction.NotFound",
        "InvalidApi.NotFound",
        "InvalidProduct.NotFound",
        "NoSuchVersion",
        "InvalidVersion",
        "InvalidProtocol.NeedSsl",
        "HTTP.",
        "HTTP.501",
        "HTTP.505",
    )


_CLASSES: Final = {prefix: one for one in ServiceError.__subclasses__() for prefix in one.codes}


def service_error_class(code: str, status: int) -> type[ServiceError]:
    """Return the class of an error that the service reports; an unknown code is judged by its HTTP status."""
    for known in (code, f"HTTP.{status}"):
        if prefixes := [prefix for prefix in _CLASSES if known.startswith(prefix)]:
            return _CLASSES[max(prefixes, key=len)]
    return InvalidRequest


_STRING_TO_SIGN: Final = re.compile(r"\b(string[\s-]?to[\s-]?sign|canonical\s?request)\b.*", re.IGNORECASE | re.DOTALL)
# Likewise, up to the end of a text in JSON or XML.
_STRING_IN_DOCUMENT: Final = re.compile(
    r"\b(string[\s-]?to[\s-]?sign|canonical\s?request)\b(?:\\.|[^\"<\\])*", re.IGNORECASE | re.DOTALL
)
# As in URLs, JSON, headers, and what Python shows of dicts and of pairs in bytes.
_SECRET_FIELDS: Final = re.compile(
    r"(access[_-]?key[_-]?(?:id|secret)|(?:security|access|refresh)[_-]?token|sts_?token"
    r"|signature|password|secret)"
    r"([\"']?\s*(?:=|%3D|:)\s*b?[\"']?|[\"']\s*,\s*b?[\"'])(?:(?!%26)[^\s&\"',}])+",
    re.IGNORECASE,
)
_AUTHORIZATION: Final = re.compile(r"(ACS3-HMAC-SHA256 )Credential=[^\s\"<]+|(\bBearer )[\w.~+/=-]{16,}", re.IGNORECASE)


def redact(message: str) -> str:
    """Return the message without access keys, tokens, signatures and the string to sign.

    ``SignatureDoesNotMatch`` echoes the whole string to sign, with the access key id and every parameter.
    """
    return _redacted(message, _STRING_TO_SIGN)


def redact_document(text: str) -> str:
    """Return a reply without the same: what follows the text that echoes them stays."""
    return _redacted(text, _STRING_IN_DOCUMENT if text.lstrip()[:1] in {"{", "[", "<"} else _STRING_TO_SIGN)


def _redacted(text: str, echo: re.Pattern[str]) -> str:
    folded = text.casefold()  # the expressions take a hundred times as long as these searches
    if "sign" in folded or "canonical" in folded:
        text = echo.sub(r"\1 (hidden)", text)
    if "acs3" in folded or "bearer" in folded:
        text = _AUTHORIZATION.sub(r"\1\2(hidden)", text)
    if any(word in folded for word in ("access", "token", "signature", "password", "secret")):
        text = _SECRET_FIELDS.sub(r"\1\2(hidden)", text)
    return text
