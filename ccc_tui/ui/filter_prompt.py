"""Asking for a filter: the rows follow what is typed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final, Protocol

from ccc_tui.ui.widgets.prompt import Prompt, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.screen import Screen

    from ccc_tui.ui.segments import Segment

# Seconds after a key in which the next one replaces it: what is typed ahead is filtered once.
_PAUSE: Final = 0.005


class Filterable(Protocol):
    """A list that can be filtered."""

    @property
    def filter_text(self) -> str:
        """The filter; empty for none."""
        ...

    def set_filter(self, text: str) -> None:
        """Show only what matches."""
        ...

    def prepare_filter(self) -> None:
        """Do what the first key would wait for; runs in a thread."""
        ...

    def filter_remark(self) -> Sequence[Segment]:
        """Return how much matches, and what else can be done."""
        ...


async def ask_filter(screen: Screen[Any], target: Filterable) -> None:
    """Open the prompt, and filter a list as its filter is typed; esc clears it."""
    prompt = await Prompt.of(screen)
    if prompt is None:
        return
    preparing = asyncio.create_task(asyncio.to_thread(target.prepare_filter))

    async def apply(text: str) -> None:
        await asyncio.sleep(_PAUSE)
        await asyncio.shield(preparing)
        target.set_filter(text)
        if prompt.is_open:
            prompt.update_remark(target.filter_remark())

    def changed(text: str) -> None:
        prompt.run_worker(apply(text), group="filter", exclusive=True)

    def done(text: str | None) -> None:
        prompt.workers.cancel_group(prompt, "filter")
        target.set_filter((text or "").strip())

    prompt.ask(Question("/", done, changed, target.filter_text), target.filter_remark())
