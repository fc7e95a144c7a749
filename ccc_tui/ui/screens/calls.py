"""The calls of this session, in the place of the screen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from ccc_tui.i18n import _
from ccc_tui.resources import CALLS
from ccc_tui.ui.panes.base import GetClient, ResourcePane
from ccc_tui.ui.widgets.line import Line
from ccc_tui.ui.widgets.status_line import StatusLine


class CallsScreen(Screen[None]):
    """Shows the call log as it is now; `r` shows what has been added."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,exclamation_mark", "dismiss", show=False),
        Binding("r,ctrl+r", "refresh", show=False),
        Binding("slash", "filter", show=False),
        Binding("s", "sort", show=False),
        Binding("S", "sort_backwards", show=False),
    ]

    def __init__(self, client: GetClient) -> None:
        super().__init__()
        self._pane = ResourcePane(CALLS, client)

    def compose(self) -> ComposeResult:
        yield Line(id="top")
        yield self._pane
        yield StatusLine(id="status")
        yield Line(id="keys")

    def on_mount(self) -> None:
        """Show the calls."""
        self._name_parts()
        self._pane.table.focus()
        self._pane.show()

    def _name_parts(self) -> None:
        self.query_one("#top", Line).update(_("ccc-tui  calls of this session"))
        self.query_one("#keys", Line).update(_("/ filter · s sort · y copy · Y copy row · r refresh · esc back"))

    def update_words(self) -> None:
        """Show everything in the language that is spoken now."""
        self._name_parts()
        self._pane.update_words()

    async def action_filter(self) -> None:
        """Filter the calls."""
        from ccc_tui.ui.filter_prompt import ask_filter

        await ask_filter(self, self._pane)

    def action_sort(self) -> None:
        """Sort by the column under the cursor."""
        self._pane.action_sort()

    def action_sort_backwards(self) -> None:
        """Sort the other way round."""
        self._pane.action_sort_backwards()

    def action_refresh(self) -> None:
        """Show what has been added."""
        self._pane.reload()
