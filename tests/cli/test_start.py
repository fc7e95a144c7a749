"""What starts, and what it must not bring along."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import ccc_tui
from tests.cli.conftest import Ended, finish, start
from tests.end_to_end.terminal import Terminal

HEAVY = {"textual", "httpx", "pydantic", "pydantic_core"}


def modules_after(statement: str) -> set[str]:
    """Return the top-level packages that a fresh process has after a statement."""
    names = "{name.partition('.')[0] for name in sys.modules}"
    program = f"import sys\n{statement}\nprint(*{names}, file=sys.__stderr__)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def run_quietly(*arguments: str) -> str:
    return f"from ccc_tui.cli.application import run; run({arguments!r})"


@pytest.mark.parametrize(
    "arguments", [("--version",), ("--help",), ("instances", "--help"), ("completion", "bash"), ("--nonsense",), ()]
)
def test_the_command_line_starts_without_textual_httpx_and_pydantic(arguments: tuple[str, ...]) -> None:
    assert not modules_after(run_quietly(*arguments)) & HEAVY


def test_completing_a_word_imports_nothing_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_CCC_TUI_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "ccc-tui --api-version ")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert not modules_after(run_quietly()) & HEAVY


@pytest.mark.parametrize("module", ["ccc_tui.cloud.client", "ccc_tui.cloud.auth.chain", "ccc_tui.callcenter.client"])
def test_no_layer_below_the_screens_draws(module: str) -> None:
    assert "textual" not in modules_after(f"import {module}")  # httpx itself imports click and rich, if they are there


def test_printing_brings_no_screens_along() -> None:
    assert "textual" not in modules_after(run_quietly("instances", "--demo", "-o", "json"))


@pytest.mark.parametrize("preparing", ["prepare_process()", ""])
def test_no_installed_package_is_asked_for_plugins_of_pydantic(preparing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYDANTIC_DISABLE_PLUGINS", raising=False)
    program = f"""
import importlib.metadata
from ccc_tui.cli import prepare_process
{preparing}
asked = []
importlib.metadata.distributions = lambda: asked.append(1) or ()
from ccc_tui.callcenter.v2020 import ListInstancesOfUserResponse
ListInstancesOfUserResponse.model_validate_json("{{}}")
print(len(asked))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert bool(int(done.stdout)) is not bool(preparing)


def test_the_version_is_printed() -> None:
    assert finish(start("--version")) == Ended(0, f"ccc-tui {ccc_tui.__version__}\n", "")


def test_the_entry_point_is_the_same_program() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from ccc_tui.cli import main; sys.exit(main())", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"ccc-tui {ccc_tui.__version__}\n"


def broken_engine(folder: Path, *compiled: str) -> dict[str, str]:
    """Put a pydantic-core without its compiled module in front; return the environment that finds it."""
    package = folder / "pydantic_core"
    package.mkdir()
    (package / "__init__.py").write_text("from pydantic_core._pydantic_core import ValidationError\n")
    for name in compiled:
        (package / name).touch()
    return os.environ | {"PYTHONPATH": f"{folder}{os.pathsep}{Path(ccc_tui.__file__).parent.parent}"}


@pytest.mark.parametrize("arguments", [("instances", "--demo"), ("doctor", "--demo")])
def test_another_python_than_this_copy_was_built_for_is_told_in_one_sentence(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    environ = broken_engine(tmp_path, "_pydantic_core.cpython-399-x86_64-linux-gnu.so")
    ended = finish(start(*arguments, env=environ))
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith("ccc-tui: This copy of ccc-tui was built for another Python (cpython-399-")
    assert len(ended.err.splitlines()) == 1


def test_a_copy_without_its_compiled_modules_is_told_in_one_sentence(tmp_path: Path) -> None:
    ended = finish(start("instances", "--demo", env=broken_engine(tmp_path)))
    assert (ended.status, ended.out) == (2, "")
    assert "has no compiled pydantic-core" in ended.err
    assert len(ended.err.splitlines()) == 1


def test_the_dashboard_checks_the_compiled_modules_before_it_opens(tmp_path: Path) -> None:
    with Terminal("--demo", environ=broken_engine(tmp_path)) as terminal:
        assert terminal.ended() == 2
        assert b"has no compiled pydantic-core" in terminal.received
        assert b"\x1b[?1049h" not in terminal.received  # the screen was never taken


def test_an_older_python_is_told_in_one_sentence() -> None:
    old = "import sys; sys.version_info = (3, 10, 0); import ccc_tui.cli"
    done = subprocess.run([sys.executable, "-c", old], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"ccc-tui: Python 3.11 or newer is required; {sys.executable} is Python 3.10.\n"
