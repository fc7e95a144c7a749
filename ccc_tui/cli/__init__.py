"""The command line. It starts in milliseconds: no Textual, httpx or pydantic until a command needs them."""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - pip checks it, an archive of this program does not
    found = "{}.{}".format(*sys.version_info[:2])
    sys.stderr.write(f"ccc-tui: Python 3.11 or newer is required; {sys.executable} is Python {found}.\n")
    sys.exit(2)


def main() -> int:
    """Run the program that the command line asks for; return its exit status."""
    # Else pydantic reads what every installed package says of itself, to look for plugins: a tenth of the start.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        from ccc_tui.cli.application import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130  # while the program's modules were being imported
