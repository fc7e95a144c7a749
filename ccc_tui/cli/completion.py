"""``ccc-tui completion``: the script that teaches a shell our commands and options."""

import click

from ccc_tui.choices import PROGRAM
from ccc_tui.cli.command import command
from ccc_tui.i18n import N_
from ccc_tui.settings import Settings

_SHELLS = ("bash", "zsh", "fish")


@command(
    "completion",
    N_('Print a completion script for a shell.\n\nFor example: eval "$(ccc-tui completion bash)"'),
    PROGRAM,
    more=[click.Argument(["shell"], type=click.Choice(_SHELLS))],
)
def completion(_settings: Settings, shell: str) -> int:
    """Print the completion script for a shell; return the exit status."""
    from click.shell_completion import ShellComplete, get_completion_class

    from ccc_tui.cli import COMPLETION_VARIABLE
    from ccc_tui.cli.application import APPLICATION, NAME

    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click has these three
    # Not the class's own `source`: that of bash asks the bash on the path for its version first.
    click.echo(ShellComplete.source(kind(APPLICATION, {}, NAME, COMPLETION_VARIABLE)))
    return 0
