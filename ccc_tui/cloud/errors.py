"""The one exception tree of a call. Whatever goes wrong between a question and its reply is one of these.

The codes and their meaning are those of the service's error tables; failures that never reached the service
carry codes of our own, which begin with ``Client.``.
"""

import re
from typing import Final


class CloudError(Exception):
    """A call failed.

    Attributes:
        code: the service's error code (``NotExists.UserId``), or one of our own (``Client.Timeout``).
        message: what the service or the system said, cleaned and without secrets.
        status: HTTP status of the reply, or None when there was no reply.
        request_id: the service's RequestId, or None.
        recommend: the service's link to its diagnosis page, or None.
        retryable: whether the same call may succeed later.
        tries: how often the call was sent.
        operation: the operation's name, or None before there was one.
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
    ) -> None:
        self.code = code
        self.message = redact(message)
        self.status = status
        self.request_id = request_id
        self.recommend = recommend
        self.tries = 1
        self.operation: str | None = None
        super().__init__(code, self.message)

    def __str__(self) -> str:
        parts = [f"{self.code}: {self.message}" if self.message else self.code]
        if self.status is not None:
            parts.append(f"HTTP {self.status}")
        if self.request_id:
            parts.append(f"RequestId {self.request_id}")
        return " · ".join(parts)


class ConfigurationError(CloudError):
    """What is configured on this machine cannot work: the call was never sent.

    Codes: ``Client.Endpoint``, ``Client.Parameter`` (not Unicode text), ``Client.SkillGroups`` (this API version
    cannot choose by them), ``Client.Request`` (cannot be written: too long, or a setting with stray characters),
    ``Client.Proxy`` and ``Client.TLS`` (the environment names what cannot be used), and those of
    `CredentialsError`.
    """


class CredentialsError(ConfigurationError):
    """No usable access key.

    Codes: ``Client.Credentials.Missing``, ``.Incomplete``, ``.Malformed``, ``.ProfileNotFound``,
    ``.FileUnreadable``, ``.ModeUnknown``, ``.LibraryMissing``, ``.Unavailable`` (a network source did not answer).
    """


class ConnectionFailed(CloudError):
    """The service could not be reached or broke off.

    Codes: ``Client.Connect``, ``Client.Name`` (DNS), ``Client.TLS``, ``Client.Proxy``, ``Client.Disconnected``.
    """

    retryable = True


class CallTimedOut(ConnectionFailed):
    """The service did not answer in time: ``Client.Timeout``."""


class MalformedReply(CloudError):
    """The reply is not one of the service's.

    Codes: ``Client.Reply.Empty``, ``.HTML``, ``.Truncated``, ``.Malformed``, ``.Charset``, ``.TooLarge``,
    ``.Forbidden`` (XML with entities), ``.Redirect``. Half a reply or none is an accident of the line, and may
    come whole the next time; the others come again.
    """

    def __init__(self, code: str, message: str = "", *, status: int | None = None) -> None:
        super().__init__(code, message, status=status)
        self.retryable = code in {"Client.Reply.Empty", "Client.Reply.Truncated"}


class ServiceError(CloudError):
    """The service answered, with an error code."""


class Throttled(ServiceError):
    """Too many calls for the account's quota.

    Attributes:
        retry_after: seconds that the service asks to wait, or None.
    """

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
    """The service, or a gateway before it, has a fault of its own."""

    retryable = True


class ClockSkewed(ServiceError):
    """The signed time is too far from the service's."""


class NonceUsed(ServiceError):
    """The nonce was seen before; a new one is signed at every try."""

    retryable = True


class AuthenticationFailed(ServiceError):
    """The access key or its signature is not accepted."""


class PermissionDenied(ServiceError):
    """The access key is good, but may not make this call."""


class NotFound(ServiceError):
    """What was asked about does not exist; ``Client.NoId`` where there is no id to ask by."""


class InvalidRequest(ServiceError):
    """The service refuses a parameter, an operation, a version or a protocol."""


_STRING_TO_SIGN: Final = re.compile(
    r"\b(string[\s-]?to[\s-]?sign|canonical\s?request)\b.*", re.IGNORECASE | re.DOTALL
)
# As in URLs, JSON, headers, and what Python shows of dicts and of pairs in bytes.
_SECRET_FIELDS: Final = re.compile(
    r"(access[_-]?key[_-]?(?:id|secret)|(?:security|access|refresh)[_-]?token|sts_?token"
    r"|signature|password|secret)"
    r"([\"']?\s*(?:=|%3D|:)\s*b?[\"']?|[\"']\s*,\s*b?[\"'])(?:(?!%26)[^\s&\"',}])+",
    re.IGNORECASE,
)
_AUTHORIZATION: Final = re.compile(
    r"(ACS3-HMAC-SHA256 )Credential=\S+|(\bBearer )[\w.~+/=-]{16,}", re.IGNORECASE
)


def redact(message: str) -> str:
    """Return the message without access keys, tokens, signatures and the string to sign.

    ``SignatureDoesNotMatch`` echoes the whole string to sign, with the access key id and every parameter.
    """
    message = _STRING_TO_SIGN.sub(r"\1 (hidden)", message)
    message = _AUTHORIZATION.sub(r"\1\2(hidden)", message)
    return _SECRET_FIELDS.sub(r"\1\2(hidden)", message)
