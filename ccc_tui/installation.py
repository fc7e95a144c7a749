"""How this copy was installed: the command that adds an optional package to it, and whether this Python can run it.

The functions take what they look at as arguments, so that tests need no installation of each kind.
"""

import re
import shlex
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.machinery import EXTENSION_SUFFIXES, PathFinder
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ccc_tui.i18n import _

if TYPE_CHECKING:
    from importlib.metadata import Distribution

_ROOT: Final = Path(__file__).resolve().parent.parent
# Where there is no metadata, as in an archive that leaves it out.
_FALLBACK: Final = {"credentials": "alibabacloud-credentials", "simulator": "uvicorn"}


def install_command(
    extra: str,
    *,
    python: str = sys.executable,
    prefix: Path = Path(sys.prefix),
    source: Path = _ROOT,
    distribution: "Distribution | None" = None,
    find_module: Callable[[str], object] = PathFinder.find_spec,
    find_program: Callable[[str], object] = shutil.which,
) -> str:
    """Return a shell command that installs the packages of an extra where this program runs.

    It names the third-party packages or the checkout, and never ``ccc-tui``, which no package index has.

    `extra` is ``credentials`` or ``simulator``; `source` is the folder that holds the package and, in a checkout,
    ``pyproject.toml``; `distribution` is the metadata of the installed package, which is looked up where it is None.
    """
    requirements = _required(extra, distribution)
    if (prefix / "pipx_metadata.json").exists():
        return shlex.join(["pipx", "inject", prefix.name, *requirements])
    is_checkout = (source / "pyproject.toml").exists()
    packages = ["-e", f"{source}[{extra}]"] if is_checkout else requirements
    python = python or "python3"
    if find_module("pip"):
        return shlex.join([python, "-m", "pip", "install", *packages])
    if find_program("uv"):  # an environment that uv made has no pip
        return shlex.join(["uv", "pip", "install", "--python", python, *packages])
    return f"{shlex.join([python, '-m', 'ensurepip'])} && " + shlex.join([python, "-m", "pip", "install", *packages])


def wrong_python(path: Sequence[str] | None = None) -> str | None:
    """Return one sentence where this copy was built for another Python than the one that runs it, or None.

    pydantic-core is compiled for one version and platform; an archive that brings it along works with no other, and
    one that is not unpacked has no compiled module that can be found.

    Args:
        path: where packages are imported from; None is ``sys.path``.
    """
    found = PathFinder.find_spec("pydantic_core", path)
    if found is None:
        return None
    folders = map(Path, found.submodule_search_locations or ())
    built = [file.name for folder in folders if folder.is_dir() for file in folder.glob("_pydantic_core.*")]
    if any(f"_pydantic_core{suffix}" in built for suffix in EXTENSION_SUFFIXES):
        return None
    tags = [name.split(".")[1] for name in built if not name.endswith(".pyi")]
    words = (
        _(
            "This copy of ccc-tui was built for another Python ({built}) than {python} ({this}): start it with "
            "that one, or build it again with this one."
        )
        if tags
        else _(
            "This copy of ccc-tui has no compiled pydantic-core for {python} ({this}): install it in a virtual "
            "environment, or build an archive that unpacks itself."
        )
    )
    return words.format(built="".join(tags[:1]), this=EXTENSION_SUFFIXES[0].split(".")[1], python=sys.executable)


def _required(extra: str, distribution: "Distribution | None") -> list[str]:
    """Return the requirements of an extra, without its version limits where there is no metadata."""
    from importlib.metadata import Distribution, PackageNotFoundError  # 10 ms, which only a message needs

    lines: list[str] = []
    with suppress(PackageNotFoundError):
        lines = (distribution or Distribution.from_name("ccc-tui")).requires or []
    pairs = [line.partition(";") for line in lines]
    wanted = re.compile(rf"extra == ['\"]{extra}['\"]")
    return [name.strip() for name, _semicolon, marker in pairs if wanted.search(marker)] or [_FALLBACK[extra]]
