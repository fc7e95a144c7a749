"""Whether personal data is masked on the screen. It is, unless a person shows it for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ccc_tui.i18n import _
from ccc_tui.ui.widgets.row_table import RowTable

if TYPE_CHECKING:
    from textual.app import App
    from textual.timer import Timer

# Seconds that personal data stays in sight.
SHOWN_FOR: Final = 300


class Privacy:
    """Masks and shows personal data.

    Args:
        app: the application whose screens are drawn again.
        mask: whether it is masked at first; None for yes.
    """

    def __init__(self, app: App[Any], *, mask: bool | None) -> None:
        self.is_masked = mask is not False
        self._app = app
        self._at_first = self.is_masked
        self._timer: Timer | None = None

    def toggle(self) -> None:
        """Show it for five minutes, or mask it again."""
        self._put(masked=not self.is_masked)
        if not self.is_masked and self._at_first:
            self._timer = self._app.set_timer(SHOWN_FOR, self.mask_again)
        self._say(
            _("personal data is masked")
            if self.is_masked
            else _("personal data is shown for {n} minutes").format(n=SHOWN_FOR // 60)
            if self._at_first
            else _("personal data is shown")
        )

    def mask_again(self) -> None:
        """Mask it when the time is over."""
        if not self.is_masked:
            self._put(masked=True)
            self._say(_("personal data is masked again"))

    def _put(self, *, masked: bool) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        from ccc_tui.ui.panes.lines_pane import LinesPane
        from ccc_tui.ui.widgets.text_view import TextView

        self.is_masked = masked
        for screen in self._app.screen_stack:
            for table in screen.query(RowTable):
                table.draw_again()
                if isinstance(table.parent, LinesPane):
                    table.parent.update_words()
            for view in screen.query(TextView):
                view.post_message(TextView.Resized())

    def _say(self, text: str) -> None:
        from ccc_tui.ui.copying import say

        say(self._app.screen, text)


def is_masked(owner: Any) -> bool:
    """Return whether personal data is masked where a widget is."""
    return getattr(getattr(owner.app, "privacy", None), "is_masked", True)
