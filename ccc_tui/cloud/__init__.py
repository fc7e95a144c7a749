"""Alibaba Cloud RPC over httpx: signing, retrying, pacing, errors. Nothing here knows of call centers."""

import sys

# httpx imports its own command line where click and rich are installed, which doubles the time of its import, and
# does without where that import fails. None in `sys.modules` makes it fail, as the import system documents.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
