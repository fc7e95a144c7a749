"""Where the style sheets are: inside the package when installed, beside it in a checkout."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parent


def style_sheet(name: str) -> Path:
    """Return the path of a style sheet.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    installed = _PACKAGE / "styles" / name
    if installed.is_file():
        return installed
    checkout = _PACKAGE.parent
    beside = checkout / "styles" / name
    if (checkout / "pyproject.toml").is_file() and beside.is_file():
        return beside
    raise FileNotFoundError(f"the style sheet {name} is missing: please reinstall ccc-tui")
