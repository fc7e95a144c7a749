"""Faults that the simulator produces on request."""

from typing import Any, ClassVar, Literal, NamedTuple

from ccc_tui.simulator.errors import ApiError

Kind = Literal["refuse", "reset", "truncate", "malformed", "html", "empty", "slow", "skew", "lower-case"]


class _Details(NamedTuple):
    kind: Kind
    status: int = 200
    code: str = ""
    message: str = ""
    retry_after_ms: int | None = None  # value of x-acs-retry-after; None sends no such header
    delay_ms: int = 0
    skew_s: int = 0  # by how much the service's clock is ahead for this request


class Fault(_Details):
    """A fault of one request. Call it to change its details: ``Fault.THROTTLE(retry_after_ms=300)``.

    A named tuple, because importing dataclasses takes six times as long.
    """

    __slots__ = ()

    # Assigned below, because they are instances of the class.
    THROTTLE: ClassVar["Fault"]
    ERROR: ClassVar["Fault"]
    ERROR_500: ClassVar["Fault"]
    UNAVAILABLE: ClassVar["Fault"]
    FORBIDDEN: ClassVar["Fault"]
    NONCE_USED: ClassVar["Fault"]
    ERROR_IN_200: ClassVar["Fault"]
    LOWER_CASE: ClassVar["Fault"]
    RESET: ClassVar["Fault"]
    TRUNCATE: ClassVar["Fault"]
    MALFORMED: ClassVar["Fault"]
    HTML: ClassVar["Fault"]
    EMPTY: ClassVar["Fault"]
    SLOW: ClassVar["Fault"]
    CLOCK_SKEW: ClassVar["Fault"]

    def __call__(self, **details: Any) -> "Fault":
        """Return this fault with other details."""
        return self._replace(**details)

    @property
    def refuses(self) -> bool:
        """Whether the request is answered with an error of the service."""
        return self.kind in {"refuse", "lower-case"}

    @property
    def breaks(self) -> bool:
        """Whether the reply is damaged on its way."""
        return self.kind in {"reset", "truncate", "malformed", "html", "empty"}

    def error(self) -> ApiError:
        """Return the error reply."""
        after = () if self.retry_after_ms is None else (("x-acs-retry-after", str(self.retry_after_ms)),)
        return ApiError(self.status, self.code, self.message, after)


_THROTTLED = "Request was denied due to user flow control."
_INTERNAL = "The request processing has failed due to some unknown error, exception or failure."
_UNAVAILABLE = "The request has failed due to a temporary failure of the server."
_FORBIDDEN = "User not authorized to operate on the specified resource, or this API doesn't support RAM."
Fault.THROTTLE = Fault("refuse", 429, "Throttling.User", _THROTTLED)
Fault.ERROR = Fault("refuse", 400, "InvalidParameter", "The specified parameter is not valid.")
Fault.ERROR_500 = Fault("refuse", 500, "InternalError", _INTERNAL)
Fault.UNAVAILABLE = Fault("refuse", 503, "ServiceUnavailable", _UNAVAILABLE)
Fault.FORBIDDEN = Fault("refuse", 403, "Forbidden.RAM", _FORBIDDEN)
Fault.NONCE_USED = Fault("refuse", 400, "SignatureNonceUsed", "Specified signature nonce was used already.")
Fault.ERROR_IN_200 = Fault("refuse", 200, "InternalService.Failure", _INTERNAL)
Fault.LOWER_CASE = Fault("lower-case", 500, "InternalError", _INTERNAL)
Fault.RESET = Fault("reset")
Fault.TRUNCATE = Fault("truncate")
Fault.MALFORMED = Fault("malformed")
Fault.HTML = Fault("html", 502)
Fault.EMPTY = Fault("empty")
Fault.SLOW = Fault("slow", delay_ms=1500)
Fault.CLOCK_SKEW = Fault("skew", skew_s=3600)


class Faults(NamedTuple):
    """Permanent misbehavior: a delay, the failing instances of the demo, and a fault for each of the first requests."""

    latency_ms: int = 0
    of_instances: bool = True
    first: tuple[Fault, ...] = ()


class FaultScript:
    """The faults still to come, in order."""

    def __init__(self, first: tuple[Fault, ...]) -> None:
        self._steps: list[tuple[Fault, int, str | None]] = [(fault, 1, None) for fault in first]

    def add(self, fault: Fault, times: int, action: str | None) -> None:
        """Let the next `times` requests fail, or those of one action."""
        self._steps.append((fault, times, action))

    def take(self, action: str | None) -> Fault | None:
        """Return the fault of this request, and count it."""
        for index, (fault, times, wanted) in enumerate(self._steps):
            if wanted in {None, action}:
                self._steps[index : index + 1] = [(fault, times - 1, wanted)] if times > 1 else []
                return fault
        return None
