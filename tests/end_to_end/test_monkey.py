"""A short walk of the monkey. A long one: python -m tests.end_to_end.monkey --events 50000 --seed 1."""

import pytest

from tests.end_to_end.monkey import sessions


@pytest.mark.parametrize("low_bandwidth", ["on", "off"])
def test_a_short_walk_of_the_monkey(low_bandwidth: str) -> None:
    for session in sessions(200, 20, low_bandwidth):
        session.run()
