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
from ccc_tui.cli.formats import ABSENT, as_json
from ccc_tui.cli.options import PROGRAM_OPTIONS, REPORT, SERVICE
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
_TRUE_COLOR: Final = 2**24
_COLORS: Final = {0: lambda: _("none"), _TRUE_COLOR: lambda: _("16 million")}
# Options of a single run.
_NOT_SHOWN: Final = {"sources", "config_file", "all_pages", "output", "csv_safe", "bom"}


class Entry(NamedTuple):
    """One line of the report.

    Attributes:
        key: name in JSON.
        value: value in JSON; None for what is not set.
        title: name in the table.
        text: value in the table.
    """

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
def info(_settings: Settings) -> int:
    """Print what a bug report needs; return the exit status."""
    settings = settings_of_all_commands(click.get_current_context())
    sections = {
        "versions": (_("Versions"), [*_versions()]),
        "paths": (_("Paths"), [*_paths(settings)]),
        "terminal": (_("Terminal"), [*_terminal(os.environ)]),
        "settings": (_("Settings"), [*_choices(settings)]),
    }
    if _settings.output == "json":
        document = {name: {entry.key: entry.value for entry in entries} for name, (_title, entries) in sections.items()}
        click.echo(as_json(document), nl=False)
        return 0
    for number, (title, entries) in enumerate(sections.values()):
        click.echo(("\n" if number else "") + title)
        for entry in entries:
            click.echo(f"  {entry.title:<26}{entry.text}")
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
    text = str(path) if path.exists() else _("{path} (does not exist)").format(path=path)
    return Entry(key, {"path": str(path), "exists": path.exists()}, title, text)


def _terminal(environ: Mapping[str, str]) -> Iterator[Entry]:
    for name in ("TERM", "TERM_PROGRAM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL"):
        yield _named(name, ascii(environ[name])[1:-1] if name in environ else None)
    colors = _colors(environ)
    yield Entry("colors", colors, _("colors"), _COLORS.get(colors, lambda: str(colors))())
    size = shutil.get_terminal_size()
    columns_and_lines = {"columns": size.columns, "lines": size.lines}
    yield Entry("size", columns_and_lines, _("size"), f"{size.columns}×{size.lines}")
    for name in _STREAMS:
        stream = getattr(sys, name)
        terminal = stream is not None and stream.isatty()
        yield Entry(name, terminal, name, _("a terminal") if terminal else _("not a terminal"))
    inside = [words for name, words in _MULTIPLEXERS.items() if environ.get(name)]
    yield Entry("multiplexers", inside, _("multiplexer"), ", ".join(inside) or ABSENT)
    over_ssh = any(environ.get(name) for name in _REMOTE)
    yield Entry("ssh", over_ssh, "SSH", _("yes") if over_ssh else _("no"))


def _colors(environ: Mapping[str, str]) -> int:
    """Return how many colors the terminal reports. It may have more: SSH does not forward COLORTERM."""
    term = environ.get("TERM", "")
    if environ.get("COLORTERM", "").lower() in {"truecolor", "24bit"} or term.endswith("-direct"):
        return _TRUE_COLOR
    if term in {"", "dumb", "unknown"}:
        return 0
    return 256 if "256color" in term else 16


def _choices(settings: Settings) -> Iterator[Entry]:
    for name, value in vars(settings).items():
        if name in _NOT_SHOWN:
            continue
        source = settings.sources.get(name, "default")
        text = _written(name, value)
        exact = _plain(value) if name != "endpoint" or value is None else text
        yield Entry(name, {"value": exact, "source": source}, name, f"{text:<24}{source}")


def _plain(value: Any) -> Any:
    """Return a setting in JSON's own types."""
    if isinstance(value, Mapping):
        return dict(value)
    return str(value) if isinstance(value, Path) else value


def _written(name: str, value: Any) -> str:
    if value in (None, (), {}):
        return ABSENT
    if name == "endpoint":
        return _endpoint(value)
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
