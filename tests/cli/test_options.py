"""Which options there are, where they may stand, and what they say."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest

from ccc_tui.choices import PROGRAM, SERVICE
from ccc_tui.cli.application import APPLICATION
from tests.cli.conftest import Canned, Ended, numbers_page

Cli = Callable[..., Ended]


def all_commands() -> list[click.Command]:
    context = click.Context(APPLICATION)
    commands = [APPLICATION.get_command(context, name) for name in APPLICATION.list_commands(context)]
    return [APPLICATION, *(command for command in commands if command)]


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


def test_the_contract_s_options_are_there() -> None:
    names = [choice.name for choice in (*SERVICE.choices, *PROGRAM.choices)]
    assert names == [
        *(
            "demo",
            "profile",
            "region",
            "endpoint",
            "api-version",
            "signature",
            "format",
            "timeout",
            "rate",
            "retries",
        ),
        *("language", "config", "log-file", "log-level"),
    ]


@pytest.mark.parametrize("name", ["instances", "numbers", "doctor", "info"])
def test_every_command_that_talks_to_the_service_has_the_common_options(name: str) -> None:
    wanted = {f"--{choice.name}" for choice in (*SERVICE.choices, *PROGRAM.choices)} | {"-p", "-r"}
    command = APPLICATION.get_command(click.Context(APPLICATION), name)
    assert command is not None
    for holder in (APPLICATION, command):
        assert wanted <= {flag for parameter in holder.params for flag in parameter.opts}


def test_the_dashboard_has_its_own_options_and_none_that_do_not_work_yet() -> None:
    flags = {
        flag for parameter in APPLICATION.params for flag in (*parameter.opts, *parameter.secondary_opts)
    }
    assert {
        "--instance",
        "--user",
        "--skill-group",
        "--page",
        "--page-size",
        "--mouse",
        "--no-mouse",
    } <= flags
    assert not {"--filter", "--mask", "--no-mask", "--theme", "--refresh"} & flags


def test_no_option_takes_a_secret() -> None:
    for command in all_commands():
        for parameter in command.params:
            assert not any(word in f"{parameter.opts}" for word in ("secret", "token", "password", "key"))


def test_an_option_before_a_command_that_does_not_have_it_is_an_error(cli: Cli) -> None:
    ended = cli("--user", "x", "--demo", "doctor")
    assert (ended.status, ended.out) == (2, "")
    assert "doctor has no option --user" in ended.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--page", "0"], "'0' is not a whole number from 1 to 100"),
        (["numbers", "--page", "101"], "'101' is not a whole number from 1 to 100"),
        (["numbers", "--page-size", "0"], "'0' is not a whole number from 1 to 100"),
        (["instances", "--api-version", "1999"], "'1999' is not one of"),
        (["instances", "--timeout", "nan"], "'nan' is not a number from 0.1 to 3600"),
        (["instances", "--profile", ""], "'' is not a non-empty text"),
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
def test_each_command_has_help_in_short_lines(cli: Cli, name: str) -> None:
    ended = cli(name, "-h")
    assert (ended.status, ended.err) == (0, "")
    assert max(map(len, ended.out.splitlines())) <= 80


def test_skill_groups_are_repeated_flags(cli: Cli, canned: Canned) -> None:
    canned.serve(numbers_page(1, 1, 1))
    ended = cli("numbers", "--instance", "c", "--user", "u", "--skill-group", "a@c", "--skill-group", "b@c")
    assert ended.document["skill_group_ids"] == ["a@c", "b@c"]
    assert canned.calls[0][1]["SkillGroupIdList"] == '["a@c","b@c"]'
