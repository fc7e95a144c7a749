"""``ccc-tui completion``: the script that teaches a shell our commands and options."""

import click

from ccc_tui.cli.command import Command
from ccc_tui.cli.options import FIRST
from ccc_tui.i18n import N_
from ccc_tui.settings import Settings


@click.command(
    "completion",
    cls=Command,
    help=N_("Print a completion script for a shell."),
    examples=('eval "$(ccc-tui completion bash)"', "ccc-tui completion fish | source"),
    params=[*FIRST],
)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(_settings: Settings, shell: str) -> int:
    """Print the completion script for a shell; return the exit status."""
    from click.shell_completion import ShellComplete, get_completion_class

    from ccc_tui.cli.application import COMPLETION_VARIABLE, NAME, application

    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click has these three
    # Not the class's own `source`: that of bash asks the bash on the path for its version first.
    click.echo(ShellComplete.source(kind(application, {}, NAME, COMPLETION_VARIABLE)))
    return 0
