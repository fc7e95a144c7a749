"""The command line in this process and in its own, and servers for it to talk to."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from ccc_tui.cli.application import run
from ccc_tui.i18n import use_language
from ccc_tui.logfile import stop_logging
from ccc_tui.simulator import ACCESS_KEY_ID, ACCESS_KEY_SECRET, Simulator, running

PROGRAM = (sys.executable, "-m", "ccc_tui")
USER = ("--instance", "ccc-test", "--user", "user-test@ccc-test")


@dataclass(frozen=True)
class Ended:
    """How a run of the program ended."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def cli(capfd: pytest.CaptureFixture[str]) -> Iterator[Callable[..., Ended]]:
    """Run the program in this process, with its real file descriptors captured."""

    def invoke(*arguments: str) -> Ended:
        status = run(arguments)
        captured = capfd.readouterr()
        return Ended(status, captured.out, captured.err)

    yield invoke
    use_language("en")
    stop_logging()
    assert not logging.getLogger("ccc_tui").handlers


def start(*arguments: str, **details: Any) -> subprocess.Popen[bytes]:
    """Start the program in a process of its own."""
    streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process: subprocess.Popen[bytes] = subprocess.Popen([*PROGRAM, *arguments], **streams | details)
    return process


def finish(process: subprocess.Popen[bytes]) -> Ended:
    out, err = process.communicate(timeout=60)
    return Ended(process.returncode, (out or b"").decode(), (err or b"").decode())


@dataclass
class Answer:
    body: bytes
    status: int = 200
    content_type: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


class Server(ThreadingHTTPServer):
    """Says nothing about a client that hangs up: calls are cancelled when another one has failed."""

    def handle_error(self, *arguments: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*arguments)


class Canned:
    """A plain HTTP server that answers what it is told to.

    Attributes:
        answer: makes the answer to one call, from its action and its parameters.
        calls: the action and the parameters of each call, in order.
    """

    def __init__(self) -> None:
        self.answer: Callable[[str, dict[str, str]], Answer] = lambda _action, _parameters: Answer(b"{}")
        self.calls: list[tuple[str, dict[str, str]]] = []
        self.asked = threading.Event()
        self.released = threading.Event()
        canned = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
                parameters = dict(parse_qsl(urlsplit(self.path).query) + parse_qsl(body))
                action = self.headers.get("x-acs-action") or parameters.get("Action", "")
                canned.calls.append((action, parameters))
                canned.asked.set()
                answer = canned.answer(action, parameters)
                self.send_response(answer.status)
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.send_header("content-type", answer.content_type)
                self.send_header("content-length", str(len(answer.body)))
                with suppress(ConnectionError):  # a program that was interrupted has gone
                    self.end_headers()
                    self.wfile.write(answer.body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def serve(self, body: bytes, status: int = 200, content_type: str = "application/json") -> None:
        """Answer every call with this."""
        self.answer = lambda _action, _parameters: Answer(body, status, content_type)

    def hold(self) -> None:
        """Answer no call before the test ends; `asked` tells that one has come."""

        def wait(_action: str, _parameters: dict[str, str]) -> Answer:
            self.released.wait()
            return Answer(b"{}")

        self.answer = wait


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The simulator's access key in the environment."""
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", ACCESS_KEY_ID)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", ACCESS_KEY_SECRET)


@pytest.fixture
def canned(key: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Canned]:
    """A server of canned answers, which the program asks."""
    server = Canned()
    server.start()
    monkeypatch.setenv("CCC_TUI_ENDPOINT", server.url)
    yield server
    server.stop()


@pytest.fixture
def simulator(key: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Simulator]:
    """The simulator over TCP, which the program asks."""
    center = Simulator()
    with running(center) as url:
        monkeypatch.setenv("CCC_TUI_ENDPOINT", url)
        yield center


def numbers_page(first: int, last: int, total: int | None, page: int = 1, size: int = 100) -> bytes:
    """Return a reply of ListOutboundNumbersOfUser that holds the numbers from one to another."""
    rows = [{"Number": f"0210000{n:04}", "Province": "上海", "City": "上海"} for n in range(first, last + 1)]
    data: dict[str, Any] = {"List": rows, "PageNumber": page, "PageSize": size}
    if total is not None:
        data["TotalCount"] = total
    return json.dumps({"Code": "OK", "HttpStatusCode": 200, "RequestId": f"R-{page}", "Data": data}).encode()


def paged(count: int, total: int | None = None, **special: Answer) -> Callable[[str, dict[str, str]], Answer]:
    """Return what answers like a list of so many numbers; ``page_3=…`` replaces the third page."""

    def answer(_action: str, parameters: dict[str, str]) -> Answer:
        page, size = int(parameters["PageNumber"]), int(parameters["PageSize"])
        if replaced := special.get(f"page_{page}"):
            return replaced
        first, last = (page - 1) * size + 1, min(page * size, count)
        return Answer(numbers_page(first, last, count if total is None else total, page, size))

    return answer


def refusal(code: str, status: int, message: str = "") -> Answer:
    """Return the service's way to say no."""
    body = {"Code": code, "Message": message, "RequestId": "R-refused", "HostId": "ccc.example.com"}
    return Answer(json.dumps(body).encode(), status)
