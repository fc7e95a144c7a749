"""What starts, and what it must not bring along."""

import subprocess
import sys

import pytest

import ccc_tui
from tests.cli.conftest import Ended, finish, start

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
    "arguments",
    [("--version",), ("--help",), ("instances", "--help"), ("completion", "bash"), ("--nonsense",), ()],
)
def test_the_command_line_starts_without_textual_httpx_and_pydantic(arguments: tuple[str, ...]) -> None:
    assert not modules_after(run_quietly(*arguments)) & HEAVY


def test_completing_a_word_imports_nothing_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_CCC_TUI_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "ccc-tui --api-version ")
    monkeypatch.setenv("COMP_CWORD", "2")
    assert not modules_after(run_quietly()) & HEAVY


@pytest.mark.parametrize(
    "module",
    ["ccc_tui.cloud.client", "ccc_tui.cloud.credentials", "ccc_tui.callcenter.directory"],
)
def test_no_layer_below_the_screens_draws(module: str) -> None:
    assert not modules_after(f"import {module}") & {"textual", "rich", "click"}


def test_printing_brings_no_screens_along() -> None:
    assert "textual" not in modules_after(run_quietly("instances", "--demo", "-o", "json"))


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
