"""A uvicorn server without log lines, which can reset connections."""

import asyncio
import contextlib
import signal
import socket
import struct
import threading
from collections.abc import Callable, Generator
from logging import CRITICAL
from typing import Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from ccc_tui.simulator.app import Simulator
from ccc_tui.simulator.replies import RESET_EXTENSION, Receive, Scope, Send

# Closing with this option sends RST instead of FIN (socket(7), SO_LINGER): on, zero seconds.
_NO_LINGER: Final = struct.pack("ii", 1, 0)
# How long open connections may finish their replies after Ctrl+C.
_GRACE_S: Final = 1
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class Protocol(H11Protocol):
    """HTTP/1.1 on one connection, which the application may reset."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn declares it
        """Give the application a way to reset this connection."""
        super().connection_made(transport)
        app = self.app

        async def reset() -> None:
            connection = transport.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
            transport.abort()
            # Yield once, so that uvicorn notices the closed connection.
            await asyncio.sleep(0)

        async def with_reset(scope: Scope, receive: Receive, send: Send) -> None:
            scope.setdefault("extensions", {})[RESET_EXTENSION] = reset
            await app(scope, receive, send)

        self.app = with_reset


class Listener(uvicorn.Server):
    """A server that reports its address, logs nothing, and ends without a traceback."""

    def __init__(self, simulator: Simulator, host: str, port: int, on_ready: Callable[[str], None]) -> None:
        config = uvicorn.Config(
            simulator,
            http=Protocol,
            ws="none",
            lifespan="off",
            loop="asyncio",
            log_config=None,
            log_level=CRITICAL + 1,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            # The simulator's own clock dates its replies.
            date_header=False,
            timeout_graceful_shutdown=_GRACE_S,
        )
        super().__init__(config)
        self._socket = _bound(host, port)
        self._on_ready = on_ready

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until a signal, or until ``should_exit`` is set."""
        with self._socket:
            super().run(sockets or [self._socket])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and report the address."""
        await super().startup(sockets)
        host, port = self._socket.getsockname()[:2]
        self._on_ready(f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}")

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Stop on a signal. uvicorn raises it again afterwards, which would end the process with a traceback."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listening = socket.socket(family, kind, protocol)
    try:
        # Allow a port whose last connections are in TIME_WAIT.
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError:
        listening.close()
        raise
    return listening
