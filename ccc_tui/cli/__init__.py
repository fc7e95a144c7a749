"""The command line. It starts in milliseconds: no Textual, httpx or pydantic until a command needs them."""

import gc
import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - pip checks it, an archive of this program does not
    found = "{}.{}".format(*sys.version_info[:2])
    sys.stderr.write(f"ccc-tui: Python 3.11 or newer is required; {sys.executable} is Python {found}.\n")
    sys.exit(2)


def prepare_process() -> None:
    """Set up Python and pydantic: as they come, they take a tenth of the start and half of a large reply's time."""
    # By default Python looks for garbage whenever there are 700 objects more: in a reply, these are its rows.
    # All objects are looked through at 2 million more: with 100,000 numbers it takes half a second, and no key is read.
    gc.set_threshold(25_000, 4, 20)
    # By default pydantic reads what every installed package says of itself, to look for plugins.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def main() -> int:
    """Run the program that the command line asks for; return its exit status."""
    prepare_process()
    try:
        from ccc_tui.cli.application import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130  # while the program's modules were being imported
