"""An answer other than the one that was asked for."""


class Refusal(Exception):  # noqa: N818 - a refusal is the service's answer, not an error of the simulator
    """The service refuses a request, in the words of its error tables.

    Attributes:
        status: HTTP status of the reply.
        code: the service's error code, such as ``NotExists.UserId``.
        message: what the service says about it.
        headers: further headers of the reply, such as ``x-acs-retry-after``.
    """

    def __init__(self, status: int, code: str, message: str, headers: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(code, message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers


def missing(name: str) -> Refusal:
    """Return what the gateway says of a mandatory parameter that was not sent."""
    return Refusal(400, f"Missing{name}", f"{name} is mandatory for this action.")


def refusal_body(refusal: Refusal, host: str, request_id: str) -> dict[str, str]:
    """Return the error envelope, the same for the gateway's refusals and the operations'."""
    return {
        "RequestId": request_id,
        "Message": refusal.message,
        "HostId": host,
        "Code": refusal.code,
        "Recommend": f"https://api.aliyun.com/troubleshoot?q={refusal.code}&product=CCC&requestId={request_id}",
    }
