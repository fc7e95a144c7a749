from collections.abc import Callable
from pathlib import Path

import pytest

import ccc_tui
from tests.cli.conftest import Ended

Cli = Callable[..., Ended]


def test_versions_paths_terminal_and_settings_are_told(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMUX", "/tmp/tmux")
    ended = cli("info")
    assert (ended.status, ended.err) == (0, "")
    for words in (ccc_tui.__version__, "textual", "httpx", "pydantic", "config.toml", "xterm-256color", "256", "tmux"):
        assert words in ended.out


def test_no_secret_is_told(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s3cret")
    monkeypatch.setenv("ALIBABA_CLOUD_SECURITY_TOKEN", "s3cret")
    ended = cli("info", "--endpoint", "https://user:s3cret@ccc.example.com")
    assert ended.status == 0
    assert "s3cret" not in ended.out


@pytest.mark.parametrize(
    ("environ", "colors"),
    [
        ({"COLORTERM": "truecolor"}, "16 million"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "screen"}, "16"),
        ({"TERM": "dumb"}, "none"),
    ],
)
def test_the_terminal_s_colors_are_guessed(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], colors: str
) -> None:
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert f"colors                    {colors}\n" in cli("info").out


def test_keys_of_the_configuration_file_are_told(cli: Cli, tmp_path: Path) -> None:
    config = tmp_path / "mine.toml"
    config.write_text('[keys]\nrefresh = "f5"')
    out = cli("info", "--config", str(config)).out
    assert "refresh=f5" in out
    assert str(config) in out


def test_the_report_is_json_where_that_is_chosen(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    config = tmp_path / "mine.toml"
    config.write_text('[keys]\nrefresh = "f5"')
    ended = cli("info", "-o", "json", "--config", str(config), "--timeout", "7")
    assert (ended.status, ended.err) == (0, "")
    report = ended.document
    assert list(report) == ["versions", "paths", "terminal", "settings"]
    assert report["versions"]["ccc-tui"] == ccc_tui.__version__
    assert report["paths"]["configuration"] == {"path": str(config), "exists": True}
    assert report["terminal"]["colors"] == 256
    assert report["terminal"]["stdout"] is False
    assert report["settings"]["timeout"] == {"value": 7, "source": "flag"}
    assert report["settings"]["keys"] == {"value": {"refresh": "f5"}, "source": "file"}
    assert report["settings"]["profile"] == {"value": None, "source": "default"}


def test_no_secret_is_in_the_json(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s3cret")
    ended = cli("info", "-o", "json", "--endpoint", "https://user:s3cret@ccc.example.com")
    assert ended.document["settings"]["endpoint"]["value"] == "(cannot be used)"
    assert "s3cret" not in ended.out


def test_options_without_an_effect_are_refused(cli: Cli) -> None:
    assert cli("info", "--page", "2").status == 2
    assert cli("info", "-o", "csv").status == 2


def test_a_format_of_rows_in_a_variable_chooses_nothing_for_a_report(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCC_TUI_OUTPUT", "csv")
    assert cli("info").out.startswith("Versions\n")
    monkeypatch.setenv("CCC_TUI_OUTPUT", "json")
    assert list(cli("info").document) == ["versions", "paths", "terminal", "settings"]


def test_a_flag_wins_over_a_variable_that_cannot_be_used(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCC_TUI_TIMEOUT", "soon")
    assert cli("info", "--timeout", "7", "-o", "json").document["settings"]["timeout"] == {"value": 7, "source": "flag"}
    ended = cli("info")
    assert ended.status == 2
    assert "CCC_TUI_TIMEOUT" in ended.err


def test_an_error_in_a_variable_of_another_command_says_where_help_is(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCC_TUI_PAGE", "0")
    assert "Try 'ccc-tui info --help' for help." in cli("info").err
