"""A call center on loopback: it checks signatures, pages, and fails on request.

It is a server of its own and shares no code with the client that it checks. ``--demo`` runs it in process,
so its modules are cheap to import: the standard library only, and uvicorn not before `serve` is called.
"""

from ccc_tui.simulator.app import Simulator
from ccc_tui.simulator.faults import Fault, Faults
from ccc_tui.simulator.keys import ACCESS_KEY_ID, ACCESS_KEY_SECRET, SECURITY_TOKEN, STS_ACCESS_KEY_ID
from ccc_tui.simulator.request import Recorded
from ccc_tui.simulator.server import UvicornMissing, running, serve

__all__ = [
    "ACCESS_KEY_ID",
    "ACCESS_KEY_SECRET",
    "SECURITY_TOKEN",
    "STS_ACCESS_KEY_ID",
    "Fault",
    "Faults",
    "Recorded",
    "Simulator",
    "UvicornMissing",
    "running",
    "serve",
]
