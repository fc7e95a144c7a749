"""Click's option and types, extended: translated help, errors that name a variable, and stricter values."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import click
from click.core import ParameterSource

from ccc_tui.i18n import _

PREFIX: Final = "CCC_TUI"

# Python also reads 1_000, nan, digits of other scripts, and numbers of thousands of digits.
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,3})?")
_SEPARATORS: Final = re.compile(r"[\s,]+")
# Settings that are not called as their option: `all` and `format` are builtins, a list has a plural.
_SETTINGS: Final = {"all": "all_pages", "config": "config_file", "format": "wire_format", "skill_group": "skill_groups"}


class Text(click.ParamType[str]):
    """A text that is not empty, without blanks around it."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text."""
        text = str(value).strip()
        if not text:
            self.fail(_("the value is empty."), param, ctx)
        return text

    def split_envvar_value(self, rv: str) -> Sequence[str]:
        """Split a variable at commas and blanks."""
        return [part for part in _SEPARATORS.split(rv) if part]


class WholeNumber(click.IntRange):
    """A whole number of a range, whose errors say in one sentence what is expected."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        try:
            return int(super().convert(_checked_number(value), None, None))
        except (ValueError, click.BadParameter):
            self.fail(_not(value, expected(self)), param, ctx)


class Number(click.FloatRange):
    """A finite number of a range, whose errors say in one sentence what is expected."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Return the number."""
        try:
            return float(super().convert(_checked_number(value), None, None))
        except (ValueError, click.BadParameter):
            self.fail(_not(value, expected(self)), param, ctx)


class ReportFormat(click.Choice[str]):
    """A format of reports. A variable or the file may name one of rows, which chooses nothing for a report."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the format."""
        source = ctx.get_parameter_source(param.name) if ctx and param else ParameterSource.COMMANDLINE
        if source is not ParameterSource.COMMANDLINE and str(value).lower() not in self.choices:
            return self.choices[0]
        return super().convert(value, param, ctx)


class FilePath(click.Path[Path]):
    """The path of a file; ``~`` is the home folder."""

    def __init__(self) -> None:
        super().__init__(dir_okay=False, path_type=Path)
        self.name = "file"  # click would translate it when this is imported

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path; whether there is such a file is for its reader to find out."""
        try:
            return Path(Text().convert(value, param, ctx)).expanduser()
        except RuntimeError:  # ~name, and there is no such user
            self.fail(_not(value, expected(self)), param, ctx)


class TranslatedHelp:
    """Translates the help when it is read: the language is settled after options and commands are declared."""

    _help: str | None = None

    @property
    def help(self) -> str | None:
        """The help in the chosen language."""
        return _(self._help) if self._help else None

    @help.setter  # noqa: A003 - click's name
    def help(self, words: str | None) -> None:
        self._help = words


class Option(TranslatedHelp, click.Option):
    """An option that may stand before or after the command's name; the one after it wins.

    Args:
        section: title of the help's section, to be translated.
    """

    def __init__(self, *arguments: Any, section: str = "", **details: Any) -> None:
        super().__init__(*arguments, **details)
        self.section = section

    @property
    def setting(self) -> str:
        """Name of its field of `Settings`."""
        return _SETTINGS.get(self.name, self.name)

    @property
    def variables(self) -> list[str]:
        """The environment variables that it is read from, the first one first."""
        if self.envvar is None:
            return [f"{PREFIX}_{self.name.upper()}"]
        return [self.envvar] if isinstance(self.envvar, str) else list(self.envvar)

    def handle_parse_result(
        self, ctx: click.Context, opts: Mapping[str, Any], args: list[str]
    ) -> tuple[Any, list[str]]:
        """Process the value; before a command's name only a flag, as the command reads the other sources."""
        if isinstance(ctx.command, click.Group) and args and self.name not in opts:
            return None, args
        return super().handle_parse_result(ctx, opts, args)

    def consume_value(self, ctx: click.Context, opts: Mapping[str, Any]) -> tuple[Any, ParameterSource]:
        """Return the value and its source; a flag before the command's name counts as one after it."""
        value, source = super().consume_value(ctx, opts)
        flag = ParameterSource.COMMANDLINE
        if source is not flag and ctx.parent and ctx.parent.get_parameter_source(self.name) is flag:
            return ctx.parent.params[self.name], flag
        return value, source

    def resolve_envvar_value(self, ctx: click.Context) -> str | None:
        """Return the variable's text; one of blanks counts as not set."""
        text = super().resolve_envvar_value(ctx)
        return text if text and text.strip() else None

    def get_error_hint(self, ctx: click.Context | None) -> str:
        """Return the name for errors: the variable where the value came from one."""
        if ctx and ctx.get_parameter_source(self.name) is ParameterSource.ENVIRONMENT:
            return next(name for name in self.variables if os.environ.get(name))
        return super().get_error_hint(ctx)

    def get_help_extra(self, ctx: click.Context) -> Any:
        """Return what stands in brackets after the help."""
        extra = super().get_help_extra(ctx)
        if isinstance(self.show_default, str):  # click would put parentheses around it
            extra["default"] = _(self.show_default)
        return extra

    @property
    def expected(self) -> str:
        """What a value must be, in words that continue "must be"."""
        if self.is_flag:
            return _("true or false")
        return _("a list of non-empty texts") if self.multiple else expected(self.type)


def expected(kind: click.ParamType[Any]) -> str:
    """Return what a value of this type must be, in words that continue "must be" and "is not"."""
    match kind:
        case click.Choice():
            return _("one of: {values}").format(values=", ".join(kind.choices))
        case click.IntRange():
            return _("a whole number from {low:g} to {high:g}").format(low=kind.min, high=kind.max)
        case click.FloatRange():
            return _("a number from {low:g} to {high:g}").format(low=kind.min, high=kind.max)
        case click.Path():
            return _("the path of a file")
        case _:
            return _("a non-empty text")


def _checked_number(value: Any) -> Any:
    text = str(value).strip()
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return text


def _not(value: Any, wanted: str) -> str:
    text = ascii(value)
    shown = text if len(text) <= 40 else f"{text[:40]}…"  # noqa: PLR2004 - enough to recognize it
    return _("{value} is not {expected}.").format(value=shown, expected=wanted)
