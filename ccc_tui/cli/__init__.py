"""The command line. It starts in milliseconds: no Textual, httpx or pydantic until a command needs them."""

import os
import sys
from typing import Final

import ccc_tui.cli.python_version  # noqa: F401 - first, it may end the program

COMPLETION_VARIABLE: Final = "_CCC_TUI_COMPLETE"
# The dashboard as most people open it: reading this needs no parser, and click takes as long to load as the first
# paint may be late.
_PLAIN: Final[tuple[list[str], ...]] = ([], ["--demo"])


def main() -> int:
    """Run the program that the command line asks for; return its exit status."""
    arguments = sys.argv[1:]
    try:
        if arguments in _PLAIN and COMPLETION_VARIABLE not in os.environ:
            from ccc_tui.cli.dashboard import open_dashboard

            return open_dashboard(demo=bool(arguments))
        from ccc_tui.cli.application import run

        return run(arguments)
    except KeyboardInterrupt:
        return 130  # the modules of the program were still on their way
