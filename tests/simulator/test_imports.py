"""What `--demo` pays for: the standard library, and little of it."""

import json
import subprocess
import sys

import pytest

LIST = """
import json, sys
before = set(sys.modules)
import ccc_tui.simulator
print(json.dumps(sorted({name.partition(".")[0] for name in set(sys.modules) - before})))
"""
# Each of these takes longer to import than the simulator takes to answer.
SLOW = {"asyncio", "dataclasses", "email", "http", "inspect", "random", "secrets", "ssl", "unittest", "uuid"}


@pytest.fixture(scope="module")
def imported() -> set[str]:
    output = subprocess.run([sys.executable, "-c", LIST], check=True, capture_output=True, text=True).stdout
    return set(json.loads(output))


def test_the_simulator_imports_the_standard_library_only(imported: set[str]) -> None:
    assert imported - sys.stdlib_module_names == {"ccc_tui"}


def test_the_simulator_imports_nothing_slow(imported: set[str]) -> None:
    assert imported & SLOW == set()
