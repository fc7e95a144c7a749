import os
import shutil
import subprocess
from collections.abc import Callable

import pytest

from tests.cli.conftest import Ended, finish, start

Cli = Callable[..., Ended]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_completes_our_name(cli: Cli, shell: str) -> None:
    ended = cli("completion", shell)
    assert (ended.status, ended.err) == (0, "")
    assert "_CCC_TUI_COMPLETE" in ended.out


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_understands_its_script(cli: Cli) -> None:
    script = cli("completion", "bash").out
    done = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("ccc-tui n", "numbers"),
        ("ccc-tui instances --api-v", "--api-version"),
        ("ccc-tui --language en completion z", "zsh"),
    ],
)
def test_commands_options_and_values_are_completed(words: str, wanted: str) -> None:
    environ = os.environ | {
        "_CCC_TUI_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    assert f"plain,{wanted}" in finish(start(env=environ)).out.splitlines()
