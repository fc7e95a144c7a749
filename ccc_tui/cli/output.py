"""Where things are printed: data on stdout, everything else on stderr."""

import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ccc_tui.cli.formats import Row, as_csv, as_json, as_jsonl, as_markdown, as_table
from ccc_tui.i18n import _
from ccc_tui.settings import Settings

Format = Literal["table", "json", "jsonl", "csv", "md"]


@dataclass(frozen=True, slots=True)
class Layout:
    """How rows of one kind are laid out.

    Attributes:
        columns: names of the columns of CSV.
        flat: makes of a row what stands in them.
        titles: titles of a table's columns by name, to be translated.
        brief: makes of a row what stands in those.
    """

    columns: Sequence[str]
    flat: Callable[[Row], Row]
    titles: Mapping[str, str]
    brief: Callable[[Row], Row]


def chosen_format(settings: Settings) -> Format:
    """Return how to print: as chosen, else a table on a terminal, and json elsewhere."""
    return settings.output or ("table" if sys.stdout.isatty() else "json")


def write(how: Format, layout: Layout, rows: Sequence[Row], document: Mapping[str, Any]) -> None:
    """Print rows on stdout, or the document that holds them.

    Raises:
        BrokenPipeError: nobody reads it any more.
    """
    match how:
        case "json":
            text = as_json(document)
        case "jsonl":
            text = as_jsonl(rows)
        case "csv":
            text = as_csv(layout.columns, map(layout.flat, rows))
        case "md":
            text = as_markdown(_translated(layout.titles), map(layout.brief, rows))
        case "table":
            width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
            text = as_table(_translated(layout.titles), [*map(layout.brief, rows)], width)
    sys.stdout.write(text)
    sys.stdout.flush()


def write_lines(rows: Iterable[Row]) -> None:
    """Print rows as JSON lines, at once.

    Raises:
        BrokenPipeError: nobody reads them any more.
    """
    sys.stdout.write(as_jsonl(rows))
    sys.stdout.flush()


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


def _translated(titles: Mapping[str, str]) -> dict[str, str]:
    return {name: _(title) for name, title in titles.items()}
