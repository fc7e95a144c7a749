"""The program as a whole: the dashboard, and the commands that print."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import Any, Final

import click

import ccc_tui
from ccc_tui.choices import DASHBOARD, PROGRAM, SERVICE, SUBJECT
from ccc_tui.cli.command import Command
from ccc_tui.cli.exits import USAGE, guarded, say
from ccc_tui.cli.options import Option, options, speak
from ccc_tui.i18n import N_, _
from ccc_tui.settings import Settings, locale_language

NAME: Final = "ccc-tui"
COMPLETION_VARIABLE: Final = "_CCC_TUI_COMPLETE"
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
    _prepare_streams()
    return guarded(lambda: _run(list(arguments)))


def dashboard(settings: Settings) -> int:
    """Open the dashboard where there is a terminal for it."""
    problem = _no_terminal()
    if problem:
        commands = _("Without a terminal, `ccc-tui instances` and `ccc-tui numbers` print what it shows.")
        say(problem, commands)
        return USAGE
    from ccc_tui.ui import run_dashboard

    return run_dashboard(settings)


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


def _prepare_streams() -> None:
    """Make both outputs UTF-8, whatever the locale says, and usable even where they were closed."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - for the life of the process
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _no_terminal() -> str | None:
    """Return why the dashboard cannot be drawn here, or None. Textual draws on stderr."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        return _("The dashboard needs a terminal for its input and its output.")
    if os.environ.get("TERM", "").lower() in {"", "dumb", "unknown"}:
        return _("The terminal (TERM={term}) cannot draw the dashboard.").format(
            term=os.environ.get("TERM", "")
        )
    return None
