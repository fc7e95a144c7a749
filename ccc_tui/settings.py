"""What a person has chosen: by flag, by environment variable, or in the configuration file."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

Language = Literal["en", "zh"]
Source = Literal["flag", "environment", "file", "default"]

_FOLDER: Final = "ccc-tui"
_CONFIG_HOME: Final = "Library/Application Support" if sys.platform == "darwin" else ".config"


@dataclass(frozen=True)
class Settings:
    """The value of every option, as `ccc_tui.cli.options` documents them. None and empty mean not chosen.

    `keys` holds the dashboard's keys by the id of their action, `sources` where each value came from.
    """

    demo: bool = False
    profile: str | None = None
    region: str | None = None
    endpoint: str | None = None
    api_version: Literal["auto", "2017-07-05", "2020-07-01"] = "auto"
    signature: Literal["v3", "v1"] = "v3"
    wire_format: Literal["json", "xml"] = "json"
    timeout: float = 30
    rate: float = 10
    retries: int = 3
    language: Language = "en"
    config_file: Path | None = None
    log_file: Path | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    instance: str | None = None
    user: str | None = None
    skill_groups: tuple[str, ...] = ()
    tab: str | None = None
    search: str | None = None
    filter: str | None = None
    sort: str | None = None
    resolve: bool = False
    page: int = 1
    page_size: int = 50
    all_pages: bool = False
    refresh: int = 0
    remember: bool = True
    mouse: bool = True
    low_bandwidth: Literal["auto", "on", "off"] = "auto"
    theme: str = "auto"
    output: Literal["table", "json", "jsonl", "csv", "md"] | None = None
    csv_safe: bool | None = None
    bom: bool = False
    mask: bool | None = None
    keys: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)


class SettingsError(Exception):
    """The configuration file or the log file cannot be used; the message says where and why."""


def locale_language(environ: Mapping[str, str]) -> Language:
    """Return the language of the locale's messages; POSIX gives the variables this order."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale := environ.get(variable):
            return "zh" if locale.lower().startswith("zh") else "en"
    return "en"


def default_config_file(environ: Mapping[str, str]) -> Path:
    """Return the configuration file that is read unless another is named; it need not exist."""
    folder = environ.get("XDG_CONFIG_HOME", "")
    if os.path.isabs(folder):  # noqa: PTH117 - a relative one is to be ignored, as the XDG specification says
        return Path(folder, _FOLDER, "config.toml")
    # What platformdirs says, whose import would take longer than all of this.
    home = os.path.expanduser("~")  # noqa: PTH111 - pathlib raises where there is no home
    return Path(home, _CONFIG_HOME, _FOLDER, "config.toml")


def state_folder(environ: Mapping[str, str]) -> Path:
    """Return the folder of what outlives a session; it need not exist."""
    folder = environ.get("XDG_STATE_HOME", "")
    if os.path.isabs(folder):  # noqa: PTH117 - likewise
        return Path(folder, _FOLDER)
    import platformdirs

    return platformdirs.user_state_path(_FOLDER, appauthor=False)
