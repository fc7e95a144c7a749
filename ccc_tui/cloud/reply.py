"""What a call brings home."""

from datetime import datetime
from typing import NamedTuple

from ccc_tui.cloud.operation import Operation
from ccc_tui.cloud.wire import Document


class Reply(NamedTuple):
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
