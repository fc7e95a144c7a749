"""What every way into the program begins with: usable streams, a language, settings, a log."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from io import TextIOWrapper
from typing import Any

from ccc_tui.i18n import use_language
from ccc_tui.settings import Settings, load_settings


def prepare_streams() -> None:
    """Make both outputs UTF-8, whatever the locale says, and usable even where they were closed."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - for the life of the process
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def speak(language: str) -> None:
    """Speak this language, as far as its catalogue is there: a checkout may not have compiled it."""
    with suppress(FileNotFoundError):
        use_language(language)


def settings_for(flags: Mapping[str, Any]) -> Settings:
    """Load the settings, and begin to speak their language and to log where they say.

    Args:
        flags: what the command line chose, by the names of `Settings`.

    Raises:
        SettingsError: they cannot be meant.
    """
    settings = load_settings(flags, os.environ)
    speak(settings.language)
    if settings.log_file is not None:
        from ccc_tui.logfile import start_logging

        start_logging(settings.log_file, settings.log_level)
    return settings
