"""Click's option and types, extended: translated help, errors that name a variable, and stricter values."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

import click
from click.core import ParameterSource

from ccc_tui.i18n import _
from ccc_tui.settings import Settings

# Python also reads 1_000, nan, digits of other scripts, and numbers of thousands of digits.
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?(?:[eE][+-]?[0-9]{1,3})?")
_LONGEST_QUOTE: Final = 40
_HINTS: Final = get_type_hints(Settings)


class Text(click.ParamType[str]):
    """A text that is not empty, without blanks around it; its name is that of the help."""

    def __init__(self, name: str) -> None:
        self.name = name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text."""
        text = str(value).strip()
        if not text:
            self.fail(_("the value is empty."), param, ctx)
        return text

    def split_envvar_value(self, rv: str) -> Sequence[str]:
        """Split a variable at commas and blanks."""
        return rv.replace(",", " ").split()


class FilePath(click.Path[Path]):
    """The path of a file, which need not exist; ``~`` is the home folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the path."""
        try:
            return Path(Text(self.name).convert(value, param, ctx)).expanduser()
        except RuntimeError:  # ~name, and there is no such user
            self.fail(_is_not(value, _("the path of a file")), param, ctx)


class ReportFormat(click.Choice[str]):
    """A format of reports. A variable or the file may name one of rows, which chooses nothing for a report."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the format."""
        source = ctx.get_parameter_source(param.name) if ctx and param else ParameterSource.COMMANDLINE
        if source is not ParameterSource.COMMANDLINE and str(value).lower() not in self.choices:
            return self.choices[0]
        return super().convert(value, param, ctx)


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

    Its name is that of its field of `Settings`, whose default and choices it has.

    Args:
        section: title of the help's section, to be translated.
        variables: further environment variables that it is read from.
    """

    def __init__(
        self, declarations: Sequence[str], *, section: str = "", variables: Sequence[str] = (), **details: Any
    ) -> None:
        super().__init__(declarations, **details)
        if "default" not in details and hasattr(Settings, self.name):
            self.default = getattr(Settings, self.name)
        if "type" not in details and (choices := _choices(_HINTS.get(self.name))):
            self.type = click.Choice(choices, case_sensitive=False)
        self.section = section
        self.key = self.opts[-1].removeprefix("--")
        self.envvar = self.variables = [f"CCC_TUI_{self.key.replace('-', '_').upper()}", *variables]

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

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """Convert the value; the error of a number says in one sentence what is expected."""
        if value is None or not isinstance(self.type, click.IntRange | click.FloatRange):
            return super().type_cast_value(ctx, value)
        try:
            if _NUMBER.fullmatch(str(value).strip()):
                return super().type_cast_value(ctx, value)
        except click.BadParameter:
            pass
        raise click.BadParameter(_is_not(value, self.expected), ctx, self)

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
        """What a value must be, in words that continue "must be" and "is not"."""
        kind = self.type
        if isinstance(kind, click.Choice):
            return _("one of: {values}").format(values=", ".join(kind.choices))
        if isinstance(kind, click.IntRange | click.FloatRange):
            whole = isinstance(kind, click.IntRange)
            words = _("a whole number from {low:g} to {high:g}") if whole else _("a number from {low:g} to {high:g}")
            return words.format(low=kind.min, high=kind.max)
        if isinstance(kind, click.Path):
            return _("the path of a file")
        if self.is_flag:
            return _("true or false")
        return _("a list of non-empty texts") if self.multiple else _("a non-empty text")


def _choices(hint: Any) -> tuple[str, ...]:
    """Return the values of a type that is a `Literal`, or a union with one."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    return next(filter(None, map(_choices, get_args(hint))), ())


def _is_not(value: Any, expected: str) -> str:
    text = ascii(value)
    quoted = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…"
    return _("{value} is not {expected}.").format(value=quoted, expected=expected)
