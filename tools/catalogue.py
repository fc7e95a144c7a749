"""The catalogues of translations: kept up to date with the sources, compiled, and checked.

``python -m tools.catalogue update`` after a change of words; then translate what it names, and run it again.
``python -m tools.catalogue check`` fails where a person would meet a word that is not translated.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parent.parent
_PACKAGE: Final = ROOT / "ccc_tui"
_LOCALES: Final = _PACKAGE / "locales"
TEMPLATE: Final = _LOCALES / "ccc_tui.pot"
CATALOGUES: Final = tuple(sorted(_LOCALES.glob("*/LC_MESSAGES/ccc_tui.po")))
# How many of the first arguments of each function are messages; the function itself is in `ccc_tui.i18n`.
_MARKERS: Final = {"_": 1, "N_": 1, "NN_": 2, "ngettext": 2}


class _Translations(Catalog):
    """A catalogue whose header says nothing that changes from run to run, such as dates and versions."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        headers = [("Project-Id-Version", "ccc-tui")]
        if self.locale is not None:
            headers += [("Language", str(self.locale_identifier)), ("Plural-Forms", self.plural_forms)]
        return [
            *headers,
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]

    @mime_headers.setter
    def mime_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        """Keep nothing of a header that was read."""


def extract() -> Catalog:
    """Return every message of the sources, with the files that it stands in."""
    found: dict[tuple[str, ...], set[str]] = {}
    for path in sorted(_PACKAGE.rglob("*.py")):
        for message in messages(ast.parse(path.read_text("utf-8"))):
            found.setdefault(message, set()).add(path.relative_to(ROOT).as_posix())
    catalogue = _Translations(fuzzy=False, header_comment="# The words of ccc-tui. Written by `make messages`.")
    for message, files in sorted(found.items(), key=lambda entry: (sorted(entry[1]), entry[0])):
        locations = [(name, 0) for name in sorted(files)]
        catalogue.add(message if len(message) > 1 else message[0], locations=locations)
    return catalogue


def messages(tree: ast.AST) -> Iterator[tuple[str, ...]]:
    """Yield the messages of a module, those in f-strings too, which Babel itself passes over."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKERS:
            arguments = node.args[: _MARKERS[node.func.id]]
            texts = [one.value for one in arguments if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if len(texts) == len(arguments):  # else it is a variable, whose text is marked with N_
                yield tuple(texts)


def update() -> None:
    """Write the template, the catalogues and their compiled forms."""
    template = extract()
    TEMPLATE.write_bytes(_written(template))
    for path in CATALOGUES:
        catalogue = _updated(_read(path), template)
        path.write_bytes(_written(catalogue))
        path.with_suffix(".mo").write_bytes(_compiled(catalogue))


def problems() -> Iterator[str]:
    """Yield what is missing or wrong, one line each."""
    template = extract()
    if not _holds(TEMPLATE, _written(template)):
        yield f"{TEMPLATE.relative_to(ROOT)} is out of date: run `make messages`"
    for path in CATALOGUES:
        name = path.relative_to(ROOT)
        catalogue = _read(path)
        for message in catalogue:
            if message.id and message.id not in template:
                yield f"{name}: obsolete: {message.id!r}"
        yield from (f"{name}: obsolete: {message.id!r}" for message in catalogue.obsolete.values())
        for message in template:
            if message.id:
                yield from (f"{name}: {problem}" for problem in problems_of(catalogue.get(message.id), message))
        if not _holds(path, _written(_updated(catalogue, template))):
            yield f"{name} is not as `make messages` writes it"
        if not _holds(path.with_suffix(".mo"), _compiled(catalogue)):
            yield f"{name.with_suffix('.mo')} is out of date: run `make messages`"


def problems_of(translation: Message | None, message: Message) -> Iterator[str]:
    """Yield what is wrong with the translation of a message; None is one that is not there."""
    shown = repr(message.id)
    if translation is None:
        yield f"missing: {shown}"
        return
    texts = translation.string if isinstance(translation.string, tuple | list) else (translation.string,)
    if not all(texts):
        yield f"not translated: {shown}"
    elif translation.fuzzy:
        yield f"fuzzy, to be confirmed: {shown}"
    elif any(fields(text) != fields(_many(message)) for text in texts):
        yield f"other placeholders than the message: {shown}"


def fields(text: str | None) -> list[tuple[str, str | None, str | None]] | None:
    """Return the placeholders of a text in order of their names; None where it is no format."""
    try:
        parts = [
            (name, spec, conversion) for _, name, spec, conversion in Formatter().parse(text or "") if name is not None
        ]
    except ValueError:
        return None
    return sorted(parts, key=str)


def _many(message: Message) -> str:
    """Return the message, or its plural: a singular may do without the number."""
    return message.id if isinstance(message.id, str) else message.id[-1]


def _read(path: Path) -> Catalog:
    locale = path.parent.parent.name
    with path.open("rb") as file:
        stored = read_po(file, locale=locale)
    catalogue = _Translations(locale=locale, fuzzy=False, header_comment=stored.header_comment)
    for message in stored:
        if message.id:
            catalogue[message.id] = message
    catalogue.obsolete = stored.obsolete
    return catalogue


def _updated(catalogue: Catalog, template: Catalog) -> Catalog:
    catalogue.update(template)
    return catalogue


def _written(catalogue: Catalog) -> bytes:
    text = BytesIO()
    write_po(text, catalogue, width=0, ignore_obsolete=True, include_lineno=False)
    return text.getvalue()


def _compiled(catalogue: Catalog) -> bytes:
    content = BytesIO()
    write_mo(content, catalogue)
    return content.getvalue()


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def main(arguments: list[str]) -> int:
    """Update or check; return the exit status."""
    if arguments not in (["update"], ["check"]):
        print("usage: python -m tools.catalogue update|check", file=sys.stderr)
        return 2
    if arguments == ["update"]:
        update()
    found = list(problems())
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
