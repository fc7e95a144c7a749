"""`AutoRefresh`: loads what is shown again every so many seconds, behind what a person waits for."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from ccc_tui.cloud.call_log import CAUSE
from ccc_tui.cloud.errors import CloudError
from ccc_tui.cloud.operation import URGENCY, Priority

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping

    from textual.timer import Timer
    from textual.worker import Worker

    from ccc_tui.cloud.call_log import Call
    from ccc_tui.ui.panes.base import ResourcePane
    from ccc_tui.ui.screens.dashboard import DashboardScreen

SHORTEST: Final = 5
_SLOWEST: Final = 8
_HOUR: Final = 3600


class AutoRefresh:
    """Refreshes a screen; never while a dialog is open, a request is running, or the last refresh goes on.

    Args:
        screen: its pane and its call centers are loaded again.
        seconds: from the end of one refresh to the next; 0 for never.
    """

    factor = 1  # doubles while the service throttles
    _timer: Timer | None = None
    _worker: Worker[None] | None = None
    _throttled = False

    def __init__(self, screen: DashboardScreen, seconds: int) -> None:
        self._screen = screen
        self._seconds = max(SHORTEST, seconds) if seconds else 0

    @property
    def pause(self) -> int:
        """Seconds until the next refresh."""
        return self._seconds * self.factor

    @property
    def is_running(self) -> bool:
        """Whether a refresh goes on."""
        return self._worker is not None and not self._worker.is_finished

    def schedule(self) -> None:
        """Wait for the next refresh."""
        if self._seconds:
            self._timer = self._screen.set_timer(self.pause, self.tick)

    def tick(self) -> None:
        """Refresh now if nothing stands against it; else wait for another turn."""
        screen = self._screen
        if self.is_running:
            return
        if screen.app.screen is not screen or screen.is_loading or screen.centers.state.page is None:
            self.schedule()
            return
        self._worker = screen.run_worker(self._refresh, group="refresh", exclusive=True)

    async def _refresh(self) -> None:
        await asyncio.sleep(0)  # Python 3.12 runs the beginning of a worker before run_worker returns
        CAUSE.set(self)  # no widget's request: the status line stays with what a person asked for
        URGENCY.set(Priority.SCAN)
        client = await self._screen.centers.client()
        self._throttled = False
        unsubscribe = client.call_log.subscribe(self._observe)
        try:
            await self._load_again()
        finally:
            unsubscribe()
        self.factor = min(_SLOWEST, self.factor * 2) if self._throttled else 1
        self.schedule()

    async def _load_again(self) -> None:
        """Load what is shown again, and show what has changed; nothing moves."""
        screen, pane = self._screen, self._screen.pane
        before = snapshot(pane)
        if await screen.centers.refresh_quietly():
            with staying(pane):
                await screen.show_centers()
            if pane is screen.pane and pane.resource.held is not None:
                show_changes(pane, before)
        if pane is screen.pane:
            await refresh_pane(pane)
        screen.pane.update_footer()
        screen.age.follow()

    def _observe(self, call: Call) -> None:
        if call.cause is self and (call.code or "").startswith(("Throttling", "HTTP.429")):
            self._throttled = True


async def refresh_pane(pane: ResourcePane[Any]) -> None:
    """Load what a pane shows again; where nothing has changed, only the age does. A person's own request wins."""
    page, key = pane.state.page, pane.scope.key()
    if page is None or not pane.state.rests_on(page):
        return
    failure: CloudError | None = None
    try:
        found = await pane.load_again()
    except CloudError as error:
        found, failure = None, error.with_traceback(None)
    if not pane.state.rests_on(page) or pane.scope.key() != key:
        return
    if failure is not None:
        pane.state.failure = failure
        pane.update_rows()
    elif found is None:
        return
    elif pane.state.failure is None and found[1:4] == page[1:4] and found.rows == page.rows:
        pane.accept(page._replace(as_of=found.as_of))
        pane.update_footer()
    else:
        before = snapshot(pane)
        pane.state.failure = None
        pane.accept(found)
        show_changes(pane, before)


def snapshot(pane: ResourcePane[Any]) -> dict[Hashable, Any]:
    """Return the rows of a pane by their keys, to compare others with."""
    return {pane.key(row): row for row in pane.current_rows()}


def show_changes(pane: ResourcePane[Any], before: Mapping[Hashable, Any]) -> None:
    """Show a pane's rows, and mark what differs from those before; the cursor and its line stay."""
    rows = pane.current_rows()
    pane.changes.add(before, rows, pane.key, pane.columns(rows))
    with staying(pane):
        pane.update_rows()
    if pane.changes:  # also where the same rows were drawn before they were compared
        pane.table.refresh()


@contextmanager
def staying(pane: ResourcePane[Any]) -> Iterator[None]:
    """Leave the cursor's row of a pane on its line of the screen, whatever comes before it."""
    pane.stays = True
    try:
        yield
    finally:
        pane.stays = False


class AgeClock:
    """Shows how old the rows of a screen's pane are, from an hour on: it wakes once an hour."""

    _moment: datetime | None = None
    _timer: Timer | None = None

    def __init__(self, screen: DashboardScreen) -> None:
        self._screen = screen

    def follow(self) -> None:
        """Tell the age of what is shown now."""
        page = self._screen.pane.state.page
        if (moment := None if page is None else page.as_of) != self._moment:
            self._moment = moment
            self._wait()

    def _wait(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._moment is not None and self._screen.is_attached:
            seconds = (datetime.now(UTC) - self._moment).total_seconds()
            self._timer = self._screen.set_timer(_HOUR - seconds % _HOUR + 1, self._turn)

    def _turn(self) -> None:
        self._screen.pane.update_footer()
        self._wait()
