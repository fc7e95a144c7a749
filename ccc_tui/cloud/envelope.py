"""The fields that every reply has: error code, message and RequestId.

Source: the error tables of the operations' documentation pages, and Alibaba Cloud's common error codes.
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from ccc_tui.cloud.errors import ServiceError, Throttled, redact, service_error_class
from ccc_tui.cloud.parsing import Document
from ccc_tui.cloud.text import clean

_SUCCESS: Final = {"ok", "200", "success", ""}
_FIRST_ERROR_STATUS: Final = 400
# Characters kept of a text of the envelope.
_LONGEST_TEXT: Final = 1_000


class Envelope(NamedTuple):
    """The fields that every reply has; texts are sanitized, absent ones are None."""

    code: str | None
    message: str | None
    request_id: str | None
    recommend: str | None
    success: bool

    @classmethod
    def of(cls, document: Document, hide: Callable[[str], str] = str) -> "Envelope":
        """Return the envelope of a document; errors may have lower-case keys, or be inside ``<Error>``.

        Args:
            document: the reply.
            hide: removes secrets from a text: servers echo what was sent.
        """
        inner = document.get("Error")
        fields = {key.lower(): value for key, value in (inner if isinstance(inner, dict) else document).items()}

        def text(name: str) -> str | None:
            value = fields.get(name)
            if not isinstance(value, str | int):
                return None
            return redact(hide(clean(str(value)))[:_LONGEST_TEXT]).strip() or None

        code = text("code")
        failed = str(fields.get("success", "")).lower() == "false"
        return cls(
            code=code,
            message=text("message"),
            request_id=text("requestid"),
            recommend=text("recommend"),
            success=(code or "").lower() in _SUCCESS and not failed,
        )

    def error(self, status: int, retry_after: float | None) -> ServiceError | None:
        """Return the error that the reply reports, or None for a success.

        Args:
            status: HTTP status of the reply.
            retry_after: seconds that the service asks to wait when throttling.
        """
        if self.success and status < _FIRST_ERROR_STATUS:
            return None
        if self.success:
            return gateway_error(status, self.message or "", retry_after)
        code = self.code if self.code and self.code.lower() not in _SUCCESS else "Failed"
        return _error(code, self.message or "", status, retry_after, self)


def gateway_error(status: int, message: str, retry_after: float | None) -> ServiceError:
    """Return the error for an HTTP status that came without the service's own code."""
    return _error(f"HTTP.{status}", message, status, retry_after, None)


def _error(code: str, message: str, status: int, retry_after: float | None, envelope: Envelope | None) -> ServiceError:
    details: dict[str, Any] = {"status": status}
    if envelope is not None:
        details |= {"request_id": envelope.request_id, "recommend": envelope.recommend}
    kind = service_error_class(code, status)
    if kind is Throttled:
        return Throttled(code, message, retry_after=retry_after, **details)
    return kind(code, message, **details)
