"""``python -m bench``: measure, and print one table."""

import argparse
import sys
from importlib import import_module
from typing import Final

from bench.report import machine, print_table

SECTIONS: Final = ("start", "keys", "bytes", "decode", "memory", "walk")


def main() -> None:
    """Measure the chosen sections."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure this program beside its peers.")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"some of {', '.join(SECTIONS)}; else all")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    chosen = parser.parse_args()
    if unknown := set(chosen.sections).difference(SECTIONS):
        parser.error(f"unknown section: {', '.join(sorted(unknown))}")
    print(machine())
    for section in chosen.sections or SECTIONS:
        print(f"measuring {section} …", file=sys.stderr, flush=True)
        print_table(section, import_module(f"bench.{section}").measure(quick=chosen.quick))


if __name__ == "__main__":
    main()
