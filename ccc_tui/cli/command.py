"""`command`: a function that takes settings and returns an exit status becomes a command."""

from collections.abc import Callable, Iterable
from typing import Any

import click

from ccc_tui.choices import Section
from ccc_tui.cli.beginning import settings_for
from ccc_tui.cli.options import Option, flags, options
from ccc_tui.i18n import N_, _
from ccc_tui.settings import Settings


class Command(click.Command):
    """A command whose help is translated when it is shown, and whose settings are loaded before it runs."""

    def __init__(self, name: str | None = None, *, words: str, **details: Any) -> None:
        super().__init__(name, help=words, add_help_option=False, **details)
        self._words = words
        self.params.append(_help_option())

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command with its settings; return its exit status."""
        if ctx.invoked_subcommand is not None or self.callback is None:
            return None
        return ctx.invoke(self.callback, self.settings(ctx), **ctx.params)

    def settings(self, ctx: click.Context) -> Settings:
        """Load the settings, and begin to speak their language and to log where they say.

        Raises:
            SettingsError: they cannot be meant.
            click.UsageError: an option stands before a command that does not have it.
        """
        return settings_for(flags(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - click's signature
        """Return the first paragraph of the help, which is short."""
        return _(self._words).partition("\n\n")[0]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        self.help = _(self._words)
        super().format_help_text(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what is true of all options."""
        self.epilog = _("Each option has an environment variable: --page-size is CCC_TUI_PAGE_SIZE.")
        super().format_epilog(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options by section."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            if isinstance(parameter, Option) and (record := parameter.get_help_record(ctx)):
                sections.setdefault(parameter.title, []).append(record)
        for title, records in sections.items():
            with formatter.section(_(title)):
                formatter.write_dl(records)


def command(
    name: str,
    words: str,
    *sections: Section,
    more: Iterable[click.Parameter] = (),
    kind: type[Command] = Command,
) -> Callable[[Callable[..., int]], Command]:
    """Return a decorator that makes a command of a function.

    Args:
        name: what it is called by.
        words: what it does, to be translated when it is shown.
        sections: the choices that it has options for.
        more: further parameters, which the function takes by name.
        kind: the class of the command.
    """

    def decorate(function: Callable[..., int]) -> Command:
        return kind(name=name, words=words, callback=function, params=[*more, *options(sections)])

    return decorate


def _help_option() -> Option:
    def show(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click calls it
        if wanted and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), color=ctx.color)
            ctx.exit()

    return Option(
        ["-h", "--help"],
        words=N_("Show this help."),
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
    )
