"""``ccc-tui simulator``: a call center on this machine, until Ctrl+C."""

from functools import partial
from typing import TYPE_CHECKING, Final, cast

import click

from ccc_tui.cli.command import Command
from ccc_tui.cli.errors import INTERRUPTED, USAGE, echo_err
from ccc_tui.cli.options import PROGRAM_OPTIONS
from ccc_tui.cli.parameters import Option
from ccc_tui.i18n import N_, _
from ccc_tui.settings import Settings

if TYPE_CHECKING:
    from ccc_tui.simulator import Scale, Scenario

# The values of `Scale` and `Scenario`, which `--help` shows without importing the simulator.
_SCALES: Final = ("small", "large", "huge")
_SCENARIOS: Final = (
    *("default", "only-2017", "only-2020", "denied", "moving-total", "many-users", "masked", "personal-unserved"),
)
_simulator: Final = partial(Option, section=N_("The simulator"))


@click.command(
    "simulator",
    cls=Command,
    help=N_("Run a simulated call center until Ctrl+C.\n\nPrints its address and the environment variables to use."),
    examples=(
        "ccc-tui simulator --port 8080",
        "ccc-tui simulator --scale large --latency-ms 200",
        "ccc-tui simulator --scenario denied",
    ),
    statuses=(2, 130),
    params=[
        _simulator(["--host"], metavar="ADDRESS", default="127.0.0.1", help=N_("Loopback address to listen on.")),
        _simulator(
            ["--port"],
            type=click.IntRange(0, 65535),
            metavar="N",
            default=0,
            help=N_("Port to listen on; 0 chooses a free one."),
        ),
        _simulator(
            ["--latency-ms"],
            type=click.IntRange(0, 600_000),
            metavar="N",
            default=0,
            help=N_("Milliseconds by which every reply is delayed."),
        ),
        _simulator(
            ["--scale"],
            type=click.Choice(_SCALES),
            default="small",
            help=N_(
                "Amount of data: large has 500 call centers with 200 numbers each, huge has one call center with"
                " 10,000 users, 10,000 numbers and 200 skill groups."
            ),
        ),
        _simulator(
            ["--scenario"],
            type=click.Choice(_SCENARIOS),
            metavar="NAME",
            default="default",
            help=N_(
                "Kind of account: one API version only (only-2017, only-2020), lists not allowed (denied), totals that"
                " change (moving-total), 12,345 users (many-users), masked numbers (masked), or no personal numbers"
                " among the outbound numbers (personal-unserved)."
            ),
        ),
        *PROGRAM_OPTIONS,
    ],
)
def simulator(_settings: Settings, host: str, port: int, latency_ms: int, scale: str, scenario: str) -> int:
    """Serve until a signal ends it; return the exit status."""
    from ccc_tui.simulator import Simulator, UvicornMissing, serve

    try:
        serve(Simulator(cast("Scale", scale), latency_ms, scenario=cast("Scenario", scenario)), host, port, _announce)
        return INTERRUPTED  # noqa: TRY300 - what follows is for errors
    except UvicornMissing:
        from ccc_tui.installation import install_command

        install = install_command("simulator")
        echo_err(_("The simulator needs the package uvicorn."), _("Install it: {install}").format(install=install))
    except ValueError as error:
        echo_err(str(error))
    except OSError as error:
        echo_err(_("cannot listen on {host}:{port}: {reason}").format(host=host, port=port, reason=error.strerror))
    return USAGE


def _announce(address: str) -> None:
    """Print lines that a shell can read in as they are."""
    from ccc_tui.simulator import ACCESS_KEY_ID, ACCESS_KEY_SECRET

    click.echo("# " + _("The simulator listens on {address} until Ctrl+C.").format(address=address))
    click.echo(f"export ALIBABA_CLOUD_ACCESS_KEY_ID={ACCESS_KEY_ID}")
    click.echo(f"export ALIBABA_CLOUD_ACCESS_KEY_SECRET={ACCESS_KEY_SECRET}")
    click.echo(f"export CCC_TUI_ENDPOINT={address}")  # click.echo flushes
