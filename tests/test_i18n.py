"""Words in two languages, and the check that keeps the second one whole."""

import ast
import gettext
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from ccc_tui.i18n import LANGUAGES, N_, _, ngettext, use_language
from tools.catalogue import CATALOGUES, messages, problems_of


def translations(path: Path) -> list[Message]:
    with path.open("rb") as file:
        return [message for message in read_po(file, locale=path.parent.parent.name) if message.id]


def texts(of: Any) -> list[str]:
    """Return the one text of a message, or those of its plural forms."""
    return [of] if isinstance(of, str) else list(of)


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


def test_english_is_the_language_of_the_sources() -> None:
    use_language("en")
    assert _("Call centers") == "Call centers"
    assert [ngettext("{n} number", "{n} numbers", count) for count in (1, 2)] == ["{n} number", "{n} numbers"]


def test_chinese_has_one_form_for_every_number() -> None:
    use_language("zh")
    assert _("Call centers") == "实例"
    assert {ngettext("{n} number", "{n} numbers", count) for count in (0, 1, 2, 100)} == {"{n} 个号码"}


def test_the_language_can_change_back() -> None:
    use_language("zh")
    use_language("en")
    assert _("Call centers") == "Call centers"


def test_a_marked_message_is_translated_only_where_it_is_shown() -> None:
    use_language("zh")
    assert N_("Call centers") == "Call centers"


def test_what_nobody_translated_is_shown_in_english() -> None:
    use_language("zh")
    assert _("never translated") == "never translated"


def test_every_language_but_english_has_its_catalogue() -> None:
    assert len(CATALOGUES) == len(LANGUAGES) - 1


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_the_compiled_catalogue_can_be_read(path: Path) -> None:
    with path.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert compiled.info()["content-type"] == "text/plain; charset=utf-8"
    assert all(
        compiled.gettext(message.id) == message.string for message in translations(path) if isinstance(message.id, str)
    )


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_every_translation_can_be_formatted_as_its_message(path: Path) -> None:
    for message in translations(path):
        many = texts(message.id)[-1]
        values = {name: 7 for _text, name, _spec, _conversion in Formatter().parse(many) if name}
        for translated in texts(message.string):
            assert not values or translated.format(**values), message.id


def test_messages_are_found_wherever_they_stand() -> None:
    source = """
_("plain")
f"{GLYPH} {_('in an f-string')}"
N_("joined " "together")
ngettext("{n} row", "{n} rows", count)
_(variable)
other("not a message")
"""
    assert set(messages(ast.parse(source))) == {
        ("plain",),
        ("in an f-string",),
        ("joined together",),
        ("{n} row", "{n} rows"),
    }


@pytest.mark.parametrize(
    ("translation", "problem"),
    [
        (None, "missing"),
        ("", "not translated"),
        ("{m} 行", "other placeholders"),
        ("行", "other placeholders"),
        ("{n:,} 行", "other placeholders"),
        ("{n} 行 {", "other placeholders"),
    ],
)
def test_the_check_finds_what_is_wrong(translation: str | None, problem: str) -> None:
    message = Message("{n} rows")
    translated = None if translation is None else Message("{n} rows", translation)
    assert [words.partition(":")[0] for words in problems_of(translated, message)] in (
        [problem],
        [f"{problem} than the message"],
    )


def test_the_check_wants_a_guess_to_be_confirmed() -> None:
    catalogue = Catalog(locale="zh_CN")
    catalogue.add("{n} rows", "{n} 行", flags=["fuzzy"])
    guess = catalogue.get("{n} rows")
    assert [words.partition(",")[0] for words in problems_of(guess, Message("{n} rows"))] == ["fuzzy"]


def test_the_check_is_content_with_what_is_right() -> None:
    one = Message(("one row", "{n} rows"))
    assert list(problems_of(Message(("one row", "{n} rows"), ("{n} 行",)), one)) == []
