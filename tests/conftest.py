"""What holds for every test: no network but loopback, an empty home, an environment that says nothing."""

import gc
import ipaddress
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_HOME = Path(tempfile.mkdtemp(prefix="ccc-tui-tests-"))
_WORKERS_AT_MOST = 8
_FORGOTTEN = {
    "ALL_PROXY",
    "COLORTERM",
    "COLUMNS",
    "FORCE_COLOR",
    "FTP_PROXY",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "LANGUAGE",
    "LC_ALL",
    "LC_MESSAGES",
    "LINES",
    "NO_COLOR",
    "NO_PROXY",
    # Or each program that a test starts compiles the whole package again.
    "PYTHONDONTWRITEBYTECODE",
    "SSH_CLIENT",
    "SSH_CONNECTION",
    "SSH_TTY",
    "STY",
    "TMUX",
}
_FORGOTTEN_PREFIXES = ("ALIBABACLOUD_", "ALIBABA_CLOUD_", "ALICLOUD_", "CCC_TUI_", "TEXTUAL", "_CCC_TUI_")
# Where the workers of pytest-xdist leave pictures for the report of the snapshot plugin.
_KEPT = {"TEXTUAL_SNAPSHOT_TEMPDIR"}
_SET = {
    "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true",
    "LANG": "C.UTF-8",
    "TERM": "xterm-256color",
    # Not UTC, so that a time shown in the wrong zone shows.
    "TZ": "Asia/Shanghai",
}


class OutsideNetworkError(AssertionError):
    """A test wanted to leave this machine. Not an OSError: the program would take that for a broken line."""


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Accept the options of pyproject.toml where pytest-xdist is left out (``-p no:xdist``)."""
    if not pluginmanager.hasplugin("xdist"):
        parser.addoption("--numprocesses")
        parser.addoption("--dist")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Run the whole suite in two processes more than there are processors: much of its time is spent waiting.

    Tests that are named on the command line run in pytest's own process, which starts sooner. Only pytest-xdist
    calls this, and never in a worker: a worker that chose for itself would start workers of its own.
    """
    named = config.args_source is not pytest.Config.ArgsSource.TESTPATHS
    if named or config.option.collectonly or config.option.capture == "no":
        return 0
    return min((os.cpu_count() or 1) + 2, _WORKERS_AT_MOST)


def pytest_configure() -> None:
    """Isolate before test modules are imported: some constants are read at import."""
    for name in tuple(os.environ):
        if name in _KEPT:
            continue
        if name.upper() in _FORGOTTEN or name.startswith(_FORGOTTEN_PREFIXES):
            del os.environ[name]
    os.environ.update(_SET | _folders(_HOME))
    time.tzset()


def pytest_collection_finish() -> None:
    """Take what was imported out of the garbage collector's sight: to walk it was a fifth of the time of the tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test an empty home; the folders in it are made by whoever needs them."""
    for name, folder in _folders(tmp_path / "home").items():
        monkeypatch.setenv(name, folder)


def _folders(home: Path) -> dict[str, str]:
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_DATA_HOME": str(home / "data"),
    }


@pytest.fixture(autouse=True, scope="session")
def _loopback_only() -> Iterator[None]:
    """Let every connection to another machine fail, loudly, and every look-up of another machine's name."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _refuse_others(self.family, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _refuse_others(self.family, address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *details: Any, **named: Any) -> Any:
        if host is not None and not _is_here(host):
            raise OutsideNetworkError(f"a test looked up {host!r}")
        return getaddrinfo(host, *details, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
        yield


def _refuse_others(family: int, address: Any) -> None:
    if family in {socket.AF_INET, socket.AF_INET6} and not _is_here(address[0]):
        raise OutsideNetworkError(f"a test connected to {address!r}")


def _is_here(host: str | bytes) -> bool:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False
