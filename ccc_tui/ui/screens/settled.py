"""`SettledScreen`: a screen that is painted once at its start, when every widget has its place.

Textual paints while the widgets of a new screen still learn their sizes, and once more because the screen has
appeared: four frames of which the last one stays. Each costs as much as turning a page.
"""

from __future__ import annotations

from textual.screen import Screen


class SettledScreen(Screen[None]):
    """Paints nothing until it is told that its widgets have their places."""

    _settled = False

    def settle(self) -> None:
        """Paint now, and from now on as usual."""
        if not self._settled:
            self._settled = True
            self._repaint_required = False
            self._dirty_widgets.clear()
            self._compositor_refresh()

    def _compositor_refresh(self) -> None:
        if self._settled:
            super()._compositor_refresh()
