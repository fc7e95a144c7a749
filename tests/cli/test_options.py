"""Which options there are, where they may stand, and what they say."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest

from ccc_tui.cli.application import application
from tests.cli.conftest import Canned, Ended, numbers_page

Cli = Callable[..., Ended]


def all_commands() -> list[click.Command]:
    context = click.Context(application)
    commands = [application.get_command(context, name) for name in application.list_commands(context)]
    return [application, *(command for command in commands if command)]


def settings_shown(cli: Cli, *arguments: str) -> dict[str, list[str]]:
    """Return value and source of each setting, as ``info`` prints them."""
    ended = cli(*arguments)
    assert ended.status == 0
    lines = ended.out.partition("Settings\n")[2].splitlines()
    return {line.split()[0]: line.split()[1:] for line in lines}


def test_service_options_stand_before_or_after_the_command(cli: Cli) -> None:
    assert settings_shown(cli, "--region", "cn-a", "info")["region"] == ["cn-a", "flag"]
    assert settings_shown(cli, "info", "-r", "cn-b")["region"] == ["cn-b", "flag"]


def test_the_one_after_the_command_wins(cli: Cli) -> None:
    assert settings_shown(cli, "--region", "cn-a", "info", "--region", "cn-b")["region"] == ["cn-b", "flag"]


def test_sources_are_told(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CCC_TUI_RATE", "3")
    config = tmp_path / "mine.toml"
    config.write_text("retries = 1")
    shown = settings_shown(cli, "--timeout", "7", "info", "--config", str(config))
    assert shown["timeout"] == ["7", "flag"]
    assert shown["rate"] == ["3", "environment"]
    assert shown["retries"] == ["1", "file"]
    assert shown["page"] == ["1", "default"]


COMMON = {
    *("--demo", "--profile", "-p", "--region", "-r", "--endpoint", "--api-version", "--signature", "--format"),
    *("--timeout", "--rate", "--retries", "--language", "--config", "--log-file", "--log-level"),
}


@pytest.mark.parametrize("name", ["instances", "numbers", "doctor", "info"])
def test_every_command_that_talks_to_the_service_has_the_common_options(name: str) -> None:
    command = application.get_command(click.Context(application), name)
    assert command is not None
    for holder in (application, command):
        assert {flag for parameter in holder.params for flag in parameter.opts} >= COMMON


def test_the_dashboard_has_its_own_options() -> None:
    flags = {flag for parameter in application.params for flag in (*parameter.opts, *parameter.secondary_opts)}
    assert {"--instance", "--user", "--skill-group", "--page", "--page-size", "--mouse", "--no-mouse"} <= flags
    assert {"--mask", "--no-mask", "--filter", "--theme", "--refresh"} <= flags


def test_no_option_takes_a_secret() -> None:
    for command in all_commands():
        for parameter in command.params:
            assert not any(word in f"{parameter.opts}" for word in ("secret", "token", "password", "key"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--user", "x", "--demo", "doctor"], "doctor has no option --user."),
        (["--no-mouse", "instances"], "instances has no option --mouse."),
        (["instances", "--low-bandwidth", "on"], "No such option '--low-bandwidth'."),
        (["info", "--page", "2"], "No such option '--page'."),
        (["--page", "2", "info"], "info has no option --page."),
        (["instances", "--demo", "--endpoint", "ccc.example.com"], "--endpoint has no effect with --demo."),
        (["--profile", "desk", "instances", "--demo"], "--profile has no effect with --demo."),
        (["--demo", "-r", "cn-hangzhou"], "--region has no effect with --demo."),
        (["instances", "--demo", "--log-level", "ERROR"], "--log-level has no effect without --log-file."),
        (["instances", "--demo", "-o", "json", "--bom"], "--bom has no effect without -o csv."),
        (["instances", "--demo", "--csv-safe"], "--csv-safe has no effect without -o csv."),
        (["instances", "--demo", "-o", "md", "--no-csv-safe"], "--csv-safe has no effect without -o csv."),
    ],
)
def test_a_flag_without_effect_is_refused(cli: Cli, arguments: list[str], words: str) -> None:
    ended = cli(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert words in ended.err


def test_a_variable_or_a_key_of_the_file_may_have_no_effect(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    config = tmp_path / "mine.toml"
    config.write_text('bom = true\nmouse = false\nlog-level = "ERROR"\nprofile = "desk"')
    monkeypatch.setenv("CCC_TUI_ENDPOINT", "ccc.example.com")
    monkeypatch.setenv("CCC_TUI_PAGE", "2")
    monkeypatch.setenv("CCC_TUI_LOW_BANDWIDTH", "on")
    ended = cli("instances", "--demo", "--config", str(config))
    assert (ended.status, ended.err) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["numbres"], "Did you mean one of: 'numbers', "),
        (["--instnce", "x"], "'--instance'"),
        (["numbers", "--skill-grup", "x"], "Did you mean '--skill-group'?"),
        (["completion", "basch"], "'bash'"),
    ],
)
def test_a_mistyped_word_is_answered_with_what_it_may_have_been(cli: Cli, arguments: list[str], words: str) -> None:
    ended = cli(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert words in ended.err


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        (["--page", "0"], "ccc-tui"),
        (["numbers", "--page", "0"], "ccc-tui numbers"),
        (["numbers", "--page"], "ccc-tui numbers"),
        (["numbers", "--all=1"], "ccc-tui numbers"),
        (["numbers", "--all", "--page", "1"], "ccc-tui numbers"),
        (["--user", "x", "info"], "ccc-tui info"),
    ],
)
def test_an_error_of_usage_says_once_where_help_is(cli: Cli, arguments: list[str], command: str) -> None:
    assert cli(*arguments).err.count(f"Try '{command} --help' for help.") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--page", "0"], "'0' is not a whole number from 1 to 100"),
        (["numbers", "--page", "101"], "'101' is not a whole number from 1 to 100"),
        (["numbers", "--page-size", "0"], "'0' is not a whole number from 1 to 100"),
        (["instances", "--api-version", "1999"], "'1999' is not one of"),
        (["instances", "--timeout", "nan"], "'nan' is not a number from 0.1 to 3600"),
        (["instances", "--profile", ""], "the value is empty"),
        (["instances", "-o", "yaml"], "'yaml' is not one of"),
        (["nonsense"], "No such command 'nonsense'"),
        (["--nonsense"], "No such option"),
        (["instances", "extra"], "extra"),
        (["completion"], "bash"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(cli: Cli, arguments: list[str], words: str) -> None:
    ended = cli(*arguments)
    assert (ended.status, ended.out) == (2, "")
    assert words.lower() in ended.err.lower()


def test_help_goes_to_stdout_and_names_every_command(cli: Cli) -> None:
    ended = cli("--help")
    assert (ended.status, ended.err) == (0, "")
    for name in ("instances", "numbers", "doctor", "simulator", "info", "completion"):
        assert f"\n  {name} " in ended.out


@pytest.mark.parametrize("name", ["instances", "numbers", "doctor", "simulator", "info", "completion"])
def test_each_command_has_help_in_short_lines_with_examples_and_exit_statuses(cli: Cli, name: str) -> None:
    ended = cli(name, "-h")
    assert (ended.status, ended.err) == (0, "")
    assert max(map(len, ended.out.splitlines())) <= 80
    assert f"ccc-tui {name}" in ended.out.partition("\nExamples:\n")[2].partition("\n\n")[0]
    statuses = [line.split()[0] for line in ended.out.partition("\nExit status:\n")[2].splitlines() if line]
    assert "2" in statuses


def test_help_is_there_although_the_configuration_file_is_broken(cli: Cli, tmp_path: Path) -> None:
    config = tmp_path / "broken.toml"
    config.write_text("timeout = 'soon'")
    for arguments in (["--help"], ["numbers", "--help"], ["--version"]):
        ended = cli("--config", str(config), *arguments)
        assert (ended.status, ended.err) == (0, "")


def test_skill_groups_are_repeated_flags(cli: Cli, canned: Canned) -> None:
    canned.serve(numbers_page(1, 1, 1))
    ended = cli("numbers", "--instance", "c", "--user", "u", "--skill-group", "a@c", "--skill-group", "b@c")
    assert ended.document["skill_group_ids"] == ["a@c", "b@c"]
    assert canned.calls[0][1]["SkillGroupIdList"] == '["a@c","b@c"]'


def test_skill_groups_after_the_command_replace_those_before_it(cli: Cli, canned: Canned) -> None:
    canned.serve(numbers_page(1, 1, 1))
    ended = cli("--skill-group", "a@c", "numbers", "--instance", "c", "--user", "u", "--skill-group", "b@c")
    assert ended.document["skill_group_ids"] == ["b@c"]
    ended = cli("--skill-group", "a@c", "numbers", "--instance", "c", "--user", "u")
    assert ended.document["skill_group_ids"] == ["a@c"]
