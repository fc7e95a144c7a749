"""What the documentation says is what the program does."""

import re
import tomllib
from pathlib import Path

import pytest

from ccc_tui.cli import errors
from ccc_tui.cli.application import parse
from ccc_tui.cli.command import settings_of
from ccc_tui.cli.options import EVERY_OPTION
from ccc_tui.cli.parameters import Option
from ccc_tui.i18n import use_language
from ccc_tui.ui.actions import ACTIONS
from tools.documents import BLOCKS, ROOT, filled, pages
from tools.manual import manual_page

CONFIGURATION = (ROOT / "docs/configuration.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
TEST_COMMAND = "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest"
DEMO_COMMAND = "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/ccc-tui --demo"


def commands(text: str) -> list[str]:
    """Return the lines of the blocks of shell commands."""
    return [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]


def test_continuous_integration_runs_the_readme_s_own_command() -> None:
    assert TEST_COMMAND in commands(README)
    assert TEST_COMMAND in map(str.strip, (ROOT / ".ci/run").read_text("utf-8").splitlines())


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_each_readme_has_the_command_that_opens_the_demo(name: str) -> None:
    assert DEMO_COMMAND in commands((ROOT / name).read_text("utf-8"))


def test_make_and_continuous_integration_share_their_checks() -> None:
    recipe = re.search(r"^check: test\b.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert recipe is not None
    assert recipe[1].split() == [".ci/checks"]
    assert ".ci/checks" in (ROOT / ".ci/run").read_text("utf-8").splitlines()


def test_the_manual_page_is_what_the_program_says() -> None:
    text = manual_page()
    assert (ROOT / "docs/ccc-tui.1").read_text("utf-8") == text, "run `make documents`"
    for option in EVERY_OPTION:
        assert option.opts[-1].replace("-", "\\-") in text
    requests = {line.split()[0] for line in text.splitlines() if line.startswith((".", "'"))}
    assert requests <= {".TH", ".SH", ".SS", ".TP", ".B", ".BR", ".br", ".nf", ".fi"}


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_tables_are_what_the_program_says(page: Path) -> None:
    text = page.read_text("utf-8")
    assert filled(text) == text, "run `make documents`"


def test_every_table_stands_somewhere() -> None:
    texts = [page.read_text("utf-8") for page in pages()]
    assert [name for name in BLOCKS if not any(f"<!-- {name}: " in text for text in texts)] == []


@pytest.mark.parametrize("option", EVERY_OPTION, ids=lambda option: option.name)
def test_every_option_is_documented(option: Option) -> None:
    flag = option.opts[-1]
    rows = [line for line in CONFIGURATION.splitlines() if re.match(rf"\|[^|]*`{flag}`", line)]
    assert len(rows) == 1
    assert [variable for variable in option.variables if f"`{variable}`" not in rows[0]] == []


def test_every_key_is_documented() -> None:
    page = (ROOT / "docs/keys.md").read_text("utf-8")
    assert [action.id for action in ACTIONS if action.help not in page] == []


def test_the_example_of_a_configuration_file_can_be_read(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", CONFIGURATION, re.DOTALL)
    assert example is not None
    file = tmp_path / "config.toml"
    file.write_text(example[1], "utf-8")
    settings = settings_of(parse(["--config", str(file)]))
    use_language("en")  # the example chooses Chinese
    assert (settings.profile, settings.page_size) == ("desk", 100)
    assert len(tomllib.loads(example[1])) == sum(source == "file" for source in settings.sources.values())


def test_the_example_of_own_keys_names_actions() -> None:
    example = tomllib.loads(re.findall(r"```toml\n(.*?)```", CONFIGURATION, re.DOTALL)[1])
    assert example["keys"].keys() <= {action.id for action in ACTIONS}


def test_exit_statuses_are_documented() -> None:
    documented = {int(status) for status in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert documented == {
        errors.DONE,
        errors.REFUSED,
        errors.USAGE,
        errors.RETRYABLE,
        errors.PARTIAL,
        errors.INTERRUPTED,
    }


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_links_lead_to_files_that_are_there(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8"))
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert missing == []


def test_the_picture_fetches_nothing() -> None:
    picture = (ROOT / "docs/dashboard.svg").read_text("utf-8")
    assert "@font-face" not in picture
    assert re.findall(r"(?:url\(|href=|src=)[\"']?(?!#)", picture) == []
