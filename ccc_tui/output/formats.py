"""Rows as text: a table, Markdown, CSV, JSON. Texts come cleaned from the models; here they are escaped."""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from ccc_tui.i18n import _

ABSENT: Final = "—"
_GAP: Final = "  "
# Between the items of a list in one cell.
_SEPARATOR: Final = " | "
# A column is never cut below this many cells.
_NARROWEST: Final = 6
# Spreadsheets pass over these to find a formula.
_BLANKS: Final = " \u00a0\u3000"
_FORMULA: Final = tuple("=+-@\t\r\n\0＝＋－＠")
# Digits that a spreadsheet would round (it keeps 15), show as 1.3E+10 (from 11) or rob of a leading zero, and
# text that it would take for a number.
_SHORTENED: Final = re.compile(r"0[0-9.,]+|[0-9]{11,}|[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")
_MARKDOWN: Final = re.compile(r"[\\`*\[\]<>|~&]|(?<!\w)_|_(?!\w)")


def as_json(document: Mapping[str, Any]) -> str:
    """Return a document as indented JSON."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_jsonl(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return one compact JSON object a line."""
    return "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)


def as_csv(heads: Iterable[str], rows: Iterable[Iterable[Any]], *, safe: bool = True) -> str:
    """Return CSV (RFC 4180) with a header.

    Safe CSV has an apostrophe before a text that a spreadsheet would run as a formula or shorten as a number, as
    OWASP (CSV Injection; ASVS 1.2.10) advises: ``="0250"`` would be a formula itself. A list has one if any of
    its items would. Counters stay numbers; what was not sent is empty.
    """
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(heads)
    writer.writerows([_csv_cell(value, safe=safe) for value in row] for row in rows)
    return lines.getvalue()


def as_markdown(heads: Sequence[str], rows: Iterable[Iterable[Any]]) -> str:
    """Return a table of GitHub's Markdown, in which no text is markup."""
    cells = [heads, ["---"] * len(heads), *(map(_markdown_cell, row) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


def as_table(heads: Sequence[str], rows: Iterable[Sequence[Any]], width: int | None = None) -> str:
    """Return a table, counts to the right, whose widest columns are cut to a terminal of `width` cells, if given."""
    values = [*rows]
    right = [bool(values) and all(isinstance(row[n], int | None) for row in values) for n in range(len(heads))]
    return aligned([heads, *([plain(value) for value in row] for row in values)], right, width)


def aligned(lines: Sequence[Sequence[str]], right: Sequence[bool], width: int | None = None) -> str:
    """Return lines whose columns are aligned by terminal cells: Chinese characters are two wide."""
    from rich.cells import cell_len, set_cell_size

    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    # Cut the widest column, cell by cell, until the line fits or nothing is left to cut.
    while width is not None and sum(widths) + len(_GAP) * (len(widths) - 1) > width and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1

    def fitted(text: str, size: int, to_the_right: bool) -> str:  # noqa: FBT001 - a value of `right`
        if (blanks := size - cell_len(text)) < 0:
            return set_cell_size(text, size - 1) + "…"
        return " " * blanks + text if to_the_right else text + " " * blanks

    return "".join(_GAP.join(map(fitted, line, widths, right)).rstrip() + "\n" for line in lines)


def plain(value: Any) -> str:
    """Return a value as people read it."""
    match value:
        case None | "" | [] | ():
            return ABSENT
        case bool():
            return _("yes") if value else _("no")
        case list() | tuple():
            return _SEPARATOR.join(map(plain, value))
        case _:
            return str(value)


def _csv_cell(value: Any, *, safe: bool) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            text = _SEPARATOR.join(str(_csv_cell(item, safe=False)) for item in value)
            return f"'{text}" if safe and any(isinstance(item, str) and _misread(item) for item in value) else text
        case str() if safe and _misread(value):
            return f"'{value}"
        case _:
            return value


def _misread(text: str) -> bool:
    """Whether a spreadsheet would run a text as a formula, or shorten it as a number."""
    return text.lstrip(_BLANKS).startswith(_FORMULA) or _SHORTENED.fullmatch(text.strip()) is not None


def _markdown_cell(value: Any) -> str:
    text = " ".join(plain(value).splitlines())
    return _MARKDOWN.sub(lambda found: "\\" + found[0], text)
