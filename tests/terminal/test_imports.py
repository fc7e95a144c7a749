import subprocess
import sys

# What the driver may add to a program that imports textual.app anyway.
PROGRAM = """
import sys, textual.app, textual.drivers.linux_driver
before = set(sys.modules)
import ccc_tui.terminal.driver
print(*sorted(set(sys.modules) - before))
"""


def test_the_driver_brings_nothing_but_itself() -> None:
    found = subprocess.run((sys.executable, "-c", PROGRAM), check=True, capture_output=True, text=True).stdout
    assert [name for name in found.split() if not name.startswith("ccc_tui")] == []
