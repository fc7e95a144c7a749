"""The calls of this session, for the status line, the list of calls, the inspector and the log file."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ccc_tui.cloud.operation import Operation, Priority

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ccc_tui.cloud.errors import CloudError
    from ccc_tui.cloud.replies import ReplyStore

# The request that makes the calls of the current task. Tasks inherit it: prefetched pages have the cause of the first.
CAUSE: Final[ContextVar[object | None]] = ContextVar("cause", default=None)

# Calls; about half a megabyte.
_LENGTH: Final = 500


class CallState(StrEnum):
    """State of a call."""

    WAITING = "waiting"
    SENT = "sent"
    RETRYING = "retrying"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Call(NamedTuple):
    """Snapshot of one call; holds no access key, token or signature.

    Attributes:
        number: sequence number in this session, from 1.
        parameters: the operation's own parameters.
        started_at: aware, UTC.
        tries: how often it was sent so far.
        limit: how often it may be sent.
        status: HTTP status of the last reply.
        code: error code of the last try, of the service or of this client.
        request_id: the service's RequestId of the last reply.
        latency: seconds from start to end, pauses included.
        size: bytes of the last reply, uncompressed.
        next_try: seconds until the next try, while retrying.
        cause: the request that made it, as `CAUSE` names it.
        endpoint: origin of the service.
        signature: version of the signature.
        credentials: where the access key comes from; never the key.
        method: HTTP method of the last try.
        waited: seconds that it waited for the rate limit.
        failure: the error of the last try.
    """

    number: int
    operation: Operation[Any]
    parameters: Mapping[str, str]
    started_at: datetime
    state: CallState = CallState.WAITING
    tries: int = 0
    limit: int = 1
    status: int | None = None
    code: str | None = None
    request_id: str | None = None
    latency: float | None = None
    size: int | None = None
    next_try: float | None = None
    priority: Priority = Priority.PERSON
    cause: object | None = None
    endpoint: str = ""
    signature: str = ""
    credentials: str = ""
    method: str = "POST"
    waited: float = 0.0
    failure: CloudError | None = None

    @property
    def ended(self) -> bool:
        """Whether the state is final."""
        return self.state in {CallState.DONE, CallState.FAILED, CallState.CANCELLED}


class CallLog:
    """The most recent calls, oldest first. Subscribers are called at each step of a call.

    Attributes:
        length: how many calls are kept.
        replies: what is kept of the replies; None, as at first, for nothing.
    """

    def __init__(self, length: int = _LENGTH) -> None:
        self.length = length
        self.replies: ReplyStore | None = None
        self._calls: dict[int, Call] = {}
        self._numbers = count(1)
        self._subscribers: dict[object, Callable[[Call], None]] = {}

    def __iter__(self) -> Iterator[Call]:
        return iter(tuple(self._calls.values()))

    def __len__(self) -> int:
        return len(self._calls)

    def find(self, number: int | None) -> Call | None:
        """Return a call by its number; None where it is not kept."""
        return None if number is None else self._calls.get(number)

    def subscribe(self, subscriber: Callable[[Call], None]) -> Callable[[], object]:
        """Call the subscriber at each step of each call; return a function that unsubscribes it."""
        key = object()
        self._subscribers[key] = subscriber
        return lambda: self._subscribers.pop(key, None)

    def open(self, operation: Operation[Any], parameters: Mapping[str, str], **details: Any) -> Call:
        """Record a new call."""
        number = next(self._numbers)
        call = Call(number, operation, dict(parameters), datetime.now(UTC), cause=CAUSE.get(), **details)
        self._calls[number] = call
        if len(self._calls) > self.length:
            oldest = next(iter(self._calls))
            del self._calls[oldest]
            if self.replies is not None:
                self.replies.drop(oldest)
        return self._publish(call)

    def update(self, call: Call, **changes: Any) -> Call:
        """Record a step; return the changed call."""
        changed = call._replace(**changes)
        if call.number in self._calls:  # else it has been dropped as too old
            self._calls[call.number] = changed
        return self._publish(changed)

    def _publish(self, call: Call) -> Call:
        for subscriber in tuple(self._subscribers.values()):
            subscriber(call)
        return call
