"""``ccc-tui info``: what a bug report asks for. No network, no secret."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

import click

import ccc_tui
from ccc_tui.cli.command import command, with_all_options
from ccc_tui.cli.options import program_options, service_options
from ccc_tui.i18n import N_, _
from ccc_tui.settings import Settings, default_config_file, state_folder

_PACKAGES: Final = (
    "textual",
    "rich",
    "httpx",
    "pydantic",
    "click",
    "platformdirs",
    "defusedxml",
    "uvicorn",
    "alibabacloud-credentials",
)
_MULTIPLEXERS: Final = {"TMUX": "tmux", "STY": "screen", "ZELLIJ": "zellij"}
_REMOTE: Final = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")
_STREAMS: Final = ("stdin", "stdout", "stderr")
# Choices about a single run say nothing about this machine.
_NOT_SHOWN: Final = {"sources", "config_file", "all_pages", "output", "csv_safe", "bom"}


@command(
    "info",
    help=N_("Print versions, paths, terminal and settings."),
    examples=("ccc-tui info", "ccc-tui info --config other.toml"),
)
@service_options
@program_options
def info(settings: Settings) -> int:
    """Print what a bug report asks for; return the exit status."""
    settings = with_all_options(click.get_current_context(), settings)
    sections = {
        _("Versions"): _versions(),
        _("Paths"): _paths(settings),
        _("Terminal"): _terminal(os.environ),
        _("Settings"): _choices(settings),
    }
    for number, (title, lines) in enumerate(sections.items()):
        click.echo(("\n" if number else "") + title)
        for name, value in lines:
            click.echo(f"  {name:<26}{value}")
    return 0


def _versions() -> Iterator[tuple[str, str]]:
    yield "ccc-tui", ccc_tui.__version__
    yield "Python", f"{platform.python_version()} ({platform.python_implementation()}, {platform.platform()})"
    for name in _PACKAGES:
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, _("not installed")


def _paths(settings: Settings) -> Iterator[tuple[str, str]]:
    configuration = settings.config_file or default_config_file(os.environ)
    yield _("configuration"), _with_presence(configuration)
    yield _("state"), _with_presence(state_folder(os.environ))
    yield _("log"), str(settings.log_file) if settings.log_file else _("none; --log-file FILE keeps one")
    yield _("program"), str(Path(ccc_tui.__file__).parent)


def _with_presence(path: Path) -> str:
    return str(path) if path.exists() else _("{path} (not there)").format(path=path)


def _terminal(environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in ("TERM", "TERM_PROGRAM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL"):
        yield name, ascii(environ[name])[1:-1] if name in environ else "—"
    yield _("colors"), _colors(environ)
    size = shutil.get_terminal_size()
    yield _("size"), f"{size.columns}×{size.lines}"
    for name in _STREAMS:
        stream = getattr(sys, name)
        terminal = stream is not None and stream.isatty()
        yield name, _("a terminal") if terminal else _("not a terminal")
    inside = [words for name, words in _MULTIPLEXERS.items() if environ.get(name)]
    yield _("multiplexer"), ", ".join(inside) or "—"
    yield "SSH", _("yes") if any(environ.get(name) for name in _REMOTE) else _("no")


def _colors(environ: Mapping[str, str]) -> str:
    """Return how many colors the terminal admits to. It may have more: SSH does not forward COLORTERM."""
    term = environ.get("TERM", "")
    if environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"} or term.endswith("-direct"):
        return _("16 million")
    if term in {"", "dumb", "unknown"}:
        return _("none")
    return "256" if "256color" in term else "16"


def _choices(settings: Settings) -> Iterator[tuple[str, str]]:
    for name, value in vars(settings).items():
        if name not in _NOT_SHOWN:
            yield name, f"{_written(name, value):<24}{settings.sources.get(name, 'default')}"


def _written(name: str, value: Any) -> str:
    if value in (None, (), {}):
        return "—"
    if name == "endpoint":
        return _endpoint(value)
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{action}={keys}" for action, keys in value.items())
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def _endpoint(value: str) -> str:
    """Return the endpoint, unless it cannot be used: then it may hold a password."""
    from ccc_tui.cloud.endpoints import DEFAULT_REGION, endpoint_url
    from ccc_tui.cloud.errors import ConfigurationError

    try:
        return endpoint_url(DEFAULT_REGION, value)
    except ConfigurationError:
        return _("(cannot be used)")
