"""`Palette`: Textual's command palette, without the exceptions that keys and clicks in one packet raise in it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.await_complete import AwaitComplete
from textual.command import CommandInput, CommandList, CommandPalette, SearchIcon
from textual.containers import Horizontal, Vertical
from textual.css.query import NoMatches
from textual.errors import NoWidget
from textual.events import Click
from textual.widgets import LoadingIndicator

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Event
    from textual.geometry import Region
    from textual.widget import Widget


class FoundCommands(CommandList):
    """The commands that match."""

    # Textual raises ValueError where its options have no column left.
    DEFAULT_CSS = "FoundCommands { min-width: 10; }"

    async def on_event(self, event: Event) -> None:
        """Drop a click on a command that is gone: the list was filled anew since the terminal showed it."""
        if isinstance(event, Click) and event.style.meta.get("option", -1) >= self.option_count:
            return
        await super().on_event(event)


class Palette(CommandPalette):
    """Search the commands."""

    def compose(self) -> ComposeResult:
        """Compose what Textual does, with a list of its own."""
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield SearchIcon()
                yield CommandInput(placeholder="Search for commands…", select_on_focus=False)
            with Vertical(id="--results"):
                yield FoundCommands()
                yield LoadingIndicator()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Move in the list only once it is laid out: before, Textual raises KeyError."""
        if action == "command_list" and not self.query_one(CommandList).scrollable_content_region:
            return False
        return super().check_action(action, parameters)

    def get_widget_at(self, x: int, y: int) -> tuple[Widget, Region]:
        """Take a click outside of a screen that has shrunk since for one beside the palette."""
        try:
            return super().get_widget_at(x, y)
        except NoWidget:
            return self, self.region

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close once: a second enter or click would close the screen below, and raise on the last one."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    async def _watch__show_busy(self) -> None:
        """Show whether a search goes on; it may end when the palette's widgets are removed already."""
        with suppress(NoMatches):
            await super()._watch__show_busy()
