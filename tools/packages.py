"""Builds the wheel and the source distribution as a release does, and checks that each is whole.

``python -m tools.packages``: needs no network.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
_LICENSE: Final = "LICENSE"
# Run where only the installed package can be found; each line fails loudly.
_PROBE: Final = """
import sys
from pathlib import Path
import ccc_tui
from ccc_tui.i18n import _, use_language
from ccc_tui.styles import style_sheet
assert Path(ccc_tui.__file__).is_relative_to(sys.argv[1]), ccc_tui.__file__
for name in sys.argv[2:]:
    assert style_sheet(name).is_relative_to(sys.argv[1]), name
use_language("zh")
assert _("Print the version.") != "Print the version."
"""


def main() -> int:
    """Build and check; return the exit status."""
    with tempfile.TemporaryDirectory(prefix="ccc-tui-packages-") as name:
        folder = Path(name)
        _build(ROOT, folder, "wheel", "sdist")
        wheel, sdist = next(folder.glob("*.whl")), next(folder.glob("*.tar.gz"))
        problems = [*_missing_in_wheel(wheel), *_missing_in_sdist(sdist), *_other_wheel(wheel, sdist, folder)]
        if not problems:
            _install(wheel, folder / "installed")
            _start(folder / "installed", folder)
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


def _build(source: Path, folder: Path, *targets: str) -> None:
    options = [option for target in targets for option in ("-t", target)]
    _run(sys.executable, "-m", "hatchling", "build", "-d", str(folder), *options, cwd=source)


def _missing_in_wheel(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    wanted = {path.relative_to(ROOT).as_posix() for path in (ROOT / "ccc_tui").rglob("*") if _is_part(path)}
    wanted |= {f"ccc_tui/styles/{path.name}" for path in (ROOT / "styles").glob("*.tcss")}
    about = next(name.partition("/")[0] for name in names if name.endswith(".dist-info/METADATA"))
    wanted |= {f"{about}/licenses/{_LICENSE}", f"{about}/entry_points.txt"}
    manual = about.replace(".dist-info", ".data/data/share/man/man1/ccc-tui.1")
    wanted.add(manual)
    strangers = {name for name in names if not name.startswith(("ccc_tui/", f"{about}/"))} - {manual}
    return [f"not in the wheel: {name}" for name in sorted(wanted - names)] + [
        f"does not belong into the wheel: {name}" for name in sorted(strangers)
    ]


def _missing_in_sdist(sdist: Path) -> list[str]:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    tracked = _run("git", "ls-files", "-z", cwd=ROOT).split("\0") if (ROOT / ".git").exists() else []
    wanted = {name for name in tracked if name and (ROOT / name).exists()} - {".gitignore"}
    return [f"not in the source distribution: {name}" for name in sorted(wanted - names)]


def _other_wheel(wheel: Path, sdist: Path, folder: Path) -> list[str]:
    """Name what a wheel made from the source distribution has otherwise than the one of the checkout."""
    shutil.unpack_archive(sdist, folder / "unpacked")
    _build(next((folder / "unpacked").iterdir()), folder / "again", "wheel")
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(next((folder / "again").glob("*.whl"))) as other:
        first = {entry.filename: entry.CRC for entry in one.infolist()}
        second = {entry.filename: entry.CRC for entry in other.infolist()}
    return [f"differs when built from the sdist: {name}" for name, _crc in sorted(first.items() ^ second.items())]


def _install(wheel: Path, folder: Path) -> None:
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run(*pip, "--no-index", "--no-deps", "--target", str(folder), str(wheel))


def _start(installed: Path, elsewhere: Path) -> None:
    """Let the installed package find its files, and run."""
    sheets = [path.name for path in (ROOT / "styles").glob("*.tcss")]
    _run(sys.executable, "-c", _PROBE, str(installed), *sheets, cwd=elsewhere, path=installed)
    _run(sys.executable, "-m", "ccc_tui", "instances", "--demo", "-o", "json", cwd=elsewhere, path=installed)


def _is_part(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc"


def _run(*command: str, cwd: Path | None = None, path: Path | None = None) -> str:
    environment = os.environ | ({"PYTHONPATH": str(path)} if path is not None else {})
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[:6])} … failed:\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
