"""``python -m bench``: measure, and print one table, or JSON."""

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

from bench.report import Effort, Figure, machine, print_table, record

SECTIONS: Final = ("start", "bytes", "keys", "filter", "walk", "decode", "memory", "large")


def main(arguments: list[str] | None = None) -> int:
    """Measure the chosen sections; return 1 if a target is missed and --strict is given, else 0."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure this program beside its peers.")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"some of {', '.join(SECTIONS)}; else all")
    effort = parser.add_mutually_exclusive_group()
    for name, words in (("quick", "fewer repetitions"), ("full", "more repetitions, and 30 idle seconds")):
        value = Effort[name.upper()]
        effort.add_argument(
            f"--{name}", action="store_const", dest="effort", const=value, default=Effort.USUAL, help=words
        )
    parser.add_argument("--json", metavar="FILE", help="write JSON as well; - prints it instead of the table")
    parser.add_argument("--strict", action="store_true", help="fail where a target is missed")
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.sections).difference(SECTIONS):
        parser.error(f"unknown section: {', '.join(sorted(unknown))}")
    if chosen.json != "-":
        print(", ".join(f"{name} {value}" for name, value in machine().items()))
    found: dict[str, list[Figure]] = {}
    for section in chosen.sections or SECTIONS:
        print(f"measuring {section} …", file=sys.stderr, flush=True)
        found[section] = import_module(f"bench.{section}").measure(chosen.effort)
        if chosen.json != "-":
            print_table(section, found[section])
    if chosen.json:
        figures = [record(section, figure) for section, of_section in found.items() for figure in of_section]
        document = json.dumps({"machine": machine(), "figures": figures}, ensure_ascii=False, indent=1)
        if chosen.json == "-":
            print(document)
        else:
            Path(chosen.json).write_text(f"{document}\n", encoding="utf-8")
    return int(chosen.strict and any(figure.met is False for figures in found.values() for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
