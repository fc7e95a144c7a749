"""`Response`: base class of the responses of operations; `Envelope`: the fields that every reply has.

Source: the error tables of the operations' documentation pages, and Alibaba Cloud's common error codes.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple, Self

from pydantic import PrivateAttr

from ccc_tui.cloud.api_model import ApiModel, Count, Flag
from ccc_tui.cloud.clock import utc_now
from ccc_tui.cloud.errors import ServiceError, redact, service_error_class
from ccc_tui.cloud.text import clean

_SUCCESS: Final = {"ok", "200", "success", ""}
_FIRST_ERROR_STATUS: Final = 400
# Characters kept of a text of the envelope.
_LONGEST_TEXT: Final = 1_000
# Fields that other documents may have, too.
_COMMON: Final = {"message", "page_number", "page_size", "total_count"}


class Response(ApiModel):
    """What every response holds, beside the fields of its operation."""

    code: str | None = None
    message: str | None = None
    request_id: str | None = None
    http_status_code: Count | None = None
    success: Flag | None = None

    _body: bytes | bytearray = b""
    _received_at: datetime = PrivateAttr(default_factory=utc_now)

    @property
    def body(self) -> bytes | bytearray:
        """The reply's bytes, uncompressed."""
        return self._body

    @property
    def received_at(self) -> datetime:
        """When the reply arrived, UTC."""
        return self._received_at

    @property
    def is_of_the_service(self) -> bool:
        """Whether there is a list or an envelope field: the service omits empty lists, never the envelope."""
        known = self.model_fields_set & type(self).model_fields.keys()  # unknown fields are in the set, too
        return not known <= _COMMON

    def envelope(self) -> dict[str, Any]:
        """Return the top-level fields that errors are read from, by the service's names, and unknown fields."""
        known = {"Code": self.code, "Message": self.message, "RequestId": self.request_id, "Success": self.success}
        sent = {name: value for name, value in known.items() if value is not None}
        return {**(self.model_extra or {}), **sent}

    def received(self, body: bytes | bytearray, received_at: datetime, request_id: str | None) -> Self:
        """Return the response with its body, its time, and a RequestId that is safe to show."""
        self._body = body
        self._received_at = received_at
        return self.model_copy(update={"request_id": request_id})


class Envelope(NamedTuple):
    """The fields that every reply has; texts are sanitized, absent ones are None."""

    code: str | None
    message: str | None
    request_id: str | None
    recommend: str | None
    success: bool

    @classmethod
    def of(cls, document: Mapping[str, Any], hide: Callable[[str], str] = str) -> "Envelope":
        """Return the envelope of a document; errors may have lower-case keys, or be inside ``<Error>``.

        `hide` removes secrets from a text: servers echo what was sent.
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
        success = (code or "").lower() in _SUCCESS and not failed
        return cls(code, text("message"), text("requestid"), text("recommend"), success)

    def error(self, status: int, retry_after: float | None) -> ServiceError | None:
        """Return the error that the reply reports, or None for a success."""
        if self.success and status < _FIRST_ERROR_STATUS:
            return None
        code = self.code or ""
        if code.lower() in _SUCCESS:
            code = f"HTTP.{status}" if self.success else "Failed"
        details: dict[str, Any] = {"request_id": self.request_id, "recommend": self.recommend}
        kind = service_error_class(code, status)
        return kind(code, self.message or "", status=status, retry_after=retry_after, **details)
