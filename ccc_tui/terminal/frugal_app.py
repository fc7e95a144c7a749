"""`FrugalApp`: an application that hands its frames to a `FrugalDriver` as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.app import App, ReturnType

from ccc_tui.terminal.driver import FrugalDriver
from ccc_tui.terminal.textual_internals import (
    CompositorUpdate,
    drawing_driver,
    knows_synchronized_updates,
    remember_cursor,
)

if TYPE_CHECKING:
    from textual.screen import Screen


class FrugalApp(App[ReturnType]):
    """Textual writes a frame as text with escape sequences; reading that again takes longer than all else here.

    With any other driver, and for whatever is no frame, nothing is different.
    """

    def _display(self, screen: Screen[object], renderable: Any) -> None:
        if isinstance(renderable, CompositorUpdate) and self._drawn(renderable):
            self.post_display_hook()
        else:
            super()._display(screen, renderable)

    def _drawn(self, update: CompositorUpdate) -> bool:
        """Draw a frame; False where that is the business of Textual."""
        driver = drawing_driver(self)
        if not isinstance(driver, FrugalDriver) or driver.is_inline:
            return False
        cursor = self.screen.outer_size.clamp_offset(self.cursor_position)
        if not driver.draw(update, self.console, cursor, synchronized=knows_synchronized_updates(self)):
            return False
        remember_cursor(self, cursor)
        return True
