"""Options for click, made from the table of choices. Flags may stand before or after a command's name."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import click
from click.core import ParameterSource

from ccc_tui.choices import PROGRAM, Choice, Section
from ccc_tui.cli.beginning import speak
from ccc_tui.i18n import _
from ccc_tui.kinds import Kind, OneOf, Switch, Text, Texts

_FLAGS: Final = "ccc_tui.flags"


class Value(click.ParamType):  # type: ignore[type-arg] # it takes one from click 8.4 on
    """A value of one of our kinds, as click wants it."""

    def __init__(self, kind: Kind) -> None:
        self.name = kind.metavar
        self._kind = kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the value, or fail with what is expected."""
        if not isinstance(value, str):
            return value
        try:
            return self._kind.from_text(value)
        except ValueError:
            words = _("{value} is not {expected}").format(value=ascii(value), expected=self._kind.expected)
            self.fail(words, param, ctx)


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def __init__(
        self, declarations: Iterable[str], *, words: str, title: str = PROGRAM.title, **details: Any
    ) -> None:
        super().__init__(tuple(declarations), help=words, **details)
        self.title = title
        self._words = words

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option and its help."""
        self.help = _(self._words)
        return super().get_help_record(ctx)


class ChoiceOption(Option):
    """The flag of a choice, kept for `settings.load_settings`, which reads the variables and the file."""

    def __init__(self, choice: Choice, title: str) -> None:
        self.choice = choice
        kind = choice.kind
        details: dict[str, Any] = {"type": Value(kind)}
        flag = f"--{choice.name}"
        if isinstance(kind, Switch):
            details = {"is_flag": True, "default": None}
            flag += f"/--no-{choice.name}" if kind.negated else ""
        elif isinstance(kind, OneOf):
            details = {"type": click.Choice(kind.values, case_sensitive=False)}
        elif isinstance(kind, Texts):
            details = {"type": Value(Text(kind.metavar)), "multiple": True}
        super().__init__(
            [*filter(None, [choice.short]), flag, choice.attribute],
            words=choice.help,
            title=title,
            is_eager=choice.name == "language",  # so that --help speaks it
            expose_value=False,
            callback=_keep,
            **details,
        )


def options(sections: Iterable[Section]) -> list[click.Parameter]:
    """Return the options of these sections, in their order."""
    return [ChoiceOption(choice, section.title) for section in sections for choice in section.choices]


def flags(ctx: click.Context) -> Mapping[str, Any]:
    """Return what the command line chose, by the names of `Settings`.

    Raises:
        click.UsageError: an option stands before a command that does not have it.
    """
    chosen: Mapping[str, Any] = ctx.meta.get(_FLAGS, {})
    own = {option.choice.attribute for option in ctx.command.params if isinstance(option, ChoiceOption)}
    for option in ctx.find_root().command.params:
        if isinstance(option, ChoiceOption) and option.choice.attribute in chosen.keys() - own:
            words = _("{command} has no option {option}.")
            raise click.UsageError(words.format(option=f"--{option.choice.name}", command=ctx.info_name), ctx)
    return chosen


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
    """Keep what the command line chose. The flags after a command's name are parsed last, and win."""
    if (
        isinstance(param, ChoiceOption)
        and ctx.get_parameter_source(param.name or "") is ParameterSource.COMMANDLINE
    ):
        ctx.meta.setdefault(_FLAGS, {})[param.choice.attribute] = value
        if param.choice.name == "language":
            speak(value)
    return value
