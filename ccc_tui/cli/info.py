"""``ccc-tui info``: what a bug report needs. No network, no secret."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final, NamedTuple

import click

import ccc_tui
from ccc_tui.cli.command import Command, settings_of_all_commands
from ccc_tui.cli.options import PROGRAM_OPTIONS, REPORT, SERVICE
from ccc_tui.i18n import N_, _
from ccc_tui.output.formats import ABSENT, as_json
from ccc_tui.settings import Settings, default_config_file, state_folder

_PACKAGES: Final = (
    *("textual", "rich", "httpx", "pydantic", "click", "platformdirs", "defusedxml", "uvicorn"),
    "alibabacloud-credentials",
)
_MULTIPLEXERS: Final = {"TMUX": "tmux", "STY": "screen", "ZELLIJ": "zellij"}
_TRUE_COLOR: Final = 2**24
# Options of a single run.
_NOT_SHOWN: Final = {"sources", "config_file", "all_pages", "search", "resolve", "output", "csv_safe", "bom"}


class Entry(NamedTuple):
    """One line: key and value of the JSON (None for what is not set), title and text of the table."""

    key: str
    value: Any
    title: str
    text: str


@click.command(
    "info",
    cls=Command,
    help=N_("Print versions, paths, terminal and settings."),
    examples=("ccc-tui info", "ccc-tui info -o json --config other.toml"),
    params=[*REPORT, *SERVICE, *PROGRAM_OPTIONS],
)
def info(own: Settings) -> int:
    """Print what a bug report needs; return the exit status."""
    settings = settings_of_all_commands(click.get_current_context())
    sections = {
        "versions": (_("Versions"), [*_versions()]),
        "paths": (_("Paths"), [*_paths(settings)]),
        "terminal": (_("Terminal"), [*_terminal(os.environ)]),
        "settings": (_("Settings"), [*_settings(settings)]),
    }
    if own.output == "json":
        document = {name: {entry.key: entry.value for entry in entries} for name, (_title, entries) in sections.items()}
        click.echo(as_json(document), nl=False)
    else:
        lines = [
            [title, *(f"  {entry.title:<26}{entry.text}" for entry in entries)] for title, entries in sections.values()
        ]
        click.echo("\n\n".join(map("\n".join, lines)))
    return 0


def _named(name: str, value: str | None, absent: str = ABSENT) -> Entry:
    """Return an entry whose name is not translated."""
    return Entry(name, value, name, absent if value is None else value)


def _versions() -> Iterator[Entry]:
    yield _named("ccc-tui", ccc_tui.__version__)
    yield _named("Python", f"{platform.python_version()} ({platform.python_implementation()}, {platform.platform()})")
    for name in _PACKAGES:
        try:
            yield _named(name, version(name))
        except PackageNotFoundError:
            yield _named(name, None, _("not installed"))


def _paths(settings: Settings) -> Iterator[Entry]:
    configuration = settings.config_file or default_config_file(os.environ)
    yield _path("configuration", _("configuration"), configuration)
    yield _path("state", _("state"), state_folder(os.environ))
    log = str(settings.log_file) if settings.log_file else None
    yield Entry("log", log, _("log"), log or _("none; --log-file FILE writes one"))
    program = str(Path(ccc_tui.__file__).parent)
    yield Entry("program", program, _("program"), program)


def _path(key: str, title: str, path: Path) -> Entry:
    exists = path.exists()
    text = str(path) if exists else _("{path} (does not exist)").format(path=path)
    return Entry(key, {"path": str(path), "exists": exists}, title, text)


def _terminal(environ: Mapping[str, str]) -> Iterator[Entry]:
    for name in ("TERM", "TERM_PROGRAM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL"):
        yield _named(name, ascii(environ[name])[1:-1] if name in environ else None)
    colors = _colors(environ)
    text = {0: _("none"), _TRUE_COLOR: _("16 million")}.get(colors, str(colors))
    yield Entry("colors", colors, _("colors"), text)
    columns, lines = shutil.get_terminal_size()
    yield Entry("size", {"columns": columns, "lines": lines}, _("size"), f"{columns}×{lines}")
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        terminal = stream is not None and stream.isatty()
        yield Entry(name, terminal, name, _("a terminal") if terminal else _("not a terminal"))
    inside = [words for name, words in _MULTIPLEXERS.items() if environ.get(name)]
    yield Entry("multiplexers", inside, _("multiplexer"), ", ".join(inside) or ABSENT)
    over_ssh = any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"))
    yield Entry("ssh", over_ssh, "SSH", _("yes") if over_ssh else _("no"))


def _colors(environ: Mapping[str, str]) -> int:
    """Return how many colors the terminal reports. It may have more: SSH does not forward COLORTERM."""
    term = environ.get("TERM", "")
    if environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"} or term.endswith("-direct"):
        return _TRUE_COLOR
    if term in {"", "dumb", "unknown"}:
        return 0
    return 256 if "256color" in term else 16


def _settings(settings: Settings) -> Iterator[Entry]:
    for name, value in vars(settings).items():
        if name in _NOT_SHOWN:
            continue
        source = settings.sources.get(name, "default")
        plain = _endpoint(value) if name == "endpoint" and value else str(value) if isinstance(value, Path) else value
        yield Entry(name, {"value": plain, "source": source}, name, f"{_written(plain):<24}{source}")


def _written(value: Any) -> str:
    if value in (None, (), {}):
        return ABSENT
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{action}={keys}" for action, keys in value.items())
    return f"{value:g}" if isinstance(value, float) else str(value)


def _endpoint(value: str) -> str:
    """Return the endpoint only if it is valid: an invalid one may contain a password."""
    from ccc_tui.cloud.endpoints import DEFAULT_REGION, endpoint_url
    from ccc_tui.cloud.errors import ConfigurationError

    try:
        return endpoint_url(DEFAULT_REGION, value)
    except ConfigurationError:
        return _("(cannot be used)")
