"""`Response`: base class of the responses of operations."""

from datetime import datetime
from typing import Any, Final, Self

from pydantic import PrivateAttr

from ccc_tui.cloud.api_model import ApiModel, Count, Flag
from ccc_tui.cloud.clock import utc_now

# Fields that other documents may have, too.
_COMMON: Final = {"message", "page_number", "page_size", "total_count"}


class Response(ApiModel):
    """What every response holds, beside what its operation is asked for."""

    code: str | None = None
    message: str | None = None
    request_id: str | None = None
    http_status_code: Count | None = None
    success: Flag | None = None

    _body: bytes | bytearray = PrivateAttr(default=b"")
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
