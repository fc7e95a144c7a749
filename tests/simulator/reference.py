"""Requests signed without any code of ours: the official package signs, the tests arrange the rest."""

import hashlib
import itertools
import time
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

import httpx

from ccc_tui.simulator import ACCESS_KEY_ID, ACCESS_KEY_SECRET

# The official packages carry no types.
OpenApiUtil: Any = import_module("alibabacloud_openapi_util.client").Client
TeaRequest: Any = import_module("Tea.request").TeaRequest

HOST = "ccc.cn-shanghai.aliyuncs.com"
ALGORITHM = "ACS3-HMAC-SHA256"
# The time at which every test happens.
NOW = 1_767_323_045
V2017, V2020 = "2017-07-05", "2020-07-01"

_serials: Iterator[int] = itertools.count(1)


class Call(NamedTuple):
    """A request before it is signed."""

    action: str = "ListInstancesOfUser"
    version: str = V2017
    parameters: Mapping[str, str] = {}
    method: Literal["GET", "POST"] = "POST"
    xml: bool = False
    nonce: str = ""
    at: float = NOW
    key: str = ACCESS_KEY_ID
    secret: str = ACCESS_KEY_SECRET
    token: str = ""
    host: str = HOST
    body: bytes = b""
    content_type: str = ""


Signer = Callable[[Call], httpx.Request]


def timestamp(at: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))


def encoded(parameters: Mapping[str, str]) -> str:
    return "&".join(f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in parameters.items())


def v3_headers(call: Call) -> dict[str, str]:
    """Return the headers that signature V3 covers."""
    headers = {
        "host": call.host,
        "x-acs-action": call.action,
        "x-acs-version": call.version,
        "x-acs-date": timestamp(call.at),
        "x-acs-signature-nonce": call.nonce or f"nonce-{next(_serials)}",
        "x-acs-content-sha256": hashlib.sha256(call.body).hexdigest(),
    }
    if call.token:
        headers |= {"x-acs-accesskey-id": call.key, "x-acs-security-token": call.token}
    if call.content_type:
        headers["content-type"] = call.content_type
    return headers


def v3(call: Call, signed: Mapping[str, str] | None = None) -> httpx.Request:
    """Return a request with signature V3."""
    headers = dict(signed or v3_headers(call))
    request = TeaRequest()
    request.method, request.pathname = call.method, "/"
    request.headers, request.query = headers, dict(call.parameters)
    authorization = OpenApiUtil.get_authorization(
        request, ALGORITHM, hashlib.sha256(call.body).hexdigest(), call.key, call.secret
    )
    headers |= {"Authorization": authorization, "Accept": "text/xml" if call.xml else "application/json"}
    query = encoded(call.parameters)
    return httpx.Request(
        call.method, f"http://{call.host}/?{query}".rstrip("?"), headers=headers, content=call.body or None
    )


def v1_parameters(call: Call) -> dict[str, str]:
    """Return all parameters of a call with signature V1, the signature included."""
    parameters = {
        **call.parameters,
        "Action": call.action,
        "Version": call.version,
        "AccessKeyId": call.key,
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "SignatureNonce": call.nonce or f"nonce-{next(_serials)}",
        "Timestamp": timestamp(call.at),
    }
    if not call.xml:
        parameters["Format"] = "JSON"
    if call.token:
        parameters["SecurityToken"] = call.token
    signature = OpenApiUtil.get_rpcsignature(parameters, call.method, call.secret)
    return {**parameters, "Signature": signature}


def v1(call: Call, *, form: bool = False) -> httpx.Request:
    """Return a request with signature V1, its parameters in the query string or in a form."""
    query = encoded(v1_parameters(call))
    if not form:
        return httpx.Request(call.method, f"http://{call.host}/?{query}")
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return httpx.Request(call.method, f"http://{call.host}/", headers=headers, content=query)


def outbound(**changes: object) -> Call:
    """Return a call of ListOutboundNumbersOfUser; a parameter that is None is left out."""
    usual = {"InstanceId": "hd-service", "UserId": "wangxm@hd-service", "PageNumber": 1, "PageSize": 10}
    parameters = {name: str(value) for name, value in (usual | changes).items() if value is not None}
    return Call("ListOutboundNumbersOfUser", V2020, parameters)
