"""`command`: a function that takes settings and returns an exit status becomes a command of the program."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from typing import Any, Final

import click
from click.core import ParameterSource

from ccc_tui.cli.configuration import Configuration
from ccc_tui.cli.options import PROGRAM, every_option
from ccc_tui.cli.parameters import PREFIX, Option, TranslatedHelp
from ccc_tui.i18n import N_, _
from ccc_tui.settings import Settings, Source

_SETTINGS: Final = {field.name for field in fields(Settings)}
_SOURCES: Final[Mapping[ParameterSource | None, Source]] = {
    ParameterSource.COMMANDLINE: "flag",
    ParameterSource.ENVIRONMENT: "environment",
    ParameterSource.DEFAULT_MAP: "file",
}
_STATUSES: Final = {
    0: N_("done"),
    1: N_("the service refused, or something unexpected happened"),
    2: N_("wrong usage or configuration"),
    3: N_("may succeed if tried again: network, throttling, a failure of the service"),
    4: N_("incomplete result: what was loaded is printed, what is missing is on stderr"),
    130: N_("interrupted by Ctrl+C: what was loaded is printed"),
}
_IDLE_IN_THE_DEMO: Final = ("profile", "region", "endpoint")


class Command(TranslatedHelp, click.Command):
    """A command that is given its settings, and whose help is translated when it is shown.

    Args:
        examples: command lines for the help.
        statuses: the exit statuses for the help.
    """

    def __init__(
        self, *arguments: Any, examples: Sequence[str] = (), statuses: Sequence[int] = (0, 2), **details: Any
    ) -> None:
        super().__init__(*arguments, **details)
        self.examples = examples
        self.statuses = statuses

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Parse the arguments; variables and keys of the file have the same names for every command."""
        if parent is not None:
            extra |= {"default_map": parent.default_map, "auto_envvar_prefix": parent.auto_envvar_prefix}
        return super().make_context(info_name, args, parent, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments; each error shows the usage, which click leaves out of a few."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command with its settings; return its exit status.

        Raises:
            SettingsError: the configuration file or the log file cannot be used.
            click.UsageError: a flag would have no effect.
        """
        if ctx.invoked_subcommand is not None or self.callback is None:
            return None
        settings = settings_of(ctx)
        _refuse_idle_flags(ctx, settings)
        if settings.log_file is not None:
            from ccc_tui.logfile import start_logging

            start_logging(settings.log_file, settings.log_level)
        own = {name: value for name, value in ctx.params.items() if _field(ctx, name) is None}
        return ctx.invoke(self.callback, settings, **own)

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - click's signature
        """Return the first paragraph of the help, which is short."""
        return (self.help or "").partition("\n\n")[0]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options by section."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx)):
                sections.setdefault(getattr(parameter, "section", PROGRAM), []).append(record)
        for title, records in sections.items():
            with formatter.section(_(title)):
                formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - likewise
        """Write examples, exit statuses, and what is true of all options."""
        if self.examples:
            with formatter.section(_("Examples")):
                formatter.write("".join(f"{'':{formatter.current_indent}}{line}\n" for line in self.examples))
        with formatter.section(_("Exit status")):
            formatter.write_dl([(str(status), _(_STATUSES[status])) for status in self.statuses])
        formatter.write_paragraph()
        formatter.write_text(_("Each option has an environment variable: --page-size is CCC_TUI_PAGE_SIZE."))


command: Final = partial(click.command, cls=Command)


def settings_of(ctx: click.Context) -> Settings:
    """Return the settings that the command line, the environment and the configuration file make.

    Raises:
        SettingsError: the configuration file cannot be used.
        click.UsageError: an option stands before a command that does not have it.
    """
    _refuse_foreign_flags(ctx)
    configuration = ctx.obj if isinstance(ctx.obj, Configuration) else Configuration()
    if configuration.error is not None:
        raise configuration.error
    values: dict[str, Any] = {}
    sources: dict[str, Source] = {}
    for name, value in ctx.params.items():
        if (field := _field(ctx, name)) is not None:
            values[field] = value
            sources[field] = _SOURCES.get(ctx.get_parameter_source(name), "default")
    values |= {"config_file": configuration.path, "keys": configuration.keys}
    sources["keys"] = "file" if configuration.keys else "default"
    return Settings(**values, sources=sources)


def with_all_options(ctx: click.Context, settings: Settings) -> Settings:
    """Return a command's settings with those that the environment and the file make for all other commands."""
    rest = every_option.make_context(
        ctx.info_name, [], obj=ctx.obj, default_map=ctx.default_map, auto_envvar_prefix=PREFIX
    )
    every = settings_of(rest)
    own = {field: getattr(settings, field) for field in settings.sources}
    return replace(every, **own, sources={**every.sources, **settings.sources})


def flag_of(ctx: click.Context, field: str) -> str:
    """Return how the option of a field of `Settings` is written."""
    names = (option.opts[-1] for option in ctx.command.params if isinstance(option, Option) and option.setting == field)
    return next(names)


def _field(ctx: click.Context, name: str) -> str | None:
    """Return the field of `Settings` that a parameter fills; None for a command's own parameter."""
    for parameter in ctx.command.params:
        if isinstance(parameter, Option) and parameter.name == name and parameter.setting in _SETTINGS:
            return parameter.setting
    return None


def _refuse_foreign_flags(ctx: click.Context) -> None:
    """Refuse a flag before the name of a command that does not have it."""
    outer = ctx.parent
    if outer is None:
        return
    own = {parameter.name for parameter in ctx.command.params}
    for parameter in outer.command.params:
        given = outer.get_parameter_source(parameter.name) is ParameterSource.COMMANDLINE
        if given and parameter.name not in own:
            words = _("{command} has no option {option}.")
            raise click.UsageError(words.format(command=ctx.info_name, option=parameter.opts[-1]), ctx)


def _refuse_idle_flags(ctx: click.Context, settings: Settings) -> None:
    """Refuse a flag that would change nothing. A variable or the file may say so in vain: they are for all runs."""
    flags = {field for field, source in settings.sources.items() if source == "flag"}
    if settings.demo:
        for field in _IDLE_IN_THE_DEMO:
            if field in flags:
                words = _("{option} has no effect with --demo.")
                raise click.UsageError(words.format(option=flag_of(ctx, field)), ctx)
    if "log_level" in flags and settings.log_file is None:
        raise click.UsageError(_("--log-level has no effect without --log-file."), ctx)
