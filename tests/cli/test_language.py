"""Help and errors of usage are in the chosen language, also where click writes them."""

import ast
import os
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from ccc_tui.cli.click_words import click_words
from ccc_tui.i18n import use_language
from ccc_tui.settings import default_config_file
from tests.cli.conftest import Ended, finish, start
from tools.catalogue import messages

# Messages of click for a programmer's mistake, or of parts that this program does not use.
NEVER_SHOWN = {
    "Aborted!",
    "Argument {name!r} takes {nargs} values.",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Choice({choices})",
    "Could not determine name for option with declarations {decls!r}",
    "Could not open file {filename!r}: {message}",
    "Missing command.",
    "Missing parameter",
    "Missing parameter: {param_name}",
    "Missing {param_type}",
    "Name '{name}' defined twice",
    (
        "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? "
        "Did you mean to pass '--{name}'?"
    ),
    "Positional arguments",
    "Takes {nargs} values but 1 was given.",
    "Value must be an iterable.",
    "(dynamic)",
    "deprecated",
    "directory",
    "env var: {var}",
    "file",
    "path",
    "unknown error",
    "Invalid start character for option ({option})",
    "{len_type} values are required, but {len_value} was given.",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is not executable.",
    "{name} {filename!r} is not readable.",
    "{name} {filename!r} is not writable.",
    "{value!r} does not match the format {format}.",
    "{value!r} is not a valid UUID.",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
}


def words_of_click() -> set[str]:
    """Return the messages, in the singular, of the parts of click that parse, complain and help."""
    assert click.__file__ is not None
    found = set()
    for name in ("core", "exceptions", "formatting", "parser", "types"):
        tree = ast.parse((Path(click.__file__).parent / f"{name}.py").read_text("utf-8"))
        found |= {message[0] for message in messages(tree)}
    return {words for words in found if not words.startswith("DeprecationWarning")}


def test_every_word_of_click_that_is_shown_is_in_our_catalogue() -> None:
    use_language("en")
    ours = {words.replace("(Did you mean one of: {possibilities}?)", "") for words in click_words()}
    assert words_of_click() - ours == NEVER_SHOWN & words_of_click()


def run(*arguments: str, **environ: str) -> Ended:
    return finish(start(*arguments, env=os.environ | environ))


@pytest.mark.parametrize(
    ("arguments", "environ", "in_file"),
    [
        (["--language", "zh", "numbers"], {}, ""),
        (["numbers", "--language=zh"], {}, ""),
        (["numbers"], {"CCC_TUI_LANGUAGE": "zh"}, ""),
        (["numbers"], {}, 'language = "zh"'),
        (["numbers"], {"LANG": "zh_CN.UTF-8"}, ""),
        (["--language", "zh", "numbers"], {"CCC_TUI_LANGUAGE": "en"}, 'language = "en"'),
        (["numbers"], {"CCC_TUI_LANGUAGE": "zh", "LC_ALL": "en_US.UTF-8"}, 'language = "en"'),
        (["numbers"], {"LC_ALL": "en_US.UTF-8"}, 'language = "zh"'),
    ],
)
def test_the_language_is_settled_before_anything_is_printed(
    cli: Callable[..., Ended],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    environ: dict[str, str],
    in_file: str,
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    file = default_config_file(os.environ)
    file.parent.mkdir(parents=True)
    file.write_text(in_file)
    text = cli(*arguments, "--help").out
    assert text.startswith("用法： ccc-tui numbers")
    assert "退出状态:" in text
    assert "显示此帮助。" in text
    for wrong in ("--nonsense", "--page=0", "-o"):
        err = cli(*arguments, wrong).err
        assert err.startswith("用法：")
        assert "运行“ccc-tui numbers --help”查看帮助。" in err
        assert "Error" not in err


def test_english_can_be_chosen_where_the_locale_is_chinese() -> None:
    ended = run("--nonsense", "--language", "en", LC_ALL="zh_CN.UTF-8", LANGUAGE="zh_CN")
    assert ended.err.startswith("Usage: ccc-tui")
    assert "Error: No such option" in ended.err


def test_what_is_wrong_in_the_file_is_said_in_the_file_s_language(tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text('timeout = "soon"\nlanguage = "zh"')
    err = run("instances", "--demo", "--config", str(config)).err
    assert f"{config}：timeout 必须是" in err


def test_the_list_of_commands_is_translated() -> None:
    text = run("--help", "--language", "zh").out
    assert "\n命令:\n" in text
    assert "Print" not in text
