"""The program as a whole: the dashboard, and the commands that print."""

import os
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

import click

import ccc_tui
from ccc_tui.choices import DASHBOARD, PROGRAM, SERVICE, SUBJECT
from ccc_tui.cli import COMPLETION_VARIABLE
from ccc_tui.cli.beginning import prepare_streams, speak
from ccc_tui.cli.command import Command
from ccc_tui.cli.dashboard import dashboard
from ccc_tui.cli.errors import run_safely
from ccc_tui.cli.options import Option, options
from ccc_tui.i18n import N_
from ccc_tui.settings import locale_language

NAME: Final = "ccc-tui"
# Each is a module of this package that holds a command of the same name, imported when it is asked for.
_COMMANDS: Final = ("instances", "numbers", "doctor", "simulator", "info", "completion")


class Application(click.Group, Command):
    """A group that is a command itself, and imports its commands when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of the commands, in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        """Return the command of this name, or None."""
        if cmd_name not in _COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"ccc_tui.cli.{cmd_name}"), cmd_name)
        return found


def run(arguments: Sequence[str]) -> int:
    """Run the program; return its exit status."""
    prepare_streams()
    return run_safely(lambda: _run(list(arguments)))


def _print_version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - click calls it
    if wanted and not ctx.resilient_parsing:
        click.echo(f"{NAME} {ccc_tui.__version__}")
        ctx.exit()


APPLICATION: Final = Application(
    name=NAME,
    words=N_("Alibaba Cloud Call Center in the terminal. Without a command, the dashboard opens."),
    invoke_without_command=True,
    callback=dashboard,
    params=[
        *options((SUBJECT, DASHBOARD, SERVICE, PROGRAM)),
        Option(
            ["--version"],
            words=N_("Print the version."),
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_print_version,
        ),
    ],
)


def _run(arguments: list[str]) -> int | None:
    speak(locale_language(os.environ))
    if instruction := os.environ.get(COMPLETION_VARIABLE):
        from click.shell_completion import shell_complete

        return shell_complete(APPLICATION, {}, NAME, COMPLETION_VARIABLE, instruction)
    with APPLICATION.make_context(NAME, arguments) as ctx:
        status: Any = APPLICATION.invoke(ctx)
    return status if isinstance(status, int) else None
