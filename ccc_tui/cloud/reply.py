"""What a call brings home."""

from dataclasses import dataclass
from datetime import datetime

from ccc_tui.cloud.operation import Operation
from ccc_tui.cloud.wire import Document


@dataclass(frozen=True, slots=True)
class Reply:
    """What the service answered.

    Attributes:
        operation: what was asked.
        document: the reply as dicts, lists and scalars.
        content: the reply's own bytes, uncompressed.
        request_id: the service's RequestId, or None.
        received_at: UTC.
    """

    operation: Operation
    document: Document
    content: bytes | bytearray
    request_id: str | None
    received_at: datetime
