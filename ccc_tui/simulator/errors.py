"""Error replies of the service."""


class ApiError(Exception):
    """An error reply, with the code and message of the service's error tables.

    `headers` are further headers of the reply, such as ``x-acs-retry-after``.
    """

    def __init__(self, status: int, code: str, message: str, headers: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(code, message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers

    def body(self, host: str, request_id: str) -> dict[str, str]:
        """Return the error document."""
        return {
            "RequestId": request_id,
            "Message": self.message,
            "HostId": host,
            "Code": self.code,
            "Recommend": f"https://api.aliyun.com/troubleshoot?q={self.code}&product=CCC&requestId={request_id}",
        }


def missing_parameter(name: str) -> ApiError:
    """Return the gateway's error for a required parameter that was not sent."""
    return ApiError(400, f"Missing{name}", f"{name} is mandatory for this action.")


def unknown_operation() -> ApiError:
    """Return the gateway's error for an action that the version does not have."""
    return ApiError(404, "InvalidAction.NotFound", "Specified api is not found, please check your url and method.")


def invalid_parameter(name: str) -> ApiError:
    """Return the error for a parameter whose value cannot be parsed."""
    return ApiError(400, "InvalidParameter", f"The specified parameter {name} is not valid.")
