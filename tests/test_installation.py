"""The command that adds an optional package, for each way to install this program, and the check of the Python."""

import sys
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from ccc_tui.installation import install_command, wrong_python

PYTHON = "/opt/my tools/bin/python"
TAG = EXTENSION_SUFFIXES[0].split(".")[1]


@pytest.fixture
def wheel(tmp_path: Path) -> PathDistribution:
    """Metadata as a wheel has it."""
    folder = tmp_path / "ccc_tui-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(
        "Metadata-Version: 2.4\nName: ccc-tui\nVersion: 1.0\nRequires-Dist: click<9,>=8\nProvides-Extra: credentials\n"
        "Requires-Dist: alibabacloud-credentials<2,>=1.0.2; extra == 'credentials'\n"
        "Requires-Dist: alibabacloud-credentials<3; extra == 'dev'\n"
        'Requires-Dist: uvicorn<1,>=0.34; extra == "simulator"\n'
    )
    return PathDistribution(folder)


def command(tmp_path: Path, extra: str = "credentials", *, python: str = PYTHON, **found: object) -> str:
    return install_command(
        extra,
        python=python,
        prefix=tmp_path,
        source=tmp_path,
        find_module=lambda _name: found.get("pip", True),
        find_program=lambda _name: found.get("uv"),
        distribution=found.get("distribution"),  # type: ignore[arg-type]
    )


def test_from_a_wheel_the_package_of_others_is_named(tmp_path: Path, wheel: PathDistribution) -> None:
    python = "'/opt/my tools/bin/python'"
    assert command(tmp_path, distribution=wheel) == (f"{python} -m pip install 'alibabacloud-credentials<2,>=1.0.2'")
    assert command(tmp_path, "simulator", distribution=wheel) == f"{python} -m pip install 'uvicorn<1,>=0.34'"


def test_in_a_checkout_the_extra_of_the_checkout_is_named(tmp_path: Path, wheel: PathDistribution) -> None:
    (tmp_path / "pyproject.toml").touch()
    assert command(tmp_path, python="/p", distribution=wheel) == (f"/p -m pip install -e '{tmp_path}[credentials]'")


def test_with_pipx_the_package_is_injected(tmp_path: Path, wheel: PathDistribution) -> None:
    environment = tmp_path / "venvs" / "ccc-tui"
    environment.mkdir(parents=True)
    (environment / "pipx_metadata.json").touch()
    (tmp_path / "pyproject.toml").touch()
    found = install_command("credentials", prefix=environment, source=tmp_path, distribution=wheel)
    assert found == "pipx inject ccc-tui 'alibabacloud-credentials<2,>=1.0.2'"


def test_in_an_environment_without_pip_uv_or_ensurepip_helps(tmp_path: Path, wheel: PathDistribution) -> None:
    with_uv = command(tmp_path, python="/p", pip=None, uv="/bin/uv", distribution=wheel)
    assert with_uv == "uv pip install --python /p 'alibabacloud-credentials<2,>=1.0.2'"
    without = command(tmp_path, python="/p", pip=None, distribution=wheel)
    assert without == "/p -m ensurepip && /p -m pip install 'alibabacloud-credentials<2,>=1.0.2'"


def test_this_checkout_states_its_requirements_once() -> None:
    assert install_command("credentials").startswith(f"{sys.executable} -m pip install -e ")


def package(folder: Path, *compiled: str) -> list[str]:
    """Make a package of compiled modules; return the path that it is found on."""
    home = folder / "pydantic_core"
    home.mkdir()
    for name in ("__init__.py", "_pydantic_core.pyi", *compiled):
        (home / name).touch()
    return [str(folder)]


@pytest.mark.parametrize("suffix", EXTENSION_SUFFIXES)
def test_a_module_that_this_python_loads_is_right(tmp_path: Path, suffix: str) -> None:
    assert wrong_python(package(tmp_path, "_pydantic_core.cpython-39-x.so", f"_pydantic_core{suffix}")) is None


def test_a_module_for_another_python_is_named(tmp_path: Path) -> None:
    path = package(tmp_path, "_pydantic_core.cpython-399-x86_64-linux-gnu.so")
    sentence = wrong_python(path)
    assert sentence is not None
    assert "another Python (cpython-399-x86_64-linux-gnu)" in sentence
    assert f"({TAG})" in sentence


def test_a_package_without_its_compiled_module_is_wrong(tmp_path: Path) -> None:
    assert f"no compiled pydantic-core for {sys.executable} ({TAG})" in (wrong_python(package(tmp_path)) or "")


def test_no_package_at_all_is_another_problem(tmp_path: Path) -> None:
    assert wrong_python([str(tmp_path)]) is None


def test_this_environment_is_right() -> None:
    assert wrong_python() is None
