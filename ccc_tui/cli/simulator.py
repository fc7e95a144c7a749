"""``ccc-tui simulator``: a call center on this machine, until Ctrl+C."""

from typing import Final, Literal

import click

from ccc_tui.cli.command import command
from ccc_tui.cli.exits import INTERRUPTED, USAGE, say
from ccc_tui.cli.options import option, options, program_options
from ccc_tui.cli.parameters import WholeNumber
from ccc_tui.i18n import N_, _
from ccc_tui.settings import Settings

_LONGEST_LATENCY_MS: Final = 600_000

simulator_options = options(
    N_("The simulator"),
    option("--host", metavar="ADDRESS", default="127.0.0.1", help=N_("Loopback address to listen on.")),
    option(
        "--port",
        type=WholeNumber(0, 65535),
        metavar="N",
        default=0,
        help=N_("Port to listen on; 0 takes any free one."),
    ),
    option(
        "--latency-ms",
        type=WholeNumber(0, _LONGEST_LATENCY_MS),
        metavar="N",
        default=0,
        help=N_("Milliseconds by which each reply is delayed."),
    ),
    option(
        "--scale",
        type=click.Choice(("small", "large")),
        default="small",
        help=N_("How much there is: large has 500 call centers of 200 numbers."),
    ),
)


@command(
    "simulator",
    help=N_(
        "Run a local call center until Ctrl+C.\n\nPrints its address and the environment that reaches it."
    ),
    examples=("ccc-tui simulator --port 8080", "ccc-tui simulator --scale large --latency-ms 200"),
    statuses=(2, 130),
)
@simulator_options
@program_options
def simulator(
    _settings: Settings, host: str, port: int, latency_ms: int, scale: Literal["small", "large"]
) -> int:
    """Serve until a signal ends it; return the exit status."""
    from ccc_tui.simulator import Simulator, UvicornMissing, serve

    try:
        serve(Simulator(scale=scale, latency_ms=latency_ms), host, port, _announce)
    except (UvicornMissing, ValueError) as error:
        say(str(error))
        return USAGE
    except OSError as error:
        say(_("cannot listen on {host}:{port}: {reason}").format(host=host, port=port, reason=error.strerror))
        return USAGE
    return INTERRUPTED


def _announce(address: str) -> None:
    """Print lines that a shell can read in as they are."""
    from ccc_tui.simulator import ACCESS_KEY_ID, ACCESS_KEY_SECRET

    click.echo("# " + _("A call center is open at {address} until Ctrl+C.").format(address=address))
    click.echo(f"export ALIBABA_CLOUD_ACCESS_KEY_ID={ACCESS_KEY_ID}")
    click.echo(f"export ALIBABA_CLOUD_ACCESS_KEY_SECRET={ACCESS_KEY_SECRET}")
    click.echo(f"export CCC_TUI_ENDPOINT={address}")  # click.echo flushes
