"""Pictures of the screen that are the same every time."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_textual_snapshot
from textual import _wait

from ccc_tui.cloud.call_log import Call
from ccc_tui.i18n import use_language
from ccc_tui.ui import formatting, states

# Syrupy asks a class for this attribute; the plugin sets another one.
pytest_textual_snapshot.SVGImageExtension.file_extension = "svg"

# After each key, Pilot looks every 20 ms whether the process has rested since it looked before: that was a quarter of
# the time of these tests. Whoever waits for something waits with `Stage.until` anyway.
_wait.SLEEP_GRANULARITY = 0.005
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20

_NOW = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every time that is shown be the same, however long the test takes and whenever it runs."""
    age, loading = formatting.age, states.loading
    monkeypatch.setattr(formatting, "clock", lambda _moment: "10:42:07")
    monkeypatch.setattr(formatting, "age", lambda moment, now=None: age(moment, now or _NOW))

    def still(call: Call | None) -> Call | None:
        if call is None:
            return None
        return call._replace(
            latency=None if call.latency is None else 0.083, next_try=None if call.next_try is None else 0.6
        )

    monkeypatch.setattr(states, "loading", lambda call=None, _seconds=0.0: loading(still(call), 2.0))


@pytest.fixture
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak the language that the test asks for, and English again after it."""
    chosen: Any = request.param
    use_language(chosen)
    yield chosen
    use_language("en")
