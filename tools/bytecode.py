"""A build hook: an editable installation gets its bytecode at once, as pip gives it to every other package.

Otherwise the first start compiles a hundred modules, and every start where PYTHONDONTWRITEBYTECODE is set.
"""

import compileall
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Bytecode(BuildHookInterface):  # type: ignore[type-arg] # its configuration is of no use here
    """Compiles the package in place."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before an editable wheel is built; ordinary wheels are compiled when they are installed."""
        del build_data
        if version == "editable":
            compileall.compile_dir(Path(self.root) / "ccc_tui", quiet=1)
