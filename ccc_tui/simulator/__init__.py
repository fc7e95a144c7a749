"""A simulated call center service on loopback: it checks signatures, pages, and fails on request.

It shares no code with the client that it tests. ``--demo`` runs it in the same process, so it imports only the
standard library, and uvicorn when `serve` or `running` is called.
"""

from ccc_tui.simulator.app import Simulator
from ccc_tui.simulator.faults import Fault, Faults
from ccc_tui.simulator.request import Recorded
from ccc_tui.simulator.server import UvicornMissing, running, serve
from ccc_tui.simulator.signatures import ACCESS_KEY_ID, ACCESS_KEY_SECRET, SECURITY_TOKEN, STS_ACCESS_KEY_ID
from ccc_tui.simulator.store import SCALES, SCENARIOS, Scale, Scenario

__all__ = [
    "ACCESS_KEY_ID",
    "ACCESS_KEY_SECRET",
    "SCALES",
    "SCENARIOS",
    "SECURITY_TOKEN",
    "STS_ACCESS_KEY_ID",
    "Fault",
    "Faults",
    "Recorded",
    "Scale",
    "Scenario",
    "Simulator",
    "UvicornMissing",
    "running",
    "serve",
]
