"""The call centers: a list that is shown as a tree."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.message import Message

from ccc_tui.resources.instances import INSTANCES
from ccc_tui.resources.table import PageRequest, Scope
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

    def reload(self) -> None:
        """Load the call centers again."""
        self.state.start(self._load)

    async def _load(self) -> None:
        await self.state.load(self._load_page())
        self.post_message(self.Loaded())

    async def _load_page(self) -> Page[Instance]:
        page = await INSTANCES.load(await self._client(), Scope(), PageRequest())
        many = sum(len(instance.phone_numbers) for instance in page.rows) > _MANY_NUMBERS
        self.totals = await asyncio.to_thread(summarize, page) if many else summarize(page)
        return page

    def scope_of(self, instance: Instance | None) -> Scope:
        """Return the scope of a call center that was loaded."""
        if instance is None or self.state.page is None:
            return Scope()
        return Scope(instance=instance, as_of=self.state.page.as_of, instance_id=instance.instance_id)

    def find(self, name: str | None) -> int:
        """Return the position of the call center with this id, domain name or name; 0 where there is none."""
        rows: Sequence[Instance] = self.state.page.rows if self.state.page is not None and name else ()
        ids = ({row.instance_id, row.domain_name, row.instance_name} for row in rows)
        return next((position for position, known in enumerate(ids) if name in known), 0)
