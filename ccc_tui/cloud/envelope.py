"""The fields that every reply has: error code, message and RequestId.

Source: the error tables of the operations' documentation pages, and Alibaba Cloud's common error codes.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from ccc_tui.cloud.errors import ServiceError, redact, service_error_class
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
        """Return the error that the reply reports, or None for a success."""
        if self.success and status < _FIRST_ERROR_STATUS:
            return None
        code = self.code or ""
        if code.lower() in _SUCCESS:
            code = f"HTTP.{status}" if self.success else "Failed"
        return service_error_class(code, status)(
            code,
            self.message or "",
            status=status,
            request_id=self.request_id,
            recommend=self.recommend,
            retry_after=retry_after,
        )
