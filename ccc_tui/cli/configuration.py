"""``config.toml``: read, checked against the options, and handed to click as its `default_map`."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import click

from ccc_tui.cli.options import EVERY_OPTION
from ccc_tui.cli.parameters import Option
from ccc_tui.files import LARGEST_FILE, FileTooLargeError, NotRegularFileError, read_regular_file
from ccc_tui.i18n import _
from ccc_tui.settings import SettingsError

_KEYS: Final = "keys"


@dataclass(frozen=True)
class Configuration:
    """What the file holds.

    Attributes:
        path: the file that was read, or None where there is none.
        values: values by the names of click's parameters.
        keys: the dashboard's keys by the id of their action.
        error: why the file cannot be used. It is raised when a command runs: ``--help`` works without the file.
    """

    path: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    error: SettingsError | None = None


def read_document(path: Path, *, missing_is_fine: bool) -> dict[str, Any] | None:
    """Return the file as TOML has it, or None where there is no file.

    Raises:
        SettingsError: it cannot be read, or is not TOML.
    """
    try:
        content = _read(path)
    except FileNotFoundError:
        if missing_is_fine:
            return None
        raise SettingsError(_("{file}: there is no such file").format(file=path)) from None
    except OSError as error:
        raise SettingsError(_("{file} cannot be read: {reason}").format(file=path, reason=error.strerror)) from None
    import tomllib

    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SettingsError(_("{file}: the text is not UTF-8").format(file=path)) from None
    except (ValueError, RecursionError) as error:  # an integer of thousands of digits; deep nesting
        raise SettingsError(_("{file} is not valid TOML: {reason}").format(file=path, reason=error)) from None


def configuration_of(path: Path, document: Mapping[str, Any]) -> Configuration:
    """Return the values of a document. No message quotes one: it may be a secret in the wrong place.

    Raises:
        SettingsError: a key is unknown or twice there, or its value cannot be used.
    """
    known = {_key_of(option): option for option in EVERY_OPTION if option.name != "config"}
    values: dict[str, Any] = {}
    keys: dict[str, str] = {}
    for key, value in document.items():
        option = known.get(key.replace("_", "-"))
        if key == _KEYS:
            keys = dict(_dashboard_keys(path, value))
        elif option is None:
            raise SettingsError(_unknown(path, key, [*known, _KEYS]))
        elif option.name in values:
            raise SettingsError(_("{file}: duplicate key {key}").format(file=path, key=_key_of(option)))
        else:
            values[option.name] = _value(path, key, option, value)
    return Configuration(path, values, keys)


def _read(path: Path) -> bytes:
    try:
        return read_regular_file(path, may_be_null=True)
    except NotRegularFileError:
        raise SettingsError(_("{file} is not a regular file").format(file=path)) from None
    except FileTooLargeError:
        size = LARGEST_FILE // 1024
        raise SettingsError(_("{file} is larger than {size} kB").format(file=path, size=size)) from None


def _key_of(option: Option) -> str:
    return option.name.replace("_", "-")


def _value(path: Path, key: str, option: Option, value: Any) -> Any:
    """Return the value that a key of the file stands for."""
    values = [value] if option.multiple and isinstance(value, str) else value
    if _fits(option, value):
        with suppress(click.BadParameter):
            return option.type_cast_value(click.Context(click.Command(None)), values)
    words = _("{file}: {key} must be {expected}")
    raise SettingsError(words.format(file=path, key=key, expected=option.expected))


def _fits(option: Option, value: Any) -> bool:
    """Whether a value has a type of TOML that the option takes; click itself would take "1" for true."""
    if isinstance(value, list):
        return option.multiple and all(isinstance(item, str) for item in value)
    return type(value) in _types(option)  # a bool is an int to isinstance


def _types(option: Option) -> tuple[type, ...]:
    if option.is_flag:
        return (bool,)
    match option.type:
        case click.IntRange():
            return (int,)
        case click.FloatRange():
            return (int, float)
        case _:
            return (str,)


def _dashboard_keys(path: Path, table: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(table, Mapping):
        raise SettingsError(_("{file}: {key} must be a table that maps actions to keys").format(file=path, key=_KEYS))
    for action, keys in table.items():
        if not isinstance(keys, str) or not keys:
            words = _('{file}: {key} must be a text such as "g" or "ctrl+r"')
            raise SettingsError(words.format(file=path, key=f"{_KEYS}.{action}"))
        yield action, keys


def _unknown(path: Path, key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key.replace("_", "-"), known, 1)
    hint = (
        _("did you mean {key}?").format(key=near[0])
        if near
        else _("known options: {keys}").format(keys=", ".join(sorted(known)))
    )
    return _("{file}: unknown option {key}; {hint}").format(file=path, key=ascii(key), hint=hint)
