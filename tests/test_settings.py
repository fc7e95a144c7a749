import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click
import platformdirs
import pytest

from ccc_tui.cli.application import parse
from ccc_tui.cli.command import settings_of
from ccc_tui.cli.options import EVERY_OPTION
from ccc_tui.i18n import use_language
from ccc_tui.settings import Settings, SettingsError, default_config_file, locale_language, state_folder
from tests.special_files import SPECIAL_FILES


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def load_settings(arguments: Sequence[str] = ()) -> Settings:
    """Return the settings of a command line of the dashboard."""
    return settings_of(parse(arguments))


def load(config: Path, text: str, *arguments: str) -> Settings:
    config.write_text(text, encoding="utf-8")
    return load_settings(["--config", str(config), *arguments])


def complaint(config: Path, text: str | bytes) -> str:
    config.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SettingsError) as caught:
        load_settings(["--config", str(config)])
    assert str(config) in str(caught.value)
    return str(caught.value)


def test_nothing_chosen_gives_the_defaults() -> None:
    settings = load_settings()
    assert settings == Settings(sources=settings.sources)
    assert set(settings.sources.values()) == {"default"}


def test_every_option_is_a_setting_and_has_its_default() -> None:
    parsed = click.Command(None, params=[*EVERY_OPTION]).make_context(None, []).params
    assert parsed == {option.name: getattr(Settings(), option.name) for option in EVERY_OPTION}


def test_flags_win_over_variables_over_the_file_over_defaults(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCC_TUI_PROFILE", "e")
    monkeypatch.setenv("CCC_TUI_REGION", "e")
    settings = load(config, 'profile = "f"\nregion = "f"\nendpoint = "f"\n', "--profile", "flag")
    assert (settings.profile, settings.region, settings.endpoint) == ("flag", "e", "f")
    assert settings.sources["profile"] == "flag"
    assert settings.sources["region"] == "environment"
    assert settings.sources["endpoint"] == "file"
    assert settings.sources["timeout"] == "default"


def test_a_variable_that_a_flag_overrides_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCC_TUI_TIMEOUT", "soon")
    assert load_settings(["--timeout", "5"]).timeout == 5.0


def test_an_empty_variable_chooses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCC_TUI_REGION", " ")
    assert load_settings().sources["region"] == "default"


def test_the_region_of_the_official_variable_comes_after_ours_and_before_the_file(
    config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_REGION_ID", "cn-hangzhou")
    assert load(config, 'region = "cn-beijing"').region == "cn-hangzhou"
    monkeypatch.setenv("CCC_TUI_REGION", "cn-shanghai")
    assert load(config, "").region == "cn-shanghai"


def test_the_official_profile_variable_is_left_to_the_search_for_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_PROFILE", "desk")
    assert load_settings().profile is None


def test_variables_spell_every_kind_of_value(monkeypatch: pytest.MonkeyPatch) -> None:
    variables = {
        "CCC_TUI_DEMO": "Yes",
        "CCC_TUI_MOUSE": "off",
        "CCC_TUI_RATE": "0.5",
        "CCC_TUI_RETRIES": "0",
        "CCC_TUI_FORMAT": "XML",
        "CCC_TUI_LOG_LEVEL": "debug",
        "CCC_TUI_SKILL_GROUP": "a@x, b@x c@x",
        "CCC_TUI_PAGE_SIZE": " 100 ",
    }
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    settings = load_settings()
    assert settings.demo
    assert not settings.mouse
    assert (settings.rate, settings.retries, settings.page_size) == (0.5, 0, 100)
    assert (settings.wire_format, settings.log_level) == ("xml", "DEBUG")
    assert settings.skill_groups == ("a@x", "b@x", "c@x")


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("CCC_TUI_DEMO", "perhaps", "not a valid boolean"),
        ("CCC_TUI_RATE", "nan", "is not a number from 0 to 1000"),
        ("CCC_TUI_TIMEOUT", "inf", "is not a number from 0.1 to 3600"),
        ("CCC_TUI_TIMEOUT", "1e300", "is not a number from 0.1 to 3600"),
        ("CCC_TUI_TIMEOUT", "1_0", "is not a number from"),
        ("CCC_TUI_PAGE", "0", "is not a whole number from 1 to 100"),
        ("CCC_TUI_PAGE", "1.5", "is not a whole number from 1 to 100"),
        ("CCC_TUI_PAGE", "٣", "is not a whole number from 1 to 100"),
        ("CCC_TUI_PAGE", "9" * 5000, "is not a whole number"),
        ("CCC_TUI_SIGNATURE", "v2", "is not one of 'v3', 'v1'"),
        ("CCC_TUI_SIGNATURE", "\x1b[31m", "is not one of 'v3', 'v1'"),
    ],
)
def test_a_variable_that_cannot_be_meant_is_named_with_what_is_expected(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, expected: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(click.BadParameter) as caught:
        load_settings()
    message = caught.value.format_message()
    assert expected in message
    assert message.startswith(f"Invalid value for {variable}: ")
    assert message.isprintable()
    assert len(message) < 200


def test_keys_of_the_file_may_have_dashes_or_underscores(config: Path) -> None:
    settings = load(
        config, 'page-size = 20\napi_version = "2020-07-01"\nskill-group = ["a@x"]\nrate = 3\nmouse = false'
    )
    assert (settings.page_size, settings.api_version, settings.rate) == (20, "2020-07-01", 3)
    assert settings.skill_groups == ("a@x",)
    assert not settings.mouse


def test_keys_of_the_dashboard_are_kept(config: Path) -> None:
    settings = load(config, '[keys]\nrefresh = "f5"\n"open.url" = "ctrl+o"')
    assert settings.keys == {"refresh": "f5", "open.url": "ctrl+o"}
    assert settings.sources["keys"] == "file"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("timeout = true", "timeout must be a number from 0.1 to 3600"),
        ('timeout = "30"', "timeout must be a number"),
        ("timeout = nan", "timeout must be a number"),
        (f"retries = {10**400}", "retries must be a whole number"),
        (f"retries = {16**5000:#x}", "retries must be a whole number"),
        ("retries = 1.0", "retries must be a whole number"),
        ("demo = 1", "demo must be true or false"),
        ("region = 7", "region must be a non-empty text"),
        ('region = ""', "region must be a non-empty text"),
        ("skill-group = [1]", "skill-group must be a list of non-empty texts"),
        ('format = "yaml"', "format must be one of: json, xml"),
        ("log-file = 3", "log-file must be the path of a file"),
        ("keys = 3", "keys must be a table"),
        ("[keys]\nrefresh = 5", "keys.refresh must be a text"),
        ("page-size = 1\npage_size = 2", "duplicate key page-size"),
        ("paeg-size = 1", "unknown option 'paeg-size'; did you mean page-size?"),
        ("[table]\nx = 1", "unknown option 'table'"),
        ('config = "x"', "unknown option 'config'"),
        ("timeout = ", "is not valid TOML"),
        ("page = " + "[" * 100_000, "is not valid TOML"),
        ("page = " + "1" * 100_000, "is not valid TOML"),
        (b"region = '\xff'", "is not UTF-8"),
    ],
)
def test_what_is_wrong_in_the_file_is_named_with_what_is_expected(config: Path, text: str | bytes, words: str) -> None:
    assert words in complaint(config, text)


def test_a_secret_that_strays_into_the_file_is_not_quoted(config: Path) -> None:
    assert "s3cret" not in complaint(config, 'access_key_secret = "s3cret"')
    assert "s3cret" not in complaint(config, 'timeout = "s3cret"')


def test_a_byte_order_mark_is_no_part_of_the_first_key(config: Path) -> None:
    config.write_bytes(b"\xef\xbb\xbfpage = 2")
    assert load_settings(["--config", str(config)]).page == 2


def test_a_file_that_was_named_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = tmp_path / "missing.toml"
    with pytest.raises(SettingsError, match="there is no such file"):
        load_settings(["--config", str(missing)])
    monkeypatch.setenv("CCC_TUI_CONFIG", str(missing))
    with pytest.raises(SettingsError, match="there is no such file"):
        load_settings()


@pytest.mark.parametrize("special", SPECIAL_FILES.values(), ids=SPECIAL_FILES.keys())
def test_only_a_regular_file_is_a_configuration_file(tmp_path: Path, special: Callable[[Path], Path]) -> None:
    path = special(tmp_path)
    with pytest.raises(SettingsError) as refusal:
        load_settings(["--config", str(path)])
    assert str(refusal.value) == f"{path} is not a regular file"


def test_a_configuration_file_has_a_largest_size(config: Path) -> None:
    assert "is larger than 1024 kB" in complaint(config, "#" * (2**20 + 1))


def test_nothing_may_be_named_as_the_configuration_file(config: Path) -> None:
    default_config_file(os.environ).parent.mkdir(parents=True)
    default_config_file(os.environ).write_text("page = 3")
    assert load_settings(["--config", os.devnull]).page == 1


def test_the_default_file_is_read_where_it_exists() -> None:
    assert load_settings().config_file is None
    file = default_config_file(os.environ)
    file.parent.mkdir(parents=True)
    file.write_text("page = 3")
    settings = load_settings()
    assert settings.config_file == file
    assert (settings.page, settings.sources["config_file"]) == (3, "default")


def test_a_relative_xdg_folder_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.delenv("XDG_STATE_HOME")
    folder = platformdirs.user_config_path("ccc-tui", appauthor=False)
    assert default_config_file({"XDG_CONFIG_HOME": "here"}) == folder / "config.toml"
    assert state_folder({"XDG_STATE_HOME": "here"}).is_absolute()


def test_a_path_may_begin_at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CCC_TUI_LOG_FILE", "~/calls.log")
    assert load_settings().log_file == tmp_path / "calls.log"


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
    ],
)
def test_the_language_is_that_of_the_locale(
    monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], language: str
) -> None:
    assert locale_language(environ) == language
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert load_settings().language == language
    monkeypatch.setenv("CCC_TUI_LANGUAGE", "en")
    assert load_settings().language == "en"
