"""How this copy was installed: the command that adds an optional package to it, and whether this Python can run it.

The functions take what they look at as arguments, so that tests need no installation of each kind.
"""

import re
import shlex
import shutil
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import EXTENSION_SUFFIXES, PathFinder
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from importlib.metadata import Distribution

_NAME: Final = "ccc-tui"
_ROOT: Final = Path(__file__).resolve().parent.parent
# Where there is no metadata, as in an archive that leaves it out.
_FALLBACK: Final = {"credentials": "alibabacloud-credentials", "simulator": "uvicorn"}
_ENGINE: Final = "_pydantic_core"


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

    Args:
        extra: ``credentials`` or ``simulator``.
        python: the interpreter.
        prefix: root of its environment.
        source: folder that holds the package and, in a checkout, ``pyproject.toml``.
        distribution: metadata of the installed package; None looks it up.
        find_module: finds a top-level module of the environment.
        find_program: finds a program of the person's path.
    """
    distribution = distribution or _distribution()
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


def wrong_python(path: Sequence[str] | None = None) -> tuple[str, str] | None:
    """Return the tag of the Python that this copy was built for and the tag of this one, or None where they agree.

    pydantic-core is compiled for one version and platform; an archive that brings it along works with no other. The
    first tag is empty where no compiled module can be found, as in an archive that is not unpacked.

    Args:
        path: where packages are imported from; None is ``sys.path``.
    """
    found = PathFinder.find_spec("pydantic_core", path)
    if found is None:
        return None
    folders = map(Path, found.submodule_search_locations or ())
    built = [file.name for folder in folders if folder.is_dir() for file in folder.glob(f"{_ENGINE}.*")]
    if any(f"{_ENGINE}{suffix}" in built for suffix in EXTENSION_SUFFIXES):
        return None
    tags = [name.split(".")[1] for name in built if not name.endswith(".pyi")]
    return (tags or [""])[0], EXTENSION_SUFFIXES[0].split(".")[1]


def _distribution() -> "Distribution | None":
    from importlib.metadata import Distribution, PackageNotFoundError  # 10 ms, which only a message needs

    try:
        return Distribution.from_name(_NAME)
    except PackageNotFoundError:
        return None


def _required(extra: str, distribution: "Distribution | None") -> list[str]:
    """Return the requirements of an extra, without its version limits where there is no metadata."""
    lines = (distribution.requires if distribution else None) or ()
    pairs = [line.partition(";") for line in lines]
    wanted = re.compile(rf"extra == ['\"]{extra}['\"]")
    return [name.strip() for name, _semicolon, marker in pairs if wanted.search(marker)] or [_FALLBACK[extra]]
