"""`ListState`: what is loaded of a list, what is under way, and what failed; and the words for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from ccc_tui.cloud.errors import CloudError
from ccc_tui.i18n import _
from ccc_tui.ui import states
from ccc_tui.ui.requests import RequestTracker

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime

    from textual.widget import Widget

    from ccc_tui.ui.segments import Segment


class Loaded(Protocol):
    """What a request brings: it knows when it arrived."""

    @property
    def as_of(self) -> datetime: ...


LoadedT = TypeVar("LoadedT", bound=Loaded)


class ListState(Generic[LoadedT]):
    """Keeps what was loaded last, also when loading it again fails.

    Args:
        owner: the widget whose list it is.
        changed: called when there is something else to show.

    Attributes:
        page: what was loaded last; None before anything was.
        failure: why the last request failed.
        requests: the request under way.
    """

    def __init__(self, owner: Widget, changed: Callable[[], None]) -> None:
        self.page: LoadedT | None = None
        self.failure: CloudError | None = None
        self.requests = RequestTracker(owner, changed)

    async def load(self, load: Callable[[], Awaitable[LoadedT]]) -> None:
        """Load; what was loaded before stays when that fails."""
        try:
            self.page = await load()
        except CloudError as error:
            self.failure = error
        else:
            self.failure = None

    def notice(self, hint: str = "") -> list[str] | None:
        """Return what stands in the place of rows while nothing is loaded; None where nothing was requested."""
        requests = self.requests
        if requests.is_running:
            return states.loading(requests.call, requests.seconds)
        if self.failure is not None:
            return states.failed(self.failure, hint=hint)
        return states.stopped() if requests.cancelled else None

    def age(self) -> Sequence[Segment]:
        """Return how old the rows are, and whether newer ones are on their way or failed to come."""
        if self.requests.is_running and self.requests.is_slow:
            return states.asking(self.requests.call)
        if self.page is None:
            return ()
        if self.failure is not None:
            return states.refresh_failed(self.page.as_of, self.failure)
        return states.as_of(self.page.as_of)


def loading() -> list[str]:
    """Return what is said before the first request has begun."""
    return ["", _("Loading…")]


def no_instances() -> list[str]:
    """Return what is said where the service lists no call centers."""
    return [
        "",
        _("This access key has no call centers."),
        _("The list belongs to the user whose key signs the request: ccc-tui doctor shows whose key that is."),
        _("r refresh"),
    ]
