"""`Command`: a click command whose function takes `Settings` and returns the exit status."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final

import click
from click.core import ParameterSource

from ccc_tui.cli.options import EVERY_OPTION, PROGRAM
from ccc_tui.cli.parameters import TranslatedHelp
from ccc_tui.i18n import N_, _
from ccc_tui.settings import Settings, Source

if TYPE_CHECKING:
    from ccc_tui.cli.configuration import Configuration

_FIELDS: Final = {field.name for field in fields(Settings)}
_SOURCES: Final[Mapping[ParameterSource | None, Source]] = {
    ParameterSource.COMMANDLINE: "flag",
    ParameterSource.ENVIRONMENT: "environment",
    ParameterSource.DEFAULT_MAP: "file",
}
STATUSES: Final = {
    0: N_("done"),
    1: N_("the service refused, or something unexpected happened"),
    2: N_("wrong usage or configuration"),
    3: N_("may succeed if tried again: network, throttling, a failure of the service"),
    4: N_("incomplete result: what was loaded is printed, what is missing is on stderr"),
    130: N_("interrupted by Ctrl+C: what was loaded is printed"),
}


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
        if ctx.invoked_subcommand is not None:
            return None
        settings = settings_of(ctx)
        _refuse_idle_flags(ctx, settings)
        if settings.log_file is not None:
            from ccc_tui.logfile import start_logging

            start_logging(settings.log_file, settings.log_level)
        own = {name: value for name, value in ctx.params.items() if name not in _FIELDS}
        return ctx.invoke(self.callback, settings, **own)  # type: ignore[arg-type]

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
            formatter.write_dl([(str(status), _(STATUSES[status])) for status in self.statuses])
        formatter.write_paragraph()
        formatter.write_text(_("Each option has an environment variable: --page-size is CCC_TUI_PAGE_SIZE."))


def settings_of(ctx: click.Context) -> Settings:
    """Return the settings that the command line, the environment and the configuration file make.

    Raises:
        SettingsError: the configuration file cannot be used.
        click.UsageError: an option stands before a command that does not have it.
    """
    _refuse_foreign_flags(ctx)
    configuration: Configuration = ctx.obj
    if configuration.error is not None:
        raise configuration.error
    values = {name: value for name, value in ctx.params.items() if name in _FIELDS}
    sources = {name: _SOURCES.get(ctx.get_parameter_source(name), "default") for name in values}
    values |= {"config_file": configuration.path, "keys": configuration.keys}
    sources["keys"] = "file" if configuration.keys else "default"
    return Settings(**values, sources=sources)


def settings_of_all_commands(ctx: click.Context) -> Settings:
    """Return a command's settings with those that the environment and the file make for all other commands."""
    for option in EVERY_OPTION:
        if option.name not in ctx.params:
            option.handle_parse_result(ctx, {}, [])
    return settings_of(ctx)


def _refuse_foreign_flags(ctx: click.Context) -> None:
    """Refuse a flag before the name of a command that does not have it."""
    own = {parameter.name for parameter in ctx.command.params}
    for parameter in ctx.parent.command.params if ctx.parent else ():
        given = ctx.parent and ctx.parent.get_parameter_source(parameter.name) is ParameterSource.COMMANDLINE
        if given and parameter.name not in own:
            words = _("{command} has no option {option}.")
            ctx.fail(words.format(command=ctx.info_name, option=parameter.opts[-1]))


def _refuse_idle_flags(ctx: click.Context, settings: Settings) -> None:
    """Refuse a flag that would change nothing. Variables and the file are not refused: they serve all commands."""
    for name in ("profile", "region", "endpoint"):
        if settings.demo and settings.sources.get(name) == "flag":
            ctx.fail(_("{option} has no effect with --demo.").format(option=f"--{name}"))
    if settings.sources.get("log_level") == "flag" and settings.log_file is None:
        ctx.fail(_("--log-level has no effect without --log-file."))
