"""Every call of this session, for the status line, the list of calls, and a support ticket."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from itertools import count
from typing import Any, Final, NamedTuple

from ccc_tui.cloud.operation import Operation
from ccc_tui.cloud.priority import Priority

# What makes the calls of the current task. Tasks inherit it, so that pages fetched ahead have the cause of the first.
CAUSE: Final[ContextVar[object | None]] = ContextVar("cause", default=None)

# An hour of one call every seven seconds; about half a megabyte.
_LENGTH: Final = 500


class CallState(StrEnum):
    """How far a call is."""

    WAITING = "waiting"
    SENT = "sent"
    RETRYING = "retrying"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Call(NamedTuple):
    """One call, as far as it has come. Holds the operation's own parameters and nothing that was signed.

    Attributes:
        number: counts the calls of this session, from 1.
        operation: what was called.
        parameters: the operation's parameters.
        started_at: UTC.
        state: how far it is.
        tries: how often it was sent.
        limit: how often it may be sent.
        status: HTTP status of the last reply.
        code: the service's code of the last reply, or ours.
        request_id: the service's RequestId of the last reply.
        latency: seconds from the start to the end, pauses included.
        size: bytes of the last reply, uncompressed.
        next_try: seconds to the next try, while retrying.
        priority: whether a person waits for it, or a scan wants it.
        cause: the request that made it, as `CAUSE` names it.
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

    @property
    def ended(self) -> bool:
        """Whether no more will happen to it."""
        return self.state in {CallState.DONE, CallState.FAILED, CallState.CANCELLED}


class CallLog:
    """The last calls, oldest first, and those who want to know of each step."""

    def __init__(self, length: int = _LENGTH) -> None:
        self._length = length
        self._calls: OrderedDict[int, Call] = OrderedDict()
        self._numbers = count(1)
        self._subscribers: dict[object, Callable[[Call], None]] = {}

    def __iter__(self) -> Iterator[Call]:
        return iter(tuple(self._calls.values()))

    def __len__(self) -> int:
        return len(self._calls)

    def subscribe(self, subscriber: Callable[[Call], None]) -> Callable[[], None]:
        """Call the subscriber at each step of each call; return what ends that."""
        key = object()
        self._subscribers[key] = subscriber

        def unsubscribe() -> None:
            self._subscribers.pop(key, None)

        return unsubscribe

    def open(
        self,
        operation: Operation[Any],
        parameters: Mapping[str, str],
        *,
        limit: int,
        priority: Priority = Priority.PERSON,
    ) -> Call:
        """Begin to record a call."""
        call = Call(
            next(self._numbers),
            operation,
            dict(parameters),
            datetime.now(UTC),
            limit=limit,
            priority=priority,
            cause=CAUSE.get(),
        )
        self._calls[call.number] = call
        while len(self._calls) > self._length:
            self._calls.popitem(last=False)
        return self._told(call)

    def update(self, call: Call, **changes: Any) -> Call:
        """Record a step: return the call with these changes."""
        changed = call._replace(**changes)
        if call.number in self._calls:  # else it was long enough under way to be forgotten
            self._calls[call.number] = changed
        return self._told(changed)

    def _told(self, call: Call) -> Call:
        for subscriber in tuple(self._subscribers.values()):
            subscriber(call)
        return call
