"""``python -m bench``: measure, and print one table."""

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

# Nothing that is measured asks the network who this machine is.
os.environ["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true"

from bench.effort import FULL, QUICK, USUAL, Effort
from bench.figures import Figure
from bench.report import document, machine, table

SECTIONS: Final = ("start", "bytes", "keys", "walk", "decode", "memory", "large")


def main(arguments: list[str] | None = None) -> int:
    """Measure the chosen sections; return 0, or 1 where a target is missed and --strict is given."""
    chosen = _parser().parse_args(arguments)
    effort = QUICK if chosen.quick else FULL if chosen.full else USUAL
    figures: list[Figure] = []
    for section in chosen.sections or SECTIONS:
        print(f"measuring {section} …", file=sys.stderr, flush=True)
        figures += _measurement(section)(effort)
    if chosen.json != "-":
        print(", ".join(f"{name} {value}" for name, value in machine().items()), end="\n\n")
        print(table(figures))
    if chosen.json == "-":
        print(document(figures))
    elif chosen.json:
        Path(chosen.json).write_text(document(figures) + "\n", encoding="utf-8")
    return int(chosen.strict and any(figure.met is False for figure in figures))


def _measurement(section: str) -> Callable[[Effort], list[Figure]]:
    measure: Callable[[Effort], list[Figure]] = import_module(f"bench.{section}").measure
    return measure


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure this program beside its peers.")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"some of {', '.join(SECTIONS)}; else all")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    parser.add_argument("--full", action="store_true", help="more repetitions, and 30 idle seconds")
    parser.add_argument("--json", metavar="FILE", help="write JSON as well; - prints it instead of the table")
    parser.add_argument("--strict", action="store_true", help="fail where a target is missed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
