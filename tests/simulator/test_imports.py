"""The simulator runs wherever Python does."""

import json
import subprocess
import sys

LIST = """
import json, sys
before = set(sys.modules)
import ccc_tui.simulator
print(json.dumps(sorted({name.partition(".")[0] for name in set(sys.modules) - before})))
"""


def test_the_simulator_imports_the_standard_library_only() -> None:
    output = subprocess.run([sys.executable, "-c", LIST], check=True, capture_output=True, text=True).stdout
    assert set(json.loads(output)) - sys.stdlib_module_names == {"ccc_tui"}
