"""The call centers: a list that is shown as a tree."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.message import Message

from ccc_tui.cloud.errors import CloudError
from ccc_tui.resources.table import Scope
from ccc_tui.ui.states import ListState
from ccc_tui.ui.widgets.instance_tree import InstanceTree
from ccc_tui.ui.widgets.top_line import summarize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ccc_tui.callcenter.models import Instance
    from ccc_tui.callcenter.page import Page
    from ccc_tui.ui.panes.base import GetClient
    from ccc_tui.ui.segments import Segment

# Counting what deserves attention among so many phone numbers would hold the event loop.
_MANY_NUMBERS = 10_000


class CallCenters(InstanceTree):
    """Loads the call centers, and keeps them when loading them again fails."""

    class Changed(Message):
        """A request for the call centers began, goes on, or ended."""

    class Loaded(Message):
        """There are new call centers, or loading them failed."""

    def __init__(self, client: GetClient) -> None:
        super().__init__()
        self.state = ListState(self, lambda: self.post_message(self.Changed()))
        self.totals: Sequence[Segment] = ()
        self._client = client

    def on_mount(self) -> None:
        """Begin on all of them."""
        self.go_home()

    def reload(self) -> None:
        """Load the call centers again."""
        self.state.start(self._load)

    async def _load(self) -> None:
        """Show the first API version that answers at once; a refresh only what all of them say."""
        is_first = self.state.page is None
        try:
            async for page in (await self._client()).instances_as_they_come():
                if is_first or not page.is_waiting:
                    await self._show(page)
        except CloudError as error:
            self.state.failure = error
            self.post_message(self.Loaded())

    async def _show(self, page: Page[Instance]) -> None:
        many = sum(len(instance.phone_numbers) for instance in page.rows) > _MANY_NUMBERS
        self.totals = await asyncio.to_thread(summarize, page) if many else summarize(page)
        self.state.page, self.state.failure = page, None
        self.post_message(self.Loaded())

    def scope_of(self, instance: Instance | None) -> Scope:
        """Return the scope of a call center that was loaded."""
        if instance is None or self.state.page is None:
            return Scope()
        return Scope(instance=instance, as_of=self.state.page.as_of, instance_id=instance.instance_id)

    def find(self, name: str | None) -> int:
        """Return the position of the call center with this id, domain name or name; 0 where there is none."""
        from ccc_tui.callcenter.ids import is_known_as

        rows: Sequence[Instance] = self.state.page.rows if self.state.page is not None and name else ()
        return next((position for position, row in enumerate(rows) if is_known_as(row, name)), 0)
