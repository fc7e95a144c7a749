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
    for words in (
        ccc_tui.__version__,
        "textual",
        "httpx",
        "pydantic",
        "config.toml",
        "xterm-256color",
        "256",
        "tmux",
    ):
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
