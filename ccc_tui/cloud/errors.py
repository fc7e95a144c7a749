"""The exceptions of a call, and the error codes of each.

Sources of the codes: the documentation pages of the operations, and Alibaba Cloud's common error codes. Codes of this
client begin with ``Client.``; ``HTTP.<status>`` stands for a reply without a code. `ccc_tui.callcenter.errors` has the
words for the same codes.
"""

import re
from collections.abc import Iterator
from typing import ClassVar, Final


class CloudError(Exception):
    """Base class of everything that makes a call fail.

    Attributes:
        codes: prefixes of the error codes of this class; the longest prefix of all classes decides.
        code: the service's error code (``NotExists.UserId``), or one of our own (``Client.Timeout``).
        message: what the service or the system said, cleaned and without secrets.
        status: HTTP status of the reply, or None when there was no reply.
        request_id: the service's RequestId, or None.
        recommend: the service's link to its diagnosis page, or None.
        retryable: whether the same call may succeed later.
        tries: how often the call was sent.
        operation: the operation's name, or None before there was one.
        call: number of the failed call in the call_log, or None if none was made.
    """

    codes: ClassVar[tuple[str, ...]] = ()
    retryable: bool = False

    def __init__(
        self,
        code: str,
        message: str = "",
        *,
        status: int | None = None,
        request_id: str | None = None,
        recommend: str | None = None,
    ) -> None:
        self.code = code
        self.message = redact(message)
        self.status = status
        self.request_id = request_id
        self.recommend = recommend
        self.tries = 1
        self.operation: str | None = None
        self.call: int | None = None
        super().__init__(code, self.message)

    def __str__(self) -> str:
        parts = [f"{self.code}: {self.message}" if self.message else self.code]
        if self.status is not None:
            parts.append(f"HTTP {self.status}")
        if self.request_id:
            parts.append(f"RequestId {self.request_id}")
        return " · ".join(parts)


class ConfigurationError(CloudError):
    """Settings on this machine prevent the call; it was not sent."""

    codes: ClassVar[tuple[str, ...]] = (
        "Client.Endpoint",
        "Client.Parameter",  # not Unicode text
        "Client.SkillGroups",  # this API version cannot filter by them
        "Client.Request",  # cannot be written as HTTP: too long, or a setting with control characters
        "Client.Setting.Proxy",
        "Client.Setting.TLS",
    )


class CredentialsError(ConfigurationError):
    """No usable access key."""

    codes = (
        "Client.Credentials.Missing",
        "Client.Credentials.Incomplete",
        "Client.Credentials.Malformed",
        "Client.Credentials.ProfileNotFound",
        "Client.Credentials.FileUnreadable",
        "Client.Credentials.ModeUnknown",
        "Client.Credentials.LibraryMissing",
        "Client.Credentials.Unavailable",  # the source of temporary credentials did not give any
    )


class ConnectionFailed(CloudError):
    """The service could not be reached, or the connection ended before the reply."""

    codes: ClassVar[tuple[str, ...]] = (
        "Client.Connect",
        "Client.Name",
        "Client.TLS",
        "Client.Proxy",
        "Client.Disconnected",
    )
    retryable = True


class CallTimedOut(ConnectionFailed):
    """The service did not answer in time."""

    codes = ("Client.Timeout",)


class MalformedReply(CloudError):
    """The reply is not one of this service's.

    An empty or truncated reply is retryable, because the connection may have been cut; the others would come again.
    """

    codes = (
        "Client.Reply.Empty",
        "Client.Reply.HTML",
        "Client.Reply.Truncated",
        "Client.Reply.Malformed",
        "Client.Reply.Charset",
        "Client.Reply.TooLarge",
        "Client.Reply.Forbidden",  # XML with entities
        "Client.Reply.Redirect",
    )

    def __init__(self, code: str, message: str = "", *, status: int | None = None) -> None:
        super().__init__(code, message, status=status)
        self.retryable = code in {"Client.Reply.Empty", "Client.Reply.Truncated"}


class ServiceError(CloudError):
    """The service, or a gateway before it, answered with an error."""


class Throttled(ServiceError):
    """Too many calls for the account's quota.

    Attributes:
        retry_after: seconds that the service asks to wait, or None.
    """

    codes = ("Throttling", "HTTP.429")
    retryable = True

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
        super().__init__(code, message, status=status, request_id=request_id, recommend=recommend)
        self.retry_after = retry_after


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
        "InvalidAccessKeyId.Inactive",
        "SignatureDoesNotMatch",
        "IncompleteSignature",
        "InvalidSecurityToken",
        "MissingSecurityToken",
    )


class PermissionDenied(ServiceError):
    """The access key is valid, but not allowed to make this call."""

    codes = ("Forbidden", "NoPermission", "Permission.", "Permission.SkillGroup")


class NotFound(ServiceError):
    """What the ids name does not exist, or there is no id to send (``Client.NoId``)."""

    codes = ("NotExists", "NotExists.InstanceId", "NotExists.UserId", "NotExists.SkillGroupId", "Client.NoId")


class InvalidRequest(ServiceError):
    """The service refuses a parameter, an operation, a version or a protocol."""

    codes = (
        "Parameter.",
        "Parameter.Minimum",
        "Parameter.Maximum",
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
        "HTTP.404",
        "HTTP.407",
        "HTTP.501",
        "HTTP.505",
    )


def _subclasses(of: type[CloudError]) -> Iterator[type[CloudError]]:
    yield of
    for one in of.__subclasses__():
        yield from _subclasses(one)


CLASSES: Final = {prefix: one for one in _subclasses(CloudError) for prefix in vars(one).get("codes", ())}
_LONGEST_FIRST: Final = sorted(CLASSES, key=len, reverse=True)


def prefix_of(code: str) -> str | None:
    """Return the longest known prefix of an error code, or None for an unknown code."""
    return next((prefix for prefix in _LONGEST_FIRST if code.startswith(prefix)), None)


def service_error_class(code: str, status: int) -> type[ServiceError]:
    """Return the class of an error that the service reports; an unknown code is judged by its HTTP status."""
    for known in (prefix_of(code), prefix_of(f"HTTP.{status}")):
        found = CLASSES[known] if known is not None else None
        if found is not None and issubclass(found, ServiceError):
            return found
    return InvalidRequest


_STRING_TO_SIGN: Final = re.compile(r"\b(string[\s-]?to[\s-]?sign|canonical\s?request)\b.*", re.IGNORECASE | re.DOTALL)
# As in URLs, JSON, headers, and what Python shows of dicts and of pairs in bytes.
_SECRET_FIELDS: Final = re.compile(
    r"(access[_-]?key[_-]?(?:id|secret)|(?:security|access|refresh)[_-]?token|sts_?token"
    r"|signature|password|secret)"
    r"([\"']?\s*(?:=|%3D|:)\s*b?[\"']?|[\"']\s*,\s*b?[\"'])(?:(?!%26)[^\s&\"',}])+",
    re.IGNORECASE,
)
_AUTHORIZATION: Final = re.compile(r"(ACS3-HMAC-SHA256 )Credential=\S+|(\bBearer )[\w.~+/=-]{16,}", re.IGNORECASE)


def redact(message: str) -> str:
    """Return the message without access keys, tokens, signatures and the string to sign.

    ``SignatureDoesNotMatch`` echoes the whole string to sign, with the access key id and every parameter.
    """
    message = _STRING_TO_SIGN.sub(r"\1 (hidden)", message)
    message = _AUTHORIZATION.sub(r"\1\2(hidden)", message)
    return _SECRET_FIELDS.sub(r"\1\2(hidden)", message)
