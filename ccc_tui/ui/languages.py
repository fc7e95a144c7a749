"""Another language while the dashboard runs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ccc_tui.i18n import _, use_language
from ccc_tui.ui.commands import Command

if TYPE_CHECKING:
    from ccc_tui.settings import Language, Settings
    from ccc_tui.ui.app import Dashboard

# Each in its own words, so that who reads only one of them finds it.
_NAMES: Final[dict[Language, str]] = {"en": "English", "zh": "中文"}


def language_commands(app: Dashboard) -> list[Command]:
    """Return the commands that choose a language."""
    words = _("Language: {name}")
    return [
        Command(f"language_{code}", words.format(name=name), "", f"app.language('{code}')", app)
        for code, name in _NAMES.items()
    ]


def speak(app: Dashboard, language: str) -> Settings:
    """Show everything in a language; return the settings with it."""
    chosen = next((code for code in _NAMES if code == language), app.settings.language)
    use_language(chosen)
    with app.batch_update():
        for screen in app.screen_stack:
            if (update_words := getattr(screen, "update_words", None)) is not None:
                update_words()
    return replace(app.settings, language=chosen)
