"""Words in the person's language. English is the source; other languages come from ``locales/``."""

import gettext
import os
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("en", "zh")
_DOMAIN: Final = "ccc_tui"
_CATALOGUES: Final = {"zh": "zh_CN"}
_LOCALES: Final = Path(__file__).parent / "locales"

_translations: gettext.NullTranslations = gettext.NullTranslations()


def use_language(language: str) -> None:
    """Use this language from now on: ``en`` or ``zh``; English where its catalogue is missing, as in a new checkout.

    click translates its own words by gettext's global domain, whose language is the variable LANGUAGE.
    """
    global _translations  # noqa: PLW0603 - one language per process
    catalogue = os.environ["LANGUAGE"] = _CATALOGUES.get(language, language)
    gettext.bindtextdomain(_DOMAIN, str(_LOCALES))
    gettext.textdomain(_DOMAIN)
    _translations = gettext.translation(_DOMAIN, _LOCALES, [catalogue], fallback=True)


def _(message: str) -> str:
    """Return the message in the person's language."""
    return _translations.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the message for a number of things in the person's language."""
    return _translations.ngettext(singular, plural, number)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a message for translation where it is written; it is translated where it is shown."""
    return message


def NN_(singular: str, plural: str) -> tuple[str, str]:  # noqa: N802 - as N_
    """Mark a message for a number of things where it is written; see `ngettext`."""
    return singular, plural
