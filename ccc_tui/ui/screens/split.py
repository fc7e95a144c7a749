"""`SplitScreen`: the tree at the left, the panes at the right, and the lines around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.screen import Screen

from ccc_tui.i18n import _
from ccc_tui.ui.places import HOME
from ccc_tui.ui.segments import Segment
from ccc_tui.ui.tones import TONE_CLASSES
from ccc_tui.ui.widgets.instance_tree import InstanceTree
from ccc_tui.ui.widgets.key_bar import KeyBar
from ccc_tui.ui.widgets.line import Line
from ccc_tui.ui.widgets.row_table import RowTable
from ccc_tui.ui.widgets.rule import Rule
from ccc_tui.ui.widgets.status_line import StatusLine
from ccc_tui.ui.widgets.top_line import TopLine

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from ccc_tui.settings import Settings
    from ccc_tui.ui.panes.base import ResourcePane
    from ccc_tui.ui.panes.centers import CallCenters
    from ccc_tui.ui.panes.detail import DetailPane
    from ccc_tui.ui.places import Place

# Below this the screen shows nothing but what it needs; below the next, tree and pane take turns.
_SMALLEST: Final = Size(40, 8)
_SIDE_BY_SIDE: Final = 72
_WIDE: Final = 120
# Below this height the key bar says what a key did, in the place of a line of its own.
_LOW: Final = 16
_SIDE, _WIDE_SIDE = 24, 30


class SplitScreen(Screen[None]):
    """Lays out tree and panes: side by side, in turns where the window is narrow, or the pane alone.

    Args:
        settings: the person's keys.
        centers: the tree.
        detail: the panes.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = TONE_CLASSES

    def __init__(self, settings: Settings, centers: CallCenters, detail: DetailPane) -> None:
        super().__init__()
        self._settings = settings
        self._top, self._status, self._rule = TopLine(id="top"), StatusLine(id="status"), Rule(_("Call centers"))
        self._position, self._keys = Line(id="position"), KeyBar(settings.keys, id="keys")
        self.centers, self.detail = centers, detail
        self._place: Place | None = None
        self._in_tree = True  # the side that has the focus, or that had it when the prompt took it

    def compose(self) -> ComposeResult:
        self._fit(self.app.size)
        yield self._top
        yield self._rule
        with Horizontal(id="body"):
            with Vertical(id="side"):
                yield self.centers
                yield self._position
            yield self.detail
        yield self._status
        yield self._keys
        yield Line(id="too-small")

    def _name_parts(self) -> None:
        self._rule.update_title(self.centers.title())
        self.query_one("#too-small", Line).update(_("needs 40×8 or more"))

    @property
    def pane(self) -> ResourcePane[Any]:
        """The pane that is shown."""
        return self.detail.current

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for the new size."""
        self._fit(event.size)
        self._update_frame()

    def _fit(self, size: Size) -> None:
        """Choose the layout for a window of this size."""
        is_tiny = size.width < _SMALLEST.width or size.height < _SMALLEST.height
        self.set_class(is_tiny, "-tiny")
        self.set_class(size.width < _SIDE_BY_SIDE, "-narrow")
        self.set_class(size.width >= _WIDE, "-wide")
        self.set_class(size.height < _LOW, "-low")
        if is_tiny and (lines := self.query("#too-small")):
            lines.first(Line).update(_("needs 40×8 or more, is {size}").format(size=f"{size.width}×{size.height}"))
        self.on_descendant_focus()

    def on_descendant_focus(self) -> None:
        """In a narrow window, tree and pane take turns."""
        if self.focused is not None and self.focused.parent is not None and self.focused.parent.id == "prompt":
            return  # what is filtered stays in sight
        self._in_tree = not isinstance(self.focused, RowTable)
        # Only where that shows something: a class of the screen makes Textual look at every widget again.
        self.set_class(self.has_class("-narrow") and isinstance(self.focused, RowTable), "-in-pane")
        if isinstance(self.focused, InstanceTree):
            self.remove_class("-zoom")
        self._update_frame()

    def _update_frame(self) -> None:
        """Show the titles of both sides, and where one is in a window that shows one of them."""
        if not self._position.is_attached:
            return
        narrow, in_pane = self.has_class("-narrow"), self.has_class("-in-pane")
        zoomed = self.has_class("-zoom")
        side = 0 if zoomed or (narrow and in_pane) else self.app.size.width if narrow else self._side
        tabs = self.detail.tabs()
        self._rule.update(tabs, self.detail.tab, side, pane=not narrow or in_pane, in_tree=self._in_tree)
        way = (self._center_name(), tabs[self.detail.tab].title) if zoomed or (narrow and in_pane) else ()
        self._top.update_way(way)
        self._update_position()

    @property
    def _side(self) -> int:
        return _WIDE_SIDE if self.has_class("-wide") else _SIDE

    def _center_name(self) -> str:
        place = self._place or HOME
        return _("All centers") if place.found is None else place.found.name or _("(no name)")

    def _update_position(self) -> None:
        line, last = self.centers.cursor_line, self.centers.last_line
        self._position.update([Segment(f"{line + 1}/{last + 1}" if last > 0 else "", tone="muted")])

    def notify_key(self, text: str) -> None:
        """Say what a key did."""
        (self._keys if self.has_class("-low") else self._status).notify_key(text)

    def clear_message(self) -> None:
        """Take back what the key before did."""
        self._status.notify_key("")
        self._keys.notify_key("")

    def action_next_pane(self) -> None:
        """Go to the other side."""
        (self.centers if isinstance(self.focused, RowTable) else self.pane.table).focus()

    def action_zoom(self) -> None:
        """Show the pane alone, or both sides again."""
        if not self.has_class("-narrow"):
            self.pane.table.focus()
            self.toggle_class("-zoom")
            self._update_frame()
