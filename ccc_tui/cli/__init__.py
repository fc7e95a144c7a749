"""The command line. It starts in milliseconds: no Textual, httpx or pydantic until a command needs them."""

import sys

import ccc_tui.cli.python_version  # noqa: F401 - first, it may end the program


def main() -> int:
    """Run the program that the command line asks for; return its exit status."""
    try:
        from ccc_tui.cli.application import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130  # while the program's modules were being imported
