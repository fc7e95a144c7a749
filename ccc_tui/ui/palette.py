"""`Palette`: Textual's command palette, without the exceptions that keys and clicks in one packet raise in it."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from textual.await_complete import AwaitComplete
from textual.command import CommandList, CommandPalette
from textual.css.query import NoMatches
from textual.errors import NoWidget

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.widget import Widget


class Palette(CommandPalette):
    """Search the commands."""

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
