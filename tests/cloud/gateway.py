"""What the service does with a request: a server that keeps the bytes, and its check of the signature.

Written from the published rules alone, without the code that it checks.
"""

import base64
import hashlib
import hmac
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

SECRETS = {"testid": "testsecret", "STS.testid": "testsecret"}


@dataclass(frozen=True)
class Captured:
    """A request as it came over the wire."""

    method: str
    path: bytes
    query: bytes
    headers: dict[str, str]
    body: bytes

    @classmethod
    def of(cls, raw: bytes) -> "Captured":
        head, _, body = raw.partition(b"\r\n\r\n")
        first, *lines = head.split(b"\r\n")
        method, target, _ = first.split(b" ")
        path, _, query = target.partition(b"?")
        headers: dict[str, str] = {}
        for line in lines:
            name, _, value = line.decode("ascii").partition(":")
            assert name.lower() not in headers
            headers[name.lower()] = value.strip()
        return cls(method.decode(), path, query, headers, body)

    @property
    def parameters(self) -> dict[str, str]:
        if not self.query:
            return {}
        found: dict[str, str] = {}
        for pair in self.query.split(b"&"):
            name, _, value = pair.partition(b"=")
            assert decode(name) not in found
            found[decode(name)] = decode(value)
        return found

    @property
    def target(self) -> bytes:
        return self.path + (b"?" + self.query if self.query else b"")


def decode(text: bytes) -> str:
    out = bytearray()
    rest = text.replace(b"+", b" ")
    while rest:
        if rest[:1] == b"%":
            out.append(int(rest[1:3], 16))
            rest = rest[3:]
        else:
            out.append(rest[0])
            rest = rest[1:]
    return out.decode()


def encode(text: str) -> str:
    kept = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"
    return "".join(chr(byte) if byte in kept else f"%{byte:02X}" for byte in text.encode())


def canonical(parameters: dict[str, str]) -> str:
    return "&".join(f"{encode(name)}={encode(parameters[name])}" for name in sorted(parameters))


def assert_v3(request: Captured) -> None:
    algorithm, _, rest = request.headers["authorization"].partition(" ")
    assert algorithm == "ACS3-HMAC-SHA256"
    fields = dict(field.split("=", 1) for field in rest.split(","))
    names = fields["SignedHeaders"].split(";")
    assert names == sorted(names)
    assert {name for name in request.headers if name.startswith("x-acs-") or name == "host"} <= set(names)
    assert request.headers["x-acs-content-sha256"] == hashlib.sha256(request.body).hexdigest()
    lines = [request.method, "/", canonical(request.parameters)]
    lines += [f"{name}:{request.headers[name]}" for name in names]
    lines += ["", ";".join(names), request.headers["x-acs-content-sha256"]]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    secret = SECRETS[fields["Credential"]].encode()
    expected = hmac.new(secret, f"ACS3-HMAC-SHA256\n{digest}".encode(), hashlib.sha256).hexdigest()
    assert fields["Signature"] == expected


def assert_v1(request: Captured) -> None:
    parameters = request.parameters
    signature = parameters.pop("Signature")
    text = f"{request.method}&%2F&{encode(canonical(parameters))}"
    secret = SECRETS[parameters["AccessKeyId"]] + "&"
    expected = base64.b64encode(hmac.new(secret.encode(), text.encode(), hashlib.sha1).digest()).decode()
    assert signature == expected
    assert not [name for name in request.headers if name.startswith("x-acs-") or name == "authorization"]


class Gateway(socketserver.ThreadingTCPServer):
    """Answers 200 to everything, and keeps the bytes of each request."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, host: str) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.requests: list[Captured] = []
        super().__init__((host, 0), _Handler)

    @property
    def origin(self) -> str:
        host, port = self.server_address[:2]
        return f"http://[{host!s}]:{port}" if ":" in str(host) else f"http://{host!s}:{port}"


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, Gateway)
        while raw := self._request():
            self.server.requests.append(Captured.of(raw))
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    def _request(self) -> bytes:
        raw, length = b"", 0
        while line := self.rfile.readline():
            raw += line
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            if line == b"\r\n":
                return raw + self.rfile.read(length)
        return b""


@contextmanager
def gateway(host: str = "127.0.0.1") -> Iterator[Gateway]:
    with Gateway(host) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
