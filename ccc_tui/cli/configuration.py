"""What is read before the command line: the language, and `config.toml`, checked against the options.

The file's values become click's `default_map`.
"""

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import click
from click.core import ParameterSource

from ccc_tui.cli.options import EVERY_OPTION, FIRST
from ccc_tui.cli.parameters import Option
from ccc_tui.files import LARGEST_FILE, FileTooLargeError, NotRegularFileError, read_regular_file
from ccc_tui.i18n import LANGUAGES, _, use_language
from ccc_tui.settings import SettingsError, default_config_file, locale_language

_KEYS: Final = "keys"
# The types of TOML for an option's type; click itself would take "1" for true. All other options are texts.
_TYPES: Final[dict[type, set[type]]] = {
    click.types.BoolParamType: {bool},
    click.IntRange: {int},
    click.FloatRange: {int, float},
}


@dataclass(frozen=True)
class Configuration:
    """What the file holds: values by the names of click's parameters, and keys by the ids of their actions.

    `path` is None where there is no file. `error` is raised when a command runs: ``--help`` works without the file.
    """

    path: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    error: SettingsError | None = None


def settle(arguments: Sequence[str]) -> Configuration:
    """Read the configuration file and set the language, so that even an error of usage is in it.

    Values that cannot be used are passed over here: the parser proper reports them.
    """
    anything = {"ignore_unknown_options": True, "allow_extra_args": True}
    command = click.Command(None, params=[*FIRST], context_settings=anything, add_help_option=False)
    first = command.make_context(None, list(arguments), resilient_parsing=True)
    chosen = first.get_parameter_source("language") is not ParameterSource.DEFAULT
    language = first.params["language"] if chosen else None
    use_language(language or locale_language(os.environ))
    path = first.params["config_file"] or default_config_file(os.environ)
    try:
        document = _read(path)
        in_file = str(document.get("language", "")).lower()
        if language is None and in_file in LANGUAGES:
            use_language(in_file)
        return _configuration(path, document)
    except FileNotFoundError:
        if first.params["config_file"] is None:
            return Configuration()
        return Configuration(error=SettingsError(_("{file}: there is no such file").format(file=path)))
    except SettingsError as error:
        return Configuration(error=error)


def _read(path: Path) -> dict[str, Any]:
    """Return the file as TOML has it.

    Raises:
        FileNotFoundError: there is no file.
        SettingsError: it cannot be read, or is not TOML.
    """
    try:
        text = read_regular_file(path, may_be_null=True).decode("utf-8-sig")
        import tomllib  # few have a file

        return tomllib.loads(text)
    except FileNotFoundError:
        raise
    except NotRegularFileError:
        raise SettingsError(_("{file} is not a regular file").format(file=path)) from None
    except FileTooLargeError:
        size = LARGEST_FILE // 1024
        raise SettingsError(_("{file} is larger than {size} kB").format(file=path, size=size)) from None
    except OSError as error:
        raise SettingsError(_("{file} cannot be read: {reason}").format(file=path, reason=error.strerror)) from None
    except UnicodeDecodeError:
        raise SettingsError(_("{file}: the text is not UTF-8").format(file=path)) from None
    except (ValueError, RecursionError) as error:  # an integer of thousands of digits; deep nesting
        raise SettingsError(_("{file} is not valid TOML: {reason}").format(file=path, reason=error)) from None


def _configuration(path: Path, document: Mapping[str, Any]) -> Configuration:
    """Return the values of a document. No message quotes one: it may be a secret in the wrong place.

    Raises:
        SettingsError: a key is unknown or duplicate, or its value cannot be used.
    """
    known = {option.key: option for option in EVERY_OPTION if option.key != "config"}
    values: dict[str, Any] = {}
    keys: Mapping[str, str] = {}
    for key, value in document.items():
        option = known.get(key.replace("_", "-"))
        if key == _KEYS:
            keys = _dashboard_keys(path, value)
        elif option is None:
            raise SettingsError(_unknown(path, key, [*known, _KEYS]))
        elif option.name in values:
            raise SettingsError(_("{file}: duplicate key {key}").format(file=path, key=option.key))
        else:
            values[option.name] = _value(path, key, option, value)
    return Configuration(path, values, keys)


def _value(path: Path, key: str, option: Option, value: Any) -> Any:
    """Return the value that a key of the file stands for."""
    items = value if option.multiple and isinstance(value, list) else [value]
    if {type(item) for item in items} <= _TYPES.get(type(option.type), {str}):  # a bool is an int to isinstance
        with suppress(click.BadParameter, ValueError):  # ValueError: an integer too long to be quoted
            return option.type_cast_value(click.Context(click.Command(None)), items if option.multiple else value)
    words = _("{file}: {key} must be {expected}")
    raise SettingsError(words.format(file=path, key=key, expected=option.expected))


def _dashboard_keys(path: Path, table: Any) -> Mapping[str, str]:
    if not isinstance(table, Mapping):
        raise SettingsError(_("{file}: {key} must be a table that maps actions to keys").format(file=path, key=_KEYS))
    for action, keys in table.items():
        if not isinstance(keys, str) or not keys:
            words = _('{file}: {key} must be a text such as "g" or "ctrl+r"')
            raise SettingsError(words.format(file=path, key=f"{_KEYS}.{action}"))
    return table


def _unknown(path: Path, key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key.replace("_", "-"), known, 1)
    hint = (
        _("did you mean {key}?").format(key=near[0])
        if near
        else _("known options: {keys}").format(keys=", ".join(sorted(known)))
    )
    return _("{file}: unknown option {key}; {hint}").format(file=path, key=ascii(key), hint=hint)
