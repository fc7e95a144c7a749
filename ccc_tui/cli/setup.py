"""What comes before the command line is parsed: usable streams, the configuration file, the language."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper

import click
from click.core import ParameterSource

from ccc_tui.cli.configuration import Configuration, configuration_of, read_document
from ccc_tui.cli.options import first_options
from ccc_tui.cli.parameters import PREFIX
from ccc_tui.i18n import LANGUAGES, use_language
from ccc_tui.settings import SettingsError, default_config_file, locale_language


def prepare_streams() -> None:
    """Make both outputs UTF-8, whatever the locale says, and usable even where they were closed."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - for the life of the process
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def set_language(language: str) -> None:
    """Use this language, if its catalogue is there: a checkout may not have compiled it."""
    with suppress(FileNotFoundError):
        use_language(language)


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True}, add_help_option=False)
@first_options
def _first() -> None:
    """Hold the options that are read before all others, wherever they stand."""


def settle(arguments: Sequence[str]) -> Configuration:
    """Read the configuration file and set the language, so that even an error of usage is in it.

    Values that cannot be used are passed over here: the parser proper reports them.
    """
    first = _first.make_context(
        None, list(arguments), resilient_parsing=True, auto_envvar_prefix=PREFIX, allow_interspersed_args=True
    )
    chosen = first.get_parameter_source("language") is not ParameterSource.DEFAULT
    language = first.params["language"] if chosen else None
    set_language(language or locale_language(os.environ))
    path = first.params["config"] or default_config_file(os.environ)
    try:
        document = read_document(path, missing_is_fine=first.params["config"] is None)
        if document is None:
            return Configuration()
        in_file = str(document.get("language", "")).lower()
        if language is None and in_file in LANGUAGES:
            set_language(in_file)
        return configuration_of(path, document)
    except SettingsError as error:
        return Configuration(error=error)
