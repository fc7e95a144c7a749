"""``python -m ccc_tui``."""

import sys

from ccc_tui.cli import main

sys.exit(main())
