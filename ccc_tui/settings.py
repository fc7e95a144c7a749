"""What a person has chosen: by flag, by environment, or in the configuration file."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple

from ccc_tui.choices import CHOICES, Choice
from ccc_tui.files import LARGEST_FILE, FileTooLargeError, NotRegularFileError, read_regular_file
from ccc_tui.i18n import _

Source = Literal["flag", "environment", "file", "default"]

_FOLDER: Final = "ccc-tui"
_KEYS: Final = "keys"
_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


class Settings(NamedTuple):
    """Every choice, made. None and empty mean that nobody chose.

    Attributes:
        demo: whether the built-in call center is asked, in process.
        profile: profile of the aliyun CLI's configuration.
        region: region id, such as ``cn-shanghai``.
        endpoint: host or URL of the service.
        api_version: which API version is asked.
        signature: ``v3`` for ACS3-HMAC-SHA256, ``v1`` for the older RPC signature.
        wire_format: what the service answers in.
        timeout: seconds that a call may take, its retries included.
        rate: calls a second; 0 for no limit.
        retries: further tries after the first.
        language: ``en`` or ``zh``.
        config_file: the configuration file that was read.
        log_file: where to log, or None.
        log_level: the least severe level that is logged.
        instance: id of the call center to open.
        user: id of the user whose numbers to open.
        skill_groups: ids of the skill groups to choose from.
        page: page to open, from 1.
        page_size: rows of a page.
        all_pages: whether all pages are printed instead of one.
        mouse: whether the dashboard uses the mouse.
        low_bandwidth: whether the link to the terminal is spared; ``auto`` does over SSH.
        output: how the printing commands print.
        keys: the dashboard's keys by the id of their action.
        sources: where each value came from, by name: ``flag``, ``environment``, ``file``, ``default``.
    """

    demo: bool = False
    profile: str | None = None
    region: str | None = None
    endpoint: str | None = None
    api_version: Literal["auto", "2017-07-05", "2020-07-01"] = "auto"
    signature: Literal["v3", "v1"] = "v3"
    wire_format: Literal["json", "xml"] = "json"
    timeout: float = 30.0
    rate: float = 10.0
    retries: int = 3
    language: Literal["en", "zh"] = "en"
    config_file: Path | None = None
    log_file: Path | None = None
    log_level: str = "INFO"
    instance: str | None = None
    user: str | None = None
    skill_groups: tuple[str, ...] = ()
    page: int = 1
    page_size: int = 50
    all_pages: bool = False
    mouse: bool = True
    low_bandwidth: Literal["auto", "on", "off"] = "auto"
    output: Literal["table", "json", "jsonl", "csv", "md"] | None = None
    keys: Mapping[str, str] = _NONE
    sources: Mapping[str, Source] = _NONE


class SettingsError(Exception):
    """A variable or the configuration file holds something that cannot be meant."""


def load_settings(flags: Mapping[str, Any], environ: Mapping[str, str]) -> Settings:
    """Return the choices: flags win over the environment, the environment over the file.

    Args:
        flags: what the command line chose, by the names of `Settings`.
        environ: the environment.

    Raises:
        SettingsError: a variable or the configuration file cannot be read; says where, and what is expected.
    """
    path, path_source = _config_file(flags, environ)
    document = _read(path, missing_is_fine=path_source == "default")
    in_file = {} if document is None else _file_values(path, document)
    values: dict[str, Any] = {"config_file": path if document is not None else None}
    sources: dict[str, Source] = {"config_file": path_source}
    for choice in CHOICES:
        name = choice.attribute
        if name == "config_file":
            continue
        if name in flags:
            values[name], sources[name] = flags[name], "flag"
        elif variable := _variable(choice, environ):
            values[name], sources[name] = _variable_value(choice, variable, environ[variable]), "environment"
        elif name in in_file:
            values[name], sources[name] = in_file[name], "file"
        else:
            sources[name] = "default"
    if _KEYS in in_file:
        values[_KEYS], sources[_KEYS] = in_file[_KEYS], "file"
    if "language" not in values:
        values["language"] = locale_language(environ)
    return Settings(**values, sources=sources)


def locale_language(environ: Mapping[str, str]) -> Literal["en", "zh"]:
    """Return the language of the locale's messages, in the order that POSIX gives its variables."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale := environ.get(variable):
            return "zh" if locale.lower().startswith("zh") else "en"
    return "en"


def default_config_file(environ: Mapping[str, str]) -> Path:
    """Return where the configuration file is when nobody names another; it need not exist."""
    folder = environ.get("XDG_CONFIG_HOME", "")
    if os.path.isabs(folder):  # noqa: PTH117 - a relative one is to be ignored, as the XDG specification says
        return Path(folder, _FOLDER, "config.toml")
    import platformdirs

    return platformdirs.user_config_path(_FOLDER, appauthor=False) / "config.toml"


def state_folder(environ: Mapping[str, str]) -> Path:
    """Return where what outlives a session is kept; it need not exist."""
    folder = environ.get("XDG_STATE_HOME", "")
    if os.path.isabs(folder):  # noqa: PTH117 - likewise
        return Path(folder, _FOLDER)
    import platformdirs

    return platformdirs.user_state_path(_FOLDER, appauthor=False)


def _variable(choice: Choice, environ: Mapping[str, str]) -> str | None:
    """Return the name of the variable that chooses; an empty one is as good as none."""
    return next((name for name in (choice.variable, *choice.also) if environ.get(name, "").strip()), None)


def _variable_value(choice: Choice, variable: str, text: str) -> Any:
    try:
        return choice.kind.from_text(text)
    except ValueError:
        raise SettingsError(
            _("{place}: {value} is not {expected}").format(
                place=variable, value=ascii(text), expected=choice.kind.expected
            )
        ) from None


def _config_file(flags: Mapping[str, Any], environ: Mapping[str, str]) -> tuple[Path, Source]:
    if "config_file" in flags:
        return flags["config_file"], "flag"
    choice = next(choice for choice in CHOICES if choice.attribute == "config_file")
    if variable := _variable(choice, environ):
        return _variable_value(choice, variable, environ[variable]), "environment"
    return default_config_file(environ), "default"


def _read(path: Path, *, missing_is_fine: bool) -> dict[str, Any] | None:
    try:
        content = read_regular_file(path)
    except FileNotFoundError:
        if missing_is_fine:
            return None
        raise SettingsError(_("{file}: there is no such file").format(file=path)) from None
    except NotRegularFileError:
        raise SettingsError(_("{file} is not a regular file").format(file=path)) from None
    except FileTooLargeError:
        raise SettingsError(
            _("{file} is larger than {size} kB").format(file=path, size=LARGEST_FILE // 1024)
        ) from None
    except OSError as error:
        raise SettingsError(
            _("{file} cannot be read: {reason}").format(file=path, reason=error.strerror)
        ) from None
    import tomllib

    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SettingsError(_("{file}: the text is not UTF-8").format(file=path)) from None
    except (ValueError, RecursionError) as error:  # an integer of thousands of digits; deep nesting
        raise SettingsError(_("{file} is not valid TOML: {reason}").format(file=path, reason=error)) from None


def _file_values(path: Path, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of the file by the names of `Settings`. No message quotes one: it may be a secret."""
    known = {choice.name: choice for choice in CHOICES if choice.in_file}
    values: dict[str, Any] = {}
    for key, value in document.items():
        if key == _KEYS:
            values[_KEYS] = dict(_keys(path, value))
            continue
        choice = known.get(key.replace("_", "-"))
        if choice is None:
            raise SettingsError(_unknown(path, key, [*known, _KEYS]))
        if choice.attribute in values:
            raise SettingsError(_("{file}: {key} stands there twice").format(file=path, key=choice.name))
        try:
            values[choice.attribute] = choice.kind.from_toml(value)
        except ValueError:
            raise SettingsError(
                _("{file}: {key} must be {expected}").format(
                    file=path, key=key, expected=choice.kind.expected
                )
            ) from None
    return values


def _keys(path: Path, table: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(table, Mapping):
        raise SettingsError(_("{file}: {key} must be a table of keys by action").format(file=path, key=_KEYS))
    for action, keys in table.items():
        if not isinstance(keys, str) or not keys:
            raise SettingsError(
                _('{file}: {key} must be a text such as "g" or "ctrl+r"').format(
                    file=path, key=f"{_KEYS}.{action}"
                )
            )
        yield action, keys


def _unknown(path: Path, key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key.replace("_", "-"), known, 1)
    hint = (
        _("did you mean {key}?").format(key=near[0])
        if near
        else _("known are: {keys}").format(keys=", ".join(sorted(known)))
    )
    return _("{file}: there is no option {key}; {hint}").format(file=path, key=ascii(key), hint=hint)
