"""How and where to print: data on stdout, everything else on stderr."""

import os
import stat
import sys
from dataclasses import dataclass
from typing import Literal

import click

from ccc_tui.i18n import _
from ccc_tui.settings import Settings


@dataclass(frozen=True, slots=True)
class Output:
    """The format of the output; for CSV, whether it is protected from spreadsheets and has a byte order mark."""

    format: Literal["table", "json", "jsonl", "csv", "md"]
    csv_safe: bool
    bom: bool


def output_of(settings: Settings) -> Output:
    """Return how to print: as chosen, else a table on a terminal, and json elsewhere.

    Raises:
        click.UsageError: an option of CSV was given for another format.
    """
    how = settings.output or ("table" if sys.stdout.isatty() else "json")
    for name, option in {"csv_safe": "--csv-safe", "bom": "--bom"}.items():
        if how != "csv" and settings.sources[name] == "flag":
            click.get_current_context().fail(_("{option} has no effect without -o csv.").format(option=option))
    safe = _is_for_a_person() if settings.csv_safe is None else settings.csv_safe
    return Output(how, safe, settings.bom)


def _is_for_a_person() -> bool:
    """Whether stdout is a terminal or a file, which a spreadsheet may open; a pipe has a program at its end."""
    try:
        return sys.stdout.isatty() or stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except OSError:
        return False


def write(text: str) -> None:
    """Print data, at once.

    Raises:
        BrokenPipeError: the reader of the output has gone.
    """
    sys.stdout.write(text)
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
