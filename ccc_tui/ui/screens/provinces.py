"""The loaded outbound numbers by province, city and carrier, in the place of their list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.binding import Binding
from textual.screen import ModalScreen

from ccc_tui.i18n import N_, _
from ccc_tui.styles import style_sheet
from ccc_tui.ui.bars import bar_cells, bar_entries
from ccc_tui.ui.blocks import columns, second_column
from ccc_tui.ui.copying import CanNotify
from ccc_tui.ui.counts import count_bars, count_values
from ccc_tui.ui.lines import GAP, Entry, Span, TextLine, single, stacked, title, words
from ccc_tui.ui.row_documents import rows_as_json
from ccc_tui.ui.segments import Segment
from ccc_tui.ui.tones import TONE_CLASSES
from ccc_tui.ui.widgets.line import Line
from ccc_tui.ui.widgets.line_table import LineTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.geometry import Region
    from textual.widget import Widget

    from ccc_tui.callcenter.models import OutboundNumber
    from ccc_tui.ui.panes.outbound import OutboundPane

# The first of these columns that the service has sent names the carrier.
_CARRIERS: Final = ("provider_short_name", "provider", "provider_display_name")
_BLOCKS: Final = {"province": N_("By province"), "carrier": N_("By carrier"), "city": N_("By city")}
_MOST_CITIES: Final = 12


class ProvincesScreen(ModalScreen["str | None"]):
    """Counts the loaded rows of a pane; its result is the filter for the bar that was chosen.

    Args:
        pane: the outbound numbers of a user.
    """

    CSS_PATH = style_sheet("dialogs.tcss")
    COMPONENT_CLASSES: ClassVar[set[str]] = TONE_CLASSES
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", show=False),
        Binding("o", "back", show=False, id="by_province"),
        Binding("A", "load_all", show=False, id="load_all"),
        Binding("r,ctrl+r", "reload", show=False, id="refresh"),
        Binding("y", "app.copy_cell", show=False, id="copy_cell"),
        Binding("Y", "app.copy_row", show=False, id="copy_row"),
    ]

    def __init__(self, pane: OutboundPane) -> None:
        super().__init__(classes="in-place")
        self._pane = pane
        self._table = LineTable()
        self._counted: tuple[int, int, int] | None = None

    def compose(self) -> ComposeResult:
        yield self._table
        yield Line(id="keys")

    def on_mount(self) -> None:
        """Count what is loaded."""
        keys = ((_("enter"), _("filter by")), ("A", _("all")), ("esc", _("back")))
        self.query_one("#keys", Line).update(
            [
                part
                for key, said in keys
                for part in (Segment(key, tone="title", between="  "), Segment(said, between=" "))
            ]
        )
        self._fit()
        self._table.focus()

    def on_resize(self) -> None:
        """Follow the pane below."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Lie over the rows of the pane, and over the keys."""
        _lay(self._table, self._pane.body_region)
        if keys := self._pane.screen.query("#keys"):
            _lay(self.query_one("#keys"), keys.first().region)
        self.show_counts()

    def on_row_table_resized(self) -> None:
        """Make the bars for the new size."""
        self.show_counts()

    def show_counts(self) -> None:
        """Show what is loaded now."""
        rows, width = self._pane.loaded_rows(), max(self._table.room, 20)
        wanted = (id(rows), len(rows), width)
        if not self.is_attached or self._counted == wanted:
            return
        self._counted = wanted
        covered = self._pane.coverage()
        said = " · ".join(filter(None, (covered.words, covered.advice)))
        self._table.update_heading((Span(said, "urgent" if covered.is_part else "muted"),))
        self._table.show_lines(_lines(rows, width), cursor=self._table.cursor_row)

    # What the keys do

    def action_back(self) -> None:
        """Stop loading; else go back to the list."""
        if not self._pane.cancel():
            self.dismiss(None)

    def action_load_all(self) -> None:
        self._pane.action_load_all()

    def action_reload(self) -> None:
        self._pane.reload()

    def text_to_copy(self, *, whole_row: bool) -> str | None:
        """Return how many rows the bar under the cursor stands for, or that and its name as JSON."""
        entry = self._table.entry
        if entry is None or not whole_row:
            return entry and entry.copied
        return rows_as_json([{entry.label: entry.copied}], masked=False)

    def notify_key(self, text: str) -> None:
        """Say what a key did, where the screen below says it."""
        if isinstance(below := self._pane.screen, CanNotify):
            below.notify_key(text)

    def clear_message(self) -> None:
        """Take back what the key before did."""
        self.notify_key("")

    def on_row_table_selected(self) -> None:
        """Filter the list by a bar."""
        entry = self._table.entry
        if entry is not None and entry.opens is not None and self.app.screen is self:
            self.dismiss(entry.opens)


def _lay(widget: Widget, region: Region) -> None:
    widget.styles.offset = region.offset
    widget.styles.width, widget.styles.height = region.size


def _lines(rows: Sequence[OutboundNumber], width: int) -> list[TextLine]:
    """Return the bars: provinces at the left, carriers and cities at the right."""
    carrier = next((name for name in _CARRIERS if any(getattr(row, name) for row in rows)), _CARRIERS[0])
    second, cells = second_column(width), bar_cells(width)
    left_room, right_room = (second - GAP, width - second) if second else (width, width)
    left = [_block("province", "province", rows, left_room, cells)]
    right = [
        _block("carrier", carrier, rows, right_room, cells),
        _block("city", "city", rows, right_room, cells, _MOST_CITIES),
    ]
    hint = words(_("enter on a bar filters the list by it"), "muted")
    return stacked([*columns(left, right, second), single([hint])])


def _block(
    name: str, column: str, rows: Sequence[OutboundNumber], room: int, cells: int, most: int | None = None
) -> list[Entry]:
    """Return how many rows have each value of a column, the most frequent first."""
    bars = count_bars(count_values(rows, column), column, most)
    return [title(_(_BLOCKS[name])), *bar_entries(bars, room, cells, name)]
