"""The program as a whole: the dashboard, and the commands that print."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, Final

import click

import ccc_tui
from ccc_tui.cli.command import Command
from ccc_tui.cli.configuration import settle
from ccc_tui.cli.errors import USAGE, echo_err, run_safely
from ccc_tui.cli.options import (
    DASHBOARD,
    FILTER,
    INSTANCE,
    PAGE,
    PROGRAM,
    PROGRAM_OPTIONS,
    SERVICE,
    SKILL_GROUPS,
    SORT,
    USER,
)
from ccc_tui.cli.parameters import Option
from ccc_tui.i18n import N_, _
from ccc_tui.installation import wrong_python

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

    def list_commands(self, ctx: click.Context | None) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands, in the order of the help."""
        return [*_lists(), *_MODULES]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        """Return the command of this name, or None."""
        if cmd_name in _MODULES:
            found: click.Command = getattr(import_module(f"ccc_tui.cli.{cmd_name}"), cmd_name)
            return found
        from ccc_tui.cli.list_command import list_command

        resource = _lists().get(cmd_name)
        return None if resource is None else list_command(resource)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the arguments begin with; an error names those that it may have been."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            possibilities = self.list_commands(ctx)
            raise click.exceptions.NoSuchCommand(error.command_name, possibilities=possibilities, ctx=ctx) from None


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
    params=[*INSTANCE, *USER, *SKILL_GROUPS, *FILTER, *SORT, *PAGE, *DASHBOARD, *SERVICE, *PROGRAM_OPTIONS],
)
@click.version_option(
    ccc_tui.__version__,
    prog_name=NAME,
    message="%(prog)s %(version)s",
    cls=Option,
    section=PROGRAM,
    help=N_("Print the version."),
)
def application(settings: Settings) -> int:
    """Open the dashboard if there is a terminal that can draw it; return the exit status."""
    if problem := _no_terminal():
        echo_err(problem, _("Without a terminal, `ccc-tui instances` and `ccc-tui numbers` print the same data."))
        return USAGE
    if problem := wrong_python():  # a thread imports pydantic-core, behind the first paint
        echo_err(problem)
        return USAGE
    from ccc_tui.ui import run_dashboard

    return run_dashboard(settings)


def _no_terminal() -> str | None:
    """Return why the dashboard cannot be drawn here, or None. Textual draws on stderr."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return _("The dashboard needs a terminal for its input and its output.")
    if (term := os.environ.get("TERM", "")).lower() in {"", "dumb", "unknown"}:
        return _("The terminal (TERM={term}) cannot draw the dashboard.").format(term=term)
    return None


def _lists() -> dict[str, Resource[Any]]:
    """Return the lists that have a printing command, by its name."""
    from ccc_tui.resources import RESOURCES

    return {resource.command: resource for resource in RESOURCES if resource.command is not None}


def run(arguments: Sequence[str]) -> int:
    """Run the program; return its exit status."""
    _prepare_streams()
    return run_safely(lambda: _run(arguments))


def _prepare_streams() -> None:
    """Make both outputs UTF-8, whatever the locale says, and usable even where they were closed."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - for the life of the process
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def parse(arguments: Sequence[str]) -> click.Context:
    """Parse a command line, and read what it depends on: the configuration file and the environment.

    Raises:
        click.UsageError: the command line or a variable cannot be understood.
    """
    configuration = settle(arguments)
    values = configuration.values
    # click gives a command the part of the map that has its name; here each has all of it.
    commands = application.list_commands(None) if values else ()
    default_map = {**values, **dict.fromkeys(commands, values)}
    return application.make_context(NAME, list(arguments), obj=configuration, default_map=default_map)


def _run(arguments: Sequence[str]) -> int | None:
    if instruction := os.environ.get(COMPLETION_VARIABLE):
        from click.shell_completion import shell_complete

        settle(())
        return shell_complete(application, {}, NAME, COMPLETION_VARIABLE, instruction)
    with parse(arguments) as ctx:
        status: Any = application.invoke(ctx)
    return status if isinstance(status, int) else None
