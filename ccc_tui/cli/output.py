"""What is printed and where: data on stdout, everything else on stderr."""

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import click

from ccc_tui.cli.formats import BYTE_ORDER_MARK, Column, Row, as_json, as_jsonl, format_rows
from ccc_tui.i18n import _
from ccc_tui.settings import Settings

Format = Literal["table", "json", "jsonl", "csv", "md"]


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows, and what each format shows of them.

    Attributes:
        rows: what the columns take their values from.
        document_of: makes a row of jsonl.
        columns: of CSV, which has everything.
        brief: of tables and Markdown, which have what people look for.
        document: for json; holds the rows, how many there are, and when and how they were loaded.
    """

    rows: Sequence[Any]
    document_of: Callable[[Any], Row]
    columns: Sequence[Column]
    brief: Sequence[Column]
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Output:
    """How to print on stdout.

    Attributes:
        format: of the whole output.
        csv_safe: whether CSV is protected from spreadsheets.
        bom: whether CSV begins with a byte order mark.
    """

    format: Format
    csv_safe: bool
    bom: bool

    def write(self, listing: Listing) -> None:
        """Print a listing.

        Raises:
            BrokenPipeError: the reader of the output has gone.
        """
        match self.format:
            case "json":
                text = as_json(listing.document)
            case "jsonl":
                text = as_jsonl(map(listing.document_of, listing.rows))
            case "csv":
                text = format_rows("csv", listing.columns, listing.rows, csv_safe=self.csv_safe)
                text = BYTE_ORDER_MARK + text if self.bom else text
            case "md":
                text = format_rows("md", listing.brief, listing.rows)
            case "table":
                width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
                text = format_rows("table", listing.brief, listing.rows, width=width)
        _print(text)


def output_of(settings: Settings) -> Output:
    """Return how to print: as chosen, else a table on a terminal, and json elsewhere.

    Raises:
        click.UsageError: an option of CSV was given for another format.
    """
    how: Format = settings.output or ("table" if sys.stdout.isatty() else "json")
    if how != "csv":
        for field in ("csv_safe", "bom"):
            if settings.sources.get(field) == "flag":
                words = _("{option} has no effect without -o csv.")
                click.get_current_context().fail(words.format(option=f"--{field.replace('_', '-')}"))
    safe = _is_for_a_person() if settings.csv_safe is None else settings.csv_safe
    return Output(how, safe, settings.bom)


def write_lines(rows: Iterable[Row]) -> None:
    """Print rows as JSON lines, at once.

    Raises:
        BrokenPipeError: the reader of the output has gone.
    """
    _print(as_jsonl(rows))


class ProgressLine:
    """One line on stderr that is written again and again, and wiped at the end. Only a terminal sees it."""

    def __init__(self) -> None:
        self._visible = sys.stderr.isatty()
        self._length = 0

    def show(self, text: str) -> None:
        """Show this in the place of what was there."""
        if self._visible:
            from rich.cells import cell_len

            sys.stderr.write(f"\r{text}{' ' * (self._length - cell_len(text))}")
            sys.stderr.flush()
            self._length = cell_len(text)

    def wipe(self) -> None:
        """Leave an empty line."""
        if self._length:
            sys.stderr.write(f"\r{' ' * self._length}\r")
            sys.stderr.flush()
            self._length = 0


def _print(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _is_for_a_person() -> bool:
    """Whether stdout is a terminal or a file, which a spreadsheet may open; a pipe has a program at its end."""
    try:
        return sys.stdout.isatty() or stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except OSError:
        return False
