"""Refuse an older Python in one sentence: an archive of this program can be started by any.

`ccc_tui.cli` imports this before anything that an older Python cannot read.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - pip checks it, an archive does not
    found = "{}.{}".format(*sys.version_info[:2])
    sys.stderr.write(f"ccc-tui: Python 3.11 or newer is required; {sys.executable} is Python {found}.\n")
    sys.exit(2)
