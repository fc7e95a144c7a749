"""A call in other forms: a command or a program that repeats it, links about it, and evidence for a support ticket.

Nothing here holds an access key: commands take it from a profile or from the environment. Values are quoted for the
language that they stand in; control characters are removed, because what is pasted into a terminal may be obeyed.
"""

from __future__ import annotations

import json
import platform
import re
import shlex
from datetime import UTC
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlencode

import ccc_tui
from ccc_tui.cloud.auth.credential import hide_keys
from ccc_tui.cloud.errors import redact
from ccc_tui.cloud.text import clean
from ccc_tui.i18n import _

if TYPE_CHECKING:
    from ccc_tui.cloud.call_log import Call

_PRODUCT: Final = "CCC"
_PORTAL: Final = "https://api.aliyun.com"
_WHOLE_NUMBERS: Final = frozenset({"PageNumber", "PageSize"})
_FLAGS: Final = frozenset({"Active", "IsMember"})
# Parameters that name or describe a person.
_PERSONAL: Final = frozenset({"UserId", "Number", "SearchPattern", "Extension", "RamId", "LoginName"})
_SHORTEST_WORD: Final = 4
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_PHONE: Final = re.compile(r"\+?\d[\d\s-]{6,}\d")


def parameters_of(call: Call) -> dict[str, str]:
    """Return a call's parameters as they may be shown: no keys, no control characters."""
    return {clean(name): redact(hide_keys(clean(value))) for name, value in call.parameters.items()}


def aliyun_command(call: Call, region: str) -> str:
    """Return a command of the aliyun CLI, whose current profile signs it."""
    scheme, _separator, host = call.endpoint.partition("://")
    words = ["aliyun", "ccc", call.operation.action, "--version", call.operation.version]
    # The CLI knows the parameters of one version only.
    words += ["--force", "--region", clean(region), "--endpoint", host or "ccc.aliyuncs.com"]
    words += ["--insecure"] if scheme == "http" else []
    # With an equals sign, a value that begins with a hyphen is still a value. The CLI cannot send empty ones.
    words += [f"--{name}={value}" for name, value in parameters_of(call).items() if value]
    return shlex.join(words)


def python_program(call: Call) -> str:
    """Return a program that repeats the call with the official SDK; the key comes from the environment."""
    scheme, _separator, host = call.endpoint.partition("://")
    package = f"alibabacloud_ccc{call.operation.version.replace('-', '')}"
    action = call.operation.action
    arguments = [
        f"    {_snake(name)}={_python_value(name, value)},"
        for name, value in parameters_of(call).items()
        if name.isidentifier()
    ]
    # The SDK has no request where an operation takes no parameters.
    takes_request = bool(call.operation.parameters or arguments)
    lines = [
        f"# pip install {package}",
        "import json",
        "import os",
        "",
        *([f"from {package} import models"] if takes_request else []),
        f"from {package}.client import Client",
        "from alibabacloud_tea_openapi.models import Config",
        "",
        "config = Config(",
        '    access_key_id=os.environ["ALIBABA_CLOUD_ACCESS_KEY_ID"],',
        '    access_key_secret=os.environ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],',
        '    security_token=os.environ.get("ALIBABA_CLOUD_SECURITY_TOKEN"),',
        f"    endpoint={host!r},",
        f"    protocol={scheme!r},",
        ")",
        *([f"request = models.{action}Request(", *arguments, ")"] if takes_request else []),
        f"response = Client(config).{_snake(action)}({'request' if takes_request else ''})",
        "print(json.dumps(response.body.to_map(), ensure_ascii=False, indent=2))",
    ]
    return "\n".join(lines) + "\n"


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _python_value(name: str, value: str) -> str:
    if name in _WHOLE_NUMBERS and value.isascii() and value.isdecimal():
        return value.lstrip("0") or "0"
    if name in _FLAGS and value in {"true", "false"}:
        return str(value == "true")
    return repr(value)


_SCRIPT: Final = r"""#!/bin/sh
# {about}
# {limits}
set -eu
: "${{ALIBABA_CLOUD_ACCESS_KEY_ID:?}}" "${{ALIBABA_CLOUD_ACCESS_KEY_SECRET:?}}"
token=${{ALIBABA_CLOUD_SECURITY_TOKEN:-}}
query={query}
date=$(date -u +%Y-%m-%dT%H:%M:%SZ)
nonce=$(openssl rand -hex 16)
body=$(printf '' | openssl dgst -sha256 | sed 's/^.* //')
headers="host:{host}
"
names=host
add() {{
  headers="$headers$1:$2
"
  names="$names;$1"
}}
[ -z "$token" ] || add x-acs-accesskey-id "$ALIBABA_CLOUD_ACCESS_KEY_ID"
add x-acs-action {action}
add x-acs-content-sha256 "$body"
add x-acs-date "$date"
[ -z "$token" ] || add x-acs-security-token "$token"
add x-acs-signature-nonce "$nonce"
add x-acs-version {version}
digest=$(printf 'POST\n/\n%s\n%s\n%s\n%s' "$query" "$headers" "$names" "$body" | openssl dgst -sha256 | sed 's/^.* //')
signature=$(printf 'ACS3-HMAC-SHA256\n%s' "$digest" |
  openssl dgst -sha256 -hmac "$ALIBABA_CLOUD_ACCESS_KEY_SECRET" | sed 's/^.* //')
# curl reads the headers from its input, so that no other user of this machine sees them among the processes.
{{
  printf '%s' "$headers" | sed 's/:/: /'
  printf 'accept: application/json\ncontent-length: 0\n'
  printf 'authorization: ACS3-HMAC-SHA256 Credential=%s,SignedHeaders=%s,Signature=%s\n' \
    "$ALIBABA_CLOUD_ACCESS_KEY_ID" "$names" "$signature"
}} | curl --silent --show-error --globoff --request POST --header @- {url}"${{query:+?$query}}"
"""


def curl_script(call: Call) -> str:
    """Return a shell script that signs the call with openssl and sends it with curl; curl alone cannot sign it.

    Curl's ``--aws-sigv4`` makes other headers and another canonical request than ACS3-HMAC-SHA256.
    """
    about = _("{operation}; needs curl and openssl. The key comes from the environment.")
    return _SCRIPT.format(
        about=clean(about.format(operation=call.operation)),
        limits=clean(_("openssl takes the secret as an argument: do not run this where others could list processes.")),
        query=shlex.quote(_query(parameters_of(call))),
        host=call.endpoint.partition("://")[2],
        action=call.operation.action,
        version=call.operation.version,
        url=shlex.quote(f"{call.endpoint}/"),
    )


def _query(parameters: dict[str, str]) -> str:
    """Return the query as it is signed: sorted by name, percent-encoded as in RFC 3986."""
    return "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in sorted(parameters.items()))


def explorer_url(call: Call, region: str) -> str:
    """Return the page of OpenAPI Explorer where the call can be made by hand."""
    path = "/".join(quote(part, safe="") for part in (_PRODUCT, call.operation.version, call.operation.action))
    parameters = json.dumps(parameters_of(call), ensure_ascii=False, separators=(",", ":"))
    return f"{_PORTAL}/api/{path}?{urlencode({'params': parameters, 'RegionId': clean(region)}, quote_via=quote)}"


def troubleshoot_url(call: Call) -> str | None:
    """Return the service's diagnosis page for the error of a call; None where the service reported none."""
    if call.failure is None or call.code is None or call.code.startswith("Client."):
        return None
    facts = {"q": call.code, "product": _PRODUCT, "requestId": call.request_id or ""}
    return f"{_PORTAL}/troubleshoot?{urlencode({name: value for name, value in facts.items() if value})}"


def evidence(call: Call, region: str) -> str:
    """Return what support needs to find a call, in Markdown: no key, personal data masked."""
    parameters = {name: mask(value) if name in _PERSONAL else value for name, value in parameters_of(call).items()}
    personal = [value for name, value in parameters_of(call).items() if name in _PERSONAL]
    failure = call.failure
    facts = {
        "Operation": f"{call.operation.action} {call.operation.version}",
        "RequestId": call.request_id,
        "Time": call.started_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC"),
        "Region": clean(region),
        "Endpoint": call.endpoint,
        "HTTP": f"{call.method} {call.status or ''}".rstrip(),
        "Code": call.code,
        "Message": _masked_message(failure.message, personal) if failure is not None else None,
        "Diagnosis": troubleshoot_url(call),
        "Duration": None if call.latency is None else f"{call.latency * 1000:.0f} ms",
        "Tries": str(call.tries),
        "Reply": None if call.size is None else f"{call.size} bytes",
        "Parameters": " ".join(f"{name}={value}" for name, value in parameters.items()),
        "Client": f"ccc-tui/{ccc_tui.__version__} Python/{platform.python_version()}, signature {call.signature}",
    }
    # Without line breaks in them, no value can end the block.
    lines = [f"{name + ':':<12}{clean(value)}" for name, value in facts.items() if value]
    title = f"## Cloud Call Center: {call.operation.action}"
    return "\n".join([title, "", "```text", *lines, "```", ""])


def mask(value: str) -> str:
    """Return a personal value with its middle hidden: enough is left to recognize it."""
    if "@" in value:
        name, _separator, domain = value.partition("@")
        return f"{mask(name)}@{domain}"
    shown = 2 if len(value) > 2 * _SHORTEST_WORD else 1 if len(value) >= _SHORTEST_WORD else 0
    return f"{value[:shown]}***{value[len(value) - shown :]}"


def _masked_message(message: str, personal: list[str]) -> str:
    for value in sorted(filter(None, personal), key=len, reverse=True):
        if len(value) >= _SHORTEST_WORD:
            message = message.replace(value, mask(value))
    message = _EMAIL.sub(lambda match: mask(match[0]), message)
    return _PHONE.sub(lambda match: mask(match[0]), message)
