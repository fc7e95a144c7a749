"""The simulator over TCP. Imports uvicorn (the extra ``simulator``) when a server starts."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ccc_tui.simulator.app import Simulator

if TYPE_CHECKING:
    from ccc_tui.simulator.listener import Listener


class UvicornMissing(ImportError):  # noqa: N818 - as the exceptions of `cloud` are named
    """The extra that holds the server is not installed."""

    def __init__(self) -> None:
        super().__init__("The simulator's server needs the package uvicorn.")


def serve(simulator: Simulator, host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        simulator: the application.
        host: a loopback address; others are refused because the access key is public.
        port: 0 takes any free port.
        on_ready: called with the URL once connections are accepted.

    Raises:
        UvicornMissing: uvicorn is not installed.
        ValueError: the host is not a loopback address.
        OSError: the port is not available.
    """
    _listener(simulator, host, port, on_ready).run()


@contextmanager
def running(simulator: Simulator, host: str = "127.0.0.1") -> Iterator[str]:
    """Serve in a thread of this process, on any free port, and yield the URL."""
    import queue
    import threading

    ready: queue.SimpleQueue[str | BaseException] = queue.SimpleQueue()
    listener = _listener(simulator, host, 0, ready.put)

    def run() -> None:
        try:
            listener.run()
        except BaseException as error:  # noqa: BLE001 - the caller's thread raises it
            ready.put(error)

    thread = threading.Thread(target=run, name="ccc-tui simulator", daemon=True)
    thread.start()
    started = ready.get()
    if isinstance(started, BaseException):
        raise started
    try:
        yield started
    finally:
        listener.should_exit = True
        thread.join()


def _listener(simulator: Simulator, host: str, port: int, on_ready: Callable[[str], None]) -> "Listener":
    _refuse_other_hosts(host)
    try:
        from ccc_tui.simulator.listener import Listener
    except ModuleNotFoundError as error:
        raise UvicornMissing from error
    return Listener(simulator, host, port, on_ready)


def _refuse_other_hosts(host: str) -> None:
    import ipaddress

    try:
        is_loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_loopback = False
    if not is_loopback:
        raise ValueError(f"The simulator listens on this machine only (127.0.0.1, ::1, localhost), not on {host}.")
