"""The command line. It starts in milliseconds: no Textual, httpx or pydantic until a command needs them."""

import gc
import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - pip checks it, an archive of this program does not
    found = "{}.{}".format(*sys.version_info[:2])
    sys.stderr.write(f"ccc-tui: Python 3.11 or newer is required; {sys.executable} is Python {found}.\n")
    sys.exit(2)


def prepare_process() -> None:
    """Set what costs a tenth of the start, and more than half of a large reply's time, where it is left as it is."""
    # As it is, Python looks for garbage each time that 700 objects came to be and stayed: the rows of a reply. It looks
    # through all objects after 2 million; with 100,000 numbers that takes half a second, in which no key is read.
    gc.set_threshold(25_000, 4, 20)
    # pydantic reads what every installed package says of itself, to look for plugins.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def main() -> int:
    """Run the program that the command line asks for; return its exit status."""
    prepare_process()
    try:
        from ccc_tui.cli.application import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130  # while the program's modules were being imported
