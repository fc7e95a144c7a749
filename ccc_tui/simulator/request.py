"""HTTP requests, parsed by the rules of the RPC style.

API pages: "Request syntax and signature method V3" and "Request syntax and signature method V1".
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import unquote_plus

Kind = Literal["v3", "v1"]
Pairs = list[tuple[str, str]]

# The "common parameters" of signature V1; all others belong to the operation.
COMMON_PARAMETERS: Final = frozenset(
    (
        *("Action", "Version", "Format", "AccessKeyId", "SecurityToken", "RegionId", "Timestamp"),
        *("Signature", "SignatureMethod", "SignatureVersion", "SignatureType", "SignatureNonce"),
    )
)


class Recorded(NamedTuple):
    """A request as tests see it; `parameters` are those of the operation, without the common ones."""

    method: str
    action: str
    version: str
    parameters: Mapping[str, str]
    signature: Kind | None
    headers: Mapping[str, str]


class Request:
    """A decoded request, not yet verified."""

    __slots__ = ("body", "form", "headers", "method", "path", "query")

    def __init__(self, scope: Mapping[str, Any], body: bytes) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.headers = _headers(scope["headers"])
        self.query = pairs(scope["query_string"].decode("latin-1"))
        self.body = body
        is_form = "application/x-www-form-urlencoded" in self.headers.get("content-type", "")
        self.form = pairs(body.decode("latin-1")) if is_form else []

    def parameter(self, name: str) -> str | None:
        """Return a parameter of the query string, else of the form, else None."""
        return dict(self.form + self.query).get(name)

    @property
    def kind(self) -> Kind | None:
        """The signature method that the request claims to use."""
        if "authorization" in self.headers:
            return "v3"
        return "v1" if self.parameter("Signature") is not None else None

    @property
    def action(self) -> str | None:
        """The operation's name: a header of V3, a parameter of V1."""
        return self.parameter("Action") or self.headers.get("x-acs-action")

    @property
    def version(self) -> str | None:
        """The API version, found where the action is."""
        return self.parameter("Version") or self.headers.get("x-acs-version")

    @property
    def wants_xml(self) -> bool:
        """Whether the reply shall be XML: V3 asks by ``Accept``, V1 by ``Format`` (XML by default)."""
        if self.kind == "v3" or self.parameter("Action") is None:
            accept = self.headers.get("accept", "")
            return "xml" in accept and "json" not in accept
        return (self.parameter("Format") or "XML").upper() != "JSON"

    def recorded(self) -> Recorded:
        """Return the record of this request for tests."""
        parameters = dict(self.form + self.query)
        own = {name: value for name, value in parameters.items() if name not in COMMON_PARAMETERS}
        return Recorded(self.method, self.action or "", self.version or "", own, self.kind, self.headers)


def pairs(encoded: str) -> Pairs:
    """Decode ``a=b&c=d``; an empty value stays, as it is signed."""
    fields = (field.partition("=") for field in encoded.split("&") if field)
    return [(unquote_plus(name), unquote_plus(value)) for name, _, value in fields]


def _headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers by lower-case name; values of a repeated header are joined by a comma."""
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1").strip()
        headers[key] = f"{headers[key]},{text}" if key in headers else text
    return headers
