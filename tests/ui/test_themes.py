"""The themes: what can be read on which background, which theme is chosen, and that each can be used."""

from pathlib import Path

import pytest
from rich.color import Color, ColorSystem
from textual.theme import Theme

from ccc_tui.settings import Settings, SettingsError
from ccc_tui.simulator import Simulator
from ccc_tui.terminal.answers import Background, SignWidth
from ccc_tui.terminal.incoming import Incoming
from ccc_tui.ui.app import Dashboard
from ccc_tui.ui.glyphs import tone_of
from ccc_tui.ui.themes import THEMES, check, first_theme, theme_on
from tests.ui.stage import Stage, Wire, connector, on_stage

BACKGROUNDS = {
    "dark": ("#000000", "#1e1e1e", "#282828", "#282a36", "#002b36", "#2e3440", "#300a24"),
    "light": ("#ffffff", "#eff1f5", "#fdf6e3", "#fbf1c7"),
}
TOKENS = ("muted", "frame", "accent", "ok", "hold", "warn", "urgent", "bad")
THEME: dict[str, Theme] = {theme.name: theme for theme in THEMES}


def luminance(color: str) -> float:
    """Return the relative luminance as WCAG 2 defines it."""
    parts = (part / 255 for part in Color.parse(color).get_truecolor())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def as_sent(color: str) -> str:
    """Return what a terminal of 256 colors shows for a color."""
    number = Color.parse(color).downgrade(ColorSystem.EIGHT_BIT).number
    assert number is not None
    return Color.from_ansi(number).get_truecolor().hex


@pytest.mark.parametrize(
    ("theme", "token", "background"),
    [(theme, token, background) for theme, found in BACKGROUNDS.items() for token in TOKENS for background in found],
)
def test_words_can_be_read_and_frames_can_be_seen(theme: str, token: str, background: str) -> None:
    color = THEME[theme].variables[token]
    least = 3 if token == "frame" else 4.5
    assert min(contrast(color, background), contrast(as_sent(color), background)) >= least


def test_the_terminals_own_colors_are_on_signs_only() -> None:
    tokens = THEME["terminal"].variables
    assert {tokens[token] for token in ("muted", "frame", "accent", "urgent")} == {"ansi_default"}
    assert not any("bright" in tokens[token] for token in TOKENS)


def test_no_style_sheet_dims_anything() -> None:
    for sheet in (Path(__file__).parents[2] / "styles").glob("*.tcss"):
        words = sheet.read_text().replace("dimming", "")
        assert "dim;" not in words
        assert "bright_black" not in words


@pytest.mark.parametrize(
    ("environ", "colors", "theme"),
    [
        ({}, "256", "terminal"),
        ({"COLORFGBG": "15;0"}, "256", "dark"),
        ({"COLORFGBG": "0;default;15"}, "truecolor", "light"),
        ({"COLORFGBG": "15;default"}, "256", "terminal"),
        ({"COLORFGBG": "15;0"}, "standard", "terminal"),
        ({"COLORFGBG": "15;0", "NO_COLOR": ""}, "256", "terminal"),
        ({"COLORFGBG": "15;0"}, None, "terminal"),
    ],
)
def test_the_theme_to_begin_with(environ: dict[str, str], colors: str | None, theme: str) -> None:
    assert first_theme(environ, colors=colors) == theme


@pytest.mark.parametrize(("color", "theme"), [((0, 0, 0), "dark"), ((1, 1, 1), "light"), ((0.19, 0.04, 0.14), "dark")])
def test_the_theme_for_a_background(color: tuple[float, float, float], theme: str) -> None:
    assert theme_on(*color) == theme


def test_a_theme_that_there_is_not_is_refused_with_those_that_there_are() -> None:
    check("nord")
    with pytest.raises(SettingsError, match="auto, dark, light, terminal"):
        check("nonsense")


def test_answers_of_the_terminal_are_messages_and_no_keys() -> None:
    reader = Incoming()
    found = [*reader.feed("\x1b[2;2R\x1b]11;rgb:ffff/8000/0000\x1b\\\x1b]11;rgb:00/00/00\x07\x1b[2;3R")]
    widths = [message.cells for message in found if isinstance(message, SignWidth)]
    colors = [(message.red, message.blue) for message in found if isinstance(message, Background)]
    assert widths == [1, 2]
    assert colors == [(1.0, 0.0), (0.0, 0.0)]
    assert len(found) == 4


async def test_the_answer_for_the_background_chooses_the_theme() -> None:
    async with on_stage(settings=Settings(theme="auto")) as stage:
        assert stage.app.theme == "terminal"
        stage.app.post_message(Background(1, 1, 1))
        await stage.until(lambda: stage.app.theme == "light")
        await stage.press("down")
    async with on_stage(settings=Settings(theme="dark")) as stage:
        stage.app.post_message(Background(1, 1, 1))
        await stage.pilot.pause()
        assert stage.app.theme == "dark"


@pytest.mark.parametrize("theme", ["textual-light", "nord", "ansi-light"])
async def test_themes_of_textual_can_be_used(theme: str) -> None:
    async with on_stage(settings=Settings(theme=theme)) as stage:
        assert stage.app.theme == theme
        await stage.press("3", "tab", "down", "u")
        assert stage.app._exception is None


async def test_signs_that_take_two_cells_are_drawn_in_ascii() -> None:
    async with on_stage() as stage:
        assert "▌▸ ●" in stage.text()
        stage.app.post_message(SignWidth(1))
        await stage.pilot.pause()
        assert "▌▸ ●" in stage.text()
        stage.app.post_message(SignWidth(2))
        await stage.until_shown("|> * 华东客服中心")
        assert not set("●◐○×│─┬▌·…✓") & set(stage.text())


async def test_a_style_sheet_beside_the_configuration_file_is_used(tmp_path: Path) -> None:
    (tmp_path / "style.tcss").write_text("#side { width: 50; }")
    settings = Settings(config_file=tmp_path / "config.toml")
    app = Dashboard(settings, connector(Wire(Simulator())))
    async with app.run_test(size=(100, 24)) as pilot:
        stage = Stage(pilot, Wire(Simulator()))
        await stage.until(lambda: stage.screen.query_one("#side").size.width == 50)


def test_a_sign_has_a_tone_only_where_it_stands_alone() -> None:
    assert [tone_of(text) for text in ("! x", "!x", "✗", "● running", "", "a")] == ["warn", "", "bad", "ok", "", ""]
