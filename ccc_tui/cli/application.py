"""The program as a whole: the dashboard, and the commands that print."""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import click

import ccc_tui
from ccc_tui.cli.command import Command, settings_of
from ccc_tui.cli.dashboard import open_dashboard
from ccc_tui.cli.errors import run_safely
from ccc_tui.cli.options import PROGRAM, dashboard_options, program_options, service_options, subject_options
from ccc_tui.cli.parameters import PREFIX, Option
from ccc_tui.cli.setup import prepare_streams, settle
from ccc_tui.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.resources.table import Resource
    from ccc_tui.settings import Settings

NAME: Final = "ccc-tui"
COMPLETION_VARIABLE: Final = "_CCC_TUI_COMPLETE"
# Each is a module of this package that holds a command of the same name, imported when it is asked for.
_MODULES: Final = ("doctor", "simulator", "info", "completion")


class Application(click.Group, Command):
    """A group that is a command itself, and imports its commands when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands, in the order of the help."""
        return [*_lists(), *_MODULES]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        """Return the command of this name, or None."""
        if cmd_name not in _MODULES:
            from ccc_tui.cli.list_command import list_command

            resource = _lists().get(cmd_name)
            return None if resource is None else list_command(resource)
        found: click.Command = getattr(import_module(f"ccc_tui.cli.{cmd_name}"), cmd_name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments begin with; an error names those that it may have been."""
        commands = self.list_commands(ctx)
        if args[0] not in commands and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise click.exceptions.NoSuchCommand(args[0], possibilities=commands, ctx=ctx)
        return super().resolve_command(ctx, args)


@click.command(
    NAME,
    cls=Application,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"], "show_default": True},
    help=N_("Alibaba Cloud Call Center in the terminal. Without a command, the dashboard opens."),
    examples=(
        "ccc-tui --demo",
        "ccc-tui --profile desk --region cn-shanghai",
        "ccc-tui --instance hd-service --user wangxm@hd-service",
    ),
    statuses=(0, 1, 2, 130),
)
@subject_options
@dashboard_options
@service_options
@program_options
@click.version_option(
    ccc_tui.__version__,
    prog_name=NAME,
    message="%(prog)s %(version)s",
    cls=Option,
    section=PROGRAM,
    help=N_("Print the version."),
)
def application(settings: Settings) -> int:
    """Open the dashboard; return the exit status."""
    return open_dashboard(settings)


def _lists() -> dict[str, Resource[Any]]:
    """Return the lists that have a printing command, by its name."""
    from ccc_tui.resources import RESOURCES

    return {resource.command: resource for resource in RESOURCES if resource.command is not None}


def run(arguments: Sequence[str]) -> int:
    """Run the program; return its exit status."""
    prepare_streams()
    return run_safely(lambda: _run(arguments))


def load_settings(arguments: Sequence[str] = ()) -> Settings:
    """Return the settings of a command line of the dashboard.

    Raises:
        SettingsError: the configuration file cannot be used.
        click.UsageError: the command line or a variable cannot be understood.
    """
    return settings_of(_context(arguments))


def _context(arguments: Sequence[str]) -> click.Context:
    configuration = settle(arguments)
    return application.make_context(
        NAME, list(arguments), obj=configuration, default_map=dict(configuration.values), auto_envvar_prefix=PREFIX
    )


def _run(arguments: Sequence[str]) -> int | None:
    if instruction := os.environ.get(COMPLETION_VARIABLE):
        from click.shell_completion import shell_complete

        settle(())
        return shell_complete(application, {}, NAME, COMPLETION_VARIABLE, instruction)
    with _context(arguments) as ctx:
        status: Any = application.invoke(ctx)
    return status if isinstance(status, int) else None
